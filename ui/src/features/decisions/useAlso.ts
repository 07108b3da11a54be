/** What else an author recorded in the hours around a change: other items of the record, readings, all in one line. */
import { useCallback } from "react";
import { useText } from "../../i18n/text";
import { decisionsApi } from "./api";
import { type Behind, codingLabel, type Dispute } from "./dispute";

/** How far around the change a reading counts as the same work, in ms. */
export const AROUND_MS = 4 * 60 * 60 * 1000;
/** Most names in the line. */
const NAMES_MAX = 6;

interface Made {
  by?: string;
  at?: number;
  code?: unknown;
}

/** Names of what `one`'s author recorded around the change; `rows` are readings of the patient. */
export const alsoNames = (one: Behind, rows: readonly { body: unknown }[]): string[] => {
  const names = one.also.map((item) => item.label).filter((label) => label !== "");
  for (const row of rows) {
    const made = (row.body ?? {}) as Made;
    const near = one.claimedAt !== null && made.at !== undefined && Math.abs(made.at - one.claimedAt) <= AROUND_MS;
    const label = codingLabel(made.code);
    if (near && made.by === one.user && label !== "") {
      names.push(label);
    }
  }
  return [...new Set(names)];
};

export const useAlso = (dispute: Dispute): ((one: Behind) => string) => {
  const text = useText();
  const patient = dispute.patient ?? "";
  const skip = dispute.patient === null || dispute.root !== "medicines";
  const { data } = decisionsApi.useDecideObservationsQuery({ patient, limit: 200 }, { skip });
  return useCallback(
    (one) => {
      const names = alsoNames(one, data?.items ?? []);
      if (names.length === 0) return text("decisions-nothing-else");
      const shown = names.slice(0, NAMES_MAX).join(", ");
      return names.length > NAMES_MAX ? `${shown}, …` : shown;
    },
    [data, text],
  );
};
