/**
 * How long a person waits in a page: from the input event to the frame that shows what it asked for.
 *
 * A MutationObserver looks for the wanted content, then two animation frames are waited for: the first comes before
 * the paint that holds the content, the second after it. So the figure is never too small, and up to a frame (17 ms)
 * too large. The Event Timing API would stop at the next paint after the event, which here only moves the focus: the
 * content comes with an answer later. Element Timing tells each element once, and rows of a list are used again.
 * The clock starts at the event's own time stamp, which the browser sets when the key or button was pressed, so what
 * the page was busy with then counts too.
 */
import type { Page } from "@playwright/test";

/** What must be on the screen. */
export type Wanted =
  /** The list of who was found by a word: these names in small letters, those of the word underlined. */
  | { kind: "list"; word: string; names: readonly string[] }
  /** The chart of a patient of this name. */
  | { kind: "chart"; name: string };

/** In ms after the event. */
export interface Moments {
  /** The content is in the document. */
  there: number;
  /** The frame after the one that shows it has begun. */
  painted: number;
  /** The same for the last thing that changed on the screen, whatever it was. */
  whole: number;
}

/** What the page keeps while it is watched. */
interface Watched {
  moments: Promise<Moments>;
}

/** Begins to watch; the clock starts at event number `nth` of `type`. Runs in the page. */
const arm = ({ type, nth, wanted, quiet }: { type: string; nth: number; wanted: Wanted; quiet: number }): void => {
  const shown = (): boolean => {
    if (wanted.kind === "chart") {
      const heading = document.querySelector("main h1")?.textContent;
      const banner = document.querySelector("section[aria-labelledby] > p")?.textContent;
      return heading === wanted.name && banner === wanted.name;
    }
    const names = [...document.querySelectorAll("main [data-row] strong")];
    const first = names[0];
    if (!first || names.length !== wanted.names.length) return false;
    const hit = [...first.querySelectorAll("span")].some((one) => one.textContent?.toLowerCase() === wanted.word);
    return hit && names.every((one, at) => one.textContent?.toLowerCase() === wanted.names[at]);
  };
  let from = -1;
  let left = nth;
  addEventListener(
    type,
    function heard(event) {
      left -= 1;
      if (left === 0) {
        from = event.timeStamp;
        removeEventListener(type, heard, true);
      }
    },
    true,
  );
  const afterPaint = (then: (at: number) => void): void => {
    requestAnimationFrame(() => requestAnimationFrame(() => then(performance.now() - from)));
  };
  const moments = new Promise<Moments>((done) => {
    const at: Moments = { there: -1, painted: -1, whole: -1 };
    let timer: ReturnType<typeof setTimeout>;
    const look = (): void => {
      if (from < 0) return;
      if (at.there < 0 && shown()) {
        at.there = performance.now() - from;
        afterPaint((ms) => {
          at.painted = ms;
        });
      }
      afterPaint((ms) => {
        at.whole = ms;
      });
      clearTimeout(timer);
      if (at.there >= 0) timer = setTimeout(end, quiet);
    };
    const watch = new MutationObserver(look);
    function end(): void {
      watch.disconnect();
      done(at);
    }
    watch.observe(document.body, { attributes: true, characterData: true, childList: true, subtree: true });
  });
  (globalThis as unknown as { watched: Watched }).watched = { moments };
};

/** How long nothing may change before a screen is whole. */
const QUIET_MS = 250;

/** Acts, and answers how long the wanted content took from event number `nth` of `type` on. */
export const timed = async (
  page: Page,
  { type, nth, wanted }: { type: "keydown" | "input" | "click"; nth: number; wanted: Wanted },
  act: () => Promise<void>,
): Promise<Moments> => {
  await page.evaluate(arm, { type, nth, wanted, quiet: QUIET_MS });
  await act();
  return page.evaluate(() => (globalThis as unknown as { watched: Watched }).watched.moments);
};
