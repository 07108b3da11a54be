/** Leads a page to a screen and has it stand still, in whatever language and look. */
import { expect, type Page, type Request } from "@playwright/test";
import { beginningOf, type Screen } from "./screens";

/** Whose records the addresses of the screens speak of. */
export interface Who {
  own: string;
  two: string;
}

/** How long nothing may change before a screen counts as still: more than the 300 ms for which React may hold back a part
 * that has just been loaded. */
const QUIET_MS = 400;

/** What a page has asked for and not yet received, but for the stream of events, which never ends. */
const asked = new WeakMap<Page, Set<Request>>();

const follow = (page: Page): Set<Request> => {
  const known = asked.get(page);
  if (known) return known;
  const open = new Set<Request>();
  page.on("request", (request) => {
    if (!new URL(request.url()).pathname.endsWith("/events")) open.add(request);
  });
  page.on("requestfinished", (request) => open.delete(request));
  page.on("requestfailed", (request) => open.delete(request));
  asked.set(page, open);
  return open;
};

/** Waits until a page has drawn what it will draw: nothing asked for, no change for a while, no animation. */
export const settle = async (page: Page): Promise<void> => {
  const open = follow(page);
  await expect
    .poll(async () => {
      const before = open.size;
      await quiet(page);
      return before + open.size;
    })
    .toBe(0);
};

/** Waits until nothing changed for a while and no animation is under way. */
const quiet = (page: Page): Promise<void> =>
  page.evaluate(async (most) => {
    await new Promise<void>((done) => {
      let timer = setTimeout(end, most);
      const watch = new MutationObserver(() => {
        clearTimeout(timer);
        timer = setTimeout(end, most);
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
  follow(page);
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
  await settle(page);
  if (screen.press) {
    const button = (id: string) => page.getByRole("button", { name: beginningOf(id, language) });
    await button(screen.press)
      .or(button(screen.narrow ?? screen.press))
      .first()
      .click();
    await expect(page.getByRole("form").or(page.getByRole("dialog")).first()).toBeVisible();
    await settle(page);
  }
};

/** Leaves what a screen opened, for the quiet help. */
export const leave = async (page: Page): Promise<void> => {
  await page.keyboard.press("Escape");
  await lead(page, "/help");
};
