/** How a dispute and its values are said. */
import { useMemo } from "react";
import { type MessageId, type Say, useText } from "../../i18n/text";
import { type Format, useFormat } from "../../kit/useFormat";
import type { Regimen } from "../../rpc/clinical";
import { type Behind, codingLabel, type Dispute } from "./dispute";
import { lasting } from "./timeline";

/** A value as shown: the part that matters, and what belongs beside it. */
export interface Words {
  main: string;
  rest: string;
}

type Body = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Body =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const part = (value: unknown): string => (typeof value === "string" ? value : "");

/** A text by its id, or the other words where there is no such text. */
const sayOr = (text: Say, id: string, other: string): string => {
  const said = text(id as MessageId);
  return said === id ? other : said;
};

/** `2/d` as `twice daily`, other words as they are. */
export const frequencyWords = (text: Say, frequency: string): string =>
  sayOr(text, `medicines-frequency-${frequency.replace("/", "-")}`, frequency);

/** Members besides dose and frequency, which are said only where the values differ in them. */
const ASIDE = ["timing", "route", "as_needed", "duration", "text"] as const;

const differs = (dispute: Dispute, member: (typeof ASIDE)[number]): boolean => {
  const all = [dispute.base, ...dispute.alternatives].flatMap((one) => (one && isObject(one.value) ? [one.value] : []));
  return new Set(all.map((value) => part(value[member]))).size > 1;
};

const regimenWords = (text: Say, format: Format, dispute: Dispute, regimen: Regimen): Words => ({
  main: regimen.dose ? format.quantity(regimen.dose, regimen.unit) : text("decisions-dose-not-stated"),
  rest: [
    regimen.frequency ? frequencyWords(text, regimen.frequency) : "",
    ...ASIDE.filter((member) => differs(dispute, member)).map((member) => {
      const words = regimen[member] ?? "";
      return member === "route" && words !== "" ? sayOr(text, `medicines-route-${words}`, words) : words;
    }),
  ]
    .filter((words) => words !== "")
    .join(", "),
});

const nameWords = (body: Body): string => {
  const whole = part(body["text"]);
  const parts = [part(body["family"]).toLocaleUpperCase(), part(body["given"])].filter((one) => one !== "").join(", ");
  const title = part(body["prefix"]);
  return whole || (title ? `${parts} (${title})` : parts);
};

const registerWords = (text: Say, format: Format, dispute: Dispute, body: Body): Words => {
  if (isObject(body["product"])) {
    return regimenWords(text, format, dispute, body as unknown as Regimen);
  }
  if ("family" in body || "given" in body) {
    return { main: nameWords(body), rest: "" };
  }
  if (typeof body["deceased"] === "boolean") {
    const date = part(body["date"]);
    const died = date ? text("decisions-died-on", { date: format.staffDate(date) }) : text("decisions-died");
    return { main: body["deceased"] ? died : text("decisions-alive"), rest: "" };
  }
  if (typeof body["level"] === "string") {
    return { main: wordOf(text, body["level"]), rest: part(body["note"]) };
  }
  if (typeof body["unit"] === "string" && typeof body["value"] === "string") {
    const measured = part(body["measured"]);
    return { main: format.quantity(body["value"], body["unit"]), rest: measured ? format.staffDate(measured) : "" };
  }
  if (typeof body["value"] === "string") {
    return { main: body["value"], rest: part(body["kind"]) };
  }
  if ("saw" in body || ("date" in body && "reason" in body)) {
    const date = format.staffDate(part(body["date"]) || null);
    const reason = part(body["reason"]);
    const id = reason ? "decisions-stop-value" : "decisions-stop-value-bare";
    return { main: text(id, { date, reason }), rest: "" };
  }
  if (typeof body["date"] === "string") {
    const date = format.staffDate(body["date"]);
    return { main: body["estimated"] === true ? text("decisions-about-date", { date }) : date, rest: "" };
  }
  return { main: codingLabel(body), rest: "" };
};

const wordOf = (text: Say, word: string): string => sayOr(text, `decisions-word-${word}`, word);

const DATE = /^\d{4}(-\d{2}(-\d{2})?)?(T|$)/;

/** A value of any field as words. */
export const valueWords = (text: Say, format: Format, dispute: Dispute, value: unknown): Words => {
  if (isObject(value)) {
    return registerWords(text, format, dispute, value);
  }
  if (typeof value === "boolean" || typeof value === "number") {
    return { main: String(value), rest: "" };
  }
  const word = part(value);
  if (dispute.root === "medicines" && dispute.field === "status" && word === "active") {
    return { main: text("decisions-word-taken"), rest: "" };
  }
  return { main: DATE.test(word) ? format.staffDate(word) : wordOf(text, word), rest: "" };
};

