import type { ReactNode } from "react";
import { ActionButton } from "../../kit/ActionButton";
import { Callout } from "../../kit/Callout";
import { Progress } from "../../kit/Progress";
import { Skeleton } from "../../kit/Skeleton";
import { Toast } from "../../kit/Toast";
import type { Family } from "../../theme/vars";

const nothing = (): void => undefined;
const QUIET: readonly Family[] = ["ok", "waiting", "sending", "low"];

export const Telling = (): ReactNode => (
  <>
    <Callout kind="stopped" title="Sending stopped." action={<ActionButton>Show how</ActionButton>}>
      This laptop’s clock is 2 h ahead.
    </Callout>
    <Callout kind="needs">
      Kidney function is reduced: eGFR 52. Recheck potassium and creatinine in 1 to 2 weeks.
    </Callout>
    <Callout kind="high" title="Penicillin allergy.">
      Anaphylaxis, 1987
    </Callout>
    {QUIET.map((kind) => (
      <Callout key={kind} kind={kind}>
        {kind}
      </Callout>
    ))}
    <Progress
      label="Getting your clinic"
      done={1240}
      total={3800}
      left="about 6 min"
      words="1,240 of 3,800 records. You can work with what is here."
      action={
        <ActionButton kind="quiet" size="small">
          Pause
        </ActionButton>
      }
    />
    <Toast
      message="Problem removed"
      seconds={100_000}
      action={{ label: "Undo", keys: "Ctrl+Z", run: nothing }}
      onClose={nothing}
    />
    <Skeleton label="People are on their way" />
  </>
);
