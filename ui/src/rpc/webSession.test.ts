import { describe, expect, it, vi } from "vitest";
import { ProblemError } from "./problem";
import { currentSession, endSession, openSession } from "./webSession";

const SESSION = {
  me: { user: "u", name: "Amina Yusuf", login: "amina", role: "patient", patient: "p" },
  clinic: "Lakeside Clinic",
  surface: "patient",
  idle_until: 1,
  until: 2,
};

const server = (status: number, body: unknown) => {
  const asked = vi.fn(async () => new Response(body === null ? null : JSON.stringify(body), { status }));
  vi.stubGlobal("fetch", asked);
  return asked;
};
const code = async (act: Promise<unknown>): Promise<string> => {
  const error: unknown = await act.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return error instanceof ProblemError ? error.problem.code : "none";
};

describe("a session of the web", () => {
  it("is opened with name and password, told to be of this origin", async () => {
    const asked = server(200, SESSION);
    expect((await openSession("amina", "secret")).me.name).toBe("Amina Yusuf");
    expect(asked).toHaveBeenCalledWith(
      "/api/v1/web/sessions",
      expect.objectContaining({
        method: "POST",
        credentials: "same-origin",
        headers: { "x-satchel": "1", "content-type": "application/json" },
        body: JSON.stringify({ login: "amina", password: "secret" }),
      }),
    );
  });

  it("is none before anybody signed in", async () => {
    server(401, { code: "unauthenticated", retry: "after_unlock" });
    expect(await currentSession()).toBeNull();
  });

  it("that is refused says why", async () => {
    server(401, { code: "bad_credentials", retry: "after_fix" });
    expect(await code(openSession("a", "b"))).toBe("bad_credentials");
  });

  it("that ended already may be ended again", async () => {
    server(401, { code: "unauthenticated", retry: "after_unlock" });
    expect(await code(endSession())).toBe("none");
  });

  it("of no Satchel server is not believed", async () => {
    server(200, { hello: "world" });
    expect(await code(currentSession())).toBe("wrong_address");
    server(502, null);
    expect(await code(endSession())).toBe("wrong_address");
  });

  it("without a connection says so", async () => {
    vi.stubGlobal("fetch", async () => Promise.reject(new TypeError("network")));
    expect(await code(openSession("a", "b"))).toBe("offline");
  });
});
