/** What the palette can offer, and what of it fits what was typed. */
import type { Say } from "../../i18n/text";
import type { IconName } from "../../kit/Icon";
import type { PatientLine } from "../../rpc/gen";
import type { ActionContext, PaletteAction, Route, SectionLink } from "../feature";
import { keyLabel } from "../keys";
import { score } from "./match";

/** A line of the palette. */
export interface Entry {
  id: string;
  group: "people" | "actions" | "screens" | "help";
  label: string;
  /** Beside it, quietly: keys, or a birth date. */
  aside?: string;
  keys?: string;
  icon: IconName;
  /** A person's own text, to be kept apart from the words around it. */
  person?: boolean;
  run: () => void;
}

/** At most this many lines of one kind. */
export const MOST = 8;

interface Sources {
  text: Say;
  context: ActionContext;
  actions: readonly PaletteAction[];
  routes: readonly Route[];
  sections: readonly SectionLink[];
}

/** Acts, screens and help pages, before anything is typed. */
export const ownEntries = ({ text, context, actions, routes, sections }: Sources): Entry[] => {
  const icons = new Map(sections.map((section) => [section.path, section.icon]));
  const acts = actions
    .filter((action) => action.when?.(context) ?? true)
    .map((action): Entry => {
      const keys = action.keys ? { keys: keyLabel(action.keys) } : {};
      const label = text(action.label);
      return {
        id: action.id,
        group: "actions",
        label,
        icon: action.icon ?? "right",
        ...keys,
        run: () => action.run(context),
      };
    });
  const screens = routes
    .filter((route) => !route.unlisted && !/[:*]/.test(route.path))
    .map((route): Entry => {
      const group = route.path.startsWith("help/") ? "help" : "screens";
      const icon = route.icon ?? icons.get(route.path) ?? (group === "help" ? "help" : "right");
      return { id: `go:${route.path}`, group, label: text(route.title), icon, run: () => context.go(`/${route.path}`) };
    });
  return [...acts, ...screens];
};

/** Those of `entries` that fit `query`, best first; acts and screens alone while nothing is typed. */
export const fitting = (entries: readonly Entry[], query: string): Entry[] => {
  if (query.trim() === "") {
    return entries.filter((entry) => entry.group !== "help").slice(0, MOST * 2);
  }
  return entries
    .map((entry) => ({ entry, score: score(query, entry.label) }))
    .filter((one) => one.score > 0)
    .sort((a, b) => b.score - a.score)
    .map((one) => one.entry)
    .slice(0, MOST);
};

/** The first letters of each word that is long enough to be mistyped; empty where none is. */
export const beginnings = (query: string): string =>
  query
    .trim()
    .split(/\s+/)
    .filter((word) => Array.from(word).length > 3)
    .map((word) => Array.from(word).slice(0, 2).join(""))
    .join(" ");

/** Those of `people` whose name is near what was typed, nearest first. */
export const nearest = (query: string, people: readonly PatientLine[]): PatientLine[] =>
  people
    .map((line) => ({ line, score: score(query, line.name) }))
    .filter((one) => one.score > 0)
    .sort((a, b) => b.score - a.score)
    .map((one) => one.line)
    .slice(0, MOST);

/** People whom the core found; it searches names, numbers, dates of birth and telephones itself. */
export const peopleEntries = (
  people: readonly PatientLine[],
  go: (path: string) => void,
  born: (line: PatientLine) => string,
): Entry[] =>
  people.slice(0, MOST).map((line) => ({
    id: `patient:${line.patient}`,
    group: "people",
    label: line.name,
    aside: born(line),
    icon: "person",
    person: true,
    run: () => go(`/patients/${line.patient}`),
  }));
