import { expect, test } from "vitest";
import { contrast } from "./contrast";
import { sheet } from "./css";
import tokens from "./tokens.json" with { type: "json" };
import { type Scheme, variables } from "./variables";

const colour = (scheme: Scheme, path: string): string => {
  const [group = "", name = ""] = path.split(".");
  const found = scheme[group]?.[name];
  if (!found) throw new Error(`no colour ${path}`);
  return found;
};

const schemes = Object.entries(tokens.color as Record<string, Scheme>);

test("black on white is 21 and a colour on itself is 1", () => {
  expect(contrast("#000000", "#FFFFFF").toFixed(2)).toBe("21.00");
  expect(contrast("#123456", "#123456")).toBe(1);
  expect(() => contrast("#1234", "#FFFFFF")).toThrow("no opaque colour");
});

test.each(schemes)("every promised pair is readable in the %s scheme", (_, scheme) => {
  let pairs = 0;
  for (const [kind, list] of Object.entries(tokens.contrastPairs)) {
    const need = Number(kind.split(" ")[1]);
    for (const [text, grounds] of list as [string, string[]][]) {
      for (const ground of grounds) {
        pairs += 1;
        const ratio = contrast(colour(scheme, text), colour(scheme, ground));
        expect.soft(ratio, `${text} on ${ground} is ${ratio.toFixed(2)}`).toBeGreaterThanOrEqual(need);
      }
    }
  }
  expect(pairs).toBeGreaterThanOrEqual(137);
});

test("both schemes set the same variables", () => {
  const names = (scheme: Scheme): string[] => variables(scheme).map(([name]) => name);
  expect(names(tokens.color.dark)).toEqual(names(tokens.color.light));
  expect(names(tokens.color.light)).toContain("--s-primary-fill-hover");
});

test("the style sheet is what the tokens say", async () => {
  await expect(sheet()).toMatchFileSnapshot("./tokens.css");
});

const declared = (selector: string): Map<string, string> => {
  const css = sheet();
  const from = css.indexOf(`${selector} {`);
  const body = css.slice(from, css.indexOf("}", from));
  return new Map([...body.matchAll(/(--s-[a-z0-9-]+): ([^;]+);/g)].map(([, name = "", value = ""]) => [name, value]));
};

test("more contrast lifts every text to 7 and every edge to 3", () => {
  for (const [selector, scheme] of [
    ['[data-contrast="more"] [data-theme="light"]', tokens.color.light],
    ['[data-contrast="more"] [data-theme="dark"]', tokens.color.dark],
  ] as const) {
    const more = declared(selector);
    const grounds = [scheme.surface.canvas, scheme.surface.sheet, scheme.surface.raised];
    for (const ground of grounds) {
      expect(contrast(more.get("--s-text-subtle") ?? "", ground)).toBeGreaterThanOrEqual(7);
      expect(contrast(more.get("--s-border-hairline") ?? "", ground)).toBeGreaterThanOrEqual(3);
    }
    for (const family of ["ok", "waiting", "sending", "needs", "stopped", "high", "low"] as const) {
      expect(contrast(more.get(`--s-${family}-line`) ?? "", scheme[family].tint)).toBeGreaterThanOrEqual(4.5);
    }
  }
});

test("a patient's targets are 48 pixels or more, a clinician's 24 or more", () => {
  expect(tokens.density.patient.targetMin).toBeGreaterThanOrEqual(48);
  expect(tokens.density.patient.control).toBeGreaterThanOrEqual(48);
  expect(tokens.density.staff.controlSmall).toBeGreaterThanOrEqual(24);
  expect(declared('[data-density="patient"]').get("--s-control")).toBe("3.5rem");
});
