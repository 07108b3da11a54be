import { expect } from "@playwright/test";
import { changeDose, chip, go, MEDICINE, medicine, ownPatient, startMedicine, workOffline } from "./acts";
import { test } from "./fixture";

test.use({ joined: ["laptop-a", "laptop-b", "phone"] });

test("two doses written offline stand side by side everywhere, hold printing, and are decided once for all", async ({
  clinic: { stand, sit },
}) => {
  const patient = await ownPatient(stand);
  await startMedicine(stand, "laptop-a", patient, ["laptop-b", "phone"]);
  const [a, b, phone] = [await sit("laptop-a"), await sit("laptop-b"), await sit("phone")];
  await workOffline(a, true);
  await workOffline(b, true);

  await changeDose(a, patient, "7.5");
  await changeDose(b, patient, "10");
  for (const [page, dose] of [
    [a, "7.5"],
    [b, "10"],
  ] as const) {
    await expect(chip(page)).toHaveAccessibleName(/1 not sent|1 change saved on this device/);
    await expect(medicine(page)).toContainText(`${dose} mg`);
    await expect(page.getByText("Not sent yet").first()).toBeVisible();
  }

  await workOffline(a, false);
  await workOffline(b, false);
  for (const page of [a, b]) {
    await expect(chip(page)).toHaveAccessibleName(/to decide/, { timeout: 60_000 });
    await go(page, `/patients/${patient}/medicines`);
    await expect(medicine(page)).toContainText("Not agreed");
    await expect(medicine(page)).toContainText("7.5 mg");
    await expect(medicine(page)).toContainText("10 mg");
    await go(page, `/patients/${patient}`);
    await expect(page.getByRole("region", { name: "Medicines" })).toContainText("Not agreed");
    await go(page, `/patients/${patient}/print`);
    await expect(page.getByText("Held back: not agreed.")).toBeVisible();
    await expect(page.getByRole("article").getByText("7.5 mg")).toHaveCount(0);
  }
  await go(phone, "/medicines");
  const checking = phone.getByText("Your care team is checking this medicine");
  await expect(checking.first()).toBeVisible({ timeout: 60_000 });
  await expect(phone.getByRole("main")).not.toContainText("7.5 mg");

  await go(a, `/patients/${patient}/medicines`);
  await a.getByRole("link", { name: `Decide: ${MEDICINE}` }).click();
  const form = a.getByRole("form", { name: "Your decision" });
  await expect(form.getByRole("radio", { checked: true })).toHaveCount(0);
  await form.getByRole("radio", { name: /7\.5/ }).check();
  await form.getByRole("textbox", { name: /^Reason/ }).fill("Spoken with Dr. Mensah: ankles swell at 10 mg");
  await form.getByRole("button", { name: /^Sign decision/ }).click();
  await expect(form).toBeHidden();

  for (const page of [a, b]) {
    await go(page, `/patients/${patient}/medicines`);
    await expect(medicine(page)).not.toContainText("Not agreed", { timeout: 60_000 });
    await expect(medicine(page)).toContainText("7.5 mg");
    await expect(medicine(page)).not.toContainText("10 mg");
    await go(page, `/patients/${patient}/print`);
    await expect(page.getByRole("article")).toContainText("7.5 mg");
  }
  await expect(checking).toHaveCount(0, { timeout: 60_000 });
  await expect(phone.getByRole("main")).toContainText("7.5 mg");
});
