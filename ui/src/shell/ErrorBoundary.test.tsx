import { screen } from "@testing-library/react";
import { type ReactNode, useState } from "react";
import { beforeEach, expect, it, vi } from "vitest";
import { showScreen } from "../test/screen";
import { typeDraft } from "./drafts";
import { ErrorBoundary } from "./ErrorBoundary";

let broken = true;
const Fragile = (): ReactNode => {
  if (broken) {
    throw new Error("broken");
  }
  return <p>The chart</p>;
};

const Two = (): ReactNode => {
  const [at, setAt] = useState("/a");
  return (
    <>
      <button type="button" onClick={() => setAt("/b")}>
        go
      </button>
      <ErrorBoundary at={at}>
        <Fragile />
      </ErrorBoundary>
    </>
  );
};

beforeEach(() => {
  broken = true;
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});

it("a screen that stops leaves what stands around it, and opens again", async () => {
  const { user } = showScreen(
    <>
      <p>YUSUF, Amina</p>
      <ErrorBoundary>
        <Fragile />
      </ErrorBoundary>
    </>,
    { answers: {} },
  );
  expect(screen.getByText("YUSUF, Amina")).toBeTruthy();
  expect(screen.getByRole("alert").textContent).toContain("This screen stopped");
  broken = false;
  await user.click(screen.getByRole("button", { name: "Open it again" }));
  expect(screen.getByText("The chart")).toBeTruthy();
});

it("a stopped screen opens by itself at another address", async () => {
  const { user } = showScreen(<Two />, { answers: {} });
  broken = false;
  await user.click(screen.getByRole("button", { name: "go" }));
  expect(screen.getByText("The chart")).toBeTruthy();
});

it("what was typed can be copied out of a stopped screen", async () => {
  const { user } = showScreen(
    <ErrorBoundary>
      <Fragile />
    </ErrorBoundary>,
    { answers: {} },
  );
  typeDraft("note:stopped", JSON.stringify({ text: "Cough since Monday" }));
  await user.click(screen.getByRole("button", { name: "Save a copy of what I typed" }));
  expect(await screen.findByText("The copy is on the clipboard.")).toBeTruthy();
  expect(await navigator.clipboard.readText()).toBe("Cough since Monday");
});
