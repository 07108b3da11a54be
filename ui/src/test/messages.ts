/** Fluent files as the lints read them. */
import type { Source } from "./sources";

export interface Message {
  id: string;
  file: string;
  /** Its words, all variants and attributes, without ids and comments. */
  words: string;
  variables: readonly string[];
}

const variablesOf = (words: string): string[] => [
  ...new Set([...words.matchAll(/\$([a-zA-Z][\w-]*)/g)].map(([, name = ""]) => name)),
];

/** Words that a reader sees: no placeables, no selectors, no names of variants. */
const spoken = (words: string): string =>
  words
    .replace(/\{\s*\$[\w-]+\s*->/g, " ")
    .replace(/^\s*\*?\[[\w-]+\]/gm, "\n")
    .replace(/^\s*\.[a-z-]+\s*=/gm, "\n")
    .replace(/\{\s*"([^"]*)"\s*\}/g, "$1")
    .replace(/\{[^{}]*\}/g, "…")
    .replace(/[{}]/g, " ");

/** Every message of `source`, in its order; a line that belongs to none is returned in `junk`. */
export const messagesOf = (source: Source): { messages: Message[]; junk: string[] } => {
  const messages: Message[] = [];
  const junk: string[] = [];
  let current: { id: string; lines: string[] } | null = null;
  const close = (): void => {
    if (!current) return;
    const raw = current.lines.join("\n");
    messages.push({ id: current.id, file: source.path, words: spoken(raw), variables: variablesOf(raw).sort() });
    if ([...raw.matchAll(/\{/g)].length !== [...raw.matchAll(/\}/g)].length) junk.push(`${current.id}: braces`);
    current = null;
  };
  for (const line of source.text.split("\n")) {
    const start = /^([a-z][\w-]*)\s*=(.*)$/.exec(line);
    if (start) {
      close();
      current = { id: start[1] ?? "", lines: [start[2] ?? ""] };
    } else if (line.startsWith("#")) {
      close();
    } else if (/^\s/.test(line) && current) {
      current.lines.push(line);
    } else if (line === "}" && current) {
      current.lines.push(line);
    } else if (line.trim() !== "") {
      junk.push(line);
    }
  }
  close();
  return { messages, junk };
};
