import { expect, test } from "vitest";
import { isAt } from "./usePlace";

test("a place is itself and what lies under it, and the first screen only itself", () => {
  expect(isAt("/patients", "/patients")).toBe(true);
  expect(isAt("/patients/7/notes", "/patients")).toBe(true);
  expect(isAt("/patients-of-yesterday", "/patients")).toBe(false);
  expect(isAt("/", "/")).toBe(true);
  expect(isAt("/patients", "/")).toBe(false);
});
