/** What people do on the screens, by the names they read there. */
import { expect, type Page } from "@playwright/test";
import type { Stand } from "./stand";

interface Row {
  list: string;
  item: string;
  body: { product?: { text?: string }; regimen?: { dose?: string; disputed?: unknown } };
}

/** The record of the patient who has the phone: the only one that every machine can see. */
export const ownPatient = async (stand: Stand, phone = "phone"): Promise<string> => {
  const { me } = await stand.reply<{ me: { patient: string } }>(phone, "status");
  return me.patient;
};

/** Some patient of a laptop with a medicine that has an agreed dose. */
export const withMedicine = async (stand: Stand, laptop: string): Promise<string> => {
  const list = await stand.reply<{ patients: { patient: string }[] }>(laptop, "patient_list", { limit: 40 });
  for (const { patient } of list.patients) {
    const chart = await stand.reply<{ items: Row[]; conflicts: unknown[] }>(laptop, "chart_get", { patient });
    const rows = chart.items.filter((row) => row.list === "medicines");
    if (rows.some(({ body }) => body.regimen?.dose !== undefined) && chart.conflicts.length === 0) {
      return patient;
    }
  }
  throw new Error("no chart with an agreed dose");
};

/** The patient of a medicine on which a laptop shows two doses. */
export const undecided = async (stand: Stand, laptop: string): Promise<string> => {
  const { conflicts } = await stand.reply<{ conflicts: { patient: string; path: string[] }[] }>(
    laptop,
    "decision_list",
  );
  const open = conflicts.find((one) => one.path[0] === "medicines");
  if (!open) {
    throw new Error(`${laptop} has no two doses to decide`);
  }
  return open.patient;
};

/** Starts a medicine for a patient and brings it to every machine named. */
export const startMedicine = async (
  stand: Stand,
  by: string,
  patient: string,
  to: readonly string[],
): Promise<void> => {
  const chart = await stand.reply<{ doc: string }>(by, "chart_get", { patient });
  const made = await stand.reply<{ ids: string[] }>(by, "new_ids", { count: 1 });
  await stand.reply(by, "write", {
    type: "medicine_start",
    doc: chart.doc,
    patient,
    item: made.ids[0],
    regimen: { product: { text: "Amlodipine" }, dose: "5", unit: "mg", frequency: "1/d", route: "oral" },
  });
  for (const machine of [by, ...to]) {
    await stand.reply(machine, "sync_now");
  }
};

/** Leads a page to a place of its surface, as a link would. */
export const go = async (page: Page, to: string): Promise<void> => {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, to);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
};

/** Switches work offline on or off, by the switch on the sync page. */
export const workOffline = async (page: Page, offline: boolean): Promise<void> => {
  await go(page, "/sync");
  const control = page.getByRole("switch", { name: "Work offline" });
  // It stands where the engine says; only then it is switched.
  await expect(control).toBeChecked({ checked: !offline });
  await control.click();
  await expect(control).toBeChecked({ checked: offline });
};

/** Changes the first dose of the medicines tab; answers the medicine's name. */
export const changeDose = async (page: Page, patient: string, dose: string): Promise<string> => {
  await go(page, `/patients/${patient}/medicines`);
  const change = page.getByRole("button", { name: /^Change dose of / }).first();
  const name = ((await change.getAttribute("aria-label")) ?? "").replace("Change dose of ", "");
  await change.click();
  const form = page.getByRole("form", { name: "Change dose" });
  await form.getByLabel("New dose").fill(dose);
  await form.getByRole("button", { name: /^Save new dose/ }).click();
  await expect(form).toBeHidden();
  return name;
};

/** The words of the sync chip. */
export const chip = (page: Page): ReturnType<Page["getByRole"]> => page.getByRole("button", { name: /^Sending: / });

/** Unlocks by the password on the lock screen. */
export const unlock = async (page: Page, password: string): Promise<void> => {
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Unlock" }).click();
  await expect(page.getByRole("main", { name: "Content" })).toBeVisible();
};
