import { expect, it } from "vitest";
import { CONTEXT_MAX, caretIn, EDIT_MAX, type Edit, editsOf, hunksOf, merged } from "./diff";

/** A text as the core edits it. */
const edited = (base: string, edits: readonly Edit[]): string => {
  let text = [...base];
  for (const { at, before, removed, insert } of edits) {
    expect(text.slice(Math.max(0, at - [...before].length), at).join("")).toBe(before);
    expect(text.slice(at, at + [...removed].length).join("")).toBe(removed);
    text = [...text.slice(0, at), ...insert, ...text.slice(at + [...removed].length)];
  }
  return text.join("");
};

/** A source of chance with a seed, so that a found case comes back. */
const dice = (seed: number): ((below: number) => number) => {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
};
const WORDS = ["pain", "left", "chest", "😀", "e\u0301tat", "\n", " ", ".", "38.5", "قلب"];
const change = (text: string, roll: (below: number) => number): string => {
  const all = [...text];
  const at = roll(all.length + 1);
  const gone = roll(4);
  return [...all.slice(0, at), WORDS[roll(WORDS.length)] ?? "", ...all.slice(at + gone)].join("");
};

it("finds the change and nothing around it", () => {
  expect(hunksOf("chest clear", "chest is clear")).toEqual([{ at: 6, removed: "", insert: "is " }]);
  expect(hunksOf("same", "same")).toEqual([]);
  expect(hunksOf("", "new")).toEqual([{ at: 0, removed: "", insert: "new" }]);
  expect(hunksOf("one two three", "1 two 3")).toEqual([
    { at: 0, removed: "one", insert: "1" },
    { at: 8, removed: "three", insert: "3" },
  ]);
});

it("counts characters and not halves of them", () => {
  expect(hunksOf("😀😀 pain", "😀😀 no pain")).toEqual([{ at: 3, removed: "", insert: "no " }]);
});

it("makes edits that lead from one text to the other, with the words before each", () => {
  const roll = dice(7);
  for (let round = 0; round < 300; round += 1) {
    let base = "Cough for three weeks. Chest clear.";
    for (let step = 0; step < 4; step += 1) base = change(base, roll);
    let next = base;
    for (let step = 0; step < 3; step += 1) next = change(next, roll);
    expect(edited(base, editsOf(base, next)), `round ${round}`).toBe(next);
  }
});

it("splits a long text into changes that are small enough", () => {
  for (const length of [EDIT_MAX, EDIT_MAX + 1, EDIT_MAX * 3 + 5]) {
    const long = "x".repeat(length);
    const edits = editsOf("a b", `a ${long} b`);
    expect(edited("a b", edits)).toBe(`a ${long} b`);
    expect(Math.max(...edits.map((edit) => edit.insert.length))).toBeLessThanOrEqual(EDIT_MAX);
    const back = editsOf(`a ${long} b`, "a b");
    expect(edited(`a ${long} b`, back)).toBe("a b");
    expect(Math.max(...back.map((edit) => edit.removed.length))).toBeLessThanOrEqual(EDIT_MAX);
  }
  expect(editsOf("y".repeat(90), `${"y".repeat(90)}z`)[0]?.before.length).toBe(CONTEXT_MAX);
});

it("puts two people's words into one text", () => {
  const base = "Cough for three weeks. Chest clear.";
  const mine = "Cough for three weeks, dry. Chest clear.";
  const theirs = "Cough for three weeks. Chest clear. No fever.";
  expect(merged(base, mine, theirs)).toBe("Cough for three weeks, dry. Chest clear. No fever.");
  expect(merged(base, base, theirs)).toBe(theirs);
  expect(merged(base, mine, base)).toBe(mine);
  expect(merged(base, mine, mine)).toBe(mine);
});

it("keeps both where two people wrote at one place, theirs first", () => {
  expect(merged("Plan:", "Plan: rest", "Plan: fluids")).toBe("Plan: fluids rest");
  expect(merged("dose 5 mg", "dose 10 mg", "dose 2.5 mg")).toContain("10");
  expect(merged("dose 5 mg", "dose 10 mg", "dose 2.5 mg")).toContain("2.5");
});

it("does not say twice what arrived in the meantime as part of what was typed", () => {
  expect(merged("Pain", "Pain in the chest", "Pain in the")).toBe("Pain in the chest");
});

it("never loses a word that somebody typed", () => {
  const roll = dice(11);
  for (let round = 0; round < 300; round += 1) {
    const base = "Cough for three weeks. Chest clear. Ask about weight.";
    const at = roll(base.length + 1);
    const other = roll(base.length + 1);
    const mine = `${base.slice(0, at)} MINE${round} ${base.slice(at)}`;
    const theirs = `${base.slice(0, other)} THEIRS${round} ${base.slice(other)}`;
    const text = merged(base, mine, theirs);
    expect(text, `round ${round}`).toContain(`MINE${round}`);
    expect(text, `round ${round}`).toContain(`THEIRS${round}`);
    expect(text.replace(`MINE${round}`, "").replace(`THEIRS${round}`, "").replace(/\s/g, "")).toBe(
      base.replace(/\s/g, ""),
    );
  }
});

it("leaves the cursor by the word it stood at", () => {
  expect(caretIn("Chest clear", "No fever. Chest clear", 5)).toBe(15);
  expect(caretIn("Chest clear", "Chest clear. No fever", 5)).toBe(5);
  expect(caretIn("one two", "two", 7)).toBe(3);
  expect(caretIn("😀 pain", "😀😀 pain", 7)).toBe(9);
});
