import { expect, it } from "vitest";
import { initials } from "./initials";
import { nextRegion } from "./regions";

it("goes from part to part and round again", () => {
  document.body.innerHTML = '<div data-region id="a"><button id="in"></button></div><div data-region id="b"></div>';
  const inA = document.getElementById("in");
  expect(nextRegion(document, inA)?.id).toBe("b");
  expect(nextRegion(document, document.getElementById("b"))?.id).toBe("a");
  expect(nextRegion(document, document.body)?.id).toBe("a");
});

it.each([
  ["Dr Ruth Adeyemi", "RA"],
  ["Amina", "A"],
  ["", ""],
  ["\u202eYusuf, Amina", "YA"],
  ["😀 Smith", "😀S"],
])("the badge of %s says %s", (name, badge) => {
  expect(initials(name)).toBe(badge);
});
