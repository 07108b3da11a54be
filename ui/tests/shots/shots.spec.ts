/** Pictures of every screen in every look, for people to look at: `npx playwright test -c tests/playwright.config.ts --project=shots`. */
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { ownPatient, undecided } from "../e2e/acts";
import { type Clinic, test } from "../e2e/fixture";
import { LOOKS, SCREENS } from "../screens";
import { leave, settle, show } from "../walk";

const INTO = resolve(import.meta.dirname, "../../../target/shots");
const PHONE = { width: 390, height: 844 };

test.use({ joined: ["laptop-a", "admin", "phone"], patients: 300 });

test("every screen is pictured", async ({ clinic: { stand, sit } }) => {
  test.setTimeout(20 * 60_000);
  const own = await ownPatient(stand);
  const two = await undecided(stand, "laptop-a");
  mkdirSync(INTO, { recursive: true });
  for (const look of LOOKS) {
    for (const machine of ["laptop-a", "admin", "phone"] as const) {
      const phone = machine === "phone" && look.options.viewport === undefined;
      const page = await sit(machine, { ...look.options, ...(phone ? { viewport: PHONE } : {}) });
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
  await doors(stand, sit);
});

/** The screens before anybody is in: of a laptop that joined nothing yet, and of machines that are locked. */
const doors = async (stand: Clinic["stand"], sit: Clinic["sit"]): Promise<void> => {
  await stand.fresh("laptop-c", "clinic");
  await stand.reply("laptop-a", "lock");
  await stand.reply("phone", "lock");
  for (const look of LOOKS) {
    for (const [name, machine] of Object.entries({ welcome: "laptop-c", lock: "laptop-a", "phone-lock": "phone" })) {
      await test.step(`${name}, ${look.name}`, async () => {
        const phone = machine === "phone" && look.options.viewport === undefined;
        const page = await sit(machine, { ...look.options, ...(phone ? { viewport: PHONE } : {}) });
        await page.getByRole("heading", { level: 1 }).first().waitFor();
        await settle(page);
        await page.screenshot({ path: join(INTO, `${name}-${look.name}.png`) });
        await page.context().close();
      });
    }
  }
};
