/** Made-up disputes for tests, as the core tells them. */
import type { ConflictLine } from "./dispute";

export const DOC = "0199c82c-c000-7000-8000-0000000000d1";
export const PATIENT = "0199c82c-c000-7000-8000-0000000000a1";
export const LINE = "0199c82c-c000-7000-8000-000000000001";
export const ANNA = "0199c82c-c000-7000-8000-00000000000a";
export const BEN = "0199c82c-c000-7000-8000-00000000000b";
const HOUR = 3_600_000;
/** 21-Nov-2026 10:12 UTC. */
export const DECIDED = Date.UTC(2026, 10, 21, 10, 12);

export const regimen = (dose: string): { stored: string; value: unknown } => {
  const value = { dose, frequency: "1/d", product: { text: "amlodipine" }, unit: "mg" };
  return { stored: JSON.stringify(value), value };
};

export const alternative = (dose: string, more: object = {}): Record<string, unknown> => ({
  ...regimen(dose),
  change: `change ${dose}`,
  user: ANNA,
  device: "0199c82c-c000-7000-8000-00000000dea1",
  role: 5,
  name: "Anna Okoth",
  claimed_at: DECIDED,
  not_before: DECIDED - 2 * HOUR,
  not_after: DECIDED + 32 * HOUR,
  before: [regimen("5").value],
  reason: "pressure still high",
  also: [],
  ...more,
});

export const SECOND = {
  user: BEN,
  name: "Ben Nair",
  claimed_at: DECIDED + 5 * HOUR,
  not_before: DECIDED - 10 * HOUR,
  not_after: DECIDED + 40 * HOUR,
  reason: "both ankles swollen",
};

export const twoDoses = (body: object = {}, line: Partial<ConflictLine> = {}): ConflictLine => ({
  doc: DOC,
  patient: PATIENT,
  path: ["medicines", LINE, "regimen"],
  decision: true,
  rule: "two_values",
  body: {
    alternatives: [alternative("2.5", SECOND), alternative("10")],
    base: {
      ...regimen("5"),
      change: "change 5",
      user: ANNA,
      name: "Anna Okoth",
      role: 5,
      claimed_at: DECIDED - 900 * HOUR,
    },
    source: "merge class Decide",
    holds: true,
    label: "Amlodipine",
    related: [],
    related_labels: [],
    earlier: [],
    ...body,
  },
  ...line,
});
