/** Signing in to the server's own pages. The session is a cookie that no script can read; these three calls keep it. */
import type { Problem } from "./gen";
import { isProblem, ProblemError, problemOf } from "./problem";

/** Who is signed in on this page. */
export interface WebSession {
  me: { user: string; name: string; login: string; role: string; patient: string | null };
  /** The clinic's name. */
  clinic: string;
  /** The surface that this person may use. */
  surface: "patient" | "admin";
  /** When it ends without use, and when it ends at the latest; ms since 1970. */
  idle_until: number;
  until: number;
}

const SESSIONS = "/api/v1/web/sessions";

const ask = async (method: "GET" | "POST" | "DELETE", path: string, body?: object): Promise<Response> => {
  try {
    return await fetch(path, {
      method,
      credentials: "same-origin",
      cache: "no-store",
      // The header tells the server that a page of its own origin asks.
      headers: { "x-satchel": "1", ...(body ? { "content-type": "application/json" } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  } catch {
    throw new ProblemError(problemOf("offline"));
  }
};

const problemIn = async (answer: Response): Promise<Problem> => {
  const said: unknown = await answer.json().catch(() => null);
  return isProblem(said) ? said : problemOf("wrong_address", "after_fix");
};

const isSession = (value: unknown): value is WebSession =>
  typeof value === "object" && value !== null && "me" in value && "surface" in value;

const sessionIn = async (answer: Response): Promise<WebSession> => {
  if (!answer.ok) {
    throw new ProblemError(await problemIn(answer));
  }
  const said: unknown = await answer.json().catch(() => null);
  if (!isSession(said)) {
    throw new ProblemError(problemOf("wrong_address", "after_fix"));
  }
  return said;
};

/** The session of this browser; nothing where nobody is signed in. */
export const currentSession = async (): Promise<WebSession | null> => {
  const answer = await ask("GET", `${SESSIONS}/current`);
  return answer.status === 401 ? null : sessionIn(answer);
};

/** Signs in; rejects with a `ProblemError`. */
export const openSession = async (login: string, password: string): Promise<WebSession> =>
  sessionIn(await ask("POST", SESSIONS, { login, password }));

/** Signs out. A session that is over already is as good. */
export const endSession = async (): Promise<void> => {
  const answer = await ask("DELETE", `${SESSIONS}/current`);
  if (!answer.ok && answer.status !== 401) {
    throw new ProblemError(await problemIn(answer));
  }
};
