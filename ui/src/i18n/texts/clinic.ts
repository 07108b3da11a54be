import type { Files, TextSource } from "../source";

const en: Files = import.meta.glob(
  [
    "../../../../i18n/en/{errors,durability,sync,decision}.ftl",
    "../../../../i18n/ui/en/{kit,shell,session,sync,settings,help,today,patients,chart,medicines,problems,allergies,decisions,vitals,notes,refused,records,messages,notices}.ftl",
  ],
  { eager: true, query: "?raw", import: "default" },
);

/** What the clinic surface says. */
export const clinicTexts: TextSource = { en, fr: () => import("./clinic.fr"), ar: () => import("./clinic.ar") };
