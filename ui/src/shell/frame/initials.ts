import { plain } from "../../i18n/isolate";

const TITLES = /^(dr|mr|mrs|ms|prof|sr|nurse)\.?$/i;

/** The first letters of the first and the last name, for the badge beside it. */
export const initials = (name: string): string => {
  const words = plain(name)
    .split(/[\s,]+/)
    .filter((word) => word !== "" && !TITLES.test(word));
  const first = words[0];
  const last = words.length > 1 ? words.at(-1) : undefined;
  return [first, last].map((word) => Array.from(word ?? "")[0]?.toUpperCase() ?? "").join("");
};
