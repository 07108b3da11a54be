/** Every screen of every surface, for the accessibility run and for the pictures. */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

export interface Screen {
  name: string;
  machine: "laptop-a" | "admin" | "phone";
  /** `:own` is the patient who has the phone, `:two` one whose dose is not agreed. */
  at: string;
  /** Opens a panel or dialog on the screen: the message that its button says, or begins with. */
  press?: string;
  /** The same where the screen is narrow and the button says less. */
  narrow?: string;
}

export const SCREENS: readonly Screen[] = [
  { name: "today", machine: "laptop-a", at: "/" },
  { name: "patients", machine: "laptop-a", at: "/patients" },
  { name: "register", machine: "laptop-a", at: "/patients/new" },
  { name: "chart", machine: "laptop-a", at: "/patients/:own" },
  { name: "chart-two-doses", machine: "laptop-a", at: "/patients/:two" },
  { name: "medicines", machine: "laptop-a", at: "/patients/:own/medicines" },
  { name: "medicines-two-doses", machine: "laptop-a", at: "/patients/:two/medicines" },
  { name: "dose-panel", machine: "laptop-a", at: "/patients/:own/medicines", press: "medicines-change-of" },
  { name: "start-panel", machine: "laptop-a", at: "/patients/:own/medicines", press: "medicines-start" },
  { name: "vitals", machine: "laptop-a", at: "/patients/:own/vitals" },
  { name: "vitals-panel", machine: "laptop-a", at: "/patients/:own", press: "chart-add-vitals" },
  { name: "problem-panel", machine: "laptop-a", at: "/patients/:own", press: "problems-add" },
  { name: "allergy-panel", machine: "laptop-a", at: "/patients/:own", press: "allergies-add" },
  { name: "notes", machine: "laptop-a", at: "/patients/:own/notes" },
  { name: "chart-messages", machine: "laptop-a", at: "/patients/:own/messages" },
  { name: "print", machine: "laptop-a", at: "/patients/:two/print" },
  { name: "decisions", machine: "laptop-a", at: "/decisions" },
  { name: "not-accepted", machine: "laptop-a", at: "/refused" },
  { name: "messages", machine: "laptop-a", at: "/messages" },
  { name: "sync", machine: "laptop-a", at: "/sync" },
  { name: "sync-popover", machine: "laptop-a", at: "/", press: "sync-chip" },
  { name: "notices", machine: "laptop-a", at: "/notices" },
  { name: "palette", machine: "laptop-a", at: "/", press: "shell-search", narrow: "shell-search-short" },
  { name: "settings", machine: "laptop-a", at: "/settings" },
  { name: "help", machine: "laptop-a", at: "/help" },
  { name: "lost", machine: "laptop-a", at: "/no-such-screen" },
  { name: "admin-people", machine: "admin", at: "/people" },
  { name: "admin-invite", machine: "admin", at: "/people", press: "people-invite" },
  { name: "admin-devices", machine: "admin", at: "/devices" },
  { name: "admin-audit", machine: "admin", at: "/audit" },
  { name: "admin-review", machine: "admin", at: "/review" },
  { name: "phone-home", machine: "phone", at: "/" },
  { name: "phone-medicines", machine: "phone", at: "/medicines" },
  { name: "phone-readings", machine: "phone", at: "/readings" },
  { name: "phone-write-reading", machine: "phone", at: "/readings/new" },
  { name: "phone-messages", machine: "phone", at: "/messages" },
  { name: "phone-write-message", machine: "phone", at: "/messages/new" },
  { name: "phone-more", machine: "phone", at: "/more" },
  { name: "phone-settings", machine: "phone", at: "/settings" },
  { name: "phone-sync", machine: "phone", at: "/sync" },
];

/** How a screen is looked at. */
export interface Look {
  name: string;
  options: { colorScheme?: "light" | "dark"; locale?: string; viewport?: { width: number; height: number } };
}

export const LOOKS: readonly Look[] = [
  { name: "light", options: { colorScheme: "light" } },
  { name: "dark", options: { colorScheme: "dark" } },
  { name: "ar", options: { colorScheme: "light", locale: "ar" } },
  { name: "320", options: { colorScheme: "light", viewport: { width: 320, height: 740 } } },
];

const TEXTS = resolve(import.meta.dirname, "../../i18n/ui");

/** How a message begins in a language, up to its first variable. */
export const beginningOf = (id: string, language: string): RegExp => {
  for (const file of readdirSync(join(TEXTS, language))) {
    const found = new RegExp(`^${id} = ([^{\n]+)`, "m").exec(readFileSync(join(TEXTS, language, file), "utf8"));
    if (found?.[1]) {
      return new RegExp(`^${found[1].trim().replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`);
    }
  }
  throw new Error(`no message ${id} in ${language}`);
};
