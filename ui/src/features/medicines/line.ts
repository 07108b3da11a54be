/** One medicine line as screens and sheets show it. */

import type { Say } from "../../i18n/text";
import type { MedicineFacts } from "../../kit/MedicineLine";
import { labelOf, type MedicineRow, type Regimen } from "../../rpc/clinical";
import type { ChartFacts, OpenPoint } from "../../shell/record";
import { isSame } from "./form";
import { doseWords, frequencyWord, regimenWords, restWords, routeWord, unitWord } from "./words";

export interface LineWords {
  name: string;
  facts: MedicineFacts;
  /** Every dose that stands, or every regimen where they differ in more. */
  disputed: string[] | null;
}

const differOnlyInDose = (all: readonly Regimen[]): boolean => {
  const [first, ...rest] = all;
  return first !== undefined && rest.every((one) => isSame({ ...one, ...doseOf(first) }, first));
};

const doseOf = ({ dose, unit }: Regimen): Partial<Regimen> => ({
  ...(dose === undefined ? {} : { dose }),
  ...(unit === undefined ? {} : { unit }),
});

/** The words of a line; while two regimens stand, each of them. */
export const wordsOf = (say: Say, line: MedicineRow): LineWords => {
  const all = line.regimen.values;
  const first = all[0] ?? { product: {} };
  const name = labelOf(first.product);
  if (!line.regimen.both) {
    return { name, facts: factsOf(say, first), disputed: null };
  }
  const narrow = differOnlyInDose(all);
  const { dose: _dose, unit: _unit, ...rest } = factsOf(say, first);
  return {
    name,
    facts: narrow ? rest : { name },
    disputed: all.map((one) => (narrow ? doseWords(say, one) : regimenWords(say, one))),
  };
};

const factsOf = (say: Say, regimen: Regimen): MedicineFacts => {
  const { dose, unit, route, frequency } = regimen;
  const after = restWords(say, { ...regimen, route: "", frequency: "" });
  const words = [frequency ? frequencyWord(say, frequency, "line") : "", ...after].filter((part) => part !== "");
  if (!dose) {
    words.unshift(say("medicines-line-dose-not-stated"));
  }
  return {
    name: labelOf(regimen.product),
    ...(dose ? { dose } : {}),
    ...(dose && unit ? { unit: unitWord(say, unit, "line") } : {}),
    ...(route ? { route: routeWord(say, route, "line") } : {}),
    ...(words.length > 0 ? { frequency: words.join(", ") } : {}),
  };
};

/** Why nothing may be printed, given or renewed from a line; null if all is agreed. */
export const holdOf = (chart: Pick<ChartFacts, "open">, line: MedicineRow): OpenPoint | null =>
  chart.open.get(line.item)?.find((point) => point.holds) ??
  (line.regimen.both || line.status.both || line.start?.both || line.stop?.both
    ? {
        path: ["medicines", line.item, line.regimen.both ? "regimen" : "status"],
        decision: true,
        rule: "",
        holds: true,
      }
    : null);

/** Newest first. */
export const byStart = (a: MedicineRow, b: MedicineRow): number => b.at - a.at;
