/** What the forms of a medicine hold, and the regimen that comes of it. */
import type { Regimen } from "../../rpc/clinical";
import { labelOf } from "../../rpc/clinical";
import { type Faults, LINE_MAX, longFaults, NOTE_MAX } from "../../shell/write/faults";
import { readDose } from "./amount";

/** Chosen where the list does not have it: typed in words beside. */
export const OTHER = "other";

export interface RegimenValues {
  product: string;
  dose: string;
  unit: string;
  route: string;
  routeText: string;
  frequency: string;
  frequencyText: string;
  timing: string;
  asNeeded: string;
  duration: string;
}

export const valuesOf = (regimen: Regimen | null): RegimenValues => ({
  product: regimen ? labelOf(regimen.product) : "",
  dose: regimen?.dose ?? "",
  unit: regimen?.unit ?? "",
  route: regimen?.route ?? "",
  routeText: "",
  frequency: regimen?.frequency ?? "",
  frequencyText: "",
  timing: regimen?.timing ?? "",
  asNeeded: regimen?.as_needed ?? "",
  duration: regimen?.duration ?? "",
});

const chosen = (value: string, words: string): string => (value === OTHER ? words.trim() : value);

/** The regimen that is typed. Members of `from` that the form does not show are carried along. */
export const regimenOf = (values: RegimenValues, from: Regimen | null): Regimen => {
  const read = readDose(values.dose);
  const typed: [keyof Regimen, string][] = [
    ["dose", "dose" in read ? read.dose : ""],
    ["unit", values.unit],
    ["route", chosen(values.route, values.routeText)],
    ["frequency", chosen(values.frequency, values.frequencyText)],
    ["timing", values.timing.trim()],
    ["as_needed", values.asNeeded.trim()],
    ["duration", values.duration.trim()],
  ];
  const product =
    from && labelOf(from.product) === values.product.trim() ? from.product : { text: values.product.trim() };
  const out: Record<string, unknown> = { ...from, product };
  for (const [name, value] of typed) {
    if (value === "") {
      delete out[name];
    } else {
      out[name] = value;
    }
  }
  return out as unknown as Regimen;
};

const MEMBERS = ["dose", "unit", "route", "frequency", "timing", "as_needed", "duration"] as const;

/** Whether both say the same about how the medicine is taken. */
export const isSame = (a: Regimen, b: Regimen): boolean => MEMBERS.every((name) => (a[name] ?? "") === (b[name] ?? ""));

/** What is wrong with the dose as typed; nothing if it is left empty. */
const doseFault = (values: RegimenValues): Faults<RegimenValues> => {
  if (values.dose.trim() === "") {
    return {};
  }
  const read = readDose(values.dose);
  if ("fault" in read) {
    return {
      dose:
        read.fault === "comma"
          ? { text: "medicines-error-dose-comma", args: { fixed: read.fixed ?? "" } }
          : { text: read.fault === "zero" ? "medicines-error-dose-zero" : "medicines-error-dose" },
    };
  }
  return values.unit === "" ? { unit: { text: "medicines-error-unit" } } : {};
};

export const regimenFaults = (values: RegimenValues): Faults<RegimenValues> => ({
  ...longFaults(values, {
    product: LINE_MAX,
    routeText: LINE_MAX,
    frequencyText: LINE_MAX,
    timing: LINE_MAX,
    asNeeded: NOTE_MAX,
    duration: LINE_MAX,
  }),
  ...(values.product.trim() === "" ? { product: { text: "medicines-error-product" } } : {}),
  ...doseFault(values),
});
