import assert from "node:assert/strict";
import { test } from "node:test";
import { surface } from "./surface.js";

test("the three surfaces are known", () => {
  assert.deepEqual(["clinic", "patient", "admin"].map(surface), ["clinic", "patient", "admin"]);
});

test("a page without a surface is a mistake", () => {
  assert.throws(() => surface(undefined), /no such surface: none/);
  assert.throws(() => surface("Clinic"), /no such surface: Clinic/);
});
