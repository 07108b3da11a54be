import type { Files } from "../source";

export const files: Files = import.meta.glob(
  ["../../../../i18n/en/{errors,durability,sync,decision}.ftl", "../../../../i18n/ui/en/*.ftl"],
  { eager: true, query: "?raw", import: "default" },
);
