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

/** How long one look for quiet lasts at most, so that a page that never rests can say why. */
const LOOK_MS = 5_000;

/** Waits until a page has drawn what it will draw: nothing asked for, no change for a while, no animation. */
export const settle = async (page: Page): Promise<void> => {
  const open = follow(page);
  const asking = (): string[] => [...open].map((request) => `asks ${request.postData() ?? request.url()}`);
  await expect
    .poll(async () => {
      const before = asking();
      const moving = await unrest(page);
      return [...new Set([...before, ...moving, ...asking()])];
    })
    .toEqual([]);
};

/** Waits until nothing changed for a while and no animation is under way; else says what moves. */
const unrest = (page: Page): Promise<string[]> =>
  page.evaluate(
    async ([quiet, most]) => {
      const told = (node: Node | null): string => {
        const element = node instanceof Element ? node : node?.parentElement;
        return (element?.outerHTML ?? String(node?.nodeName)).slice(0, 200);
      };
      const changed = new Set<string>();
      const still = await new Promise<boolean>((done) => {
        const end = (rest: boolean): void => {
          watch.disconnect();
          done(rest);
        };
        let timer = setTimeout(end, quiet, true);
        const watch = new MutationObserver((changes) => {
          for (const { target, type, attributeName } of changes) {
            changed.add(`${type} ${attributeName ?? ""} of ${told(target)}`);
          }
          clearTimeout(timer);
          timer = setTimeout(end, quiet, true);
        });
        watch.observe(document.body, { attributes: true, characterData: true, childList: true, subtree: true });
        setTimeout(end, most, false);
      });
      if (!still) return [...changed];
      await document.fonts.ready;
      const running = document.getAnimations();
      // An animation whose element is gone ends as cancelled, which is an end as well.
      const ended = Promise.allSettled(running.map((one) => one.finished)).then(() => true);
      const late = new Promise<boolean>((done) => {
        setTimeout(done, most, false);
      });
      if (await Promise.race([ended, late])) return [];
      return running.map(({ effect }) => `moves ${told(effect instanceof KeyframeEffect ? effect.target : null)}`);
    },
    [QUIET_MS, LOOK_MS] as const,
  );

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
