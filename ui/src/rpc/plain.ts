/** What a patient is shown of their chart. A medicine that is not agreed keeps its name and loses every number. */
import {
  type AllergyRow,
  allergiesOf,
  type Coding,
  isDisputed,
  isPast,
  labelOf,
  type MedicineRow,
  medicinesOf,
  type ProblemRow,
  problemsOf,
  type Regimen,
  type Row,
  settled,
  stateOf,
  summaryOf,
} from "./clinical";

/** A medicine as its patient may read it. */
export interface PlainMedicine {
  item: string;
  /** Without any number while it is checked; empty where nothing is left of the name. */
  name: string;
  /** Two values stand, or a person still has to decide about it: no number, ask first. */
  checking: boolean;
  state: "current" | "held" | "stopped";
  /** How it is taken; none while it is checked. */
  regimen: Regimen | null;
  indication: string | null;
  note: string | null;
  start: string | null;
  stop: string | null;
}

/** What of a conflict says which things it is about. */
export interface OpenConflict {
  path: readonly string[];
  decision: boolean;
  body: unknown;
}

/** The words of a name before its first number: `Amlodipine 5 mg tablet` is `Amlodipine`. Empty if it begins with one. */
export const withoutNumbers = (name: string): string => {
  const words = name.trim().split(/\s+/u);
  const first = words.findIndex((word) => /\p{N}/u.test(word));
  return (first === -1 ? words : words.slice(0, first)).join(" ").replace(/[\s,;:(\-\u2013]+$/u, "");
};

/** The things that a person still has to decide about. */
const undecided = (conflicts: readonly OpenConflict[]): Set<string> => {
  const out = new Set<string>();
  for (const { path, decision, body } of conflicts) {
    if (!decision) continue;
    if (path[1]) out.add(path[1]);
    const related = typeof body === "object" && body !== null ? (body as Record<string, unknown>)["related"] : null;
    for (const one of Array.isArray(related) ? related.flat(3) : []) {
      if (typeof one === "string") out.add(one);
    }
  }
  return out;
};

const plainMedicine = (line: MedicineRow, open: ReadonlySet<string>): PlainMedicine | null => {
  const state = stateOf(line);
  const checking = isDisputed(line) || open.has(line.item);
  if (line.entry !== null || (state === "other" && !checking)) return null;
  const names = line.regimen.values.map((regimen) => labelOf(regimen.product));
  const name = names[0] ?? "";
  const start = line.start ? settled(line.start) : null;
  const stop = line.stop ? settled(line.stop) : null;
  return {
    item: line.item,
    name: checking ? withoutNumbers(name) : name,
    checking,
    state: checking || state === "other" ? "current" : state,
    regimen: checking ? null : settled(line.regimen),
    indication: line.indication === null ? null : checking ? withoutNumbers(line.indication) : line.indication,
    note: checking ? null : line.note,
    start: checking ? null : start,
    stop: checking ? null : (stop?.date ?? null),
  };
};

const RANK = { current: 0, held: 1, stopped: 2 } as const;

/** The patient's medicines: what is taken first, in order of name. */
export const plainMedicines = (rows: readonly Row[], conflicts: readonly OpenConflict[]): PlainMedicine[] => {
  const open = undecided(conflicts);
  return medicinesOf(rows)
    .rows.flatMap((line) => plainMedicine(line, open) ?? [])
    .sort((a, b) => RANK[a.state] - RANK[b.state] || a.name.localeCompare(b.name));
};

/** An allergy as its patient may read it. */
export interface PlainAllergy {
  item: string;
  name: string;
  checking: boolean;
  reaction: string | null;
  serious: boolean;
}

const plainAllergy = (row: AllergyRow): PlainAllergy => {
  const code: Coding | undefined = row.code.values[0];
  return {
    item: row.item,
    name: code ? labelOf(code) : "",
    checking: [row.code, row.clinical, row.verification, row.criticality].some((field) => field?.both),
    reaction: row.reaction,
    serious: row.severity === "severe" || (row.criticality?.values.includes("high") ?? false),
  };
};

/** Allergies that stand; `noneKnown` is the statement that there are none, which is not the same as an empty list. */
export const plainAllergies = (rows: readonly Row[]): { allergies: PlainAllergy[]; noneKnown: boolean } => {
  const { standing, noneKnown } = summaryOf(allergiesOf(rows).rows);
  return { allergies: standing.map(plainAllergy), noneKnown: noneKnown !== null && standing.length === 0 };
};

/** A problem as its patient may read it. */
export interface PlainProblem {
  item: string;
  name: string;
  checking: boolean;
  past: boolean;
  onset: string | null;
}

const plainProblem = (row: ProblemRow): PlainProblem => ({
  item: row.item,
  name: labelOf(row.code),
  checking: [row.clinical, row.verification].some((field) => field?.both),
  past: isPast(row),
  onset: row.onset,
});

/** Problems that were not entered in error or refuted; those of today first. */
export const plainProblems = (rows: readonly Row[]): PlainProblem[] =>
  problemsOf(rows)
    .rows.filter((row) => row.entry === null && !row.verification?.values.every((word) => word === "refuted"))
    .map(plainProblem)
    .sort((a, b) => Number(a.past) - Number(b.past) || a.name.localeCompare(b.name));
