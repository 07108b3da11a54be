// @vitest-environment node
import { posix } from "node:path";
import { expect, test } from "vitest";
import { type Source, shipped } from "./sources";

/** Floors from the ground up; a module imports from its own floor and those below. */
const FLOORS: readonly (readonly string[])[] = [
  ["theme", "i18n"],
  ["kit", "rpc"],
  ["shell"],
  ["features"],
  ["surfaces"],
];

const top = (path: string): string => path.split("/")[0] ?? "";
const floorOf = (path: string): number => FLOORS.findIndex((names) => names.includes(top(path)));

/** What `from` may not import, and why. */
const broken = (from: string, to: string): string | null => {
  if (top(from) === "features" && top(to) === "features" && from.split("/")[1] !== to.split("/")[1]) {
    return `${from} imports another feature: ${to}`;
  }
  if (top(from) === "kit" && top(to) === "rpc") return `${from} imports the door: ${to}`;
  if (top(from) === "rpc" && top(to) === "kit") return `${from} imports a part of screens: ${to}`;
  return floorOf(to) > floorOf(from) ? `${from} imports upward: ${to}` : null;
};

const imports = ({ path, text }: Source): string[] =>
  [...text.matchAll(/(?:from\s+|import\s*\(\s*|import\s+)"(\.[^"]+)"/g)].map(([, to = ""]) =>
    posix.join(posix.dirname(path), to),
  );

test("imports point downward, and no feature knows another", () => {
  const found = shipped()
    .filter(({ path }) => floorOf(path) >= 0)
    .flatMap((source) => imports(source).map((to) => broken(source.path, to)))
    .filter((one) => one !== null);
  expect(found).toEqual([]);
});

test("every module stands on a floor", () => {
  expect(
    shipped()
      .filter(({ path }) => floorOf(path) < 0)
      .map(({ path }) => path),
  ).toEqual([]);
});

test("the lint of floors sees what it is for", () => {
  expect(broken("features/a/Page.tsx", "features/b/api")).toContain("another feature");
  expect(broken("features/a/Page.tsx", "features/a/api")).toBeNull();
  expect(broken("kit/Tag.tsx", "shell/keys")).toContain("upward");
  expect(broken("shell/Page.tsx", "kit/Tag")).toBeNull();
  expect(broken("kit/Tag.tsx", "rpc/api")).toContain("the door");
});
