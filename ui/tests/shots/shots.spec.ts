/** Pictures of every screen in every look, for people to look at: `npx playwright test -c tests/playwright.config.ts --project=shots`. */
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { ownPatient, undecided } from "../e2e/acts";
import { test } from "../e2e/fixture";
import { LOOKS, SCREENS } from "../screens";
import { leave, show } from "../walk";

const INTO = resolve(import.meta.dirname, "../../../target/shots");

test.use({ joined: ["laptop-a", "admin", "phone"], patients: 300 });

test("every screen is pictured", async ({ clinic: { stand, sit } }) => {
  test.setTimeout(20 * 60_000);
  const own = await ownPatient(stand);
  const two = await undecided(stand, "laptop-a");
  mkdirSync(INTO, { recursive: true });
  for (const look of LOOKS) {
    for (const machine of ["laptop-a", "admin", "phone"] as const) {
      const phone = machine === "phone" && look.options.viewport === undefined;
      const page = await sit(machine, { ...look.options, ...(phone ? { viewport: { width: 390, height: 844 } } : {}) });
      await page.getByRole("main").waitFor();
      await leave(page);
      for (const screen of SCREENS.filter((one) => one.machine === machine)) {
        await test.step(`${screen.name}, ${look.name}`, async () => {
          await show(page, screen, { own, two }, look.options.locale ?? "en");
          await page.screenshot({ path: join(INTO, `${screen.name}-${look.name}.png`) });
          await leave(page);
        });
      }
      await page.context().close();
    }
  }
});
