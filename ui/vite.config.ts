import { defineConfig } from "vite";

// Three pages over one source tree, shared chunks; nothing is loaded from another host.
export default defineConfig({
  base: "./",
  build: {
    target: "es2022",
    rollupOptions: { input: ["clinic.html", "patient.html", "admin.html"] },
  },
});
