import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, type Page } from "@playwright/test";
import { LOOKS, SCREENS } from "../screens";
import { leave, show } from "../walk";
import { ownPatient, undecided } from "./acts";
import { test } from "./fixture";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What the screens are held to. */
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

interface Violation {
  id: string;
  nodes: { html: string; failureSummary: string }[];
}

const violations = async (page: Page): Promise<Violation[]> =>
  page.evaluate(async (rules) => {
    const { axe } = globalThis as unknown as {
      axe: { run: (at: Document, how: object) => Promise<{ violations: Violation[] }> };
    };
    return (await axe.run(document, { runOnly: { type: "tag", values: rules }, resultTypes: ["violations"] }))
      .violations;
  }, RULES);

test.use({ joined: ["laptop-a", "admin", "phone"] });

test("axe finds nothing on any screen in light, dark, Arabic and at 320 px", async ({ clinic: { stand, sit } }) => {
  test.setTimeout(20 * 60_000);
  const own = await ownPatient(stand);
  const two = await undecided(stand, "laptop-a");
  const found: string[] = [];
  for (const look of LOOKS) {
    for (const machine of ["laptop-a", "admin", "phone"] as const) {
      const page = await sit(machine, look.options);
      await page.getByRole("main").waitFor();
      await leave(page);
      // The page's own policy forbids scripts that are not its own; axe comes in through the browser's side door.
      await page.evaluate(AXE);
      for (const screen of SCREENS.filter((one) => one.machine === machine)) {
        await test.step(`${screen.name}, ${look.name}`, async () => {
          const shown = await show(page, screen, { own, two }, look.options.locale ?? "en").catch((error) => {
            found.push(`${screen.name}, ${look.name}: cannot be shown: ${error}`);
            return false;
          });
          if (shown === false) return;
          for (const { id, nodes } of await violations(page)) {
            found.push(
              `${screen.name}, ${look.name}: ${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`,
            );
          }
          await leave(page);
        });
      }
      await page.context().close();
    }
  }
  expect(found).toEqual([]);
});
