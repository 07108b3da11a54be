import type { MessageId } from "../../i18n/ids";

/** A page: the part of its texts' ids, and how many sentences it has. */
export interface HelpPage {
  id: string;
  parts: number;
}

/** The pages of the manual and how many sentences each has; the words are in help.ftl. */
export const HELP_PAGES: readonly HelpPage[] = [
  { id: "start", parts: 3 },
  { id: "offline", parts: 3 },
  { id: "decide", parts: 3 },
  { id: "refused", parts: 2 },
  { id: "lock", parts: 2 },
  { id: "clock", parts: 3 },
  { id: "space", parts: 2 },
  { id: "update", parts: 2 },
  { id: "blocked", parts: 2 },
  { id: "lost", parts: 2 },
  { id: "emergency", parts: 1 },
];

/** The texts of a page: its title, then its sentences. */
export const helpTexts = ({ id, parts }: HelpPage): { title: MessageId; parts: MessageId[] } => ({
  title: `help-${id}` as MessageId,
  parts: Array.from({ length: parts }, (_, at) => `help-${id}-${at + 1}` as MessageId),
});
