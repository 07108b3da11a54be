import type { ReactNode } from "react";
import { useText } from "../../i18n/text";
import { Empty } from "../../kit/Empty";
import { Section } from "../../kit/Section";
import { ProblemView } from "../../shell/problem/ProblemView";
import { useChart } from "../../shell/record";
import { groupsOf } from "./groups";
import { MedicineItem } from "./parts/MedicineItem";
import { StartButton } from "./parts/StartButton";
import { Lines } from "./parts/styles";
import { useMayPrescribe } from "./useMayPrescribe";

/** The medicines of the chart's summary: what is being taken and what is on hold. */
export const Block = ({ patient }: { patient: string }): ReactNode => {
  const text = useText();
  const mayWrite = useMayPrescribe();
  const { data, problem } = useChart(patient);
  if (problem) {
    return <ProblemView problem={problem} />;
  }
  if (!data) {
    return null;
  }
  const { current, held, stopped, other } = groupsOf(data.medicines);
  const shown = [...current, ...held];
  const count = [
    text("medicines-count", { current: current.length }),
    held.length > 0 ? text("medicines-count-held", { count: held.length }) : "",
    stopped.length > 0 ? text("medicines-count-stopped", { count: stopped.length }) : "",
  ].filter((part) => part !== "");
  const nothing = shown.length + stopped.length + other.length === 0;
  return (
    <Section
      title={text("medicines-title")}
      count={nothing ? undefined : count.join(text("kit-comma"))}
      action={data.doc ? <StartButton patient={patient} /> : undefined}
    >
      {shown.length > 0 ? (
        <Lines aria-label={text("medicines-title")}>
          {shown.map((line) => (
            <MedicineItem key={line.item} chart={data} line={line} patient={patient} mayWrite={mayWrite} />
          ))}
        </Lines>
      ) : (
        <Empty
          title={text(nothing ? "medicines-none" : "medicines-none-current")}
          why={nothing ? text("medicines-none-why") : undefined}
        />
      )}
    </Section>
  );
};
