import type { Files } from "../source";

export const files: Files = import.meta.glob(
  [
    "../../../../i18n/ar/{errors,durability,sync,decision}.ftl",
    "../../../../i18n/ui/ar/{kit,shell,session,sync,settings,help,people,devices,audit,review,notices}.ftl",
  ],
  { eager: true, query: "?raw", import: "default" },
);
