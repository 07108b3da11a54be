import type { ReactNode } from "react";
import { useText } from "../../../i18n/text";
import { type Choice, ChoiceGroup } from "../../../kit/ChoiceGroup";
import { Ltr } from "../../../kit/Ltr";
import { medicinesOf, settled } from "../../../rpc/clinical";
import { recordApi } from "../../../shell/record";
import { type Choosing, canStop, keep, type Missing } from "../choice";
import { type Dispute, isRegimen, letterOf } from "../dispute";
import { type DisputeWords, inside, useWords } from "../words";

/** The dose of a line that somebody changed while another stopped it; empty where it cannot be read. */
const useRegimenOf = (dispute: Dispute, words: DisputeWords): string => {
  const skip = dispute.rule !== "stop_and_change" || dispute.patient === null;
  const { data } = recordApi.useChartQuery({ patient: dispute.patient ?? "" }, { skip });
  const line = medicinesOf(data?.items ?? []).rows.find((one) => one.item === dispute.item);
  const regimen = line ? settled(line.regimen) : null;
  return regimen ? words.whole(regimen) : "";
};

/** What can be chosen on this card, in the order of the values. */
export const useOptions = (dispute: Dispute): Choice[] => {
  const text = useText();
  const words = useWords(dispute);
  const regimen = useRegimenOf(dispute, words);
  if (dispute.rule === "stop_and_change") {
    return [
      { value: "word:stopped", label: text("decisions-stay-stopped"), hint: dispute.label },
      { value: "word:active", label: text("decisions-go-on"), hint: <Ltr>{regimen || dispute.label}</Ltr> },
    ];
  }
  const kept = dispute.alternatives.map((one, at) => ({
    value: keep(one),
    label: text("decisions-keep", { letter: letterOf(at) }),
    hint: words.whole(one.value),
  }));
  if (!isRegimen(dispute)) {
    return kept;
  }
  const what = inside(dispute.label);
  return [
    ...kept,
    { value: "other", label: text("decisions-another-dose"), hint: text("decisions-another-dose-how") },
    {
      value: "stop",
      label: text("decisions-stop", { what }),
      hint: text(canStop(dispute) ? "decisions-stop-how" : "decisions-stop-none"),
      disabled: !canStop(dispute),
    },
  ];
};

export interface OptionsProps {
  dispute: Dispute;
  made: Choosing;
  missing: readonly Missing[];
  onChoice: (choice: string) => void;
}

/** The choice. Nothing is chosen until the person chooses. */
export const Options = ({ dispute, made, missing, onChoice }: OptionsProps): ReactNode => {
  const text = useText();
  const options = useOptions(dispute);
  return (
    <ChoiceGroup
      id="decision-choice"
      label={text("decisions-yours")}
      aside={text("decisions-nothing-chosen")}
      choices={options}
      value={made.choice === "" ? null : made.choice}
      onValue={onChoice}
      across
      {...(missing.includes("choice") ? { error: text("decisions-missing-choice") } : {})}
    />
  );
};
