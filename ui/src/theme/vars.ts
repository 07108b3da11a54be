/** Names of the theme's CSS variables, typed by the tokens; the only way a component names a colour or a size. */
import { color as colours, font } from "./tokens.json";
import { kebab } from "./variables";

type Colours = typeof colours.light;

/** The families that speak of a state; each has `text`, `tint`, `line`, `fill` and `on`. */
export type Family = "ok" | "waiting" | "sending" | "needs" | "stopped" | "high" | "low";

type Vars<T> = { readonly [Group in keyof T]: { readonly [Name in keyof T[Group]]: string } };

const vars = Object.fromEntries(
  Object.entries(colours.light).map(([group, names]) => [
    group,
    Object.fromEntries(Object.keys(names).map((name) => [name, `var(--s-${kebab(group)}-${kebab(name)})`])),
  ]),
) as unknown as Vars<Colours>;

/** `color.text.muted` is `var(--s-text-muted)`. */
export const color = vars;

/** Sizes that follow the density: staff dense, patients large. */
export const size = {
  control: "var(--s-control)",
  controlSmall: "var(--s-control-small)",
  row: "var(--s-row)",
  target: "var(--s-target)",
  gap: "var(--s-gap)",
  padding: "var(--s-padding)",
  radius: "var(--s-radius)",
  radiusSheet: "var(--s-radius-sheet)",
} as const;

/** Type steps as `font` shorthands would be, without the family. */
export type Step = "micro" | "small" | "body" | "lead" | "title" | "figure";

/** Size, line height and weight of a step. */
export const type = (step: Step): { fontSize: string; lineHeight: string; fontWeight: string } => ({
  fontSize: `var(--s-type-${step})`,
  lineHeight: `var(--s-line-${step})`,
  fontWeight: `var(--s-weight-${step})`,
});

export const weight = font.weight;
export const shadow = { panel: "var(--s-shadow-panel)", overlay: "var(--s-shadow-overlay)" } as const;
export const motion = { fast: "var(--s-motion-fast)", panel: "var(--s-motion-panel)" } as const;
export const mono = font.mono;
