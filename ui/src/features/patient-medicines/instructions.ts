/** How a medicine is taken, as whole sentences a child can read. What is not understood is shown as it was written. */
import type { Args, MessageId } from "../../i18n/text";

/** One sentence. */
export interface Sentence {
  id: MessageId;
  args?: Args;
}

/** What of a regimen the sentences are made from. */
export interface Taking {
  /** Amount with its unit, ready to be read; none where it was not stated. */
  dose?: string;
  route?: string;
  frequency?: string;
  timing?: string;
  asNeeded?: string;
  duration?: string;
}

type Way = "oral" | "inhaled" | "skin" | "injection" | "other";

const WAYS: readonly [Way, RegExp][] = [
  ["oral", /^(oral|po|per os|by mouth|mouth)\b/i],
  ["inhaled", /^(inhal|breathe)/i],
  ["skin", /(skin|topical|cutaneous\b|^dermal)/i],
  ["injection", /^(inject|sc\b|im\b|iv\b|subcutan|intramusc|intraven)/i],
];

const wayOf = (route: string | undefined): Way => {
  const said = route?.trim() ?? "";
  // Under the skin is an injection, not a cream.
  if (/^(sub|intra)/i.test(said)) return "injection";
  return WAYS.find(([, known]) => known.test(said))?.[0] ?? "other";
};

const often = (frequency: string): Sentence => {
  const said = frequency.trim();
  const daily = /^(up to )?(\d{1,2})\s*\/\s*d(?:ay)?$/i.exec(said);
  if (daily) {
    const id = daily[1] ? "patient-medicines-up-to-daily" : "patient-medicines-daily";
    return { id, args: { count: Number(daily[2]) } };
  }
  const hours = /^every\s+(\d{1,2})\s*h(?:ours?)?$/i.exec(said);
  if (hours) return { id: "patient-medicines-every-hours", args: { hours: Number(hours[1]) } };
  const weekly = /^(\d{1,2})\s*\/\s*(?:w|wk|week)$/i.exec(said);
  if (weekly) return { id: "patient-medicines-weekly", args: { count: Number(weekly[1]) } };
  return { id: "patient-medicines-often", args: { text: said } };
};

/** `often` where it is a plain count: a zero or an unread form is shown as written, never guessed. */
const oftenOrWords = (frequency: string): Sentence => {
  const sentence = often(frequency);
  const count = sentence.args?.["count"] ?? sentence.args?.["hours"];
  return count === 0 ? { id: "patient-medicines-often", args: { text: frequency.trim() } } : sentence;
};

const said = (text: string | undefined): text is string => text !== undefined && text.trim() !== "";

/** The sentences in the order they are read: how much, how, how often, when, how long. */
export const sentencesOf = (taking: Taking): Sentence[] => {
  const way = wayOf(taking.route);
  const out: Sentence[] = [
    said(taking.dose)
      ? { id: "patient-medicines-take", args: { dose: taking.dose, route: way } }
      : { id: "patient-medicines-take-unstated", args: { route: way } },
  ];
  if (way === "other" && said(taking.route)) {
    out.push({ id: "patient-medicines-route", args: { route: taking.route.trim() } });
  }
  if (said(taking.frequency)) out.push(oftenOrWords(taking.frequency));
  if (taking.asNeeded !== undefined) {
    const why = taking.asNeeded.trim();
    out.push(
      why === "" ? { id: "patient-medicines-as-needed-plain" } : { id: "patient-medicines-as-needed", args: { why } },
    );
  }
  if (said(taking.timing)) out.push({ id: "patient-medicines-when", args: { text: taking.timing.trim() } });
  if (said(taking.duration)) out.push({ id: "patient-medicines-duration", args: { text: taking.duration.trim() } });
  return out;
};
