import type { Files, TextSource } from "../source";

const en: Files = import.meta.glob(
  [
    "../../../../i18n/en/{errors,durability,sync,decision}.ftl",
    "../../../../i18n/ui/en/{kit,shell,session,sync,settings,help,people,devices,audit,review,notices}.ftl",
  ],
  { eager: true, query: "?raw", import: "default" },
);

/** What the admin surface says. */
export const adminTexts: TextSource = { en, fr: () => import("./admin.fr"), ar: () => import("./admin.ar") };
