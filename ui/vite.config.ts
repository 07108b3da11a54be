import { readFileSync } from "node:fs";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const PAGES = ["clinic.html", "patient.html", "admin.html"];

/** While developing, Vite puts styles and its client into the page by itself, which the shipped policy forbids. */
const policyOnlyWhenBuilt = (): Plugin => ({
  name: "policy-only-when-built",
  apply: "serve",
  transformIndexHtml: (html) => html.replace(/\s*<meta http-equiv="Content-Security-Policy"[^>]*>/, ""),
});

/** Comments of Fluent files are for translators; readers need not load them. */
const wordsAlone = (): Plugin => ({
  name: "words-alone",
  apply: "build",
  enforce: "pre",
  load(id) {
    const [file = "", query] = id.split("?");
    if (query !== "raw" || !file.endsWith(".ftl")) return null;
    this.addWatchFile(file);
    const words = readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => !line.startsWith("#") && line.trim() !== "");
    return { code: `export default ${JSON.stringify(`${words.join("\n")}\n`)}`, moduleType: "js" };
  },
});

// One page a surface over one source tree, shared chunks; nothing is loaded from another host. The gallery is served
// while developing and built only with `--mode gallery`, so that it never ships.
export default defineConfig(({ mode }) => {
  const door = process.env["SATCHEL_DOOR"];
  return {
    base: "./",
    plugins: [react(), policyOnlyWhenBuilt(), wordsAlone()],
    build: {
      target: "es2022",
      assetsInlineLimit: 0,
      outDir: mode === "gallery" ? "dist-gallery" : "dist",
      modulePreload: { polyfill: false },
      rollupOptions: { input: mode === "gallery" ? ["gallery.html"] : PAGES },
    },
    server: {
      fs: { allow: [".."] },
      ...(door ? { proxy: { "/call": door, "/events": { target: door, changeOrigin: true } } } : {}),
    },
  };
});
