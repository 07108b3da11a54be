/** Text of people inside text of ours, so that neither can turn the other round. */

/** Characters that change direction or order of what follows, or are not seen at all. */
const CONTROLS = /[\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB]|(?![\n\t])\p{Cc}/gu;
const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]|[\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;
const LATIN = /[A-Za-z\u00C0-\u024F]/;

const OPEN = "\u2068";
const CLOSE = "\u2069";

/** `text` without direction and control characters; each would let a name pretend to be another. */
export const plain = (text: string): string => text.replace(CONTROLS, "");

export const hasControls = (text: string): boolean => plain(text) !== text;

/** `text`, plain, wrapped in an isolate when it runs against the direction it is put into. */
export const isolate = (text: string, direction: "ltr" | "rtl"): string => {
  const clean = plain(text);
  const against = direction === "ltr" ? RIGHT_TO_LEFT.test(clean) : LATIN.test(clean);
  return against ? `${OPEN}${clean}${CLOSE}` : clean;
};
