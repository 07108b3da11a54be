/** The answers of one blood pressure: what was typed, what is wrong with it, what is written. */
import type { Args, MessageId } from "../../i18n/text";
import { exists, two } from "../../kit/format/moment";
import type { Coding, Measured } from "../../rpc/gen";
import { LOINC, LOWER, PRESSURE, PULSE, UPPER } from "./reading";

/** What was typed so far, letter by letter; the draft. */
export interface Answers {
  upper: string;
  lower: string;
  pulse: string;
  /** Nothing is chosen for the person. */
  when: "" | "now" | "earlier";
  /** When "just now" was chosen, in ms since 1970: a draft that is opened a day later does not move. */
  at: string;
  day: string;
  time: string;
}

export const NO_ANSWERS: Answers = { upper: "", lower: "", pulse: "", when: "", at: "", day: "", time: "" };

export const STEPS = ["upper", "lower", "pulse", "when", "check"] as const;
export type Step = (typeof STEPS)[number];

/** What is wrong, at which field. */
export interface Fault {
  field: keyof Answers;
  id: MessageId;
  args?: Args;
}

/** What a body can have and a cuff can show; outside it a number was misread or mistyped. */
export const LIMITS = { upper: [50, 280], lower: [30, 180], pulse: [25, 250] } as const;

const EXAMPLES = { upper: "128", lower: "82", pulse: "70" } as const;

/** Digits as a person may type them: Arabic and Persian ones count. */
export const latinDigits = (typed: string): string =>
  typed
    .trim()
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0));

const whole = (typed: string): number | null => {
  const digits = latinDigits(typed);
  return /^\d{1,4}$/.test(digits) ? Number(digits) : null;
};

const numberFault = (field: "upper" | "lower" | "pulse", typed: string): Fault | null => {
  const number = whole(typed);
  if (number === null) return { field, id: "patient-readings-error-number", args: { example: EXAMPLES[field] } };
  const [least, most] = LIMITS[field];
  return number < least || number > most
    ? { field, id: "patient-readings-error-range", args: { least: String(least), most: String(most) } }
    : null;
};

/** A day as typed, `24-11-2026` or `24/11/2026` or `24.11.2026`; null if there is no such day. */
const dayOf = (typed: string): [year: number, month: number, day: number] | null => {
  const match = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/.exec(latinDigits(typed));
  const [day, month, year] = [Number(match?.[1]), Number(match?.[2]), Number(match?.[3])];
  return match && exists(year, month, day) ? [year, month, day] : null;
};

const timeOf = (typed: string): [hour: number, minute: number] | null => {
  const match = /^(\d{1,2})[:.h](\d{2})\s*(am|pm)?$/i.exec(latinDigits(typed));
  if (!match) return null;
  const half = match[3]?.toLowerCase();
  const hour = Number(match[1]);
  const minute = Number(match[2]);
  if (minute > 59 || hour > (half ? 12 : 23) || (half && hour === 0)) return null;
  return [half ? (hour % 12) + (half === "pm" ? 12 : 0) : hour, minute];
};

/** When it was measured, in ms since 1970 on the clock of this phone; `null` until that is known. */
export const momentOf = (answers: Answers, now: number): number | null => {
  if (answers.when === "now") return /^\d{12,14}$/.test(answers.at) ? Number(answers.at) : now;
  const day = dayOf(answers.day);
  const time = timeOf(answers.time);
  if (answers.when !== "earlier" || !day || !time) return null;
  return new Date(day[0], day[1] - 1, day[2], time[0], time[1]).getTime();
};

/** An example of a day as it can be typed: yesterday. */
export const exampleDay = (now: number): string => {
  const day = new Date(now - 86_400_000);
  return `${two(day.getDate())}-${two(day.getMonth() + 1)}-${day.getFullYear()}`;
};

