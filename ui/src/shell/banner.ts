/** What the banner of a patient says, from identity and chart. */
import type { AllergyState, BannerPatient } from "../kit/PatientBanner";
import type { NameParts } from "../kit/PersonName";
import { type AllergyRow, labelOf, summaryOf } from "../rpc/clinical";
import type { PatientOpen } from "../rpc/gen";
import { identityOf, type PersonName } from "../rpc/identity";

const partsOf = ({ family, given, prefix, text }: PersonName): NameParts =>
  // A name that its author wrote whole is shown whole.
  text ? { text } : { family, given, ...(prefix ? { prefix } : {}) };

export interface Banner {
  patient: BannerPatient;
  /** Keys of the identity's fields of which two values stand. */
  disputed: string[];
}

/** Name, birth, gender and number, each with all values that stand. */
export const bannerOf = (open: PatientOpen): Banner => {
  const { name, birth, gender, died, identifiers } = identityOf(open.items);
  const number = identifiers[0]?.value.values[0];
  const names = name?.values.map(partsOf) ?? [{ text: open.line.name }];
  return {
    patient: {
      name: names.length > 1 ? names : (names[0] ?? {}),
      born: birth?.values.map(({ date, estimated }) => (estimated ? `~${date}` : date)),
      gender: gender?.values,
      died: died === "" ? null : died,
      number: number ? { ...(number.kind ? { label: number.kind } : {}), value: number.value } : null,
    },
    disputed: [...(name?.both ? ["name"] : []), ...(birth?.both ? ["birth"] : []), ...(gender?.both ? ["gender"] : [])],
  };
};

/** What is known of allergies, for the banner: the more careful of two values. */
export const allergyStateOf = (rows: readonly AllergyRow[] | undefined): AllergyState => {
  if (!rows) {
    return { state: "absent" };
  }
  const { standing, noneKnown } = summaryOf(rows);
  if (standing.length > 0) {
    const items = standing.map(({ code, reaction }) => ({
      substance: code.values.map(labelOf).join(" / "),
      ...(reaction ? { reaction } : {}),
    }));
    return { state: "known", items };
  }
  return { state: noneKnown ? "none" : "unknown" };
};
