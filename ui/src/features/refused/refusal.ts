/** A refused change, as a person can read it: what it was, what they typed in it, who can lift the refusal. */

/** A text that somebody typed or chose, with the name of its field. */
export interface Typed {
  field: string;
  text: string;
}

type Body = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Body =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Fields whose text a person gave, in the order in which they are read; `text` first, since it is the longest. */
const FIELDS = [
  "text",
  "insert",
  "removed",
  "title",
  "subject",
  "product",
  "dose",
  "unit",
  "frequency",
  "code",
  "value",
  "chosen",
  "status",
  "reaction",
  "indication",
  "note",
  "reason",
  "override_reason",
  "location",
  "date",
  "lines",
];

/** A concept's own words. */
const concept = (value: Body): string => {
  const said = [value["text"], value["display"], value["code"]].find((one) => typeof one === "string" && one !== "");
  return typeof said === "string" ? said : "";
};

/** A choice is kept as stored text: a register of it is read like the rest. */
const unfolded = (value: unknown): unknown => {
  if (typeof value !== "string" || !/^[{[]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
};

const nameOf = (value: Body): string =>
  [value["family"], value["given"]].filter((one) => typeof one === "string" && one !== "").join(", ");

/** Everything that a person gave, by field; parts of a reading too. */
export const typedOf = (body: unknown): Typed[] => {
  const out: Typed[] = [];
  const add = (field: string, text: unknown): void => {
    if (
      typeof text === "string" &&
      text.trim() !== "" &&
      !out.some((one) => one.field === field && one.text === text)
    ) {
      out.push({ field, text });
    }
  };
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const one of value) walk(one);
      return;
    }
    if (!isObject(value)) return;
    if ("family" in value || "given" in value) add("name", nameOf(value));
    for (const field of FIELDS) {
      const given = unfolded(value[field]);
      if (isObject(given)) {
        if (field === "code" || field === "product") add(field, concept(given));
        else walk(given);
      } else if (Array.isArray(given)) {
        add(field, given.filter((one) => typeof one === "string").join(", "));
      } else add(field, given);
    }
    // What a form showed is not what a person typed.
    for (const [key, one] of Object.entries(value)) {
      if (!FIELDS.includes(key) && key !== "base" && key !== "seen") walk(one);
    }
  };
  walk(body);
  return out;
};

/** Who can lift a refusal. */
export type Lift = "role" | "admin" | "it" | "you" | "time" | "nobody" | "first";

const LIFTS: Readonly<Record<string, Lift>> = {
  forbidden: "role",
  forbidden_path: "role",
  forbidden_doc: "role",
  not_found: "role",
  device_revoked: "admin",
  user_inactive: "admin",
  lease_over: "admin",
  quota: "admin",
  chain_fork: "admin",
  unknown_device: "admin",
  finalised: "nobody",
  erased: "nobody",
  expired: "nobody",
  depends_on_rejected: "first",
  invalid: "you",
  too_large: "you",
  rule: "you",
  stale: "you",
  conflict: "you",
  intent_refused: "you",
  not_agreed: "you",
  epoch_old: "time",
  missing_dep: "time",
  seq_gap: "time",
  lamport: "time",
  frozen_doc: "time",
  overloaded: "time",
  rate_limited: "time",
  database_down: "time",
};

/** Codes that name no person are for IT: the words of the error say the rest. */
export const liftOf = (code: string): Lift => LIFTS[code] ?? "it";
