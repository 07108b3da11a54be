/** The style sheet that the tokens become: colours by scheme and contrast, sizes by density. */
import tokens from "./tokens.json" with { type: "json" };
import { type Scheme, variables } from "./variables";

type Sizes = Record<string, string>;

const rem = (pixels: number): string => `${pixels / 16}rem`;

const STEPS = {
  staff: {
    micro: tokens.type.staff.micro,
    small: tokens.type.staff.small,
    body: tokens.type.staff.body,
    lead: tokens.type.staff.lead,
    title: tokens.type.staff.title,
    figure: tokens.type.staff.figure,
  },
  // Patients have four steps; tab labels take the smallest of staff, one size up, and a figure is a title.
  patient: {
    micro: tokens.type.staff.small,
    small: tokens.type.patient.small,
    body: tokens.type.patient.body,
    lead: tokens.type.patient.lead,
    title: tokens.type.patient.title,
    figure: tokens.type.patient.title,
  },
};

const steps = (density: keyof typeof STEPS): Sizes =>
  Object.fromEntries(
    Object.entries(STEPS[density]).flatMap(([name, step]) => [
      [`type-${name}`, `${step.size}rem`],
      [`line-${name}`, String(step.lineHeight)],
      [`weight-${name}`, String(step.weight)],
    ]),
  );

const staff: Sizes = {
  icon: "1",
  control: rem(tokens.density.staff.control),
  "control-small": rem(tokens.density.staff.controlSmall),
  row: rem(tokens.density.staff.row),
  target: rem(tokens.density.staff.targetMin),
  gap: rem(tokens.density.staff.gap),
  padding: rem(tokens.density.staff.sheetPadding),
  radius: `${tokens.radius.control}px`,
  "radius-sheet": `${tokens.radius.sheet}px`,
  ...steps("staff"),
};

const patient: Sizes = {
  icon: "1.25",
  control: rem(tokens.density.patient.control),
  "control-small": rem(tokens.density.patient.targetMin),
  row: rem(tokens.density.patient.row),
  target: rem(tokens.density.patient.targetMin),
  gap: rem(tokens.density.patient.gap),
  padding: rem(tokens.density.patient.screenPadding),
  radius: `${tokens.radius.patient}px`,
  "radius-sheet": `${tokens.radius.patient}px`,
  ...steps("patient"),
};

/** More contrast: edges as strong as controls, quiet text as strong as plain text. */
const strong = (scheme: Scheme): [string, string][] => {
  const at = (group: string, name: string): string => scheme[group]?.[name] ?? "";
  const more: Scheme = {
    text: { muted: at("text", "ink"), subtle: at("text", "ink") },
    border: { hairline: at("border", "control"), rule: at("text", "muted"), control: at("text", "ink") },
    chart: { grid: at("border", "control"), axis: at("text", "ink"), bandEdge: at("text", "muted") },
  };
  for (const family of ["ok", "waiting", "sending", "needs", "stopped", "high", "low"]) {
    more[family] = { line: at(family, "text") };
  }
  return variables(more);
};

const block = (selector: string, entries: readonly (readonly [string, string])[]): string =>
  `${selector} {\n${entries.map(([name, value]) => `  ${name}: ${value};\n`).join("")}}\n`;

const sized = (sizes: Sizes): [string, string][] =>
  Object.entries(sizes).map(([name, value]) => [`--s-${name}`, value]);

const shadows = (scheme: "light" | "dark"): [string, string][] => [
  ["--s-shadow-panel", tokens.elevation[scheme].panel],
  ["--s-shadow-overlay", tokens.elevation[scheme].overlay],
  ["color-scheme", scheme],
];

/** The whole sheet; `tokens.css` is this, written down, so that it is there before the first script runs. */
export const sheet = (): string => {
  const { light, dark } = tokens.color;
  const motion: [string, string][] = [
    ["--s-motion-fast", `${tokens.motion.fast}ms ${tokens.motion.easing}`],
    ["--s-motion-panel", `${tokens.motion.panel}ms ${tokens.motion.easing}`],
    ["--s-font", tokens.font.family.replaceAll("'", '"')],
  ];
  return [
    "/* Made from tokens.json by css.ts; `npx vitest run src/theme -u` writes it anew. */\n",
    block(":root", [...motion, ...sized(staff)]),
    block('[data-density="patient"]', sized(patient)),
    block(':root,\n[data-theme="light"]', [...variables(light), ...shadows("light")]),
    block('[data-theme="dark"]', [...variables(dark), ...shadows("dark")]),
    block('[data-contrast="more"],\n[data-contrast="more"] [data-theme="light"]', strong(light)),
    block('[data-contrast="more"][data-theme="dark"],\n[data-contrast="more"] [data-theme="dark"]', strong(dark)),
  ].join("\n");
};
