/** What the registration form holds, what is wrong with it, and the change that comes of it. */

import { isFuture, today } from "../../shell/write/day";
import { type Faults, LINE_MAX, longFaults } from "../../shell/write/faults";
import type { WriteBody } from "../../shell/write/useWriteForm";
import type { Typed } from "./likely";

export interface Values {
  family: string;
  given: string;
  /** FHIR `AdministrativeGender`, empty while not chosen. */
  gender: string;
  /** `exact`, `estimated` or `none`; empty while not chosen. */
  birthKnown: string;
  birth: string;
  birthReads: boolean;
  age: string;
  phone: string;
  street: string;
  city: string;
  language: string;
  numberKind: string;
  number: string;
}

export const EMPTY: Values = {
  family: "",
  given: "",
  gender: "",
  birthKnown: "",
  birth: "",
  birthReads: true,
  age: "",
  phone: "",
  street: "",
  city: "",
  language: "",
  numberKind: "",
  number: "",
};

/** Systems of the numbers that the form offers. */
export const NUMBER_SYSTEMS: Readonly<Record<string, string>> = {
  national: "urn:satchel:number:national",
  insurance: "urn:satchel:number:insurance",
  clinic: "urn:satchel:number:clinic",
  other: "urn:satchel:number:other",
};

/** Languages that are asked for, as BCP 47; the words are the language's own. */
export const LANGUAGES: readonly { value: string; label: string }[] = [
  { value: "en", label: "English" },
  { value: "fr", label: "Français" },
  { value: "ar", label: "العربية" },
  { value: "es", label: "Español" },
  { value: "pt", label: "Português" },
  { value: "sw", label: "Kiswahili" },
  { value: "so", label: "Soomaali" },
  { value: "hi", label: "हिन्दी" },
  { value: "uk", label: "Українська" },
];

/** Oldest age that is believed without a second look at the year. */
const OLDEST = 130;

const yearOf = (date: string): number => Number(date.slice(0, 4));

/** The year of birth that an age about now means. */
export const yearFromAge = (age: string, now: number = Date.now()): string | null => {
  const years = /^\d{1,3}$/.test(age.trim()) ? Number(age.trim()) : Number.NaN;
  return years <= OLDEST ? String(yearOf(today(now)) - years) : null;
};

/** The date of birth as it is stored; null where nothing is known. */
export const birthOf = (values: Values): { date: string; estimated?: true } | null => {
  if (values.birthKnown === "exact" && values.birth !== "") {
    return { date: values.birth };
  }
  const year = values.birthKnown === "estimated" ? yearFromAge(values.age) : null;
  return year === null ? null : { date: year, estimated: true };
};

const birthFault = (values: Values): Faults<Values> => {
  if (values.birthKnown === "estimated") {
    return yearFromAge(values.age) === null ? { age: { text: "patients-error-age" } } : {};
  }
  if (values.birthKnown !== "exact") {
    return {};
  }
  if (!values.birthReads) {
    return { birth: { text: "patients-error-birth" } };
  }
  if (values.birth === "") {
    return { birth: { text: "patients-error-birth-choose" } };
  }
  if (isFuture(values.birth)) {
    return { birth: { text: "patients-error-birth-future" } };
  }
  return yearOf(today()) - yearOf(values.birth) > OLDEST ? { birth: { text: "patients-error-birth-old" } } : {};
};

const numberFault = (values: Values): Faults<Values> => {
  const number = values.number.trim();
  if (number !== "" && values.numberKind === "") {
    return { numberKind: { text: "patients-error-number-kind" } };
  }
  return number === "" && values.numberKind !== "" ? { number: { text: "patients-error-number-value" } } : {};
};

export const check = (values: Values): Faults<Values> => ({
  ...longFaults(values, {
    family: LINE_MAX,
    given: LINE_MAX,
    phone: LINE_MAX,
    street: LINE_MAX,
    city: LINE_MAX,
    number: LINE_MAX,
  }),
  ...(values.family.trim() === "" && values.given.trim() === "" ? { family: { text: "patients-error-name" } } : {}),
  ...birthFault(values),
  ...(values.phone.trim() !== "" && values.phone.replace(/\D/g, "").length < 3
    ? { phone: { text: "patients-error-phone" } }
    : {}),
  ...numberFault(values),
});

/** What of the form tells who it is. */
export const typedOf = (values: Values): Typed => ({
  family: values.family,
  given: values.given,
  birth: values.birthKnown === "exact" ? values.birth : "",
  phone: values.phone,
  number: values.number,
});

/** How many ids the change needs: patient, chart, diary, number, phone, address. */
export const IDS = 6;

/** The change. `kind` is what the number is called, in words. */
export const bodyOf = (values: Values, ids: readonly string[], kind: string): WriteBody => {
  const [patient, chart, diary, number, phone, address] = ids;
  const birth = birthOf(values);
  const line = (value: string): string[] => (value.trim() === "" ? [] : [value.trim()]);
  const hasAddress = values.street.trim() !== "" || values.city.trim() !== "";
  return {
    type: "patient_register",
    patient,
    chart,
    diary,
    name: { family: values.family.trim(), given: values.given.trim() },
    ...(birth ? { birth } : {}),
    ...(values.gender === "" ? {} : { gender: values.gender }),
    identifiers:
      values.number.trim() === ""
        ? []
        : [
            {
              item: number,
              value: { system: NUMBER_SYSTEMS[values.numberKind] ?? "", value: values.number.trim(), kind },
            },
          ],
    telecoms:
      values.phone.trim() === "" ? [] : [{ item: phone, value: { system: "phone", value: values.phone.trim() } }],
    addresses: hasAddress
      ? [
          {
            item: address,
            value: {
              lines: line(values.street),
              ...(values.city.trim() === "" ? {} : { city: values.city.trim() }),
            },
          },
        ]
      : [],
    ...(values.language === "" ? {} : { language: values.language }),
  };
};
