/** Differences between texts, and three texts made one without losing what anybody typed. Positions count code points. */

/** One change of a text: what stood at `at` was taken out, something else put in. */
export interface Hunk {
  at: number;
  removed: string;
  insert: string;
}

/** Most words of a changed stretch that are compared one by one; beyond it the stretch counts as one change. */
const WORDS_MAX = 600;

const points = (text: string): string[] => [...text];

/** How much of the two begins alike. */
const alike = (a: readonly string[], b: readonly string[]): number => {
  const most = Math.min(a.length, b.length);
  let at = 0;
  while (at < most && a[at] === b[at]) at += 1;
  return at;
};

/** Words, spaces and signs, which together are the text again. */
const words = (text: string): string[] => text.match(/[\p{L}\p{N}\p{M}]+|\s+|[^\p{L}\p{N}\p{M}\s]/gu) ?? [];

/** Lengths of the longest common row of words from each place on. */
const table = (a: readonly string[], b: readonly string[]): Uint16Array[] => {
  const rows = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const here = rows[i] as Uint16Array;
      const below = rows[i + 1] as Uint16Array;
      here[j] = a[i] === b[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, here[j + 1] ?? 0);
    }
  }
  return rows;
};

/** The changed words of a stretch, as hunks from `from` on. */
const wordHunks = (before: string, after: string, from: number): Hunk[] => {
  const [a, b] = [words(before), words(after)];
  if (a.length > WORDS_MAX || b.length > WORDS_MAX) return [{ at: from, removed: before, insert: after }];
  const rows = table(a, b);
  const out: Hunk[] = [];
  let open: Hunk | null = null;
  let at = from;
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const one = a[i];
    const other = b[j];
    if (one !== undefined && one === other) {
      open = null;
      at += points(one).length;
      i += 1;
      j += 1;
      continue;
    }
    if (!open) {
      open = { at, removed: "", insert: "" };
      out.push(open);
    }
    const takes = other === undefined || (one !== undefined && (rows[i + 1]?.[j] ?? 0) >= (rows[i]?.[j + 1] ?? 0));
    if (takes && one !== undefined) {
      open.removed += one;
      at += points(one).length;
      i += 1;
    } else {
      open.insert += other ?? "";
      j += 1;
    }
  }
  return out;
};

/** What makes `next` of `base`, in order of place; none where they are equal. */
export const hunksOf = (base: string, next: string): Hunk[] => {
  if (base === next) return [];
  const [a, b] = [points(base), points(next)];
  const start = alike(a, b);
  const end = alike(a.slice(start).reverse(), b.slice(start).reverse());
  const before = a.slice(start, a.length - end).join("");
  const after = b.slice(start, b.length - end).join("");
  return before === "" || after === ""
    ? [{ at: start, removed: before, insert: after }]
    : wordHunks(before, after, start);
};

const endOf = (hunk: Hunk): number => hunk.at + points(hunk.removed).length;

/** Whether two changes speak of one place. */
const meet = (a: Hunk, b: Hunk): boolean =>
  a.at === b.at || (a.at < endOf(b) && b.at < endOf(a)) || (a.removed !== "" && b.removed !== "" && a.at === b.at);

/** What two changes of one stretch make together: both insertions, theirs first, and what either took out is out. */
const both = (base: readonly string[], theirs: readonly Hunk[], mine: readonly Hunk[]): Hunk => {
  const all = [...theirs, ...mine];
  const from = Math.min(...all.map((hunk) => hunk.at));
  const to = Math.max(...all.map(endOf));
  const done = (hunks: readonly Hunk[]): string => {
    let text = "";
    let at = from;
    for (const hunk of hunks) {
      text += base.slice(at, hunk.at).join("") + hunk.insert;
      at = endOf(hunk);
    }
    return text + base.slice(at, to).join("");
  };
  const [left, right] = [done(theirs), done(mine)];
  const insert = left === right || right === "" ? left : left === "" ? right : together(left, right);
  return { at: from, removed: base.slice(from, to).join(""), insert };
};

