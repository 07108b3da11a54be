import { expect } from "@playwright/test";
import { chip, go } from "./acts";
import { test } from "./fixture";

test.use({ joined: ["laptop-a", "admin"] });

test("an administrator invites a person and withdraws it again", async ({ clinic: { sit } }) => {
  const page = await sit("admin");
  await go(page, "/people");
  await page.getByRole("button", { name: "Invite" }).first().click();
  const form = page.getByRole("complementary");
  await form.getByLabel("Name").fill("Grace Hopper");
  await form.getByRole("radio", { name: /^Nurse/ }).check();
  await form.getByRole("button", { name: "Make invitation" }).click();
  await expect(page.getByRole("heading", { name: "Invitation for Grace Hopper" })).toBeVisible();
  await expect(page.getByText(/^satchel:\/\/join\?/)).toBeVisible();
  await go(page, "/people");
  const row = page.getByRole("row", { name: /Grace Hopper/ });
  await expect(row).toContainText("Open");
  await page.getByRole("button", { name: "Withdraw the invitation for Grace Hopper" }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Withdraw/ })
    .click();
  await expect(row).toContainText("Withdrawn");
});

test("a device that is revoked says so and keeps its work", async ({ clinic: { sit } }) => {
  const [page, laptop] = [await sit("admin"), await sit("laptop-a")];
  await go(page, "/devices");
  await page.getByRole("row", { name: /Elena Weber/ }).click();
  await page
    .getByRole("button", { name: /^Revoke/ })
    .first()
    .click();
  const panel = page.getByRole("complementary");
  await panel.getByRole("textbox", { name: /^Reason/ }).fill("Left on a train");
  await panel.getByRole("button", { name: /^Revoke laptop-a/ }).click();
  await expect(page.getByRole("row", { name: /Elena Weber/ })).toContainText("Revoked", { timeout: 30_000 });
  await expect(chip(laptop)).toHaveAccessibleName(/this device was blocked|signed out/, { timeout: 60_000 });
});
