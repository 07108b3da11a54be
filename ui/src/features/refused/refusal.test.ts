import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { ErrorCode } from "../../rpc/gen";
import { fixOf } from "../../shell/problem/fixes";
import { liftOf, typedOf } from "./refusal";

it("shows what a person typed and nothing that the form only showed", () => {
  const body = {
    type: "medicine_set_dose",
    doc: "0199",
    regimen: { product: { text: "amlodipine" }, dose: "10", unit: "mg" },
    base: { product: { text: "amlodipine" }, dose: "5", unit: "mg" },
    reason: "pressure still high",
    override_reason: null,
  };
  expect(typedOf(body)).toEqual([
    { field: "reason", text: "pressure still high" },
    { field: "product", text: "amlodipine" },
    { field: "dose", text: "10" },
    { field: "unit", text: "mg" },
  ]);
});

it("shows the whole text of a note and of an edit", () => {
  const long = "Cough. ".repeat(900);
  expect(typedOf({ type: "note_start", title: "Plan", text: long, start: null })).toEqual([
    { field: "text", text: long },
    { field: "title", text: "Plan" },
  ]);
  expect(typedOf({ type: "note_edit", at: 3, before: "abc", removed: "x", insert: "y" })).toEqual([
    { field: "insert", text: "y" },
    { field: "removed", text: "x" },
  ]);
});

it("reads into readings, names and decisions", () => {
  const part = { code: { code: "8480-6", display: "Systolic" }, measure: { value: "138", unit: "mm[Hg]" } };
  expect(typedOf({ items: [{ code: { display: "Blood pressure" }, parts: [part] }] }).map((one) => one.text)).toEqual([
    "Blood pressure",
    "Systolic",
    "mm[Hg]",
    "138",
  ]);
  expect(typedOf({ name: { family: "Okafor", given: "Ada" } })).toEqual([{ field: "name", text: "Okafor, Ada" }]);
  const chosen = '{"dose":"2.5","product":{"text":"x"},"unit":"mg"}';
  expect(typedOf({ chosen, seen: [chosen], reason: "asked" }).map((one) => one.text)).toEqual([
    "x",
    "2.5",
    "mg",
    "asked",
  ]);
});

it("reads a body it does not know without falling over", () => {
  for (const body of [null, undefined, 7, "text", [], { a: [1, { b: null }] }]) {
    expect(typedOf(body)).toEqual([]);
  }
});

it("says who can lift a refusal", () => {
  expect([liftOf("forbidden_path"), liftOf("finalised"), liftOf("depends_on_rejected"), liftOf("bad_sig")]).toEqual([
    "role",
    "nobody",
    "first",
    "it",
  ]);
});

it("every code that admission refuses with has its words, its act and somebody who can lift it", () => {
  const codes: [ErrorCode, string][] = [
    ["too_large", "you"],
    ["malformed", "it"],
    ["unknown_device", "admin"],
    ["device_revoked", "admin"],
    ["bad_sig", "it"],
    ["actor_mismatch", "it"],
    ["chain_fork", "admin"],
    ["bomb", "it"],
    ["erased", "nobody"],
    ["epoch_old", "time"],
    ["schema_too_old", "it"],
    ["schema_too_new", "it"],
    ["lease_over", "admin"],
    ["quota", "admin"],
    ["forbidden_doc", "role"],
    ["frozen_doc", "time"],
    ["missing_dep", "time"],
    ["depends_on_rejected", "first"],
    ["seq_gap", "time"],
    ["lamport", "time"],
    ["equivocation", "it"],
    ["forbidden_path", "role"],
    ["finalised", "nobody"],
    ["invalid", "you"],
    ["intent_refused", "you"],
    ["expired", "nobody"],
  ];
  for (const [code, lift] of codes) {
    expect([code, liftOf(code)]).toEqual([code, lift]);
    expect(fixOf(code)).toBeTruthy();
    for (const language of ["en", "fr", "ar"]) {
      const words = readFileSync(`../i18n/${language}/errors.ftl`, "utf8");
      const said = words.split(/^error-/m).find((one) => one.startsWith(`${code.replaceAll("_", "-")} =`));
      expect(said, `${language} ${code}`).toMatch(/\.next = \S/);
    }
  }
});
