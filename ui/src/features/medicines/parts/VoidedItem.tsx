import type { ReactNode } from "react";
import { useText } from "../../../i18n/text";
import { MedicineLine } from "../../../kit/MedicineLine";
import { Provenance } from "../../../kit/Provenance";
import { SafeText } from "../../../kit/SafeText";
import type { MedicineRow } from "../../../rpc/clinical";
import { useNames } from "../../../shell/people";
import { wordsOf } from "../line";
import { LineBox, Meta } from "./styles";

/** A line that was entered in error: in sight, with who said so and why. */
export const VoidedItem = ({ line }: { line: MedicineRow }): ReactNode => {
  const text = useText();
  const nameOf = useNames();
  const { facts } = wordsOf(text, line);
  return (
    <LineBox>
      <div>
        <MedicineLine medicine={facts} ended={text("chart-void")} />
        <Meta>
          <SafeText>{text("chart-void-reason", { reason: line.entry?.reason ?? "" })}</SafeText>
        </Meta>
        {line.entry ? <Provenance at={line.entry.at} by={nameOf(line.entry.by)} /> : null}
      </div>
    </LineBox>
  );
};
