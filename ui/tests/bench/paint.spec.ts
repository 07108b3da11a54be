/** The browser's part of `cargo xtask bench ui-paint`, which makes the clinic and says what to type. */
import { readFileSync, writeFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { type Moments, timed } from "./moment";

interface Session {
  search: string[];
  open: string[];
}

interface Plan {
  url: string;
  address: string;
  token: string;
  warming: Session;
  runs: Session[];
  /** Where the samples go. */
  samples: string;
}

/** Between two letters: somebody who types fast. */
const LETTER_MS = 70;
/** The rows one sees without scrolling. */
const IN_SIGHT = 8;

const readPlan = (): Plan => {
  const file = process.env["SATCHEL_PAINT"];
  if (file === undefined) {
    throw new Error("this is run by `cargo xtask bench ui-paint`");
  }
  return JSON.parse(readFileSync(file, "utf8"));
};

/** The names that the device finds for a word, in the order of the list. */
const namesOf = async ({ address, token }: Plan, word: string): Promise<string[]> => {
  const answer = await fetch(`http://${address}/call`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ cmd: "patient_search", args: { query: word, limit: 50 } }),
  });
  const { value }: { value: { patients: { name: string }[] } } = await answer.json();
  return value.patients.map(({ name }) => name.toLowerCase());
};

const fieldOf = (page: Page) => page.getByRole("searchbox", { name: "Find a patient" });

/** The empty search field, as one finds it. */
const fresh = async (page: Page): Promise<void> => {
  await page.evaluate(() => {
    location.hash = "/patients";
  });
  const field = fieldOf(page);
  await field.fill("");
  await expect(page.getByRole("grid", { name: "All patients on this device" })).toBeVisible();
  await expect(field).toBeFocused();
};

const search = async (page: Page, plan: Plan, word: string): Promise<Moments & { word: string }> => {
  const names = await namesOf(plan, word);
  await fresh(page);
  const wanted = { kind: "list", word, names } as const;
  const moments = await timed(page, { type: "keydown", nth: word.length, wanted }, () =>
    page.keyboard.type(word, { delay: LETTER_MS }),
  );
  return { word, ...moments };
};

const open = async (page: Page, plan: Plan, typed: string, nth: number): Promise<Moments & { name: string }> => {
  const word = typed.toLowerCase();
  const list = { kind: "list", word, names: await namesOf(plan, word) } as const;
  await fresh(page);
  // Not counted, so not letter by letter.
  await timed(page, { type: "input", nth: 1, wanted: list }, () => fieldOf(page).fill(word));
  const rows = page.locator("main [data-row]");
  const row = rows.nth(nth % Math.min(IN_SIGHT, await rows.count()));
  const name = (await row.locator("strong").textContent()) ?? "";
  const wanted = { kind: "chart", name } as const;
  const moments = await timed(page, { type: "click", nth: 1, wanted }, () => row.getByRole("gridcell").nth(1).click());
  return { name, ...moments };
};

const run = async (page: Page, plan: Plan, session: Session) => {
  const out: { search: Moments[]; open: Moments[] } = { search: [], open: [] };
  for (const word of session.search) {
    out.search.push(await search(page, plan, word));
  }
  for (const [nth, word] of session.open.entries()) {
    out.open.push(await open(page, plan, word, nth));
  }
  return out;
};

test("a search and a chart are painted", async ({ page }) => {
  test.setTimeout(1_200_000);
  const plan = readPlan();
  await page.goto(plan.url);
  await page.getByRole("main").waitFor();
  await run(page, plan, plan.warming);
  const runs = [];
  for (const session of plan.runs) {
    runs.push(await run(page, plan, session));
  }
  writeFileSync(plan.samples, JSON.stringify({ runs }, null, 1));
});
