import type { ReactNode } from "react";
import { useText } from "../i18n/text";
import { SafeText } from "./SafeText";

/** A name in parts, or as one text where nobody parted it. */
export interface NameParts {
  family?: string | undefined;
  given?: string | undefined;
  prefix?: string | undefined;
  /** Used when there is neither family nor given name, such as `Yusuf, Amina` of a list row. */
  text?: string | undefined;
}

const capitals = (family: string): string => family.toLocaleUpperCase();

/** The comma of the script that the name is written in. */
const comma = (name: string): string => (/\p{Script=Arabic}/u.test(name) ? "\u060C" : ",");

/** `YUSUF, Amina (Mrs)`: family name in capitals, then given name, then title (PAB-0036); null when there is none. */
export const nameOf = ({ family, given, prefix, text }: NameParts): string | null => {
  const title = prefix ? ` (${prefix})` : "";
  if (family && given) return `${capitals(family)}${comma(family)} ${given}${title}`;
  if (family || given) return `${family ? capitals(family) : given}${title}`;
  if (!text) return null;
  const [first, ...rest] = text.split(",");
  return rest.length > 0 ? `${capitals(first ?? "")}${comma(first ?? "")}${rest.join(",")}` : text;
};

/** A person's name as staff see it. */
export const PersonName = ({ name }: { name: NameParts }): ReactNode => {
  const text = useText();
  return <SafeText>{nameOf(name) ?? text("kit-no-name")}</SafeText>;
};
