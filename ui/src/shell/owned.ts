/** Keys that belong to somebody else: the window, the browser, the tools of people who cannot see or use a mouse. */
import type { KeyProfile } from "./keys";

/** Of every text field and every system. */
const ALWAYS = [
  "Ctrl+A",
  "Ctrl+C",
  "Ctrl+V",
  "Ctrl+X",
  "Ctrl+Y",
  "Alt+F4",
  "Alt+Tab",
  "Ctrl+Alt+Delete",
  "Tab",
  "Shift+Tab",
];

/** Of browsers, those of the common ones together. */
const BROWSER = [
  ...["Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+5", "Ctrl+6", "Ctrl+7", "Ctrl+8", "Ctrl+9", "Ctrl+0"],
  ...["Ctrl+B", "Ctrl+D", "Ctrl+E", "Ctrl+F", "Ctrl+G", "Ctrl+H", "Ctrl+I", "Ctrl+J", "Ctrl+K", "Ctrl+L", "Ctrl+M"],
  ...["Ctrl+N", "Ctrl+O", "Ctrl+P", "Ctrl+Q", "Ctrl+R", "Ctrl+S", "Ctrl+T", "Ctrl+U", "Ctrl+W"],
  ...["Ctrl+Shift+B", "Ctrl+Shift+C", "Ctrl+Shift+D", "Ctrl+Shift+I", "Ctrl+Shift+J", "Ctrl+Shift+K", "Ctrl+Shift+M"],
  ...["Ctrl+Shift+N", "Ctrl+Shift+O", "Ctrl+Shift+P", "Ctrl+Shift+Q", "Ctrl+Shift+R", "Ctrl+Shift+T", "Ctrl+Shift+W"],
  ...["Ctrl+Shift+Delete", "Ctrl+PageUp", "Ctrl+PageDown", "Ctrl+Tab", "Ctrl+Shift+Tab"],
  ...["Alt+Left", "Alt+Right", "Alt+Home", "Alt+D", "Alt+E", "Alt+F"],
  ...["F1", "F3", "F5", "F6", "F7", "F11", "F12", "Shift+F10"],
];

/** Of Orca, NVDA, VoiceOver and the like, as far as they use keys a page could hear. */
const ASSISTIVE = ["CapsLock", "Insert", "Shift+F10", "Ctrl+Alt+N", "Alt+Ctrl+S"];

/** Whether `combo` belongs to somebody else in this profile. */
export const ownedBy = (profile: KeyProfile, combo: string): boolean =>
  ALWAYS.includes(combo) || ASSISTIVE.includes(combo) || (profile === "browser" && BROWSER.includes(combo));

/** Whether `combo` can fire while somebody types: a letter needs Ctrl or Alt beside it (WCAG 2.1.4). */
export const safeCombo = (combo: string): boolean => {
  const parts = combo.split("+");
  const key = parts.at(-1) ?? "";
  return /^F\d{1,2}$/.test(key) || key === "Escape" || parts.includes("Ctrl") || parts.includes("Alt");
};
