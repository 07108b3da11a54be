/** Codes of a regimen in words, and the choices a form offers. What is no code is shown as it was written. */

import type { MessageId } from "../../i18n/ids";
import type { Say } from "../../i18n/text";
import { quantity, unit } from "../../kit/format/decimal";
import type { Regimen } from "../../rpc/clinical";

const FREQUENCIES: Record<string, MessageId> = {
  "1/d": "medicines-frequency-1-d",
  "2/d": "medicines-frequency-2-d",
  "3/d": "medicines-frequency-3-d",
  "4/d": "medicines-frequency-4-d",
  "every 8 h": "medicines-frequency-8-h",
  "every 12 h": "medicines-frequency-12-h",
  "at night": "medicines-frequency-night",
  "in the morning": "medicines-frequency-morning",
  "1/wk": "medicines-frequency-1-wk",
  once: "medicines-frequency-once",
};

const ROUTES: Record<string, MessageId> = {
  oral: "medicines-route-oral",
  inhaled: "medicines-route-inhaled",
  "on the skin": "medicines-route-skin",
  "under the skin": "medicines-route-subcutaneous",
  "into a muscle": "medicines-route-intramuscular",
  "into a vein": "medicines-route-intravenous",
  rectal: "medicines-route-rectal",
  nasal: "medicines-route-nasal",
  "into the eye": "medicines-route-eye",
  "into the ear": "medicines-route-ear",
};

/** Units a dose is given in, the common ones first; each is a UCUM code that the core knows. */
const UNITS: readonly string[] = [
  "mg",
  "g",
  "ug",
  "mL",
  "[iU]",
  "{tablet}",
  "{capsule}",
  "{puff}",
  "{drop}",
  "{patch}",
  "{sachet}",
  "{suppository}",
  "{spray}",
  "{ampule}",
  "{application}",
  "{dose}",
  "mmol",
  "%",
  "mg/kg",
  "ug/kg",
];

/** A choice of a form. */
export interface Choice {
  value: string;
  label: string;
}

/** Where a word stands: in the reader's language on a form, left to right in a medicine line. */
type Place = "form" | "line";

const at = (place: Place, id: MessageId): MessageId =>
  place === "line" ? (id.replace("medicines-", "medicines-line-") as MessageId) : id;

export const frequencyWord = (say: Say, frequency: string, place: Place = "form"): string => {
  const upTo = /^up to (\d{1,2})\/d$/.exec(frequency)?.[1];
  if (upTo) {
    return say(at(place, "medicines-frequency-up-to"), { times: Number(upTo) });
  }
  const id = FREQUENCIES[frequency];
  return id ? say(at(place, id)) : frequency;
};

export const routeWord = (say: Say, route: string, place: Place = "form"): string => {
  const id = ROUTES[route];
  return id ? say(at(place, id)) : route;
};

export const unitWord = (say: Say, code: string, place: Place = "form"): string => {
  const counted = /^\{([a-z]+)\}$/.exec(code)?.[1];
  return counted && UNITS.includes(code) ? say(at(place, `medicines-unit-${counted}` as MessageId)) : unit(code);
};

/** `choices` and what stands on record, should it be none of them. */
const withOwn = (choices: Choice[], own: string | undefined): Choice[] =>
  own && !choices.some(({ value }) => value === own) ? [...choices, { value: own, label: own }] : choices;

export const frequencyChoices = (say: Say, own?: string): Choice[] => {
  const known = [...Object.keys(FREQUENCIES), "up to 3/d", "up to 4/d"];
  const word = (value: string): Choice => ({ value, label: frequencyWord(say, value) });
  const choices = known.map(word);
  return own && !known.includes(own) ? [...choices, word(own)] : choices;
};

export const routeChoices = (say: Say, own?: string): Choice[] =>
  withOwn(
    Object.keys(ROUTES).map((value) => ({ value, label: routeWord(say, value) })),
    own,
  );

export const unitChoices = (say: Say, own?: string): Choice[] =>
  withOwn(
    UNITS.map((value) => ({ value, label: unitWord(say, value) })),
    own,
  );

/** `10 mg`, or that no dose is stated. */
export const doseWords = (say: Say, { dose, unit: code }: Regimen): string => {
  if (!dose) {
    return say("medicines-line-dose-not-stated");
  }
  const word = code ? unitWord(say, code, "line") : "";
  return code && word !== unit(code) ? `${quantity(dose)}\u00a0${word}` : quantity(dose, code);
};

/** What follows the dose: route, how often, when, what for, how long, and instructions that were never coded. */
export const restWords = (say: Say, regimen: Regimen): string[] => {
  const { route, frequency, timing, as_needed: needed, duration, text } = regimen;
  const all = [
    route ? routeWord(say, route, "line") : "",
    frequency ? frequencyWord(say, frequency, "line") : "",
    timing ?? "",
    needed ? say("medicines-line-needed", { what: needed }) : "",
    duration ?? "",
    text ?? "",
  ];
  return all.filter((part) => part !== "");
};

/** Dose and what follows it, in one line of words. */
export const regimenWords = (say: Say, regimen: Regimen): string =>
  [doseWords(say, regimen), ...restWords(say, regimen)].join(", ");

/** A line's status in a word; one that is not known here reads as not known. */
export const statusWord = (say: Say, status: string): string => {
  const known = ["active", "on-hold", "stopped", "completed", "intended", "not-taken"].includes(status);
  return say(`medicines-state-${known ? status : "unknown"}` as MessageId);
};
