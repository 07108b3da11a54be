/** Leads a page to a screen and has it stand still, in whatever language and look. */
import { expect, type Page } from "@playwright/test";
import { beginningOf, type Screen } from "./screens";

/** Whose records the addresses of the screens speak of. */
export interface Who {
  own: string;
  two: string;
}

/** Shows a screen; `language` is the one its texts are in. */
export const show = async (page: Page, screen: Screen, who: Who, language: string): Promise<void> => {
  const at = screen.at.replace(":own", who.own).replace(":two", who.two);
  await page.evaluate((hash) => {
    location.hash = hash;
  }, at);
  await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  if (screen.press) {
    await page
      .getByRole("button", { name: beginningOf(screen.press, language) })
      .first()
      .click();
    await expect(page.getByRole("form").or(page.getByRole("dialog")).first()).toBeVisible();
  }
  await page.evaluate(() =>
    Promise.all([document.fonts.ready, ...document.getAnimations().map((one) => one.finished)]),
  );
};

/** Leaves what a screen opened. */
export const leave = async (page: Page): Promise<void> => {
  await page.keyboard.press("Escape");
  await page.evaluate(() => {
    location.hash = "/help";
  });
};
