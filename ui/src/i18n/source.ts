/** Where the texts of a surface come from: English with the entry, the others when they are chosen. */

/** Contents of Fluent files, in any order. */
export type Files = Record<string, string>;

export interface TextSource {
  en: Files;
  fr: () => Promise<{ files: Files }>;
  ar: () => Promise<{ files: Files }>;
}
