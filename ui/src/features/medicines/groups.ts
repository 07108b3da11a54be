/** Lines by where they belong, newest first. */
import { type MedicineRow, type MedicineState, stateOf } from "../../rpc/clinical";
import { byStart } from "./line";

export type Groups = Record<MedicineState | "void", MedicineRow[]>;

export const groupsOf = (lines: readonly MedicineRow[]): Groups => {
  const out: Groups = { current: [], held: [], stopped: [], other: [], void: [] };
  for (const line of lines) {
    out[line.entry ? "void" : stateOf(line)].push(line);
  }
  for (const group of Object.values(out)) {
    group.sort(byStart);
  }
  return out;
};