/** Two versions of one stretch; one that begins or ends the other is part of it and not said twice. */
const together = (left: string, right: string): string => {
  if (left.startsWith(right) || left.endsWith(right)) return left;
  if (right.startsWith(left) || right.endsWith(left)) return right;
  const glue = /\s$/u.test(left) || /^\s/u.test(right) ? "" : " ";
  return left + glue + right;
};

/** Changes of both sides in order of place, those that meet made one. */
const joined = (base: readonly string[], theirs: readonly Hunk[], mine: readonly Hunk[]): Hunk[] => {
  const out: Hunk[] = [];
  const rest = { theirs: [...theirs], mine: [...mine] };
  for (;;) {
    const [left, right] = [rest.theirs[0], rest.mine[0]];
    if (!left && !right) return out;
    if (left && right && meet(left, right)) {
      const group = { theirs: [rest.theirs.shift() as Hunk], mine: [rest.mine.shift() as Hunk] };
      grow(rest, group);
      out.push(both(base, group.theirs, group.mine));
    } else if (left && (!right || left.at < right.at)) {
      out.push(rest.theirs.shift() as Hunk);
    } else {
      out.push(rest.mine.shift() as Hunk);
    }
  }
};

interface Sides {
  theirs: Hunk[];
  mine: Hunk[];
}

/** Takes in every further change that meets the group. */
const grow = (rest: Sides, group: Sides): void => {
  for (let more = true; more; ) {
    more = false;
    for (const side of ["theirs", "mine"] as const) {
      const next = rest[side][0];
      if (next && [...group.theirs, ...group.mine].some((one) => meet(one, next))) {
        group[side].push(rest[side].shift() as Hunk);
        more = true;
      }
    }
  }
};

const applied = (base: readonly string[], hunks: readonly Hunk[]): string => {
  let text = "";
  let at = 0;
  for (const hunk of hunks) {
    text += base.slice(at, hunk.at).join("") + hunk.insert;
    at = endOf(hunk);
  }
  return text + base.slice(at).join("");
};

/** `mine` and `theirs`, both made of `base`, in one text. */
export const merged = (base: string, mine: string, theirs: string): string => {
  if (mine === base || mine === theirs) return theirs;
  if (theirs === base) return mine;
  const start = points(base);
  return applied(start, joined(start, hunksOf(base, theirs), hunksOf(base, mine)));
};

/** Where the cursor that stood at `caret` of `mine` belongs in `next` (UTF-16, as fields count). */
export const caretIn = (mine: string, next: string, caret: number): number => {
  let at = points(mine.slice(0, caret)).length;
  for (const hunk of hunksOf(mine, next)) {
    if (hunk.at >= at) break;
    const gone = Math.min(points(hunk.removed).length, at - hunk.at);
    at += points(hunk.insert).length - gone;
  }
  return points(next).slice(0, at).join("").length;
};

/** Most characters that one change puts in or takes out: a change holds 5,000 operations, a character is one. */
export const EDIT_MAX = 4_000;
/** Characters that stood before an edit, by which its place is found again. */
export const CONTEXT_MAX = 32;

/** One edit as the core takes it. */
export interface Edit {
  at: number;
  before: string;
  removed: string;
  insert: string;
}

/** The edits that make `next` of `base`, to be given one after the other, each small enough. */
export const editsOf = (base: string, next: string): Edit[] => {
  const out: Edit[] = [];
  let text = points(base);
  const push = (at: number, removed: string, insert: string): void => {
    out.push({ at, before: text.slice(Math.max(0, at - CONTEXT_MAX), at).join(""), removed, insert });
    text = [...text.slice(0, at), ...points(insert), ...text.slice(at + points(removed).length)];
  };
  // From the last to the first, so that places before stay where they are.
  for (const hunk of hunksOf(base, next).reverse()) {
    const gone = points(hunk.removed);
    const put = points(hunk.insert);
    if (gone.length + put.length <= EDIT_MAX) {
      push(hunk.at, hunk.removed, hunk.insert);
      continue;
    }
    for (let from = 0; from < gone.length; from += EDIT_MAX) {
      push(hunk.at, gone.slice(from, from + EDIT_MAX).join(""), "");
    }
    for (let from = 0; from < put.length; from += EDIT_MAX) {
      push(hunk.at + from, "", put.slice(from, from + EDIT_MAX).join(""));
    }
  }
  return out;
};