const joined = (words: Words): string => (words.rest === "" ? words.main : `${words.main} ${words.rest}`);

const CHART_FIELDS: Readonly<Record<string, string>> = {
  regimen: "dose",
  status: "status",
  start: "start",
  stop: "stop",
};

const FACTS: Readonly<Record<string, string>> = { dosing_weight: "weight", resuscitation: "resuscitation" };

/** The id of the short name of what is disputed. */
const nameId = (dispute: Dispute): string => {
  switch (dispute.root) {
    case "medicines":
      return CHART_FIELDS[dispute.field] ?? "other";
    case "allergies":
      return "allergy";
    case "problems":
      return "problem";
    case "facts":
      return FACTS[dispute.field] ?? "other";
    case "person":
    case "names":
      return ["name", "birth", "gender", "deceased"].includes(dispute.field) ? dispute.field : "other";
    case "identifiers":
      return "identifier";
    case "encounter":
      return "encounter";
    default:
      return "other";
  }
};

/** The id of the question. */
const askId = (dispute: Dispute): string => {
  const name = nameId(dispute);
  return name === "allergy" || name === "problem" ? `${name}-${dispute.field}` : name;
};

const isQuestion = (dispute: Dispute): boolean => dispute.decision || dispute.rule === "two_values";

/** What a card and a line of the list say. */
export interface DisputeWords {
  /** `Amlodipine dose` */
  name: string;
  /** `Which dose of amlodipine is right?` */
  ask: string;
  /** `10 mg`, `2.5 mg`; empty for what is only to be looked at. */
  values: readonly string[];
  value: (value: unknown) => Words;
  whole: (value: unknown) => string;
  /** `34 h 30 min` */
  lasting: (ms: number) => string;
  /** `James Okoth, nurse` */
  by: (behind: Behind, me: string) => string;
}

const lastingWords = (text: Say, ms: number): string => {
  const { days, hours, minutes } = lasting(ms);
  const args = { days: String(days), hours: String(hours), minutes: String(minutes) };
  if (days > 0) return text("decisions-lasting-days", args);
  if (hours > 0 && minutes === 0) return text("decisions-lasting-bare-hours", args);
  return hours > 0 ? text("decisions-lasting-hours", args) : text("decisions-lasting-minutes", args);
};

const ROLES = [
  "",
  "patient",
  "trusted_person",
  "reception",
  "nurse",
  "doctor",
  "clinic_admin",
  "privacy_officer",
  "it",
  "system",
];

const byWords = (text: Say, behind: Behind, me: string): string => {
  const known = behind.name ?? text("decisions-person-unknown");
  const name = behind.user !== null && behind.user === me ? text("decisions-you", { name: known }) : known;
  const role = ROLES[behind.role ?? 0] ?? "";
  return role === "" ? name : text("decisions-by", { name, role: text(`decisions-role-${role}` as MessageId) });
};

const SUBJECT = /^\p{Lu}\p{Ll}/u;
/** A name inside a sentence: small, unless its own writing is an abbreviation. */
export const inside = (name: string): string =>
  SUBJECT.test(name) ? name.charAt(0).toLocaleLowerCase() + name.slice(1) : name;

const askWords = (text: Say, dispute: Dispute): string => {
  const id = `decisions-ask-${askId(dispute)}`;
  const said = text(id as MessageId, { what: inside(dispute.label) });
  return said === id ? text("decisions-ask-other") : said;
};

export const wordsOf = (text: Say, format: Format, dispute: Dispute): DisputeWords => {
  const label = dispute.label;
  const what = inside(label);
  const value = (one: unknown): Words => valueWords(text, format, dispute, one);
  const mains = dispute.alternatives.map((one) => {
    const words = value(one.value);
    const isAlike = dispute.alternatives.some((other) => other !== one && value(other.value).main === words.main);
    return isAlike ? joined(words) : words.main;
  });
  const review = text(`decisions-review-${dispute.rule}` as MessageId, { what });
  const ruled = review === `decisions-review-${dispute.rule}` ? text("decisions-review-other", { what }) : review;
  const asked = isQuestion(dispute);
  const name = text(`decisions-name-${nameId(dispute)}` as MessageId, { what: label, field: dispute.field });
  return {
    name: asked ? name.charAt(0).toLocaleUpperCase() + name.slice(1) : ruled,
    ask: asked ? askWords(text, dispute) : ruled,
    values: asked ? mains : [],
    value,
    whole: (one) => joined(value(one)),
    lasting: (ms) => lastingWords(text, ms),
    by: (behind, me) => byWords(text, behind, me),
  };
};

/** The words of one dispute in the language in use. */
export const useWords = (dispute: Dispute): DisputeWords => {
  const text = useText();
  const format = useFormat();
  return useMemo(() => wordsOf(text, format, dispute), [text, format, dispute]);
};
