import { screen, waitFor } from "@testing-library/react";
import { type ReactNode, useState } from "react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { problemOf } from "../../rpc/problem";
import { showScreen } from "../../test/screen";
import { ProblemView } from "../problem/ProblemView";
import { useSession } from "../session";
import { useDraft } from "../useDraft";
import { WebGate } from "./WebGate";

const SESSION = {
  me: { user: "u-web", name: "Amina Yusuf", login: "amina", role: "patient", patient: "p" },
  clinic: "Lakeside Clinic",
  surface: "patient" as const,
  idle_until: 1,
  until: 2,
};

const Inside = (): ReactNode => {
  const { me, local, lock } = useSession();
  const draft = useDraft<string>("message:web");
  const [over, setOver] = useState(false);
  return (
    <>
      <p>
        {me.name} {String(local)}
      </p>
      <input aria-label="Message" value={draft.value ?? ""} onChange={(event) => draft.set(event.target.value)} />
      <button type="button" onClick={() => void lock()}>
        Leave
      </button>
      <button type="button" onClick={() => setOver(true)}>
        Ask
      </button>
      {over ? <ProblemView problem={problemOf("unauthenticated", "after_unlock")} /> : null}
    </>
  );
};

let status = 200;
let asked: string[] = [];
beforeEach(() => {
  status = 200;
  asked = [];
  vi.stubGlobal("fetch", async (path: string, { method }: RequestInit) => {
    asked.push(`${method} ${path}`);
    if (status === 0) {
      throw new TypeError("network");
    }
    return new Response(status === 200 ? JSON.stringify(SESSION) : JSON.stringify(problemOf("unauthenticated")), {
      status,
    });
  });
});

const gate = () =>
  showScreen(
    <WebGate
      surface="patient"
      SignIn={({ signedIn }) => (
        <button type="button" onClick={() => signedIn(SESSION)}>
          Sign in
        </button>
      )}
    >
      <Inside />
    </WebGate>,
    { answers: {}, local: false, surface: "patient" },
  );

describe("the gate of the web", () => {
  it("goes on with the session that the browser has", async () => {
    gate();
    expect(await screen.findByText("Amina Yusuf false")).toBeTruthy();
  });

  it("asks to sign in where there is none", async () => {
    status = 401;
    const { user } = gate();
    await user.click(await screen.findByRole("button", { name: "Sign in" }));
    expect(await screen.findByText("Amina Yusuf false")).toBeTruthy();
  });

  it("takes the record off the screen at once when the person leaves, even without a connection", async () => {
    const { user } = gate();
    await user.click(await screen.findByRole("button", { name: "Leave" }));
    expect(screen.queryByText(/Amina/)).toBeNull();
    expect(asked.at(-1)).toBe("DELETE /api/v1/web/sessions/current");
  });

  it("leads back to the sign-in when the session ended", async () => {
    const { user } = gate();
    await user.click(await screen.findByRole("button", { name: "Ask" }));
    await user.click(screen.getByRole("button", { name: "Sign in" }));
    await waitFor(() => expect(screen.queryByText(/Amina/)).toBeNull());
  });

  it("keeps nothing typed in the browser's storage", async () => {
    const { user } = gate();
    await user.type(await screen.findByLabelText("Message"), "My chest hurts");
    expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain("chest");
  });

  it("says when the server cannot be reached, and asks again", async () => {
    status = 0;
    const { user } = gate();
    await screen.findByText("The app does not answer");
    status = 200;
    await user.click(screen.getByRole("button", { name: "Open it again" }));
    expect(await screen.findByText("Amina Yusuf false")).toBeTruthy();
  });
});
