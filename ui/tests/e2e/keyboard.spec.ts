import { expect, type Page } from "@playwright/test";
import { chip, MEDICINE, withMedicine } from "./acts";
import { test } from "./fixture";

interface Chart {
  items: {
    list: string;
    item: string;
    body: { regimen?: { product?: { text?: string } } & Record<string, unknown> };
  }[];
  doc: string;
}

/** Walks forward until the thing of this name has the focus; nobody needs more steps than `most`. */
const tabTo = async (page: Page, name: RegExp, most = 60): Promise<void> => {
  for (let step = 0; step < most; step += 1) {
    const focused = page.locator(":focus");
    if ((await focused.count()) > 0) {
      const label = await focused.evaluate(
        (element) =>
          element.getAttribute("aria-label") ??
          (element as HTMLInputElement).labels?.[0]?.textContent ??
          element.textContent ??
          "",
      );
      if (name.test(label.trim())) return;
    }
    await page.keyboard.press("Tab");
  }
  throw new Error(`no stop named ${name} within ${most} steps`);
};

test("a patient is found, a dose changed and a disagreement decided without a mouse", async ({
  clinic: { stand, sit },
}) => {
  const patient = await withMedicine(stand, "laptop-a", ["laptop-b"]);
  const { patients } = await stand.reply<{ patients: { patient: string; name: string }[] }>(
    "laptop-a",
    "patient_list",
    {
      limit: 40,
    },
  );
  const shown = patients.find((line) => line.patient === patient);
  const family = /[\p{L}]+/u.exec(JSON.stringify(shown?.name))?.[0] ?? "";
  const chart = await stand.reply<Chart>("laptop-b", "chart_get", { patient });
  const page = await sit("laptop-a");
  await page.getByRole("main").waitFor();

  await page.keyboard.press("Alt+Shift+F");
  await expect(page.getByRole("searchbox", { name: "Find a patient" })).toBeFocused();
  await page.keyboard.type(family);
  await expect(page.getByText(/match/).first()).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("navigation", { name: "Parts of the chart" })).toBeVisible();
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `/patients/${patient}/medicines`);

  await expect(page.getByRole("list", { name: "Current" })).toBeVisible();
  await stand.reply("laptop-a", "network_set", { online: false });
  await tabTo(page, new RegExp(`^Change dose of ${MEDICINE}`));
  await page.keyboard.press("Enter");
  const dose = page.getByLabel("New dose");
  await expect(dose).toBeVisible();
  await tabTo(page, /^New dose/);
  await page.keyboard.press("Control+A");
  await page.keyboard.type("7.5");
  await page.keyboard.press("Control+Enter");
  await expect(dose).toBeHidden();

  // A colleague changes the same dose without seeing it.
  const row = chart.items.find((one) => one.list === "medicines" && one.body.regimen?.product?.text === MEDICINE);
  await stand.reply("laptop-b", "write", {
    type: "medicine_set_dose",
    doc: chart.doc,
    patient,
    item: row?.item,
    regimen: { ...row?.body.regimen, dose: "3" },
    base: row?.body.regimen,
  });
  await stand.reply("laptop-b", "sync_now");
  await stand.reply("laptop-a", "network_set", { online: true });
  // The made-up clinic has something to decide from the start: this one has to have arrived.
  await expect
    .poll(async () => JSON.stringify(await stand.reply("laptop-a", "decision_list")), { timeout: 60_000 })
    .toContain(String(row?.item));
  await expect(chip(page)).toHaveAccessibleName(/to decide/);

  await page.keyboard.press("Alt+Shift+D");
  await expect(page.getByRole("heading", { level: 1, name: "Decisions" })).toBeVisible();
  await page.evaluate(
    (hash) => {
      location.hash = hash;
    },
    `/decisions/${chart.doc}/${encodeURIComponent(`medicines/${row?.item}/regimen`)}`,
  );
  // The list opened the most urgent one by itself: what is decided has to be this one, with the focus at its start.
  await expect(page.getByRole("heading", { name: new RegExp(`dose of ${MEDICINE}`, "i") })).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  const form = page.getByRole("form", { name: "Your decision" });
  await expect(form).toBeVisible();
  await form.getByRole("radio").first().focus();
  await page.keyboard.press("Space");
  await expect(form.getByRole("radio", { checked: true })).toHaveCount(1);
  await tabTo(page, /^Reason/);
  await page.keyboard.type("Checked with the colleague");
  await page.keyboard.press("Control+Enter");
  await expect(form).toBeHidden();
});
