import { fireEvent, screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import type { ItemRow, Problem } from "../../rpc/gen";
import type { Answers } from "../../rpc/transport/fake";
import { answersOf, chartOf, PATIENT, THEN } from "../../test/chart";
import { type Shown, showScreen } from "../../test/screen";
import { Block } from "./parts/Block";
import { Tab } from "./Tab";

const DOC = "0199c82c-c000-7000-8000-0000000000e9";
const row = (item: string, body: object): ItemRow => ({
  doc: DOC,
  list: "others",
  item,
  at: THEN,
  body,
  unsent: false,
});
const RECORD = { resourceType: "CarePlan", status: "active", category: [{ text: "Diabetes \u202Eself" }] };

const show = (page: React.ReactElement, items: ItemRow[], more: Answers = {}): Shown =>
  showScreen(page, {
    answers: answersOf(chartOf([]), {
      other_list: { items, more: false },
      other_get: ({ item }) => ({ items: [row(item, RECORD)], more: false }),
      ...more,
    }),
    path: "/",
    route: "*",
  });

it("lists records by kind and source and reads the open one in words and word for word", async () => {
  const lines = [row("one", { type: "CarePlan", source: "synthea" }), row("two", { type: "Claim", source: "synthea" })];
  const { engine } = show(<Tab patient={PATIENT} />, lines);
  const list = await screen.findByRole("list", { name: "Records" });
  expect(
    within(list)
      .getAllByRole("button")
      .map((one) => one.textContent),
  ).toEqual([expect.stringContaining("Care plan"), expect.stringContaining("Claim")]);
  const article = await screen.findByRole("article");
  expect(article.textContent).toContain("Diabetes self");
  expect(within(article).getByRole("group", { name: "Word for word" }).textContent).toContain(
    '"resourceType": "CarePlan"',
  );
  fireEvent.click(within(list).getByRole("button", { name: /Claim/ }));
  await screen.findByRole("heading", { name: "Claim" });
  expect(engine.argsOf("other_get").map(({ item }) => item)).toEqual(["one", "two"]);
});

it("says that there are none, and stays away from the summary then", async () => {
  const { unmount } = show(<Tab patient={PATIENT} />, []);
  expect(await screen.findByText("No other records")).toBeTruthy();
  unmount();
  const { engine, container } = show(<Block patient={PATIENT} />, []);
  await screen.findByText("", { selector: "body" }).catch(() => undefined);
  expect(engine.argsOf("other_list")).toHaveLength(1);
  expect(container.querySelector("section")).toBeNull();
});

it("counts them on the summary and leads there", async () => {
  show(<Block patient={PATIENT} />, [row("one", { type: "Claim" })]);
  const link = await screen.findByRole("link", { name: "1 record" });
  expect(link.getAttribute("href")).toBe(`#/patients/${PATIENT}/records`);
});

it("says why a record cannot be shown", async () => {
  const gone: Problem = { code: "not_found", retry: "never" };
  show(<Tab patient={PATIENT} />, [row("one", { type: "Claim" })], { other_get: gone });
  expect(await screen.findByText(/There is nothing here that you may see/)).toBeTruthy();
});
