import { expect } from "@playwright/test";
import { test } from "./fixture";

test.use({ joined: ["laptop-a"] });

test("a new laptop joins by its invitation, compares the words, and shows the clinic", async ({
  clinic: { stand, sit },
}) => {
  const { link } = await stand.fresh("laptop-c", "clinic");
  const page = await sit("laptop-c");
  await expect(page.getByRole("heading", { name: "Welcome to Satchel" })).toBeVisible();

  await page.getByLabel("Invitation").fill("https://example.org/not-an-invitation");
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByText("This is not an invitation.").first()).toBeVisible();

  await page.getByLabel("Invitation").fill(link ?? "");
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByRole("heading", { name: "Do these words match?" })).toBeVisible();
  await page.getByRole("button", { name: "They match" }).click();

  await page.getByLabel("Sign-in name").fill("joshi");
  await page.getByLabel(/^(New )?[Pp]assword$/).fill(stand.password);
  await page.getByLabel("The same password again").fill(stand.password);
  await page.getByLabel("Name of this device").fill("Laptop of Dr. Joshi");
  await page.getByRole("button", { name: "Join the clinic" }).click();

  await expect(page.getByRole("heading", { name: "Your recovery code" })).toBeVisible({ timeout: 60_000 });
  await page.getByLabel("I wrote it down").check();
  await page.getByRole("button", { name: "Go to my work" }).click();
  await expect(page.getByRole("main", { name: "Content" }).getByRole("heading", { level: 1 })).toBeVisible();
  await page.getByRole("link", { name: "Patients" }).first().click();
  await expect(page.getByRole("grid", { name: "All patients on this device" }).getByRole("row").nth(5)).toBeVisible({
    timeout: 60_000,
  });
});
