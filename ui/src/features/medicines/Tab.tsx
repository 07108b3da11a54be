import { styled } from "@mui/material/styles";
import { type ReactNode, useState } from "react";
import type { MessageId } from "../../i18n/ids";
import { useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { ButtonRow } from "../../kit/ButtonRow";
import { Empty } from "../../kit/Empty";
import { Section } from "../../kit/Section";
import type { MedicineRow } from "../../rpc/clinical";
import { ProblemView } from "../../shell/problem/ProblemView";
import { type ChartFacts, useChart } from "../../shell/record";
import { size } from "../../theme/vars";
import { type Groups, groupsOf } from "./groups";
import { MedicineItem } from "./parts/MedicineItem";
import { StartButton } from "./parts/StartButton";
import { Lines } from "./parts/styles";
import { VoidedItem } from "./parts/VoidedItem";
import { useMayPrescribe } from "./useMayPrescribe";

const Sheet = styled("div")({ display: "grid", gap: 20, padding: size.padding, paddingBlockStart: 12 });

const SHOWN = ["current", "held", "other", "stopped"] as const;

interface GroupProps {
  title: string;
  lines: readonly MedicineRow[];
  chart: ChartFacts;
  patient: string;
  action?: ReactNode;
}

const Group = ({ title, lines, chart, patient, action }: GroupProps): ReactNode => {
  const text = useText();
  const mayWrite = useMayPrescribe();
  return (
    <Section title={title} count={lines.length > 0 ? lines.length : undefined} action={action}>
      {lines.length > 0 ? (
        <Lines aria-label={title}>
          {lines.map((line) => (
            <MedicineItem key={line.item} chart={chart} line={line} patient={patient} mayWrite={mayWrite} />
          ))}
        </Lines>
      ) : (
        <Empty title={text("medicines-none-current")} why={text("medicines-none-why")} />
      )}
    </Section>
  );
};

const Voided = ({ lines }: { lines: readonly MedicineRow[] }): ReactNode => {
  const text = useText();
  const [open, setOpen] = useState(false);
  if (lines.length === 0) {
    return null;
  }
  return (
    <div>
      <ActionButton kind="quiet" size="small" expanded={open} onClick={() => setOpen(!open)}>
        {text(open ? "chart-hide-void" : "chart-show-void", { count: lines.length })}
      </ActionButton>
      {open ? (
        <Lines>
          {lines.map((line) => (
            <VoidedItem key={line.item} line={line} />
          ))}
        </Lines>
      ) : null}
    </div>
  );
};

const titleOf: Record<keyof Groups, MessageId> = {
  current: "medicines-current",
  held: "medicines-held",
  other: "medicines-other",
  stopped: "medicines-stopped",
  void: "chart-void",
};

/** All medicines of a patient: taken, on hold, stopped, entered in error. */
export const Tab = ({ patient }: { patient: string }): ReactNode => {
  const text = useText();
  const { data, problem } = useChart(patient);
  if (problem) {
    return <ProblemView problem={problem} />;
  }
  if (!data) {
    return null;
  }
  const groups = groupsOf(data.medicines);
  const actions = (
    <ButtonRow>
      <ActionButton kind="quiet" size="small" icon="print" href={`#/patients/${patient}/print`}>
        {text("medicines-print")}
      </ActionButton>
      {data.doc ? <StartButton patient={patient} /> : null}
    </ButtonRow>
  );
  return (
    <Sheet>
      {SHOWN.filter((name) => name === "current" || groups[name].length > 0).map((name) => (
        <Group
          key={name}
          title={text(titleOf[name])}
          lines={groups[name]}
          chart={data}
          patient={patient}
          action={name === "current" ? actions : undefined}
        />
      ))}
      <Voided lines={groups.void} />
    </Sheet>
  );
};
