/** A made-up patient with a chart, as the core tells them. */
import type { Chart, Conflict, ItemRow, PatientLine, PatientOpen } from "../rpc/gen";
import type { Answers } from "../rpc/transport/fake";

export const PATIENT = "0199c82c-c000-7000-8000-0000000000a1";
export const CHART = "0199c82c-c000-7000-8000-0000000000c1";
export const LINE = "0199c82c-c000-7000-8000-000000000001";
export const ANNA = "0199c82c-c000-7000-8000-00000000000a";
/** 19-Oct-2025 10:00 UTC. */
export const THEN = Date.UTC(2025, 9, 19, 10);

export const regimen = (dose: string, more: object = {}) => ({
  dose,
  frequency: "1/d",
  product: { text: "Amlodipine 5 mg tablet" },
  route: "oral",
  unit: "mg",
  ...more,
});

export const two = (one: unknown, other: unknown) => ({
  disputed: [
    { value: one, change: "c1", user: ANNA, name: "Anna Okoth", role: 5 },
    { value: other, change: "c2", user: "u-ben", name: "Ben Nair", role: 5 },
  ],
});

export const row = (list: string, item: string, body: object, more: Partial<ItemRow> = {}): ItemRow => ({
  doc: list === "person" || list === "identifiers" ? PATIENT : CHART,
  list,
  item,
  at: THEN,
  body,
  unsent: false,
  ...more,
});

export const medicine = (body: object = {}, more: Partial<ItemRow> = {}): ItemRow =>
  row(
    "medicines",
    more.item ?? LINE,
    { regimen: regimen("5"), status: "active", start: "2025-10-19", by: ANNA, at: THEN, ...body },
    more,
  );

export const chartOf = (items: ItemRow[], more: Partial<Chart> = {}): Chart => ({
  patient: PATIENT,
  doc: CHART,
  items,
  conflicts: [],
  unsent: items.filter((one) => one.unsent).length,
  ...more,
});

export const conflictOf = (path: string[], more: Partial<Conflict> = {}): Conflict => ({
  doc: CHART,
  patient: PATIENT,
  name: "Yusuf, Amina",
  path,
  decision: true,
  rule: "two_values",
  body: { alternatives: [], holds: true },
  ...more,
});

export const lineOf = (patient: string, name: string, card: Partial<PatientLine["card"]> = {}): PatientLine => ({
  patient,
  name,
  card: {
    names: [name],
    births: ["1964-07-14"],
    genders: ["female"],
    identifiers: [{ system: "s", value: "481 522 0736" }],
    contacts: ["0700 000 418"],
    active: true,
    deceased: false,
    disputed: false,
    ...card,
  },
});

export const patientOf = (person: object = {}): PatientOpen => ({
  line: lineOf(PATIENT, "Yusuf, Amina"),
  items: [
    row("person", "0", {
      name: { family: "Yusuf", given: "Amina", prefix: "Mrs" },
      birth: { date: "1964-07-14" },
      gender: "female",
      ...person,
    }),
    row("identifiers", "n1", { value: { system: "s", value: "481 522 0736", kind: "Record no." } }),
  ],
  conflicts: [],
});

/** Answers of a device that holds this chart. */
export const answersOf = (chart: Chart, more: Answers = {}): Answers => ({
  chart_get: chart,
  patient_get: patientOf(),
  directory_list: { people: [{ user: ANNA, name: "Anna Okoth", role: "doctor", active: true }], places: [] },
  new_ids: ({ count }) => ({
    ids: Array.from({ length: count }, (_, at) => `0199c82c-c000-7000-8000-0000000000f${at}`),
  }),
  write: { docs: [CHART], ctrs: [1], saved: 1 },
  ...more,
});
