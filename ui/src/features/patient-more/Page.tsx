import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { Text, useText } from "../../i18n/text";
import { Icon, type IconName } from "../../kit/Icon";
import { CardBox, Rows, Stack } from "../../kit/Stack";
import { Page as Screen } from "../../shell/Page";
import { useSession } from "../../shell/session";
import { color, type, weight } from "../../theme/vars";

interface Entry {
  /** Part of the text ids. */
  name: "health" | "access" | "phone" | "settings" | "help";
  path: string;
  icon: IconName;
  /** Left out on the web, where no device is joined. */
  local?: boolean;
}

const ENTRIES: readonly Entry[] = [
  { name: "health", path: "more/health", icon: "heart" },
  { name: "access", path: "more/access", icon: "eye" },
  { name: "phone", path: "more/phone", icon: "phone", local: true },
  { name: "settings", path: "settings", icon: "form" },
  { name: "help", path: "help", icon: "help" },
];

const Link = styled("a")({
  display: "flex",
  alignItems: "center",
  gap: 14,
  minBlockSize: 56,
  color: color.text.ink,
  textDecoration: "none",
  "& > svg:first-of-type": { color: color.primary.text },
  "& > span": { flex: 1, minInlineSize: 0 },
  "& strong": { display: "block", fontWeight: weight.strong },
  "& small": { ...type("small"), display: "block", color: color.text.muted },
  "&:hover strong": { textDecoration: "underline" },
});

/** What has no tab of its own. */
export const Page = (): ReactNode => {
  const text = useText();
  const { local } = useSession();
  return (
    <Screen title={text("patient-more-title")}>
      <Stack>
        <CardBox>
          <Rows>
            {ENTRIES.filter((entry) => local || !entry.local).map(({ name, path, icon }) => (
              <li key={name}>
                <Link href={`#/${path}`}>
                  <Icon name={icon} size={24} />
                  <span>
                    <strong>
                      <Text id={`patient-more-${name}`} />
                    </strong>
                    <small>
                      <Text id={`patient-more-${name}-why`} />
                    </small>
                  </span>
                  <Icon name="right" size={20} />
                </Link>
              </li>
            ))}
          </Rows>
        </CardBox>
      </Stack>
    </Screen>
  );
};
