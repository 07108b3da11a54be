import { expect, type Page } from "@playwright/test";
import { changeDoseOf, chip, go, medicine, unlock, withMedicine } from "./acts";
import { test } from "./fixture";

test.use({ joined: ["laptop-a"] });

const REASON = "Dizzy in the morning, pressure low at home";

const typeHalf = async (page: Page, patient: string): Promise<void> => {
  await go(page, `/patients/${patient}/medicines`);
  await changeDoseOf(page).click();
  const form = page.getByRole("form", { name: "Change dose" });
  await form.getByLabel("New dose").fill("2.5");
  await form.getByLabel(/^Reason/).fill(REASON);
  await expect(form.getByText(/^Draft kept on this device/)).toBeVisible();
};

const dosePanel = (page: Page): ReturnType<Page["getByRole"]> => page.getByRole("form", { name: "Change dose" });

/** The half-written form, opened again by hand where the screen was built anew. */
const reopened = async (page: Page, patient: string): Promise<void> => {
  await go(page, `/patients/${patient}/medicines`);
  await changeDoseOf(page).click();
  await found(page);
};

const found = async (page: Page): Promise<void> => {
  await expect(dosePanel(page).getByLabel("New dose")).toHaveValue("2.5");
  await expect(dosePanel(page).getByLabel(/^Reason/)).toHaveValue(REASON);
};

test("locking keeps what was half-written", async ({ clinic: { stand, sit } }) => {
  const patient = await withMedicine(stand, "laptop-a");
  const page = await sit("laptop-a");
  await typeHalf(page, patient);
  await page.getByRole("button", { name: /^Lock/ }).click();
  await expect(page.getByRole("heading", { name: "Locked" })).toBeVisible();
  await expect(page.getByText(REASON)).toHaveCount(0);
  await unlock(page, stand.password);
  await found(page);
});

test("a reload keeps what was half-written", async ({ clinic: { stand, sit } }) => {
  const patient = await withMedicine(stand, "laptop-a");
  const page = await sit("laptop-a");
  await typeHalf(page, patient);
  await page.reload();
  await expect(page.getByRole("main", { name: "Content" })).toBeVisible();
  await found(page);
});

test("a crash of the app keeps what was half-written", async ({ clinic: { stand, sit } }) => {
  const patient = await withMedicine(stand, "laptop-a");
  await typeHalf(await sit("laptop-a"), patient);
  // Within a second the vault has it; what comes after that survives.
  await expect
    .poll(async () => {
      const { drafts } = await stand.reply<{ drafts: { key: string }[] }>("laptop-a", "draft_list");
      return (await stand.reply<{ body: string | null }>("laptop-a", "draft_get", drafts[0]?.key ?? "")).body ?? "";
    })
    .toContain(REASON);
  await stand.restart("laptop-a");
  const again = await sit("laptop-a");
  await unlock(again, stand.password);
  await reopened(again, patient);
});

test("a refused value stays in its field with the reason beside it", async ({ clinic: { stand, sit } }) => {
  const patient = await withMedicine(stand, "laptop-a");
  const page = await sit("laptop-a");
  await typeHalf(page, patient);
  const form = page.getByRole("form", { name: "Change dose" });
  await form.getByLabel("New dose").fill("2,5");
  await form.getByRole("button", { name: /^Save new dose/ }).click();
  await expect(form.getByLabel("New dose")).toHaveAttribute("aria-invalid", "true");
  await expect(form.getByLabel("New dose")).toHaveValue("2,5");
  await expect(form.getByLabel(/^Reason/)).toHaveValue(REASON);
});

test("losing the network in the middle of a form loses nothing and saves on the device", async ({
  clinic: { stand, sit },
}) => {
  const patient = await withMedicine(stand, "laptop-a");
  const page = await sit("laptop-a");
  await typeHalf(page, patient);
  await stand.order({ do: "cut", name: "laptop-a" });
  const form = page.getByRole("form", { name: "Change dose" });
  await form.getByRole("button", { name: /^Save new dose/ }).click();
  await expect(form).toBeHidden();
  await expect(medicine(page)).toContainText("2.5 mg");
  await expect(chip(page)).toHaveAccessibleName(/1 change.* saved on this device|Sending 1 of 1|1 not sent/);
  await stand.order({ do: "plug", name: "laptop-a" });
  await expect(chip(page)).toHaveAccessibleName(/All sent|to decide$/, { timeout: 90_000 });
});
