import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { Text } from "../../../i18n/text";
import { Icon } from "../../../kit/Icon";
import { Stack } from "../../../kit/Stack";
import { Page } from "../../../shell/Page";
import { color, weight } from "../../../theme/vars";

const Back = styled(Link)({
  display: "inline-flex",
  alignItems: "center",
  gap: 6,
  minBlockSize: 48,
  marginBlockStart: -8,
  color: color.primary.text,
  fontWeight: weight.medium,
  textDecoration: "none",
  "&:hover": { textDecoration: "underline" },
});

/** A page under More, with the way back to it. */
export const Under = ({ title, children }: { title: string; children: ReactNode }): ReactNode => (
  <Page title={title}>
    <Stack>
      <div>
        <Back to="/more">
          <Icon name="left" size={20} />
          <Text id="patient-more-back" />
        </Back>
      </div>
      {children}
    </Stack>
  </Page>
);
