/** The signs that are taken, their units, what cannot be and what is asked about once. */

/** Words for the signs and their parts; names of the inputs of the form. */
export type SignId =
  | "pressure"
  | "upper"
  | "lower"
  | "pulse"
  | "temperature"
  | "breaths"
  | "oxygen"
  | "weight"
  | "height";

export interface Part {
  /** Name of the input in the form. */
  id: SignId;
  /** LOINC code and its own words, as the record keeps them. */
  code: string;
  display: string;
}

export interface Sign {
  id: SignId;
  code: string;
  display: string;
  /** UCUM. */
  unit: string;
  /** Outside this nothing that lives was ever measured: refused. */
  possible: readonly [number, number];
  /** Outside this it is asked about once. */
  usual: readonly [number, number];
  /** Most figures after the point. */
  fraction: number;
  /** The parts of a sign that is two numbers; else the sign itself is the one input. */
  parts?: readonly [Part, Part];
}

/**
 * In the order in which they are taken. Bounds are wider than any range of health: they find slips of the finger
 * (weight in pounds, a point in the wrong place), they do not judge the patient.
 */
export const SIGNS: readonly Sign[] = [
  {
    id: "pressure",
    code: "85354-9",
    display: "Blood pressure",
    unit: "mm[Hg]",
    possible: [10, 350],
    usual: [40, 220],
    fraction: 0,
    parts: [
      { id: "upper", code: "8480-6", display: "Systolic blood pressure" },
      { id: "lower", code: "8462-4", display: "Diastolic blood pressure" },
    ],
  },
  {
    id: "pulse",
    code: "8867-4",
    display: "Heart rate",
    unit: "/min",
    possible: [10, 350],
    usual: [40, 160],
    fraction: 0,
  },
  {
    id: "temperature",
    code: "8310-5",
    display: "Body temperature",
    unit: "Cel",
    possible: [20, 46],
    usual: [35, 40.5],
    fraction: 1,
  },
  {
    id: "breaths",
    code: "9279-1",
    display: "Respiratory rate",
    unit: "/min",
    possible: [2, 150],
    usual: [8, 60],
    fraction: 0,
  },
  {
    id: "oxygen",
    code: "2708-6",
    display: "Oxygen saturation in arterial blood",
    unit: "%",
    possible: [20, 100],
    usual: [88, 100],
    fraction: 0,
  },
  {
    id: "weight",
    code: "29463-7",
    display: "Body weight",
    unit: "kg",
    possible: [0.2, 650],
    usual: [2, 200],
    fraction: 3,
  },
  {
    id: "height",
    code: "8302-2",
    display: "Body height",
    unit: "cm",
    possible: [20, 280],
    usual: [45, 210],
    fraction: 1,
  },
];

/** The names of the inputs of a sign. */
export const inputsOf = (sign: Sign): readonly SignId[] => sign.parts?.map((part) => part.id) ?? [sign.id];

export const signOf = (code: string): Sign | undefined => SIGNS.find((sign) => sign.code === code);

export const LOINC = "http://loinc.org";
