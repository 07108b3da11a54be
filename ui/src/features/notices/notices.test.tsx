import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Notice, Notices } from "../../rpc/gen";
import { problemOf } from "../../rpc/problem";
import { NOW } from "../../test/render";
import { showScreen } from "../../test/screen";
import { Page, placeOf } from "./Page";

const notice = (more: Partial<Notice> = {}): Notice => ({
  id: "n1",
  kind: "message",
  at: NOW - 3_600_000,
  doc: null,
  patient: "p1",
  seen: false,
  ...more,
});
const page = (answer: Notices | ReturnType<typeof problemOf>, more = {}) =>
  showScreen(<Page />, { answers: { notice_list: answer, ...more } });

describe("notices", () => {
  it("say what happened, when, and lead there", async () => {
    page({ notices: [notice(), notice({ id: "n2", kind: "something-new", seen: true })], unseen: 1 });
    const lines = await screen.findAllByRole("listitem");
    expect(lines[0]?.textContent).toBe("A new message23-Nov-2026 09:21NewOpen");
    expect(lines[1]?.textContent).toContain("Something happened");
    expect(lines[1]?.textContent).not.toContain("New");
  });

  it("are marked as seen, at most a hundred at once", async () => {
    const many = Array.from({ length: 120 }, (_, at) => notice({ id: `n${at}` }));
    const { user, engine } = page({ notices: many, unseen: 120 }, { notice_seen: { notices: [], unseen: 20 } });
    await user.click(await screen.findByRole("button", { name: "Mark all as seen" }));
    expect(engine.argsOf("notice_seen")[0]?.ids).toHaveLength(100);
    await waitFor(() => expect(engine.argsOf("notice_list").length).toBeGreaterThan(1));
  });

  it("that are none say so", async () => {
    page({ notices: [], unseen: 0 });
    expect(await screen.findByText("No notices")).toBeTruthy();
  });

  it("cannot be had without a connection, and say why", async () => {
    page(problemOf("offline"));
    expect(await screen.findByText("There is no connection to the clinic's server.")).toBeTruthy();
  });

  it.each([
    ["message", "patient", "/messages"],
    ["message", "clinic", "/messages"],
    ["reading", "clinic", "/patients/p1"],
    ["decision", "clinic", "/decisions"],
    ["review", "admin", "/review"],
    ["message", "admin", null],
    ["decision", "patient", null],
  ] as const)("about a %s lead on the %s surface to %s", (kind, surface, place) => {
    expect(placeOf(notice({ kind }), surface)).toBe(place);
  });
});
