import type { MessageId } from "../../i18n/ids";
import type { Say } from "../../i18n/text";

/** FHIR `AllergyIntolerance.verificationStatus`. */
export const VERIFICATIONS = ["confirmed", "presumed", "unconfirmed", "refuted"] as const;
/** FHIR criticality. */
export const CRITICALITIES = ["high", "low", "unable-to-assess"] as const;
/** FHIR `AllergyIntolerance.clinicalStatus`. */
export const CLINICAL = ["active", "inactive", "resolved"] as const;
/** How bad a reaction was. */
export const SEVERITIES = ["mild", "moderate", "severe"] as const;

const within = (known: readonly string[], word: string): boolean => known.includes(word);

export const verificationWord = (say: Say, word: string): string =>
  within(VERIFICATIONS, word) ? say(`allergies-verification-${word}` as MessageId) : word;

export const criticalityWord = (say: Say, word: string): string =>
  within(CRITICALITIES, word) ? say(`allergies-${word}` as MessageId) : word;

export const clinicalWord = (say: Say, word: string): string =>
  within(CLINICAL, word) ? say(`allergies-clinical-${word}` as MessageId) : word;

export const severityWord = (say: Say, word: string): string =>
  within(SEVERITIES, word) ? say(`allergies-${word}` as MessageId) : word;
