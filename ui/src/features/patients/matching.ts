/** Where a name matches what was typed, so that the list can underline it. The core has found it already. */

/** A piece of a name. */
export interface Piece {
  text: string;
  hit: boolean;
}

const LETTER = /[\p{L}\p{N}]/u;
const ARABIC: Record<string, string> = { آ: "ا", أ: "ا", إ: "ا", ٱ: "ا", ى: "ي", ی: "ي", ة: "ه", ک: "ك" };
const LATIN: Record<string, string> = { ø: "o", ł: "l", đ: "d", ð: "d", ı: "i", æ: "ae", œ: "oe", ß: "ss", þ: "th" };

/** One letter without case, accents and script variants; empty for a sign that is neither letter nor digit. */
const fold = (sign: string): string => {
  const low = sign.toLowerCase();
  const bare = ARABIC[low] ?? LATIN[low] ?? low.normalize("NFD").replace(/\p{M}/gu, "");
  return LETTER.test(bare) ? bare : "";
};

const wordsOf = (text: string): string[] =>
  [...text]
    .map((sign) => fold(sign) || (/[\p{M}'’`]/u.test(sign) ? "" : " "))
    .join("")
    .split(" ")
    .filter((word) => word !== "");

/** How many letters of `word` begin like one of `asked`. */
const reach = (word: readonly string[], asked: readonly string[]): number => {
  const folded = word.map(fold);
  const whole = folded.join("");
  let best = 0;
  for (const one of asked.filter((query) => whole.startsWith(query))) {
    let letters = 0;
    for (let at = 0; at < folded.length && letters < one.length; at += 1) {
      letters += folded[at]?.length ?? 0;
      best = Math.max(best, at + 1);
    }
  }
  return best;
};

/** The name in pieces; those that begin a word like a word of `query` are hits. */
export const piecesOf = (name: string, query: string): Piece[] => {
  const asked = wordsOf(query);
  const out: Piece[] = [];
  const add = (text: string, hit: boolean): void => {
    const last = out.at(-1);
    if (text === "") {
      return;
    }
    if (last && last.hit === hit) {
      last.text += text;
    } else {
      out.push({ text, hit });
    }
  };
  for (const run of name.split(/([^\p{L}\p{N}\p{M}'’`]+)/u)) {
    const signs = [...run];
    const letters = reach(signs, asked);
    add(signs.slice(0, letters).join(""), true);
    add(signs.slice(letters).join(""), false);
  }
  return out;
};
