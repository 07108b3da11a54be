import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { Text, useText } from "../../i18n/text";
import { Callout } from "../../kit/Callout";
import { CardBox, Line, Rows } from "../../kit/Stack";
import { weight } from "../../theme/vars";
import { Under } from "./parts/Under";

const Who = styled("strong")({ fontWeight: weight.strong, display: "block" });

/** The rules of access as the clinic's server keeps them, in the words of a patient. */
const WHO = ["you", "clinicians", "desk", "admin"] as const;

/** Who can see what. */
export const Page = (): ReactNode => {
  const text = useText();
  return (
    <Under title={text("patient-more-access")}>
      <CardBox>
        <Rows>
          {WHO.map((who) => (
            <li key={who}>
              <Who>
                <Text id={`patient-more-access-${who}`} />
              </Who>
              <Line>
                <Text id={`patient-more-access-${who}-may`} />
              </Line>
            </li>
          ))}
        </Rows>
      </CardBox>
      <Callout kind="waiting" icon="eye">
        <Text id="patient-more-access-log" />
      </Callout>
    </Under>
  );
};
