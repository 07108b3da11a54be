/** The one text of a value, as the record stores it: sorted members, no spaces. */

export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain | undefined };

/** Order by UTF-8 bytes, which is the order by code points. */
const byPoints = (a: string, b: string): number => {
  const left = [...a];
  const right = [...b];
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    const gap = (left[at]?.codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? 0);
    if (gap !== 0) {
      return gap;
    }
  }
  return left.length - right.length;
};

/** The canonical text; members without a value are left out. */
export const canonical = (value: Plain): string => {
  if (Array.isArray(value)) {
    return `[${value.map(canonical).join(",")}]`;
  }
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value as Record<string, Plain | undefined>)
      .filter((entry): entry is [string, Plain] => entry[1] !== undefined)
      .sort(([a], [b]) => byPoints(a, b));
    return `{${members.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(",")}}`;
  }
  return JSON.stringify(value);
};
