import { act, screen, waitFor } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import type { Problem } from "../../rpc/gen";
import { problemOf } from "../../rpc/problem";
import { showScreen } from "../../test/screen";
import { meOf, showSurface, statusOf, vaultEngine } from "../../test/surface";
import { Page as SignIn } from "./Page";
import { Recover } from "./Recover";
import { WebSignIn } from "./WebSignIn";

const KEY = "00ff0102030405060708".padEnd(64, "0");
const LINK = `satchel://join?a=clinic.example:8443&k=${KEY}&c=ABCD-EFGH`;
const PASSWORD = "correct horse battery staple";

type User = ReturnType<typeof showSurface>["user"];
const paste = async (user: User, label: string, value: string): Promise<void> => {
  await user.click(await screen.findByLabelText(label));
  await user.paste(value);
};
const press = async (user: User, name: string): Promise<void> =>
  user.click(await screen.findByRole("button", { name }));

const toAccount = async (user: User): Promise<void> => {
  await paste(user, "Invitation", LINK);
  await press(user, "Go on");
  await press(user, "They match");
};
const fill = async (user: User): Promise<void> => {
  await paste(user, "Sign-in name", "ruth");
  await paste(user, "Password", PASSWORD);
  await paste(user, "The same password again", PASSWORD);
};

