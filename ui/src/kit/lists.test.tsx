import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { show } from "../test/render";
import { type Column, DataTable } from "./DataTable";
import { ListPane } from "./ListPane";
import { SearchField } from "./SearchField";
import { TabNav } from "./TabNav";

interface Row {
  id: string;
  name: string;
}

const rowsOf = (count: number): Row[] =>
  Array.from({ length: count }, (_, at) => ({ id: `r${at}`, name: `Row ${at}` }));
const columns: readonly Column<Row>[] = [
  { id: "name", head: "Name", cell: ({ name }) => name },
  { id: "act", head: "Act", cell: ({ name }) => <button type="button">{`More of ${name}`}</button> },
];
const key = ({ id }: Row): string => id;
const focused = (): string | null => document.activeElement?.textContent ?? null;

const table = (count: number, props: Partial<Parameters<typeof DataTable<Row>>[0]> = {}) =>
  show(<DataTable label="People" columns={columns} rows={rowsOf(count)} rowKey={key} {...props} />);

test("a table is one stop, and keys move between its rows", async () => {
  table(30);
  await userEvent.tab();
  expect(focused()).toContain("Row 0");
  await userEvent.keyboard("{ArrowDown}{ArrowDown}");
  expect(focused()).toContain("Row 2");
  await userEvent.keyboard("{ArrowUp}");
  expect(focused()).toContain("Row 1");
  await userEvent.keyboard("{PageDown}");
  expect(focused()).toContain("Row 11");
  await userEvent.keyboard("{End}");
  expect(focused()).toContain("Row 29");
  await userEvent.keyboard("{ArrowDown}");
  expect(focused()).toContain("Row 29");
  await userEvent.keyboard("{Home}");
  expect(focused()).toContain("Row 0");
});

test("Enter opens and Space selects the row that has the focus", async () => {
  const open = vi.fn();
  const select = vi.fn();
  table(3, { onOpen: open, onSelect: select, selected: "r1" });
  await userEvent.tab();
  await userEvent.keyboard("{ArrowDown}{Enter}");
  expect(open).toHaveBeenLastCalledWith({ id: "r1", name: "Row 1" });
  await userEvent.keyboard("{ArrowDown} ");
  expect(select).toHaveBeenLastCalledWith({ id: "r2", name: "Row 2" });
  const chosen = screen.getAllByRole("row").map((row) => row.getAttribute("aria-selected"));
  expect(chosen).toEqual([null, "false", "true", "false"]);
});

test("a click opens, a double click opens a row that a click selects", async () => {
  const open = vi.fn();
  const { rerender } = table(3, { onOpen: open });
  await userEvent.click(screen.getByText("Row 2"));
  expect(open).toHaveBeenLastCalledWith({ id: "r2", name: "Row 2" });
  const select = vi.fn();
  rerender(
    <DataTable label="People" columns={columns} rows={rowsOf(3)} rowKey={key} onOpen={open} onSelect={select} />,
  );
  await userEvent.dblClick(screen.getByText("Row 1"));
  expect(select).toHaveBeenCalledTimes(2);
  expect(open).toHaveBeenLastCalledWith({ id: "r1", name: "Row 1" });
});

test("a button in a row keeps its own keys", async () => {
  const open = vi.fn();
  table(3, { onOpen: open });
  screen.getByRole("button", { name: "More of Row 1" }).focus();
  await userEvent.keyboard("{Enter} ");
  await userEvent.click(screen.getByRole("button", { name: "More of Row 1" }));
  expect(open).not.toHaveBeenCalled();
});

test("keys with a modifier are left to the app", async () => {
  table(3);
  await userEvent.tab();
  await userEvent.keyboard("{Control>}{ArrowDown}{/Control}");
  expect(focused()).toContain("Row 0");
});

test("of a long list only what is in sight exists, yet its length is told", () => {
  table(3800);
  const grid = screen.getByRole("grid", { name: "People" });
  expect(grid.getAttribute("aria-rowcount")).toBe("3801");
  expect(within(grid).getAllByRole("row").length).toBeLessThan(80);
  expect(within(grid).getByText("Row 0").closest("tr")?.getAttribute("aria-rowindex")).toBe("2");
});

test("a list that goes on says how far it goes", () => {
  table(50, { total: 3800 });
  expect(screen.getByText("1-50 of 3,800")).toBeDefined();
});

test("a list that grows shorter keeps a stop for Tab", async () => {
  const { rerender } = table(5);
  await userEvent.tab();
  await userEvent.keyboard("{End}");
  rerender(<DataTable label="People" columns={columns} rows={rowsOf(2)} rowKey={key} />);
  expect(screen.getAllByRole("row").filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1);
});

test("no rows show what is missing instead of an empty table", () => {
  table(0, { empty: <p>Nobody yet</p> });
  expect(screen.getByText("Nobody yet")).toBeDefined();
  expect(screen.queryByRole("grid")).toBeNull();
});

test("a master list is one stop; the open row is marked", async () => {
  const open = vi.fn();
  show(
    <ListPane label="Decisions" rows={rowsOf(3)} rowKey={key} current="r1" onOpen={open}>
      {({ name }) => name}
    </ListPane>,
  );
  await userEvent.tab();
  await userEvent.keyboard("{ArrowDown}{ArrowDown}{Enter}");
  expect(open).toHaveBeenLastCalledWith({ id: "r2", name: "Row 2" });
  expect(screen.getByRole("button", { name: "Row 1" }).getAttribute("aria-current")).toBe("true");
  expect(screen.getByRole("list", { name: "Decisions" })).toBeDefined();
});

test("a search tells each letter and can be cleared", async () => {
  const told = vi.fn();
  const { rerender } = show(<SearchField label="Find a patient" value="" onValue={told} keys="Ctrl+K" />);
  await userEvent.type(screen.getByRole("searchbox", { name: "Find a patient" }), "y");
  expect(told).toHaveBeenLastCalledWith("y");
  rerender(<SearchField label="Find a patient" value="yusf" onValue={told} keys="Ctrl+K" />);
  await userEvent.click(screen.getByRole("button", { name: "Clear the search" }));
  expect(told).toHaveBeenLastCalledWith("");
});

test("tabs are links, the current one marked", () => {
  show(
    <TabNav
      label="Chart"
      tabs={[
        { href: "#/a", label: "Summary", current: true },
        { href: "#/b", label: "Notes", count: 3, current: false },
      ]}
    />,
  );
  const links = within(screen.getByRole("navigation", { name: "Chart" })).getAllByRole("link");
  expect(links.map((link) => [link.textContent, link.getAttribute("href"), link.getAttribute("aria-current")])).toEqual(
    [
      ["Summary", "#/a", "page"],
      ["Notes3", "#/b", null],
    ],
  );
});
