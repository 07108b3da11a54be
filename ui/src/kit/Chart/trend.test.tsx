import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { show } from "../../test/render";
import { TrendChart } from "./TrendChart";
import { TrendSection } from "./TrendSection";
import { draw, extent, placeOf, scales, type TrendSeries } from "./trend";

const at = (day: number): number => new Date(2026, 0, day, 9, 30).getTime();
const DAY = 86_400_000;

const upper: TrendSeries = {
  id: "upper",
  label: "Upper",
  points: [
    { at: at(1), value: "132" },
    { at: at(8), value: "138.50" },
    { at: at(90), value: "141", flag: "high" },
    { at: at(97), value: "152", flag: "high" },
  ],
  range: { low: "90", high: "140", label: "Usual range, upper 90-140" },
};
const lower: TrendSeries = {
  id: "lower",
  label: "Lower",
  points: [
    { at: at(1), value: "82" },
    { at: at(8), value: "84" },
    { at: at(97), value: "58", flag: "low" },
  ],
};
const box = { width: 500, height: 200, top: 10, bottom: 20, left: 40, right: 50 };

const drawn = (series: TrendSeries, gap = 60 * DAY) => {
  const measured = scales([series], box);
  if (!measured) throw new Error("nothing to draw");
  return draw(series, measured, gap);
};

test("a gap stays a gap", () => {
  const { paths, gaps, dots } = drawn(upper);
  expect(dots).toHaveLength(4);
  expect(paths).toHaveLength(2);
  expect(gaps).toHaveLength(1);
  expect(drawn(upper, 100 * DAY).paths).toHaveLength(1);
});

test("the words of a band stand where no line goes, and somewhere in any case", () => {
  const band = { top: 20, bottom: 100 };
  const sides = [
    { x: 10, anchor: "start" },
    { x: 490, anchor: "end" },
  ] as const;
  const dot = (x: number, y: number) => ({ x, y, at: 0, value: "1", flag: null });
  const flat = (y: number) => [dot(0, y), dot(500, y)];
  const place = (...lines: ReturnType<typeof dot>[][]) =>
    placeOf(
      band,
      sides,
      120,
      lines.map((dots) => ({ dots })),
    );
  expect(place([dot(300, 60)])).toEqual({ x: 10, y: 93, anchor: "start" });
  expect(place([dot(40, 90)])).toEqual({ x: 490, y: 93, anchor: "end" });
  // Along the foot of the band goes a line, without a reading under the words.
  expect(place(flat(90))).toEqual({ x: 10, y: 34, anchor: "start" });
  expect(place(flat(30), flat(90))).toEqual({ x: 10, y: 64, anchor: "start" });
  expect(place(flat(30), flat(60), flat(90))).toEqual({ x: 10, y: 93, anchor: "start" });
});

test("exactly as far apart as allowed is still joined", () => {
  const two: TrendSeries = {
    id: "x",
    label: "X",
    points: [
      { at: 0, value: "1" },
      { at: DAY, value: "2" },
    ],
  };
  expect(drawn(two, DAY).paths).toHaveLength(1);
  expect(drawn(two, DAY - 1).paths).toHaveLength(0);
});

test("a reading that was missed parts the line", () => {
  const missed: TrendSeries = {
    id: "x",
    label: "X",
    points: [
      { at: 0, value: "1" },
      { at: 1, value: "2" },
      { at: 2, value: null },
      { at: 3, value: "3" },
      { at: 4, value: "not a number" },
      { at: 5, value: "4" },
    ],
  };
  const { paths, dots } = drawn(missed);
  expect(dots.map(({ value }) => value)).toEqual(["1", "2", "3", "4"]);
  expect(paths).toHaveLength(1);
});

test("every point and the whole range fit in the frame", () => {
  for (const { x, y } of [...drawn(upper).dots, ...drawn(lower).dots]) {
    expect(x).toBeGreaterThanOrEqual(box.left);
    expect(x).toBeLessThanOrEqual(box.width - box.right);
    expect(y).toBeGreaterThanOrEqual(box.top);
    expect(y).toBeLessThanOrEqual(box.height - box.bottom);
  }
  expect(extent([upper])?.values[0]).toBeLessThan(90);
});

