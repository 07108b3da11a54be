import type { Files } from "../source";

export const files: Files = import.meta.glob(
  [
    "../../../../i18n/fr/{errors,durability,sync,decision}.ftl",
    "../../../../i18n/ui/fr/{kit,shell,session,sync,settings,help,today,patients,chart,medicines,problems,allergies,decisions,vitals,notes,refused,records,messages,notices}.ftl",
  ],
  { eager: true, query: "?raw", import: "default" },
);
