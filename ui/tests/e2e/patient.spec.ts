import { expect } from "@playwright/test";
import { go, ownPatient } from "./acts";
import { test } from "./fixture";

test.use({ joined: ["laptop-a", "phone"] });

test("a blood pressure written on the phone reaches the laptop by itself", async ({ clinic: { stand, sit } }) => {
  const patient = await ownPatient(stand);
  const laptop = await sit("laptop-a");
  await go(laptop, `/patients/${patient}/vitals`);
  const phone = await sit("phone", { viewport: { width: 390, height: 844 } });
  await phone.getByRole("link", { name: "Write a blood pressure" }).click();
  const answer = async (field: string, value: string): Promise<void> => {
    await phone.getByLabel(field).fill(value);
    await phone.getByRole("button", { name: "Continue" }).click();
  };
  await answer("Upper number", "147");
  await answer("Lower number", "93");
  await answer("Pulse", "71");
  await phone.getByRole("radio", { name: "Just now" }).check();
  await phone.getByRole("button", { name: "Continue" }).click();
  await expect(phone.getByRole("heading", { name: "Check your answers" })).toBeVisible();
  await phone.getByRole("button", { name: "Send to your care team" }).click();
  await expect(phone.getByText(/^Your reading is/)).toBeVisible();
  await expect(laptop.getByRole("grid", { name: "Readings from home" })).toContainText("147/93", { timeout: 60_000 });
});

test("a message written on the phone stands in the clinic's list", async ({ clinic: { sit } }) => {
  const laptop = await sit("laptop-a");
  await go(laptop, "/messages");
  const phone = await sit("phone", { viewport: { width: 390, height: 844 } });
  await go(phone, "/messages/new");
  await phone.getByLabel("In a few words").fill("My tablets");
  await phone.getByRole("button", { name: "Continue" }).click();
  await phone.getByLabel("Your message").fill("May I take them in the evening?");
  await phone.getByRole("button", { name: "Send message" }).click();
  await expect(phone.getByText(/^Your message is/)).toBeVisible();
  await expect(laptop.getByRole("main")).toContainText("My tablets", { timeout: 60_000 });
});
