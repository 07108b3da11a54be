import { screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import type { Problem } from "../../rpc/gen";
import { problemOf } from "../../rpc/problem";
import { showScreen } from "../../test/screen";
import { ProblemView } from "./ProblemView";

const view = (problem: Problem, onAction?: (fix: string) => void) =>
  showScreen(<ProblemView problem={problem} {...(onAction ? { onAction } : {})} />, { answers: {}, route: "*" });

describe("a problem", () => {
  it("says what happened, what to do, and its code with the incident", () => {
    view({ ...problemOf("internal"), incident: "7F3K" });
    expect(screen.getByRole("status").textContent).toContain(
      "Something went wrong on our side. Try again. If it stays, give support the incident number.Code internal, incident 7F3K",
    );
  });

  it("names the field it is about", () => {
    view({ ...problemOf("invalid"), args: { field: "dose" } });
    expect(screen.getByRole("status").textContent).toContain("“dose” has a value that cannot be used.");
  });

  it("shows a field's name with turned text as plain words", () => {
    view({ ...problemOf("invalid"), args: { field: "do\u202ese" } });
    expect(screen.getByRole("status").textContent).not.toContain("\u202e");
  });

  it("has one button that leads to what helps", async () => {
    const { user, path } = view(problemOf("not_agreed"));
    expect(screen.getAllByRole("button")).toHaveLength(1);
    await user.click(screen.getByRole("button", { name: "Open Decisions" }));
    expect(path()).toBe("/decisions");
  });

  it("leaves trying again to the screen that asked", async () => {
    const done = vi.fn();
    const { user, path } = view(problemOf("timeout"), done);
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(done).toHaveBeenCalledWith("retry");
    expect(path()).toBe("/");
  });

  it("copies for IT what says nothing about a patient", async () => {
    const { user } = view({ ...problemOf("bad_sig", "never"), args: { name: "Amina" }, incident: "9" });
    await user.click(screen.getByRole("button", { name: "Copy details for IT" }));
    expect(await screen.findByRole("button", { name: "Copied" })).toBeTruthy();
    const copied = await navigator.clipboard.readText();
    expect(copied).toContain("code: bad_sig\nincident: 9");
    expect(copied).not.toContain("Amina");
  });

  it.each([
    ["fr", "Pas de connexion avec le serveur"],
    ["ar", "لا اتصال بخادم"],
  ] as const)("speaks %s", async (language, words) => {
    showScreen(<ProblemView problem={problemOf("offline")} />, { answers: {}, language });
    expect(await screen.findByText(new RegExp(words))).toBeTruthy();
  });
});
