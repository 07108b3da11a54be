import { screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { say, voiceOf } from "../../i18n/bundle";
import { files as ar } from "../../i18n/texts/all.ar";
import { files as en } from "../../i18n/texts/all.en";
import { files as fr } from "../../i18n/texts/all.fr";
import { BLOCK_CODES, blockFix } from "../../shell/sync/blocks";
import { showScreen } from "../../test/screen";
import { helpFeature } from "./index";
import { Page } from "./Page";
import { HELP_PAGES, helpTexts } from "./pages";

it.each([
  ["en", en],
  ["fr", fr],
  ["ar", ar],
] as const)("every page has its words in %s, and no words stand without a page", (language, files) => {
  const voice = voiceOf(language, files, {});
  const wanted = HELP_PAGES.flatMap((page) => [helpTexts(page).title, ...helpTexts(page).parts]);
  expect(wanted.filter((id) => say(voice, id) === null)).toEqual([]);
  const file = Object.entries(files).find(([path]) => path.endsWith("/help.ftl"))?.[1] ?? "";
  const parts = [...file.matchAll(/^(help-[a-z]+-\d)\s*=/gm)].map((found) => found[1] ?? "");
  expect(parts.filter((id) => !wanted.some((one) => one === id))).toEqual([]);
});

it("every button that leads to help leads to a page that is there", () => {
  const paths = helpFeature.routes?.map(({ path }) => `/${path}`) ?? [];
  const places = BLOCK_CODES.map(blockFix).flatMap((fix) =>
    "go" in fix && fix.go.startsWith("/help") ? [fix.go] : [],
  );
  expect(places.length).toBeGreaterThan(3);
  expect(places.filter((place) => !paths.includes(place))).toEqual([]);
});

it("an address of a page starts there", async () => {
  showScreen(<Page />, { answers: {}, path: "/help/clock" });
  await waitFor(() => expect(document.activeElement?.textContent).toBe("Setting the clock of this device"));
});

it("a search finds pages by their words and forgives a slip", async () => {
  const { user } = showScreen(<Page />, { answers: {}, path: "/help" });
  await user.type(screen.getByLabelText("Search help"), "recvery");
  expect(screen.getAllByRole("article").map((page) => page.getAttribute("aria-labelledby"))).toEqual(["help-lock"]);
  await user.clear(screen.getByLabelText("Search help"));
  await user.type(screen.getByLabelText("Search help"), "zebra");
  expect(screen.getByText("No page has these words")).toBeTruthy();
});
