/** How entries are said. */
import type { MessageId, Say } from "../../i18n/text";
import type { Head } from "./document";

const sayOr = (text: Say, id: string, other: string): string => {
  const said = text(id as MessageId);
  return said === id ? other : said;
};

export const kindWords = (text: Say, kind: string): string =>
  sayOr(text, `notes-kind-${kind}`, text("notes-kind-note"));
export const statusWords = (text: Say, status: string): string => sayOr(text, `notes-status-${status}`, status);

/** The title of an entry, or what kind it is. */
export const titleOf = (text: Say, head: Head): string => head.title || kindWords(text, head.kind);

/** Why a document cannot be changed; empty while it can. */
export const stateWords = (text: Say, state: string): string =>
  state === "live" || state === ""
    ? ""
    : sayOr(text, `notes-state-${state.replace("_", "-")}`, text("notes-state-read-only"));
