import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { show } from "../test/render";
import { ActionButton } from "./ActionButton";

test("a button", async () => {
  show(<ActionButton keys="Ctrl+Enter">Go</ActionButton>);
  expect(screen.getByRole("button", { name: "Go" }).getAttribute("aria-keyshortcuts")).toBe("Control+Enter");
});
