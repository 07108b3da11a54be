import { expect, it } from "vitest";
import { LINES_MAX, linesOf, memberWords, otherLineOf } from "./record";

it("names members as words", () => {
  expect(["lastOccurrenceDate", "status", "care_plan", "HTTPUrl"].map(memberWords)).toEqual([
    "Last occurrence date",
    "Status",
    "Care plan",
    "Httpurl",
  ]);
});

it("shows concepts, periods, amounts and references in words", () => {
  const record = {
    resourceType: "CarePlan",
    id: "1",
    status: "active",
    category: [{ coding: [{ code: "x", display: "Diabetes" }], text: "Diabetes self management" }],
    period: { start: "2026-01-01" },
    subject: { reference: "Patient/1", display: "Ada" },
    total: { value: 12.5, currency: "EUR" },
    active: true,
    nothing: null,
    note: [{ text: "Walks daily" }],
  };
  expect(linesOf(record, "Yes", "No").map(({ label, text }) => [label, text])).toEqual([
    ["Status", "active"],
    ["Category", "Diabetes self management"],
    ["Period", "2026-01-01 – …"],
    ["Subject", "Ada"],
    ["Total", "12.5 EUR"],
    ["Active", "Yes"],
    ["Note", "Walks daily"],
  ]);
});

it("keeps what lies deeper under its own name, and stops somewhere", () => {
  const lines = linesOf({ activity: [{ detail: { kind: "walk", location: { name: "park" } } }] }, "Yes", "No");
  expect(lines.map(({ label, text, depth }) => [label, text, depth])).toEqual([
    ["Activity", "", 0],
    ["Detail", "", 1],
    ["Kind", "walk", 2],
    ["Location", "", 2],
    ["Name", "park", 3],
  ]);
  expect(linesOf(Array(LINES_MAX + 50).fill({ a: 1 }), "Yes", "No").length).toBeLessThanOrEqual(LINES_MAX);
  let deep: unknown = "end";
  for (let at = 0; at < 60; at += 1) deep = { deep };
  expect(linesOf(deep, "Yes", "No").length).toBeLessThan(12);
});

it("reads what is no record as what it is", () => {
  expect(linesOf("text", "Yes", "No")).toEqual([{ label: "", text: "text", depth: 0 }]);
  expect(linesOf(null, "Yes", "No")).toEqual([]);
  expect(otherLineOf({ doc: "d", item: "i", at: 5, body: 7 })).toEqual({
    doc: "d",
    item: "i",
    at: 5,
    kind: "",
    source: "",
  });
});