test("one reading, and many of one value, can be drawn", () => {
  expect(drawn({ id: "x", label: "X", points: [{ at: at(1), value: "0" }] }).dots).toHaveLength(1);
  const flat = drawn({
    id: "x",
    label: "X",
    points: [
      { at: 0, value: "5" },
      { at: 1, value: "5" },
    ],
  });
  expect(flat.dots.every(({ y }) => Number.isFinite(y))).toBe(true);
  expect(scales([{ id: "x", label: "X", points: [] }], box)).toBeNull();
});

const chart = (
  <TrendChart label="Blood pressure" sentence="152/58 mmHg, above range." unit="mm[Hg]" series={[upper, lower]} />
);

test("the sentence comes first, the band is labelled, lines differ by shape and dash", async () => {
  show(chart);
  const svg = await screen.findByRole("group", { name: "Blood pressure" });
  const sentence = screen.getByText("152/58 mmHg, above range.");
  expect(sentence.compareDocumentPosition(svg) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  expect(screen.getByText("Usual range, upper 90-140")).toBeDefined();
  const dashes = [...svg.querySelectorAll("path[stroke-width='1.8']")].map((path) =>
    path.getAttribute("stroke-dasharray"),
  );
  expect(new Set(dashes)).toEqual(new Set([null, "5 3"]));
  expect(screen.getByText("No readings")).toBeDefined();
});

test("every reading is reached by the arrow keys and spoken whole", async () => {
  show(chart);
  expect(
    await screen.findByRole("group", { name: "Blood pressure: 7 readings. Use the arrow keys to read them." }),
  ).toBeDefined();
  const spoken = () => document.activeElement?.getAttribute("aria-label")?.replaceAll("\u00A0", " ");
  await userEvent.tab();
  expect(spoken()).toBe("Upper 152 mmHg, high, 07-Apr-2026 09:30");
  await userEvent.keyboard("{Home}{ArrowRight}");
  expect(spoken()).toBe("Upper 138.5 mmHg, 08-Jan-2026 09:30");
  await userEvent.keyboard("{ArrowDown}");
  expect(spoken()).toBe("Lower 84 mmHg, 08-Jan-2026 09:30");
  await userEvent.keyboard("{ArrowRight}{ArrowDown}");
  expect(spoken()).toBe("Lower 58 mmHg, low, 07-Apr-2026 09:30");
  await userEvent.keyboard("{ArrowUp}{End}");
  expect(spoken()).toBe("Upper 152 mmHg, high, 07-Apr-2026 09:30");
});

test("a chart runs left to right in Arabic", async () => {
  show(chart, { language: "ar" });
  const svg = await screen.findByRole("group", { name: "Blood pressure" });
  expect(svg.closest("[dir=ltr]")).not.toBeNull();
});

test("the table beside holds the same readings, latest first", async () => {
  show(<TrendSection label="Blood pressure" sentence="Up." unit="mm[Hg]" series={[upper, lower]} />);
  await userEvent.click(screen.getByRole("button", { name: "Show as table" }));
  const rows = within(screen.getByRole("table")).getAllByRole("row");
  expect(rows).toHaveLength(5);
  expect(rows[1]?.textContent?.replaceAll("\u00A0", " ")).toBe("07-Apr-2026 09:30152 mmHg High58 mmHg Low");
  expect(rows[2]?.textContent).toContain("not taken");
  await userEvent.click(screen.getByRole("button", { name: "Show as chart" }));
  expect(screen.queryByRole("table")).toBeNull();
});

test("no readings are told, not drawn", () => {
  show(
    <TrendChart
      label="Pulse"
      sentence="Nobody has measured yet."
      unit="/min"
      series={[{ id: "p", label: "Pulse", points: [] }]}
    />,
  );
  expect(screen.getByText("No readings")).toBeDefined();
  expect(screen.queryByRole("group", { name: "Pulse" })).toBeNull();
});