const whenFaults = (answers: Answers, now: number): Fault[] => {
  if (answers.when === "") return [{ field: "when", id: "patient-readings-error-when" }];
  if (answers.when === "now") return [];
  const out: Fault[] = [];
  if (!dayOf(answers.day)) {
    out.push({ field: "day", id: "patient-readings-error-day", args: { example: exampleDay(now) } });
  }
  if (!timeOf(answers.time)) out.push({ field: "time", id: "patient-readings-error-time" });
  const moment = momentOf(answers, now);
  if (moment !== null && moment > now) out.push({ field: "day", id: "patient-readings-error-future" });
  return out;
};

/** What is wrong with the answers of one step. */
export const faultsOf = (step: Step, answers: Answers, now: number): Fault[] => {
  switch (step) {
    case "upper": {
      const fault = numberFault("upper", answers.upper);
      return fault ? [fault] : [];
    }
    case "lower": {
      const fault = numberFault("lower", answers.lower);
      if (fault) return [fault];
      const upper = whole(answers.upper);
      const lower = whole(answers.lower) ?? 0;
      return upper !== null && lower >= upper ? [{ field: "lower", id: "patient-readings-error-order" }] : [];
    }
    case "pulse": {
      const fault = answers.pulse.trim() === "" ? null : numberFault("pulse", answers.pulse);
      return fault ? [fault] : [];
    }
    case "when":
      return whenFaults(answers, now);
    case "check":
      return (["upper", "lower", "pulse", "when"] as const).flatMap((one) => faultsOf(one, answers, now));
  }
};

/** The first step whose answer is missing or wrong: no step can be jumped over by its address. */
export const firstOpen = (answers: Answers, now: number): Step =>
  STEPS.find((step) => step !== "check" && faultsOf(step, answers, now).length > 0) ?? "check";

/**
 * Whether these numbers ask for help at once. Very high: 180 over 120 or more (2017 ACC/AHA guideline, section 11.2,
 * hypertensive crisis). Very low: an upper number under 90 (the usual definition of hypotension).
 */
export const alarmOf = (answers: Answers): "high" | "low" | null => {
  const upper = whole(answers.upper);
  const lower = whole(answers.lower);
  if (upper === null || lower === null) return null;
  if (upper >= 180 || lower >= 120) return "high";
  return upper < 90 ? "low" : null;
};

const coding = (what: { code: string; display: string }): Coding => ({ system: LOINC, ...what });

/** The readings as the diary takes them. Numbers go as decimal text, so that no digit is lost on the way. */
export const itemsOf = (answers: Answers, at: number, ids: readonly [string, string]): Measured[] => {
  const effective = new Date(at).toISOString().replace(/\.\d{3}Z$/, "Z");
  const number = (typed: string, unit: string): { value: string; unit: string } => ({
    value: String(whole(typed) ?? ""),
    unit,
  });
  const part = (what: { code: string; display: string }, typed: string): Measured["parts"][number] => ({
    code: coding(what),
    measure: number(typed, "mm[Hg]"),
  });
  const rest = { effective, note: null };
  const pressure: Measured = {
    item: ids[0],
    code: coding(PRESSURE),
    measure: null,
    parts: [part(UPPER, answers.upper), part(LOWER, answers.lower)],
    ...rest,
  };
  const pulse: Measured = {
    item: ids[1],
    code: coding(PULSE),
    measure: number(answers.pulse, "/min"),
    parts: [],
    ...rest,
  };
  return answers.pulse.trim() === "" ? [pressure] : [pressure, pulse];
};

/** A kept draft, or empty answers if it is of another form. */
export const answersFrom = (kept: unknown): Answers => {
  if (typeof kept !== "object" || kept === null) return NO_ANSWERS;
  const found = kept as Partial<Record<keyof Answers, unknown>>;
  const word = (field: keyof Answers): string => {
    const value = found[field];
    return typeof value === "string" ? value : "";
  };
  const when = word("when");
  return {
    upper: word("upper"),
    lower: word("lower"),
    pulse: word("pulse"),
    when: when === "now" || when === "earlier" ? when : "",
    at: word("at"),
    day: word("day"),
    time: word("time"),
  };
};
