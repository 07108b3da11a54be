/** What people do on the screens, by the names they read there. */
import { expect, type Page } from "@playwright/test";
import type { Stand } from "./stand";

/** The record of the patient who has the phone: the only one that every machine can see. */
export const ownPatient = async (stand: Stand, phone = "phone"): Promise<string> => {
  const { me } = await stand.reply<{ me: { patient: string } }>(phone, "status");
  return me.patient;
};

/** The medicine that tests change: none of the made-up clinic's, so that its dose and its checks are known. */
export const MEDICINE = "Ramipril";

/** The button that changes its dose. */
export const changeDoseOf = (page: Page): ReturnType<Page["getByRole"]> =>
  page.getByRole("button", { name: `Change dose of ${MEDICINE}` });

/** Its line among those being taken: the same amount may stand in another medicine's line. */
export const medicine = (page: Page): ReturnType<Page["getByRole"]> =>
  page.getByRole("list", { name: "Current" }).getByRole("listitem").filter({ hasText: MEDICINE });

/** Some patient of a laptop without anything to decide, who now takes the medicine; every laptop named has it. */
export const withMedicine = async (stand: Stand, laptop: string, to: readonly string[] = []): Promise<string> => {
  const list = await stand.reply<{ patients: { patient: string }[] }>(laptop, "patient_list", { limit: 40 });
  for (const { patient } of list.patients) {
    const chart = await stand.reply<{ conflicts: unknown[] }>(laptop, "chart_get", { patient });
    if (chart.conflicts.length === 0) {
      await startMedicine(stand, laptop, patient, to);
      return patient;
    }
  }
  throw new Error("no chart without something to decide");
};

/** The patient of a medicine on which a laptop shows two doses, once the laptop has read its charts. */
export const undecided = async (stand: Stand, laptop: string): Promise<string> => {
  let found = "";
  const look = async (): Promise<string> => {
    const { conflicts } = await stand.reply<{ conflicts: { patient: string; path: string[] }[] }>(
      laptop,
      "decision_list",
    );
    found = conflicts.find((one) => one.path[0] === "medicines")?.patient ?? "";
    return found;
  };
  await expect.poll(look, { message: `two doses to decide on ${laptop}` }).not.toBe("");
  return found;
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
    regimen: { product: { text: MEDICINE }, dose: "5", unit: "mg", frequency: "1/d", route: "oral" },
  });
  for (const machine of [by, ...to]) {
    await stand.reply(machine, "sync_now");
    // A round that was under way already answers for this one: what counts is what the machine then knows.
    await expect
      .poll(async () => JSON.stringify(await stand.reply(machine, "chart_get", { patient })))
      .toContain(MEDICINE);
  }
};

/** The chart that an address belongs to; its parts share one title. */
const chartOf = (hash: string): string | undefined => /^#?(\/patients\/[^/]+)/.exec(hash)?.[1];

/** Leads a page to a place of its surface, as a link would, and waits until it is there: the screen before stays while
 * the next one is fetched, and what is pressed meanwhile is pressed on the wrong one. */
export const go = async (page: Page, to: string): Promise<void> => {
  const heading = page.getByRole("heading", { level: 1 });
  await expect(heading).toBeVisible();
  const before = await page.title();
  const from = await page.evaluate((hash) => {
    const was = location.hash;
    location.hash = hash;
    return was;
  }, to);
  if (from !== `#${to}` && (chartOf(from) === undefined || chartOf(from) !== chartOf(to))) {
    await expect(page).not.toHaveTitle(before);
  }
  await expect(heading).toBeVisible();
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

/** Changes the dose of the medicine on the medicines tab. */
export const changeDose = async (page: Page, patient: string, dose: string): Promise<void> => {
  await go(page, `/patients/${patient}/medicines`);
  await changeDoseOf(page).click();
  const form = page.getByRole("form", { name: "Change dose" });
  await form.getByLabel("New dose").fill(dose);
  await form.getByRole("button", { name: /^Save new dose/ }).click();
  await expect(form).toBeHidden();
};

/** The words of the sync chip. */
export const chip = (page: Page): ReturnType<Page["getByRole"]> => page.getByRole("button", { name: /^Sending: / });

/** Unlocks by the password on the lock screen. */
export const unlock = async (page: Page, password: string): Promise<void> => {
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Unlock" }).click();
  await expect(page.getByRole("main", { name: "Content" })).toBeVisible();
};
