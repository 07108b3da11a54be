/** The form of vital signs: what is typed, what is wrong with it, the change that comes of it. */
import { inputsOf, LOINC, SIGNS, type Sign, type SignId } from "./signs";

/** What is typed, by input; and why a sign could not be taken. */
export interface Values {
  typed: Record<string, string>;
  /** Signs that could not be taken, with the reason as far as it was given. */
  missed: Record<string, string>;
  /** Unusual values that were asked about and are right, as `pulse=190`. */
  right: readonly string[];
  /** Clock time of today it was taken, `hh:mm`; empty is now. */
  time: string;
}

export const EMPTY: Values = { typed: {}, missed: {}, right: [], time: "" };

/** What a row says against its value. */
export interface RowFault {
  kind: "number" | "comma" | "impossible" | "unusual" | "pair" | "order";
  input: SignId;
}

const western = (typed: string): string =>
  typed.trim().replace(/[٠-٩۰-۹٫]/g, (sign) => {
    const point = sign.charCodeAt(0);
    return sign === "٫" ? "." : String(point - (point >= 0x6f0 ? 0x6f0 : 0x660));
  });

/** The exact text of a typed number with at most `fraction` figures after the point; null if it is none. */
export const readNumber = (typed: string, fraction: number): string | null => {
  const match = /^(\d{1,5})(?:\.(\d*))?$/.exec(western(typed));
  const [, whole = "", part = ""] = match ?? [];
  if (!match || part.length > fraction) return null;
  const units = whole.replace(/^0+(?=\d)/, "");
  return part === "" ? units : `${units}.${part}`;
};

/** The value as it was asked about. */
export const asked = (input: string, typed: string): string => `${input}=${western(typed)}`;

const within = (value: number, [low, high]: readonly [number, number]): boolean => value >= low && value <= high;

const inputFault = (sign: Sign, input: SignId, values: Values): RowFault | null => {
  const typed = values.typed[input] ?? "";
  if (typed.trim() === "") return null;
  const read = readNumber(typed, sign.fraction);
  if (read === null) return { kind: /\d,\d/.test(typed) ? "comma" : "number", input };
  if (!within(Number(read), sign.possible)) return { kind: "impossible", input };
  const isRight = values.right.includes(asked(input, typed));
  return within(Number(read), sign.usual) || isRight ? null : { kind: "unusual", input };
};

/** The first thing that is wrong with a row; null if it can be saved. */
export const rowFault = (sign: Sign, values: Values): RowFault | null => {
  if (values.missed[sign.id] !== undefined) return null;
  const inputs = inputsOf(sign);
  for (const input of inputs) {
    const fault = inputFault(sign, input, values);
    if (fault) return fault;
  }
  const [upper, lower] = inputs;
  if (upper === undefined || lower === undefined) return null;
  const filled = inputs.filter((input) => (values.typed[input] ?? "").trim() !== "");
  if (filled.length === 1) return { kind: "pair", input: filled[0] === upper ? lower : upper };
  const turned = Number(western(values.typed[upper] ?? "")) <= Number(western(values.typed[lower] ?? ""));
  return filled.length === 2 && turned ? { kind: "order", input: lower } : null;
};

/** Signs with a value or a reason, in their order. */
export const given = (values: Values): Sign[] =>
  SIGNS.filter(
    (sign) =>
      values.missed[sign.id] !== undefined || inputsOf(sign).some((input) => (values.typed[input] ?? "").trim() !== ""),
  );

const TIME = /^([01]?\d|2[0-3])[:.h]?([0-5]\d)$/;

/** `hh:mm` of today before now as an instant; null where it is no time, or lies ahead. */
export const momentOf = (time: string, now: number): number | null => {
  if (time.trim() === "") return now;
  const match = TIME.exec(western(time));
  if (!match) return null;
  const moment = new Date(now);
  moment.setHours(Number(match[1]), Number(match[2]), 0, 0);
  return moment.getTime() <= now ? moment.getTime() : null;
};

const coding = (code: string, display: string): object => ({ system: LOINC, code, display });

const measured = (sign: Sign, values: Values, item: string, effective: string): object => {
  const reason = values.missed[sign.id];
  const measure = (input: string): object => ({
    value: readNumber(values.typed[input] ?? "", sign.fraction) ?? "",
    unit: sign.unit,
  });
  const isMissed = reason !== undefined;
  return {
    item,
    code: coding(sign.code, sign.display),
    measure: isMissed || sign.parts ? null : measure(sign.id),
    parts:
      isMissed || !sign.parts
        ? []
        : sign.parts.map((part) => ({ code: coding(part.code, part.display), measure: measure(part.id) })),
    effective,
    note: isMissed && reason.trim() !== "" ? reason.trim() : null,
  };
};

/** The change: every sign that was given, at one time. `ids` are the document's and then one for each sign. */
export const recordOf = (
  patient: string,
  values: Values,
  ids: readonly string[],
  now: number,
): { type: string } & Record<string, unknown> => {
  const [doc = "", ...items] = ids;
  const effective = new Date(momentOf(values.time, now) ?? now).toISOString();
  return {
    type: "vitals_record",
    doc,
    patient,
    items: given(values).map((sign, at) => measured(sign, values, items[at] ?? "", effective)),
  };
};

/** One for the document and one for each sign. */
export const IDS = SIGNS.length + 1;
