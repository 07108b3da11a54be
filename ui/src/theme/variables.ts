/** Theme tokens as CSS variables, `--s-<group>-<name>`. */

/** Colours of one scheme by group and name. */
export type Scheme = Record<string, Record<string, string>>;

export const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Every variable of `scheme` with its value, in the order of the tokens. */
export const variables = (scheme: Scheme): [name: string, value: string][] =>
  Object.entries(scheme).flatMap(([group, colours]) =>
    Object.entries(colours).map(([name, value]): [string, string] => [`--s-${kebab(group)}-${kebab(name)}`, value]),
  );