describe("joining", () => {
  const start = (answer: Problem | null = null) => {
    const vault = vaultEngine(statusOf("not_joined"), {
      join: () => {
        if (answer) {
          return answer;
        }
        vault.status(statusOf("unlocked"));
        return { me: meOf(), recovery_code: "7KQ2-M9XA-3PLD" };
      },
    });
    return { ...showSurface(vault, []), engine: vault.engine };
  };

  it("asks for the server's words before anything is sent, then joins and shows the recovery code once", async () => {
    const { user, engine } = start();
    await paste(user, "Invitation", `  ${LINK}\n`);
    await press(user, "Go on");
    expect(screen.getByLabelText("Words of the server").textContent).toBe(
      "acorn prairie actor album alder alpha amber anchor",
    );
    expect(engine.asked.every(({ cmd }) => cmd === "status")).toBe(true);
    await press(user, "They match");
    await fill(user);
    await press(user, "Join the clinic");
    expect((await screen.findByRole("status", { name: "Your recovery code" })).textContent).toBe("7KQ2-M9XA-3PLD");
    expect(engine.argsOf("join")[0]).toMatchObject({ link: LINK, login: "ruth", password: PASSWORD });
    await press(user, "Go to my work");
    expect(screen.getByText("7KQ2-M9XA-3PLD")).toBeTruthy();
    await user.click(screen.getByRole("checkbox", { name: "I wrote it down" }));
    await press(user, "Go to my work");
    await waitFor(() => expect(screen.queryByText("7KQ2-M9XA-3PLD")).toBeNull());
  });

  it("stops where the words differ", async () => {
    const { user } = start();
    await paste(user, "Invitation", LINK);
    await press(user, "Go on");
    await press(user, "They do not match");
    expect(screen.getByRole("alert").textContent).toContain("Do not go on");
    await press(user, "Back");
    expect(await screen.findByRole("heading", { name: "Welcome to Satchel" })).toBeTruthy();
  });

  it("takes nothing for an invitation that is none", async () => {
    const { user } = start();
    await paste(user, "Invitation", "https://clinic.example/join");
    await press(user, "Go on");
    expect(screen.getByText("This is not an invitation. It starts with satchel://join")).toBeTruthy();
    expect((screen.getByLabelText("Invitation") as HTMLTextAreaElement).value).toBe("https://clinic.example/join");
  });

  it("says at each field what is missing, and sends nothing", async () => {
    const { user, engine } = start();
    await toAccount(user);
    await paste(user, "Password", "short");
    await press(user, "Join the clinic");
    expect(screen.getByText("Fill this in")).toBeTruthy();
    expect(screen.getByText("Use at least 15 characters")).toBeTruthy();
    expect(engine.argsOf("join")).toEqual([]);
    await user.clear(screen.getByLabelText("Password"));
    await paste(user, "Password", PASSWORD);
    await paste(user, "The same password again", `${PASSWORD}!`);
    await press(user, "Join the clinic");
    expect(screen.getByText("The two passwords are not the same")).toBeTruthy();
  });

  it("keeps what was typed when the name is taken, and says so at the name", async () => {
    const { user } = start(problemOf("login_taken", "after_fix"));
    await toAccount(user);
    await fill(user);
    await press(user, "Join the clinic");
    expect(await screen.findByText("This name is taken.")).toBeTruthy();
    expect((screen.getByLabelText("Sign-in name") as HTMLInputElement).value).toBe("ruth");
  });

  it("asks for another invitation when this one is too old", async () => {
    const { user } = start(problemOf("invitation_expired", "after_fix"));
    await toAccount(user);
    await fill(user);
    await press(user, "Join the clinic");
    expect(await screen.findByText("This invitation is too old.")).toBeTruthy();
    expect(screen.getByLabelText("Invitation")).toBeTruthy();
  });

  it("tells a server that is not the one we know", async () => {
    const { user } = start(problemOf("wrong_server_key", "after_fix"));
    await toAccount(user);
    await fill(user);
    await press(user, "Join the clinic");
    expect(await screen.findByText("This is not the clinic's server we know.")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Check address" })).toBeTruthy();
  });
});

describe("the recovery code", () => {
  const recover = (answer: Problem | null = null) =>
    showScreen(<Recover vault="v1" back={() => undefined} />, {
      answers: { unlock_recovery: answer ?? meOf() },
    });

  it("opens the vault and sets a new password", async () => {
    const { user, engine } = recover();
    await paste(user, "Recovery code", " 7KQ2-M9XA ");
    await paste(user, "New password", PASSWORD);
    await press(user, "Open with the code");
    expect(engine.argsOf("unlock_recovery")).toEqual([{ vault: "v1", code: "7KQ2-M9XA", password: PASSWORD }]);
  });

  it("that is wrong is said at the field", async () => {
    const { user } = recover(problemOf("wrong_password", "after_fix"));
    await paste(user, "Recovery code", "nope");
    await paste(user, "New password", PASSWORD);
    await press(user, "Open with the code");
    expect(await screen.findByText("This code does not open this device")).toBeTruthy();
  });

  it("needs a password that is long enough", async () => {
    const { user, engine } = recover();
    await press(user, "Open with the code");
    expect(screen.getAllByText(/Fill this in|Use at least 15 characters/)).toHaveLength(2);
    expect(engine.asked).toEqual([]);
  });
});

describe("signing in again", () => {
  it("asks for the password alone and says when it is wrong", async () => {
    const { user, engine } = showScreen(<SignIn />, {
      answers: { sign_in: problemOf("bad_credentials", "after_fix") },
    });
    await press(user, "Sign in");
    expect(screen.getByText("Fill this in")).toBeTruthy();
    await paste(user, "Password", "wrong one");
    await press(user, "Sign in");
    expect(await screen.findByText("This is not the password of your account")).toBeTruthy();
    act(() => engine.answer({ sign_in: problemOf("offline") }));
    await press(user, "Sign in");
    expect(await screen.findByText("There is no connection to the clinic's server.")).toBeTruthy();
  });
});

describe("signing in on the web", () => {
  const SESSION = {
    me: { user: "u", name: "Amina Yusuf", login: "amina", role: "patient", patient: "p" },
    clinic: "Lakeside Clinic",
    surface: "patient",
    idle_until: 1,
    until: 2,
  };
  const answerWith = (status: number, body: unknown): void =>
    void vi.stubGlobal("fetch", async () => new Response(JSON.stringify(body), { status }));
  const open = (surface: "patient" | "admin" = "patient") => {
    const signedIn = vi.fn();
    return { signedIn, ...showScreen(<WebSignIn surface={surface} signedIn={signedIn} />, { answers: {}, surface }) };
  };
  const enter = async (user: User): Promise<void> => {
    await paste(user, "Sign-in name", "amina");
    await paste(user, "Password", PASSWORD);
    await press(user, "Sign in");
  };

  it("opens the session", async () => {
    answerWith(200, SESSION);
    const { user, signedIn } = open();
    await enter(user);
    await waitFor(() => expect(signedIn).toHaveBeenCalledWith(SESSION));
  });

  it("says that name or password is wrong, and keeps the name", async () => {
    answerWith(401, problemOf("bad_credentials", "after_fix"));
    const { user, signedIn } = open();
    await enter(user);
    expect(await screen.findByText("The name or the password is wrong.")).toBeTruthy();
    expect((screen.getByLabelText("Sign-in name") as HTMLInputElement).value).toBe("amina");
    expect(signedIn).not.toHaveBeenCalled();
  });

  it("lets nobody into a page that is not theirs", async () => {
    answerWith(200, SESSION);
    const { user, signedIn } = open("admin");
    await enter(user);
    expect(await screen.findByText(/This page is for the administration/)).toBeTruthy();
    expect(signedIn).not.toHaveBeenCalled();
  });

  it("says when there is no connection, and when somebody tried too often", async () => {
    vi.stubGlobal("fetch", async () => Promise.reject(new TypeError("network")));
    const { user } = open();
    await enter(user);
    expect(await screen.findByText("There is no connection to the clinic's server.")).toBeTruthy();
    answerWith(429, problemOf("rate_limited"));
    await press(user, "Sign in");
    expect(await screen.findByText("Too many tries in a short time.")).toBeTruthy();
  });
});
