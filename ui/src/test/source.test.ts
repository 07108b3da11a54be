// @vitest-environment node
import { parseAst } from "vite";
import { expect, test } from "vitest";
import { everything, type Source, shipped } from "./sources";

type Node = { type: string; [key: string]: unknown };

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as Node).type === "string";

const walk = (node: Node, visit: (node: Node, parent: Node | null) => void, parent: Node | null = null): void => {
  visit(node, parent);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) walk(child, visit, node);
  }
};

/** Attributes that a reader sees or hears. */
const SPOKEN =
  /^(aria-label|aria-description|aria-valuetext|title|placeholder|alt|label|hint|error|why|words|message|aside|sentence)$/;
/** Words: a letter next to a letter, a space or a capital among them; an id or a code name is none. */
const WORDS = /\p{L}/u;
const CODE = /^[a-z0-9]+([-_.:/][a-z0-9]+)*$/;

const literals = ({ path, text }: Source): string[] => {
  const found: string[] = [];
  walk(parseAst(text, { lang: "tsx" }) as unknown as Node, (node, parent) => {
    if (node.type === "JSXText" && WORDS.test(String(node["value"]))) found.push(String(node["value"]).trim());
    if (node.type !== "Literal" || typeof node["value"] !== "string" || !WORDS.test(node["value"])) return;
    const name = parent?.type === "JSXAttribute" ? (parent["name"] as Node)["name"] : null;
    const shown = parent?.type === "JSXExpressionContainer" && !CODE.test(node["value"]);
    if (shown || (typeof name === "string" && SPOKEN.test(name) && !CODE.test(node["value"])))
      found.push(node["value"]);
  });
  return found.map((words) => `${path}: ${words}`);
};

test("no screen holds words of its own", () => {
  expect(
    shipped()
      .filter(({ path }) => path.endsWith(".tsx"))
      .flatMap(literals),
  ).toEqual([]);
});

test("the lint of screens sees what it is for", () => {
  const of = (text: string): string[] => literals({ path: "x.tsx", text: `const a = ${text};` });
  expect(of("<p>Hello</p>")).toEqual(["x.tsx: Hello"]);
  expect(of('<a aria-label="Close it" />')).toEqual(["x.tsx: Close it"]);
  expect(of('<p>{"Hello there"}</p>')).toEqual(["x.tsx: Hello there"]);
  expect(of('<Text id="kit-close" />')).toEqual([]);
  expect(of('<p className="Big Box">{" "}·</p>')).toEqual([]);
});

/** Colours outside the tokens, and sides that do not turn with the direction of the text. */
const COLOUR = /#[0-9a-fA-F]{3,8}\b(?![-\w])|\b(rgba?|hsla?)\(/;
const PHYSICAL =
  /\b(margin|padding|border)(Left|Right|Top|Bottom)\b|(?<![\w.])(left|right)\s*:\s*(-?\d|["'`])|textAlign:\s*["'](left|right)["']|float:\s*["'](left|right)["']/;

const lines = (wanted: (source: Source) => boolean, pattern: RegExp): string[] =>
  shipped()
    .filter(wanted)
    .flatMap(({ path, text }) =>
      text
        .split("\n")
        .flatMap((line, at) => (pattern.test(line.replace(/\/\/.*$/, "")) ? [`${path}:${at + 1} ${line.trim()}`] : [])),
    );

test("colours come from the tokens alone", () => {
  expect(lines(({ path }) => !path.startsWith("theme/"), COLOUR)).toEqual([]);
});

test("sides follow the direction of the text", () => {
  // Time axes never turn, so a chart does speak of left and right.
  const turns = ({ path }: Source): boolean =>
    (path.endsWith(".tsx") && !path.startsWith("kit/Chart/")) || path.startsWith("theme/parts/");
  expect(lines(turns, PHYSICAL)).toEqual([]);
});

test("only the platform module speaks to the window, and nothing fetches by itself", () => {
  const outside = shipped().filter(({ path }) => !path.startsWith("rpc/"));
  const guilty = outside.filter(({ text }) => /@tauri-apps\/|\bfetch\(|new WebSocket\(|XMLHttpRequest/.test(text));
  expect(guilty.map(({ path }) => path)).toEqual([]);
  const platforms = shipped().filter(({ text }) => /from "@tauri-apps\/|import\("@tauri-apps\//.test(text));
  expect(platforms.map(({ path }) => path).filter((path) => path !== "rpc/platform.ts")).toEqual([]);
});

test("nothing finds a control by a test id", () => {
  expect(
    everything()
      .filter(({ text }) => /data-testid|ByTestId/.test(text))
      .map(({ path }) => path),
  ).toEqual(["test/source.test.ts"]);
});

test("files stay within their budget of lines", () => {
  const long = shipped()
    .map(({ path, text }) => ({ path, lines: text.split("\n").length }))
    .filter(({ lines: count }) => count > 400);
  expect(long).toEqual([]);
});
