import assert from "node:assert/strict";
import { test } from "node:test";
import { contrast } from "./contrast.js";
import tokens from "./tokens.json" with { type: "json" };
import { type Scheme, variables } from "./variables.js";

const colour = (scheme: Scheme, path: string): string => {
  const [group, name] = path.split(".") as [string, string];
  const found = scheme[group]?.[name];
  if (!found) throw new Error(`no colour ${path}`);
  return found;
};

test("black on white is 21 and a colour on itself is 1", () => {
  assert.equal(contrast("#000000", "#FFFFFF").toFixed(2), "21.00");
  assert.equal(contrast("#123456", "#123456"), 1);
  assert.throws(() => contrast("#1234", "#FFFFFF"), /no opaque colour/);
});

test("every promised pair is readable in both schemes", () => {
  for (const [kind, pairs] of Object.entries(tokens.contrastPairs)) {
    const need = Number(kind.split(" ")[1]);
    for (const [name, scheme] of Object.entries(tokens.color as Record<string, Scheme>)) {
      for (const [text, grounds] of pairs as [string, string[]][]) {
        for (const ground of grounds) {
          const ratio = contrast(colour(scheme, text), colour(scheme, ground));
          assert.ok(ratio >= need, `${name}: ${text} on ${ground} is ${ratio.toFixed(2)}, ${need} needed`);
        }
      }
    }
  }
});

test("both schemes set the same variables", () => {
  const names = (scheme: Scheme): string[] => variables(scheme).map(([name]) => name);
  assert.deepEqual(names(tokens.color.dark), names(tokens.color.light));
  assert.ok(names(tokens.color.light).includes("--s-primary-fill-hover"));
});
