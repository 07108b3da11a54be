import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { useText } from "../../i18n/text";
import { PersonName } from "../../kit/PersonName";
import { shellApi } from "../api";
import { useSession } from "../session";
import { RailHead, RailList } from "./styles";
import { isAt, usePlace } from "./usePlace";

/** More would push the person who is in out of sight. */
const MOST = 4;

const List = styled(RailList)({ "& a": { fontWeight: 400, paddingBlock: 5 } });

/** The charts opened last on this device. */
export const Recent = (): ReactNode => {
  const text = useText();
  const { local } = useSession();
  const place = usePlace();
  const { data } = shellApi.useRecentQuery(undefined, { skip: !local });
  const lines = data?.patients.slice(0, MOST) ?? [];
  if (lines.length === 0) {
    return null;
  }
  return (
    <nav aria-label={text("shell-recent")}>
      <RailHead>{text("shell-recent")}</RailHead>
      <List>
        {lines.map(({ patient, name }) => (
          <li key={patient}>
            <a
              href={`#/patients/${patient}`}
              {...(isAt(place, `/patients/${patient}`) ? { "aria-current": "page" } : {})}
            >
              <PersonName name={{ text: name }} />
            </a>
          </li>
        ))}
      </List>
    </nav>
  );
};
