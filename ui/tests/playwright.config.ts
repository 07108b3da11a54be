import { defineConfig } from "@playwright/test";

// Debian's own Chromium; nothing is downloaded. No retries: a test that passes the second time has failed.
export default defineConfig({
  testDir: ".",
  outputDir: "../../target/e2e",
  fullyParallel: false,
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 240_000,
  expect: { timeout: 30_000 },
  reporter: [["list"]],
  projects: [
    { name: "e2e", testDir: "e2e" },
    { name: "bench", testDir: "bench" },
    { name: "shots", testDir: "shots" },
  ],
  use: {
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    viewport: { width: 1280, height: 860 },
    actionTimeout: 30_000,
    trace: "off",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
