import type { TextSource } from "../source";
import { files } from "./all.en";

/** Every text there is, for the gallery and for tests; no surface ships it. */
export const allTexts: TextSource = { en: files, fr: () => import("./all.fr"), ar: () => import("./all.ar") };
