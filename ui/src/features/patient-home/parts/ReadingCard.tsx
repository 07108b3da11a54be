import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { Text, useText } from "../../../i18n/text";
import { ActionButton } from "../../../kit/ActionButton";
import { Card } from "../../../kit/Card";
import { Line, Quiet } from "../../../kit/Stack";
import { useFormat } from "../../../kit/useFormat";
import { Answer } from "../../../shell/Answer";
import { type } from "../../../theme/vars";
import { homeApi } from "../api";
import { newestPressure } from "../newest";

const Figure = styled("p")({ ...type("title"), margin: 0 });

/** The last home blood pressure, and the way to write the next one. */
export const ReadingCard = ({ patient }: { patient: string }): ReactNode => {
  const text = useText();
  const format = useFormat();
  const asked = homeApi.useHomeDiaryQuery({ patient, limit: 50 });
  return (
    <Card title={text("patient-home-reading")}>
      <Answer asked={asked}>
        {({ items }) => {
          const last = newestPressure(items);
          return last ? (
            <div>
              <Figure>
                {text("patient-readings-value", {
                  upper: format.number(last.upper),
                  lower: format.number(last.lower),
                })}
              </Figure>
              <Quiet>{format.patientDateTime(last.at)}</Quiet>
            </div>
          ) : (
            <Line>
              <Text id="patient-home-reading-none" />
            </Line>
          );
        }}
      </Answer>
      <ActionButton href="#/readings/new" icon="pulse" wide>
        <Text id="patient-home-reading-write" />
      </ActionButton>
    </Card>
  );
};
