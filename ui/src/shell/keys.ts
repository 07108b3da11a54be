/** The keys of the product: one table, two profiles, the reader's own changes on top. */
import { useEffect, useRef, useSyncExternalStore } from "react";
import table from "./keys.json" with { type: "json" };

/** What a key does; names as in keys.json. */
export type KeyAction = keyof typeof table;
/** `window` where the app owns its window, `browser` where a browser keeps keys for itself. */
export type KeyProfile = "window" | "browser";

const STORE = "satchel.keys";
/** Every act that has a key, in the order of the table. */
export const KEY_ACTIONS = Object.keys(table) as KeyAction[];

let profile: KeyProfile = "browser";
let own: Partial<Record<KeyAction, string>> = {};
let stamp = 0;
const listeners = new Set<() => void>();
const changed = (): void => {
  stamp += 1;
  for (const tell of listeners) {
    tell();
  }
};
const subscribe = (tell: () => void): (() => void) => {
  listeners.add(tell);
  return () => listeners.delete(tell);
};

const isAction = (name: string): name is KeyAction => Object.hasOwn(table, name);

/** Chooses the profile and reads the reader's own keys. Called once before the first paint. */
export const setKeyProfile = (next: KeyProfile): void => {
  profile = next;
  own = {};
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(STORE) ?? "{}");
    for (const [name, combo] of Object.entries(kept ?? {})) {
      if (isAction(name) && typeof combo === "string") {
        own[name] = combo;
      }
    }
  } catch {
    // An unreadable list of own keys is as good as none: the table's keys always work.
  }
  changed();
};

/** The profile in use. */
export const keyProfile = (): KeyProfile => profile;
/** The context in which an act's key is heard. */
export const keyContext = (action: KeyAction): string => table[action].context;
/** The combination that does `action` now, such as `Ctrl+Shift+F`. */
export const keyCombo = (action: KeyAction): string => own[action] ?? table[action][profile];
/** Whether the reader changed it. */
export const isOwnKey = (action: KeyAction): boolean => own[action] !== undefined;

/** The act that `combo` does in the context of `action`, other than `action` itself. */
export const keyClash = (action: KeyAction, combo: string): KeyAction | undefined =>
  KEY_ACTIONS.find(
    (other) => other !== action && keyContext(other) === keyContext(action) && keyCombo(other) === combo,
  );

/** Gives `action` another key, or its own one back with `null`. */
export const remap = (action: KeyAction, combo: string | null): void => {
  if (combo === null) {
    delete own[action];
  } else {
    own[action] = combo;
  }
  localStorage.setItem(STORE, JSON.stringify(own));
  changed();
};

const NAMES: Record<string, string> = {
  ArrowLeft: "Left",
  ArrowRight: "Right",
  ArrowUp: "Up",
  ArrowDown: "Down",
  " ": "Space",
  Esc: "Escape",
};

/** The combination that was pressed, in the words of the table. Letters and digits go by their place on the keyboard
 * once Alt is held, since Alt and Shift make other signs of them on many layouts. */
export const comboOf = (event: KeyboardEvent): string => {
  const parts: string[] = [];
  if (event.ctrlKey || event.metaKey) {
    parts.push("Ctrl");
  }
  if (event.altKey) {
    parts.push("Alt");
  }
  if (event.shiftKey) {
    parts.push("Shift");
  }
  const placed = /^(?:Key|Digit)(.)$/.exec(event.code ?? "")?.[1];
  const latin = /^[a-z0-9]$/i.test(event.key);
  const key = placed !== undefined && (event.altKey || event.shiftKey || !latin) ? placed : event.key;
  parts.push(NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key));
  return parts.join("+");
};

const SHORT: Record<string, string> = { Escape: "Esc", PageUp: "PgUp", PageDown: "PgDn" };
/** What the badge of `action` says, `Ctrl+K`; for the kit's `Kbd`. */
export const keyLabel = (action: KeyAction): string =>
  keyCombo(action)
    .split("+")
    .map((part) => SHORT[part] ?? part)
    .join("+");

/** The value of `aria-keyshortcuts`. */
export const ariaKeys = (action: KeyAction): string => keyCombo(action).replace("Ctrl", "Control");

/** Draws again once the reader changes a key. */
export const useKeyTable = (): number =>
  useSyncExternalStore(
    subscribe,
    () => stamp,
    () => stamp,
  );

interface Bound {
  action: KeyAction;
  run: (event: KeyboardEvent) => void;
}
const bound: Bound[] = [];
const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement);

/** Runs what the pressed key does; the last one bound wins, so that a panel's key beats the page's. */
export const pressed = (event: KeyboardEvent): void => {
  if (event.defaultPrevented || event.isComposing) {
    return;
  }
  const combo = comboOf(event);
  for (let at = bound.length - 1; at >= 0; at -= 1) {
    const one = bound[at];
    if (!one || keyCombo(one.action) !== combo) {
      continue;
    }
    // Taking back a letter is the field's own business.
    if (one.action === "undo" && typing(event.target)) {
      continue;
    }
    event.preventDefault();
    one.run(event);
    return;
  }
};

/** Does `handler` when the key of `action` is pressed, while `active` and mounted. */
export const useKey = (action: KeyAction, handler: (event: KeyboardEvent) => void, active = true): void => {
  const latest = useRef(handler);
  latest.current = handler;
  useEffect(() => {
    if (!active) {
      return;
    }
    const one: Bound = { action, run: (event) => latest.current(event) };
    bound.push(one);
    return () => {
      bound.splice(bound.indexOf(one), 1);
    };
  }, [action, active]);
};
