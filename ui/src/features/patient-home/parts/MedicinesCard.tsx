import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { Text, useText } from "../../../i18n/text";
import { ActionButton } from "../../../kit/ActionButton";
import { Callout } from "../../../kit/Callout";
import { Card } from "../../../kit/Card";
import { SafeText } from "../../../kit/SafeText";
import { Line, Quiet, Rows } from "../../../kit/Stack";
import { type PlainMedicine, plainMedicines } from "../../../rpc/plain";
import { Answer } from "../../../shell/Answer";
import { weight } from "../../../theme/vars";
import { homeApi } from "../api";

/** More than these are on the screen of medicines. */
const SHOWN = 4;

const Name = styled(Line)({ fontWeight: weight.strong });
const Checking = styled("div")({ "& strong": { display: "block" } });

const Ask = ({ medicine }: { medicine: PlainMedicine }): ReactNode => {
  const text = useText();
  return (
    <Checking>
      <Callout
        kind="needs"
        icon="help"
        title={<SafeText>{medicine.name || text("patient-medicines-unnamed")}</SafeText>}
      >
        <Text id="patient-home-checking" />
      </Callout>
    </Checking>
  );
};

const Taken = ({ medicines }: { medicines: readonly PlainMedicine[] }): ReactNode => {
  const text = useText();
  // What is being checked is always shown, whatever else there is no room for.
  const checking = medicines.filter((one) => one.checking);
  const sure = medicines.filter((one) => !one.checking);
  const rest = sure.length - SHOWN;
  return (
    <>
      {checking.map((one) => (
        <Ask key={one.item} medicine={one} />
      ))}
      {sure.length > 0 ? (
        <Rows>
          {sure.slice(0, SHOWN).map((one) => (
            <li key={one.item}>
              <Name>
                <SafeText>{one.name || text("patient-medicines-unnamed")}</SafeText>
              </Name>
              {one.state === "held" ? (
                <Quiet>
                  <Text id="patient-medicines-hold" />
                </Quiet>
              ) : null}
            </li>
          ))}
        </Rows>
      ) : null}
      {rest > 0 ? (
        <Quiet>
          <Text id="patient-home-medicines-more" args={{ count: rest }} />
        </Quiet>
      ) : null}
    </>
  );
};

/** What is taken now; what is being checked comes first and shows no number. */
export const MedicinesCard = ({ patient }: { patient: string }): ReactNode => {
  const text = useText();
  const asked = homeApi.useHomeChartQuery({ patient });
  const all = asked.data ? plainMedicines(asked.data.items, asked.data.conflicts) : [];
  const now = all.filter((one) => one.state !== "stopped");
  return (
    <Card
      title={text("patient-home-medicines")}
      aside={now.length > 0 ? text("patient-home-medicines-count", { count: now.length }) : undefined}
    >
      <Answer asked={asked}>
        {() =>
          now.length === 0 ? (
            <Line>
              <Text id="patient-home-medicines-none" />
            </Line>
          ) : (
            <>
              <Taken medicines={now} />
              <ActionButton href="#/medicines" wide>
                <Text id="patient-home-medicines-open" />
              </ActionButton>
            </>
          )
        }
      </Answer>
    </Card>
  );
};
