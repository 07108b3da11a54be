import type { Files, TextSource } from "../source";

const en: Files = import.meta.glob(
  [
    "../../../../i18n/en/{errors,durability,sync,decision}.ftl",
    "../../../../i18n/ui/en/{kit,shell,session,sync,settings,help,patient-home,patient-medicines,patient-readings,patient-messages,patient-more,notices}.ftl",
  ],
  { eager: true, query: "?raw", import: "default" },
);

/** What the patient surface says. */
export const patientTexts: TextSource = { en, fr: () => import("./patient.fr"), ar: () => import("./patient.ar") };
