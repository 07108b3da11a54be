/** One screen over a fake engine: the session is open, the address is known, drafts live in memory. */
import { cleanup, type RenderResult } from "@testing-library/react";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import { type ReactElement, Suspense } from "react";
import { Provider } from "react-redux";
import { MemoryRouter, Route, Routes, useLocation } from "react-router";
import { afterEach } from "vitest";
import { connect } from "../rpc/rpc";
import { type Answers, type FakeTransport, fakeTransport } from "../rpc/transport/fake";
import { type DraftStore, openDrafts } from "../shell/drafts";
import type { Feature } from "../shell/feature";
import { FeaturesContext } from "../shell/features";
import { memoryDrafts } from "../shell/gate/memoryDrafts";
import { type Person, type Session, SessionContext } from "../shell/session";
import { makeStore } from "../shell/store";
import type { Surface } from "../shell/surface";
import { setWorkspace } from "../shell/workspace";
import { type Setting, show } from "./render";

export interface ScreenSetting extends Setting {
  answers: Answers;
  /** Where the screen is, `/readings/new/upper`; `route` is its pattern. */
  path?: string;
  route?: string;
  surface?: Surface;
  me?: Partial<Person>;
  /** False: a page that the server answers. */
  local?: boolean;
  features?: readonly Feature[];
  /** Kept over a second showing: what a reload finds. */
  drafts?: DraftStore;
}

export interface Shown extends RenderResult {
  engine: FakeTransport;
  user: UserEvent;
  /** The address as it is now. */
  path: () => string;
}

afterEach(() => {
  cleanup();
  setWorkspace(null);
});

let where = "";
const Where = (): null => {
  const { pathname, search } = useLocation();
  where = pathname + search;
  return null;
};

let people = 0;

/** `page` as its surface shows it. */
export const showScreen = (page: ReactElement, setting: ScreenSetting): Shown => {
  const { answers, path = "/", route = path, surface = "clinic", me = {}, local = true, features = [] } = setting;
  people += 1;
  const engine = fakeTransport(answers);
  connect(engine);
  const person: Person = { user: "u-me", name: "Dr Ruth Adeyemi", role: "doctor", patient: null, ...me };
  // Each showing is a person of its own, so that nothing typed in one test waits in the next.
  openDrafts(setting.drafts ?? memoryDrafts(), setting.drafts ? person.user : `${person.user}-${people}`);
  const session: Session = { surface, me: person, local, lock: async () => undefined };
  const shown = show(
    <Provider store={makeStore()}>
      <FeaturesContext value={features}>
        <MemoryRouter initialEntries={[path]}>
          <Where />
          <SessionContext value={session}>
            <Suspense>
              <Routes>
                <Route path={route} element={page} />
                <Route path="*" element={null} />
              </Routes>
            </Suspense>
          </SessionContext>
        </MemoryRouter>
      </FeaturesContext>
    </Provider>,
    { density: surface === "patient" ? "patient" : "staff", ...setting },
  );
  return { ...shown, engine, user: userEvent.setup(), path: () => where };
};
