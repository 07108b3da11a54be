import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { applyLook, parseLook, setLook } from "./look";

beforeEach(() => {
  localStorage.clear();
});
afterEach(() => {
  setLook({ scheme: "system", contrast: "system", text: 100, language: "system" });
});

const system = (...matching: string[]): void => {
  vi.stubGlobal("matchMedia", (query: string) => ({
    matches: matching.some((one) => query.includes(one)),
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
};

const plain = { scheme: "system", contrast: "system", text: 100, language: "system" } as const;

test.each([null, "", "{", "[]", "null", '"dark"', '{"scheme":"pink","text":"big","contrast":7,"language":"de"}'])(
  "a stored look of %j is the plain one",
  (stored) => {
    expect(parseLook(stored)).toEqual(plain);
  },
);

test("text size stays between 100 and 200 percent", () => {
  expect([99, 100, 150.4, 200, 201].map((text) => parseLook(JSON.stringify({ text })).text)).toEqual([
    100, 100, 150, 200, 200,
  ]);
});

test("the system decides until the person does", () => {
  const root = document.createElement("html");
  system("dark", "contrast");
  applyLook(plain, root);
  expect([root.dataset["theme"], root.dataset["contrast"]]).toEqual(["dark", "more"]);
  applyLook({ ...plain, scheme: "light", contrast: "normal" }, root);
  expect([root.dataset["theme"], root.dataset["contrast"]]).toEqual(["light", "normal"]);
  system();
  applyLook(plain, root);
  expect([root.dataset["theme"], root.dataset["contrast"]]).toEqual(["light", "normal"]);
});

test("a choice is shown at once and remembered", () => {
  setLook({ scheme: "dark", text: 150 });
  expect(document.documentElement.dataset["theme"]).toBe("dark");
  expect(document.documentElement.style.fontSize).toBe("150%");
  expect(parseLook(localStorage.getItem("s-look"))).toEqual({ ...plain, scheme: "dark", text: 150 });
  setLook({ text: 100 });
  expect(document.documentElement.style.fontSize).toBe("");
});

test("a choice is shown even where it cannot be remembered", () => {
  vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new Error("no room");
  });
  setLook({ scheme: "dark" });
  expect(document.documentElement.dataset["theme"]).toBe("dark");
});
