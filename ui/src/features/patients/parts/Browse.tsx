import { styled } from "@mui/material/styles";
import { memo, type ReactNode, type Ref, useState } from "react";
import { useText } from "../../../i18n/text";
import { ActionButton } from "../../../kit/ActionButton";
import { Empty } from "../../../kit/Empty";
import { Section } from "../../../kit/Section";
import { useFormat } from "../../../kit/useFormat";
import type { PatientLine } from "../../../rpc/gen";
import { useSession } from "../../../shell/session";
import { patientsApi } from "../api";
import { PatientTable } from "./PatientTable";

const PAGE = 50;
/** Opened last: more would push the list out of sight. */
const RECENT = 5;

const Stack = styled("div")({ display: "grid", gap: 20, gridTemplateColumns: "minmax(0, 1fr)" });

export interface BrowseProps {
  onFocused: (line: PatientLine) => void;
  list: Ref<HTMLDivElement>;
}

/** Before anything is typed: who was opened here last, then everybody on this device in order of name. */
const PlainBrowse = ({ onFocused, list }: BrowseProps): ReactNode => {
  const text = useText();
  const format = useFormat();
  const { local } = useSession();
  const [limit, setLimit] = useState(PAGE);
  const { data: recent } = patientsApi.useRecentPatientsQuery(undefined, { skip: !local });
  const { data: all } = patientsApi.useAllPatientsQuery({ limit });
  const { data: facts } = patientsApi.useDeviceFactsQuery(undefined, { skip: !local });
  if (!all) {
    return null;
  }
  const last = recent?.patients.slice(0, RECENT) ?? [];
  if (all.patients.length === 0) {
    return (
      <div>
        <Empty
          title={text("patients-empty")}
          why={text("patients-empty-why")}
          action={
            <ActionButton icon="plus" href="#/patients/new">
              {text("patients-register")}
            </ActionButton>
          }
        />
      </div>
    );
  }
  const to = format.number(all.patients.length);
  const total = facts ? Math.max(Number(facts.patients), all.patients.length) : null;
  const range =
    total === null
      ? text("patients-range-open", { to })
      : text("patients-range", { from: "1", to, total: format.number(total) });
  return (
    <Stack>
      {last.length > 0 ? (
        <Section title={text("patients-recent")}>
          <PatientTable ref={list} label={text("patients-recent")} lines={last} query="" onFocused={onFocused} />
        </Section>
      ) : null}
      <Section title={text("patients-all")} count={range}>
        <PatientTable
          {...(last.length > 0 ? {} : { ref: list })}
          label={text("patients-all")}
          lines={all.patients}
          query=""
          onFocused={onFocused}
        />
        {all.more && limit < 200 ? (
          <ActionButton kind="quiet" size="small" onClick={() => setLimit(limit + PAGE)}>
            {text("patients-more", { count: PAGE })}
          </ActionButton>
        ) : null}
      </Section>
    </Stack>
  );
};

/** Not drawn anew for each letter, only when something of it changed. */
export const Browse = memo(PlainBrowse);
