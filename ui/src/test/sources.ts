/** The source tree as the lints read it. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

export const SRC = fileURLToPath(new URL("..", import.meta.url));
export const TEXTS = fileURLToPath(new URL("../../../i18n", import.meta.url));

export interface Source {
  /** From `src`, with slashes. */
  path: string;
  text: string;
}

const read = (root: string, wanted: RegExp): Source[] =>
  readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((path) => wanted.test(path))
    .sort()
    .map((path) => ({
      path: relative(root, join(root, path)).split(sep).join("/"),
      text: readFileSync(join(root, path), "utf8"),
    }));

const isTest = ({ path }: Source): boolean => /\.test\.tsx?$/.test(path) || path.startsWith("test/");

/** What ships: no tests, no gallery, nothing generated. */
export const shipped = (): Source[] =>
  read(SRC, /\.tsx?$/).filter(
    (source) => !isTest(source) && !/^(gallery\/|rpc\/gen\.ts$|rpc\/recorded\/|i18n\/ids\.ts$)/.test(source.path),
  );

/** Every module, tests and gallery too. */
export const everything = (): Source[] => read(SRC, /\.tsx?$/);

export type Tongue = "en" | "fr" | "ar";
export const TONGUES: readonly Tongue[] = ["en", "fr", "ar"];

/** Texts of screens alone, or the ones that the Rust side shares. */
export const texts = (kind: "ui" | "shared", tongue: Tongue): Source[] =>
  kind === "ui"
    ? read(join(TEXTS, "ui", tongue), /\.ftl$/)
    : read(join(TEXTS, tongue), /^(errors|durability|sync|decision)\.ftl$/);
