/** Tests with a clinic of their own, and people who sit before its machines. */
import { type BrowserContextOptions, test as base, expect, type Page } from "@playwright/test";
import { Stand } from "./stand";

/** How a person looks at a machine. */
export interface Look extends BrowserContextOptions {
  at?: string;
}

export interface Clinic {
  stand: Stand;
  /** Opens a machine's screens in a browser of their own. */
  sit: (name: string, look?: Look) => Promise<Page>;
}

interface Options {
  /** The machines that have joined before the test begins. */
  joined: string[];
  patients: number;
}

/** What a page must never do while a test runs: fail silently, or load from elsewhere. */
const watch = (page: Page, faults: string[]): void => {
  page.on("pageerror", (error) => faults.push(`page error: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) {
      faults.push(`console: ${message.text()}`);
    }
  });
  page.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol.startsWith("http") && hostname !== "127.0.0.1") {
      faults.push(`asked elsewhere: ${request.url()}`);
    }
  });
};

export const test = base.extend<Options & { clinic: Clinic }>({
  joined: [["laptop-a", "laptop-b"], { option: true }],
  patients: [40, { option: true }],
  clinic: async ({ browser, joined, patients }, use) => {
    const stand = await Stand.start(joined, patients);
    const faults: string[] = [];
    const contexts: { close: () => Promise<void> }[] = [];
    const sit = async (name: string, { at = "", ...look }: Look = {}): Promise<Page> => {
      const context = await browser.newContext(look);
      contexts.push(context);
      const page = await context.newPage();
      watch(page, faults);
      await page.goto(stand.machine(name).url);
      if (at) {
        await page.getByRole("main").waitFor();
        await page.evaluate((hash) => {
          location.hash = hash;
        }, at);
      }
      return page;
    };
    await use({ stand, sit });
    for (const context of contexts) {
      await context.close();
    }
    await stand.end();
    expect(faults).toEqual([]);
  },
});
