/** A whole surface over a fake engine, from the gate on. */
import { cleanup, type RenderResult, render } from "@testing-library/react";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import { Provider } from "react-redux";
import { afterEach } from "vitest";
import { screens } from "../features/session/screens";
import { allTexts } from "../i18n/texts/all";
import type { Me, Status } from "../rpc/gen";
import { connect } from "../rpc/rpc";
import { type Answers, type FakeTransport, fakeTransport } from "../rpc/transport/fake";
import { AppShell } from "../shell/AppShell";
import type { Feature } from "../shell/feature";
import { forgetStatus } from "../shell/gate/status";
import { setKeyProfile } from "../shell/keys";
import { SurfaceRoot } from "../shell/mount";
import { PatientShell } from "../shell/PatientShell";
import { setOver } from "../shell/palette/open";
import { makeStore } from "../shell/store";
import { syncOf } from "../shell/sync/sample";
import { setWorkspace } from "../shell/workspace";

export const VAULT = "01890000-0000-7000-8000-000000000001";
export const OTHER = "01890000-0000-7000-8000-000000000002";

export const meOf = (more: Partial<Me> = {}): Me => ({
  user: "01890000-0000-7000-8000-0000000000a1",
  name: "Dr Ruth Adeyemi",
  role: "doctor",
  patient: null,
  vault: VAULT,
  device: "01890000-0000-7000-8000-0000000000d1",
  ...more,
});

export const statusOf = (state: Status["state"], more: Partial<Status> = {}): Status => ({
  state,
  vaults: state === "not_joined" ? [] : [{ vault: VAULT, unsent: 0 }],
  me: state === "unlocked" ? meOf() : null,
  version: "0.1.0",
  ...more,
});

/** A vault behind the door: what locks, unlocks and keeps drafts. */
export interface Vault {
  engine: FakeTransport;
  status: (next: Status) => void;
  drafts: Map<string, string>;
}

/** An engine that locks and unlocks as the real one does, with the events that go with it. */
export const vaultEngine = (first: Status, more: Answers = {}): Vault => {
  let status = first;
  const drafts = new Map<string, string>();
  const set = (next: Status): void => {
    status = next;
    engine.tell({ event: "changed", value: [{ topic: "session" }] });
  };
  const shut = { code: "locked", retry: "after_unlock" } as const;
  const open = (): boolean => status.state === "unlocked";
  const engine: FakeTransport = fakeTransport({
    status: () => status,
    lock: () => {
      set(statusOf("locked", { vaults: status.vaults }));
      return status;
    },
    unlock: ({ vault, password }) => {
      if (password !== "a long enough password") {
        return { code: "wrong_password", retry: "after_fix" };
      }
      const me = meOf(vault === OTHER ? { vault: OTHER, user: OTHER, name: "James Okoth" } : {});
      set(statusOf("unlocked", { me, vaults: status.vaults }));
      return me;
    },
    sync_status: () => (open() ? syncOf() : shut),
    recent_list: () => (open() ? { patients: [], more: false } : shut),
    notice_list: () => (open() ? { notices: [], unseen: 0 } : shut),
    draft_put: ({ key, body }) => {
      if (!open()) {
        return shut;
      }
      drafts.set(key, body);
      return { drafts: [] };
    },
    draft_get: (key) => (open() ? { body: drafts.get(key) ?? null, at: drafts.has(key) ? 1 : null } : shut),
    draft_remove: (key) => {
      drafts.delete(key);
      return { drafts: [] };
    },
    ...more,
  });
  return { engine, status: set, drafts };
};

export interface SurfaceShown extends RenderResult {
  user: UserEvent;
}

/** The surface as it starts in its page. */
export const showSurface = (
  { engine }: Pick<Vault, "engine">,
  features: readonly Feature[],
  surface: "clinic" | "patient" = "clinic",
): SurfaceShown => {
  connect(engine);
  setKeyProfile("window");
  const Frame = surface === "patient" ? PatientShell : AppShell;
  const shown = render(
    <Provider store={makeStore()}>
      <SurfaceRoot surface={surface} texts={allTexts} features={features} screens={screens} Frame={Frame} />
    </Provider>,
  );
  return { ...shown, user: userEvent.setup() };
};

// Browsers tell a changed address as `popstate` too, which is what the router hears; happy-dom does not.
window.addEventListener("hashchange", () => window.dispatchEvent(new PopStateEvent("popstate")));

afterEach(() => {
  cleanup();
  forgetStatus();
  setWorkspace(null);
  setOver(null);
  window.location.hash = "";
  localStorage.clear();
  sessionStorage.clear();
});
