/** A record kept word for word, made readable without knowing its kind: its members in their order, one under the other. */

/** One line of what a record says. */
export interface Line {
  /** Names of the members on the way, as words: `Valid period start`. */
  label: string;
  text: string;
  /** How deep it lies, from 0. */
  depth: number;
}

/** Most lines shown; the whole is below, word for word. */
export const LINES_MAX = 400;
const DEPTH_MAX = 8;

/** Members that say nothing to a person who reads. */
const ASIDE = new Set(["resourceType", "id", "meta", "text", "contained", "implicitRules", "extension"]);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** `lastOccurrenceDate` as `Last occurrence date`. */
export const memberWords = (name: string): string => {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/[_-]+/g, " ")
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** A concept, a period, an amount or a reference in one text; null where the value is none of these. */
const short = (value: Record<string, unknown>): string | null => {
  const coding = Array.isArray(value["coding"]) && isObject(value["coding"][0]) ? value["coding"][0] : null;
  const known = [value["text"], coding?.["display"], value["display"], coding?.["code"]].find(
    (one) => typeof one === "string" && one !== "",
  );
  const isConcept = coding !== null || Object.keys(value).every((key) => key === "text");
  if (isConcept || (typeof value["display"] === "string" && "reference" in value))
    return typeof known === "string" ? known : null;
  if (typeof value["system"] === "string" && typeof value["code"] === "string") {
    return typeof value["display"] === "string" ? value["display"] : value["code"];
  }
  if ("start" in value || "end" in value) {
    const ends = [value["start"], value["end"]].map((one) => (typeof one === "string" ? one : "…"));
    return ends.join(" – ");
  }
  if ("value" in value && ("unit" in value || "currency" in value)) {
    return `${String(value["value"])} ${String(value["unit"] ?? value["currency"])}`;
  }
  return null;
};

/** What a record says, line by line; values in words where they are. */
export const linesOf = (record: unknown, yes: string, no: string): Line[] => {
  const out: Line[] = [];
  const plain = (value: unknown): string => (typeof value === "boolean" ? (value ? yes : no) : String(value));
  const walk = (label: string, value: unknown, depth: number): void => {
    if (out.length >= LINES_MAX || value === null || value === undefined) return;
    if (Array.isArray(value)) {
      for (const one of value) walk(label, one, depth);
    } else if (!isObject(value)) {
      out.push({ label, text: plain(value), depth });
    } else {
      const said = short(value);
      if (said !== null) {
        out.push({ label, text: said, depth });
      } else if (depth < DEPTH_MAX) {
        if (label !== "") out.push({ label, text: "", depth });
        for (const [name, one] of Object.entries(value)) {
          if (!ASIDE.has(name)) walk(memberWords(name), one, label === "" ? depth : depth + 1);
        }
      }
    }
  };
  walk("", record, 0);
  return out;
};

/** A line of the list of other records. */
export interface OtherLine {
  doc: string;
  item: string;
  at: number;
  kind: string;
  source: string;
}

export const otherLineOf = (row: { doc: string; item: string; at: number; body: unknown }): OtherLine => {
  const body = isObject(row.body) ? row.body : {};
  const text = (value: unknown): string => (typeof value === "string" ? value : "");
  const source = isObject(body["source"]) ? text(body["source"]["from"]) : text(body["source"]);
  return { doc: row.doc, item: row.item, at: row.at, kind: text(body["type"]), source };
};
