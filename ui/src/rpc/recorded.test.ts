import { expect, it } from "vitest";
import { allergiesOf, medicinesOf } from "./clinical";
import { COMMANDS } from "./gen";
import { recorded } from "./recorded";

it("replays a chart in which one dose is disputed", () => {
  const { items, conflicts } = recorded("chart_get");
  const disputed = medicinesOf(items).rows.filter(({ regimen }) => regimen.both);
  expect(disputed).toHaveLength(1);
  expect(disputed[0]?.regimen.values.map(({ dose }) => dose).sort()).toEqual(["1000", "850"]);
  expect(conflicts.filter(({ decision }) => decision)).toHaveLength(1);
  expect(allergiesOf(items).rows).toHaveLength(1);
});

it("gives a fresh copy each time", () => {
  recorded("draft_list").drafts.length = 0;
  expect(recorded("draft_list").drafts).toHaveLength(1);
});

it("answers commands of the table only", () => {
  expect(COMMANDS.chart_get).toEqual({ needs: "unlocked", window: "any", server: false, health: true });
});
