/** Who on this device may be the person that is being registered. Shown while typing; it never stands in the way. */

/** What is typed so far, as far as it tells a person. */
export interface Typed {
  family: string;
  given: string;
  /** FHIR date; empty while it is none. */
  birth: string;
  phone: string;
  number: string;
}

/** What a list row tells of a patient. */
export interface Known {
  patient: string;
  name: string;
  card: { names: string[]; births: string[]; contacts: string[]; identifiers: { value: string }[] };
}

export type Reason = "number" | "phone" | "birth" | "name";

export interface Likely<T extends Known> {
  line: T;
  /** What is alike, the strongest first. */
  reasons: Reason[];
}

/** Most patients that are shown. */
export const LIKELY_MAX = 5;

const digits = (text: string): string => text.replace(/\D/g, "");
const bare = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
const begin = (text: string): string => [...bare(text)].slice(0, 3).join("");

/** What to search for; each finds patients that match all its words. Mistyped names are caught by how they begin. */
export const queriesOf = (typed: Typed): string[] => {
  const { birth } = typed;
  const family = begin(typed.family);
  const given = begin(typed.given);
  const phone = digits(typed.phone);
  const day = birth.length === 10;
  const all = [
    typed.number.trim().length >= 3 ? typed.number.trim() : "",
    phone.length >= 5 ? phone : "",
    family.length === 3 && given.length >= 2 ? `${family} ${given}` : "",
    day && family.length >= 2 ? `${family} ${birth}` : "",
    day && given.length >= 2 ? `${given} ${birth}` : "",
  ];
  return [...new Set(all.filter((query) => query !== ""))];
};

/** How many letters have to be put in, taken out or changed to make one word of the other. */
const distance = (a: string, b: string): number => {
  let before = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      row.push(Math.min((row[j - 1] ?? 0) + 1, (before[j] ?? 0) + 1, (before[j - 1] ?? 0) + same));
    }
    before = row;
  }
  return before[b.length] ?? 0;
};

/** Longest part of a word that is compared. */
const WORD_MAX = 40;

const near = (typed: string, known: string): boolean => {
  const [a, b] = [typed.slice(0, WORD_MAX), known.slice(0, WORD_MAX)];
  if (a === b || (a.length >= 3 && b.startsWith(a))) {
    // Still being typed.
    return true;
  }
  const shorter = Math.min(a.length, b.length);
  const allowed = shorter >= 6 ? 2 : shorter >= 3 ? 1 : 0;
  return Math.abs(a.length - b.length) <= allowed && distance(a, b) <= allowed;
};

const nameIsNear = (typed: Typed, name: string): boolean => {
  const words = bare(name).split(" ");
  const asked = [bare(typed.family), bare(typed.given)]
    .flatMap((part) => part.split(" "))
    .filter((part) => part !== "");
  return asked.length > 0 && asked.every((one) => words.some((word) => near(one, word)));
};

const ends = (a: string, b: string): boolean =>
  a !== "" && b !== "" && (a.endsWith(b.slice(-7)) || b.endsWith(a.slice(-7)));

/** What of `line` is like what is typed. */
export const reasonsOf = (typed: Typed, { card, name }: Known): Reason[] => {
  const phone = digits(typed.phone);
  const number = bare(typed.number);
  const alike: [Reason, boolean][] = [
    ["number", number !== "" && card.identifiers.some((one) => bare(one.value) === number)],
    ["phone", phone.length >= 5 && card.contacts.some((one) => ends(digits(one), phone))],
    ["birth", typed.birth !== "" && card.births.some((one) => one.replace("~", "") === typed.birth)],
    ["name", [name, ...card.names].some((one) => nameIsNear(typed, one))],
  ];
  return alike.filter(([, is]) => is).map(([reason]) => reason);
};

const WEIGHT: Record<Reason, number> = { number: 8, name: 4, phone: 3, birth: 2 };
const weightOf = (reasons: readonly Reason[]): number => reasons.reduce((sum, reason) => sum + WEIGHT[reason], 0);

/** Those that are alike in more than the birth date or the phone alone, most alike first, each once. */
export const likelyOf = <T extends Known>(typed: Typed, found: readonly T[]): Likely<T>[] => {
  const once = [...new Map(found.map((line) => [line.patient, line])).values()];
  return once
    .map((line) => ({ line, reasons: reasonsOf(typed, line) }))
    .filter(({ reasons }) => weightOf(reasons) >= 3)
    .sort((a, b) => weightOf(b.reasons) - weightOf(a.reasons))
    .slice(0, LIKELY_MAX);
};
