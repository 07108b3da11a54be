/** How this person wants the app to look, on this device: kept outside the vault, since it is needed before it opens. */
import { useSyncExternalStore } from "react";

export interface Look {
  scheme: "system" | "light" | "dark";
  contrast: "system" | "normal" | "more";
  /** Text size in percent of the system's own. */
  text: number;
  language: "system" | "en" | "fr" | "ar" | "pseudo";
}

/** `public/first.js` reads the same key and sets the same attributes before the first paint. */
const KEY = "s-look";
const PLAIN: Look = { scheme: "system", contrast: "system", text: 100, language: "system" };

/** The sizes settings offer; anything between is kept too. */
export const TEXT_MIN = 100;
export const TEXT_MAX = 200;

const oneOf = <T extends string>(value: unknown, allowed: readonly T[], otherwise: T): T =>
  allowed.includes(value as T) ? (value as T) : otherwise;

/** What was stored, made whole: a value that this version does not know becomes the plain one. */
export const parseLook = (stored: string | null): Look => {
  let found: Partial<Record<keyof Look, unknown>> = {};
  try {
    const read: unknown = JSON.parse(stored ?? "{}");
    if (typeof read === "object" && read !== null) found = read;
  } catch {
    return PLAIN;
  }
  const text = typeof found.text === "number" && Number.isFinite(found.text) ? Math.round(found.text) : PLAIN.text;
  return {
    scheme: oneOf(found.scheme, ["system", "light", "dark"], PLAIN.scheme),
    contrast: oneOf(found.contrast, ["system", "normal", "more"], PLAIN.contrast),
    text: Math.min(TEXT_MAX, Math.max(TEXT_MIN, text)),
    language: oneOf(found.language, ["system", "en", "fr", "ar", "pseudo"], PLAIN.language),
  };
};

const read = (): string | null => {
  try {
    return localStorage.getItem(KEY);
  } catch {
    // Storage may be forbidden; the app then looks as the system does.
    return null;
  }
};

let current = parseLook(read());
const listeners = new Set<() => void>();

const matches = (query: string): boolean => typeof matchMedia === "function" && matchMedia(query).matches;

/** Sets what the style sheets go by. */
export const applyLook = (look: Look, root: HTMLElement = document.documentElement): void => {
  const dark = look.scheme === "dark" || (look.scheme === "system" && matches("(prefers-color-scheme: dark)"));
  const more = look.contrast === "more" || (look.contrast === "system" && matches("(prefers-contrast: more)"));
  root.dataset["theme"] = dark ? "dark" : "light";
  root.dataset["contrast"] = more ? "more" : "normal";
  root.style.fontSize = look.text === 100 ? "" : `${look.text}%`;
};

const tell = (): void => {
  applyLook(current);
  for (const listener of listeners) listener();
};

/** Changes part of the look, shows it at once and remembers it. */
export const setLook = (change: Partial<Look>): void => {
  current = parseLook(JSON.stringify({ ...current, ...change }));
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // Not remembered, but shown.
  }
  tell();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  const queries =
    typeof matchMedia === "function"
      ? ["(prefers-color-scheme: dark)", "(prefers-contrast: more)"].map((query) => matchMedia(query))
      : [];
  const again = (): void => applyLook(current);
  const elsewhere = (event: StorageEvent): void => {
    if (event.key !== KEY) return;
    current = parseLook(event.newValue);
    tell();
  };
  for (const query of queries) query.addEventListener("change", again);
  window.addEventListener("storage", elsewhere);
  return () => {
    listeners.delete(listener);
    for (const query of queries) query.removeEventListener("change", again);
    window.removeEventListener("storage", elsewhere);
  };
};

/** The look in use; a change from settings, the system or another window arrives by itself. */
export const useLook = (): Look => useSyncExternalStore(subscribe, () => current);
