// Weighs what was built, gzipped, and fails when it is too heavy for a slow line: `npm run build && npm run budget`.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const KB = 1024;
const ENTRY = { patient: 200 * KB, clinic: 280 * KB, admin: 280 * KB };
const ROUTE = 60 * KB;
const FONTS = 53 * KB;

const dist = process.argv[2] ?? fileURLToPath(new URL("../dist", import.meta.url));
if (!existsSync(join(dist, "clinic.html"))) {
  console.error(`nothing is built in ${dist}: run \`npm run build\` first`);
  process.exit(1);
}

const weights = new Map();
const weigh = (file) => {
  if (!weights.has(file)) weights.set(file, gzipSync(readFileSync(join(dist, file)), { level: 9 }).length);
  return weights.get(file);
};

/** Chunks that `file` cannot start without, itself first. */
const needs = (file, found = new Set()) => {
  if (found.has(file)) return found;
  found.add(file);
  const text = readFileSync(join(dist, file), "utf8");
  for (const [, to] of text.matchAll(/(?:from|import)\s*["'](\.{1,2}\/[^"']+\.js)["']/g)) {
    needs(posix.join(posix.dirname(file), to), found);
  }
  return found;
};

const sum = (files) => [...files].reduce((total, file) => total + weigh(file), 0);
const shown = (bytes) => `${(bytes / KB).toFixed(1)} KB`;
let over = 0;
const report = (name, bytes, limit) => {
  const fits = bytes <= limit;
  if (!fits) over += 1;
  console.log(`${fits ? "ok  " : "OVER"} ${name.padEnd(34)} ${shown(bytes).padStart(10)} of ${shown(limit)}`);
};

const started = new Map();
for (const [page, limit] of Object.entries(ENTRY)) {
  const html = readFileSync(join(dist, `${page}.html`), "utf8");
  const files = new Set();
  for (const [, src] of html.matchAll(/<script[^>]*src="\.\/([^"]+\.js)"/g)) needs(src, files);
  for (const [, href] of html.matchAll(/<link rel="modulepreload"[^>]*href="\.\/([^"]+)"/g)) needs(href, files);
  for (const [, href] of html.matchAll(/<link rel="stylesheet"[^>]*href="\.\/([^"]+)"/g)) files.add(href);
  started.set(page, files);
  report(`${page} entry`, sum(files), limit);
}

// A chunk that loads later, with what it brings that no page has from its start.
const atStart = new Set([...started.values()].flatMap((files) => [...files]));
const later = readdirSync(join(dist, "assets"))
  .filter((name) => name.endsWith(".js"))
  .map((name) => `assets/${name}`)
  .filter((file) => !atStart.has(file));
const routes = later
  .map((file) => ({ file, bytes: sum([...needs(file)].filter((one) => !atStart.has(one))) }))
  .sort((a, b) => b.bytes - a.bytes);
for (const { file, bytes } of routes.filter(({ bytes }, at) => at < 5 || bytes > ROUTE)) {
  report(file.replace("assets/", "later: "), bytes, ROUTE);
}

const fonts = readdirSync(join(dist, "assets")).filter((name) => name.endsWith(".woff2"));
report(
  "fonts",
  fonts.reduce((total, name) => total + statSync(join(dist, "assets", name)).size, 0),
  FONTS,
);
if (fonts.some((name) => !/-latin(-ext)?-/.test(name))) {
  console.log(`OVER a font beside latin and latin-ext: ${fonts.join(", ")}`);
  over += 1;
}
process.exit(over > 0 ? 1 : 0);
