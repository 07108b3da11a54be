import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { AuditEntry, AuditPage, AuditState } from "../../rpc/gen";
import type { Answers } from "../../rpc/transport/fake";
import { NOW } from "../../test/render";
import { type ScreenSetting, showScreen } from "../../test/screen";
import { Workspace } from "./EntryPanel";
import { auditFeature } from "./index";
import { Page } from "./Page";
import { KINDS, kindWords } from "./words";

const entry = (index: number, more: Partial<AuditEntry> = {}): AuditEntry => ({
  index,
  at: NOW,
  user: "u-1",
  person: "Joy Achieng",
  role: "nurse",
  device: "d-1",
  kind: "record_read",
  patient: "0199-pat-00000001",
  doc: null,
  outcome: "done",
  detail: {},
  ...more,
});
const VERIFIED: AuditState = { state: "verified", to_index: 1_204_331, at: NOW - 60_000, leaf: null };
const page = (entries: AuditEntry[], more = false, verified = VERIFIED): AuditPage => ({ entries, more, verified });
const ANSWERS: Answers = { people_list: { people: [] }, device_list: { devices: [] } };

const open = (answers: Answers, child = <Page />, setting: Partial<ScreenSetting> = {}) =>
  showScreen(child, {
    answers: { ...ANSWERS, ...answers },
    path: "/audit",
    surface: "admin",
    features: [auditFeature],
    me: { role: "privacy_officer" },
    ...setting,
  });

describe("the audit", () => {
  it("lists who did what when, newest first, with numbers as people write them", async () => {
    open({ audit_list: page([entry(1_204_331), entry(1_204_330, { kind: "glass_broken", person: "", user: null })]) });
    const rows = await screen.findAllByRole("row");
    expect(rows[1]?.textContent).toContain("1,204,33123-Nov-2026 10:21Joy AchiengOpened record");
    expect(rows[2]?.textContent).toContain("Nobody signed inEmergency access");
  });

  it.each<[AuditState, string]>([
    [VERIFIED, "Verified to entry 1,204,331"],
    [{ ...VERIFIED, to_index: null }, "Not checked yet"],
    [{ ...VERIFIED, state: "checking" }, "Checking"],
    [{ ...VERIFIED, state: "mismatch", to_index: 77 }, "Does not match at #77"],
    [{ ...VERIFIED, at: NOW - 90_000_000 }, "Not checked since Sun 09:21"],
    [{ state: "never", to_index: null, at: null, leaf: null }, "Not checked yet"],
  ])("says %j in its badge", async (verified, words) => {
    open({ audit_list: page([entry(1)], false, verified) });
    await screen.findByText(words);
  });

  it("fetches older entries behind those that are shown, and says where it ends", async () => {
    const { user, engine } = open({
      audit_list: (args) => (args.before === 5 ? page([entry(4)], false) : page([entry(6), entry(5)], true)),
    });
    await user.click(await screen.findByRole("button", { name: "Show older entries" }));
    await waitFor(() => expect(screen.getAllByRole("row")).toHaveLength(4));
    expect(engine.argsOf("audit_list").at(-1)).toMatchObject({ before: 5 });
    expect(screen.getByText(/This is the first entry there is/)).toBeTruthy();
  });

  it("keeps what is shown when older entries cannot be had", async () => {
    const { user } = open({
      audit_list: (args) => (args.before == null ? page([entry(6)], true) : { code: "offline", retry: "later" }),
    });
    await user.click(await screen.findByRole("button", { name: "Show older entries" }));
    await screen.findByText("There is no connection to the clinic's server.");
    expect(screen.getAllByRole("row")).toHaveLength(2);
  });

  it("asks the server for one kind only, and keeps the filter in the address", async () => {
    const shown = open({ audit_list: page([entry(1)]) });
    await shown.user.selectOptions(await screen.findByRole("combobox", { name: "Action" }), "Signed in");
    await waitFor(() => expect(shown.engine.argsOf("audit_list").at(-1)).toMatchObject({ kind: "session_opened" }));
    expect(shown.path()).toBe("/audit?kind=session_opened");
    await shown.user.click(screen.getByRole("button", { name: "Show all" }));
    expect(shown.path()).toBe("/audit");
  });

  it("names no patient in the list", async () => {
    open({ audit_list: page([entry(1)]) });
    const row = (await screen.findAllByRole("row"))[1] as HTMLElement;
    expect(within(row).getByText("00000001")).toBeTruthy();
  });

  it("has words for every kind the server writes, and shows an unknown one as it is", () => {
    open({ audit_list: page([]) });
    expect(KINDS.every((kind) => kindWords(kind).id.startsWith("audit-kind-"))).toBe(true);
    expect(kindWords("from_the_future")).toEqual({ id: "audit-kind-other", args: { word: "from_the_future" } });
  });
});

describe("one entry", () => {
  it("is asked for by itself and shown with all it says", async () => {
    const one = entry(41, { outcome: "refused", kind: "access_refused", detail: { code: "forbidden", docs: 2 } });
    const { engine } = open(
      { audit_list: page([one]), patient_get: { code: "not_found", retry: "never" } },
      <Workspace args={{ index: "41" }} close={() => undefined} />,
    );
    await screen.findByText("Access refused");
    expect(engine.argsOf("audit_list")).toEqual([{ before: 42, limit: 1 }]);
    expect(screen.getByText("forbidden")).toBeTruthy();
    expect(screen.getByRole("link", { name: "Only this patient" }).getAttribute("href")).toBe(
      "#/audit?patient=0199-pat-00000001",
    );
  });
});
