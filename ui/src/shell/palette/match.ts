/** How well typed words fit a text, forgiving a slip or two. */

const fold = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Slips between two words: letters changed, missing, added, or two of them turned round. Stops counting at `most`. */
export const slips = (a: string, b: string, most: number): number => {
  if (Math.abs(a.length - b.length) > most) {
    return most + 1;
  }
  let older: number[] = [];
  let before = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((before[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (before[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (older[j - 2] ?? 0) + 1);
      }
      row.push(best);
    }
    older = before;
    before = row;
  }
  return before[b.length] ?? most + 1;
};

const allowed = (word: string): number => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2);

const wordScore = (typed: string, words: readonly string[]): number => {
  let best = 0;
  for (const [at, word] of words.entries()) {
    if (word.startsWith(typed)) {
      best = Math.max(best, (word.length === typed.length ? 12 : 10) - Math.min(at, 4));
    } else if (typed.length >= 3 && word.includes(typed)) {
      best = Math.max(best, 4);
    } else {
      const most = allowed(typed);
      // The word may go on beyond what was typed, so its beginning is compared too.
      const near = Math.min(slips(typed, word, most), slips(typed, word.slice(0, typed.length), most));
      if (near <= most) {
        best = Math.max(best, 6 - near * 2);
      }
    }
  }
  return best;
};

/** 0 where a typed word fits nothing; more is better. */
export const score = (query: string, text: string): number => {
  const words = fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  let sum = 0;
  for (const typed of fold(query).split(/\s+/).filter(Boolean)) {
    const one = wordScore(typed, words);
    if (one === 0) {
      return 0;
    }
    sum += one;
  }
  return sum;
};
