/** Leads a page to a screen and has it stand still, in whatever language and look. */
import { expect, type Page } from "@playwright/test";
import { beginningOf, type Screen } from "./screens";

/** Whose records the addresses of the screens speak of. */
export interface Who {
  own: string;
  two: string;
}

/** How long nothing may change before a screen counts as still. */
const QUIET_MS = 250;

/** Waits until a page has drawn what it will draw: no change for a while, and no animation under way. */
const still = (page: Page): Promise<void> =>
  page.evaluate(async (quiet) => {
    await new Promise<void>((done) => {
      let timer = setTimeout(end, quiet);
      const watch = new MutationObserver(() => {
        clearTimeout(timer);
        timer = setTimeout(end, quiet);
      });
      function end(): void {
        watch.disconnect();
        done();
      }
      watch.observe(document.body, { attributes: true, characterData: true, childList: true, subtree: true });
    });
    // An animation whose element is gone ends as cancelled, which is an end as well.
    await Promise.allSettled([document.fonts.ready, ...document.getAnimations().map((one) => one.finished)]);
  }, QUIET_MS);

/** Goes to an address and waits until another screen than before is there. */
const lead = async (page: Page, to: string): Promise<void> => {
  const before = await page.title();
  const moved = await page.evaluate((hash) => {
    const was = location.hash;
    location.hash = hash;
    return location.hash !== was;
  }, to);
  if (moved) {
    await expect(page).not.toHaveTitle(before);
  }
  await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
};

/** Shows a screen; `language` is the one its texts are in. The page comes from `leave`. */
export const show = async (page: Page, screen: Screen, who: Who, language: string): Promise<void> => {
  await lead(page, screen.at.replace(":own", who.own).replace(":two", who.two));
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  await still(page);
  if (screen.press) {
    await page
      .getByRole("button", { name: beginningOf(screen.press, language) })
      .first()
      .click();
    await expect(page.getByRole("form").or(page.getByRole("dialog")).first()).toBeVisible();
    await still(page);
  }
};

/** Leaves what a screen opened, for the quiet help. */
export const leave = async (page: Page): Promise<void> => {
  await page.keyboard.press("Escape");
  await lead(page, "/help");
};
