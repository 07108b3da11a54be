import type { Files } from "../source";

export const files: Files = import.meta.glob(
  ["../../../../i18n/fr/{errors,durability,sync,decision}.ftl", "../../../../i18n/ui/fr/*.ftl"],
  { eager: true, query: "?raw", import: "default" },
);
