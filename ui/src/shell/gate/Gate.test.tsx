import { act, screen, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { beforeEach, describe, expect, it } from "vitest";
import { OTHER, showSurface, statusOf, VAULT, type Vault, vaultEngine } from "../../test/surface";
import type { Feature } from "../feature";
import { Page } from "../Page";
import { useDraft } from "../useDraft";
import { useWorkspace } from "../workspace";
import { noteSeen } from "./seen";

const Note = ({ args, close }: { args: Record<string, string>; close: () => void }): ReactNode => {
  const draft = useDraft<string>(`note:${args["patient"]}`);
  return (
    <form>
      <label>
        Note
        <textarea
          disabled={draft.value === undefined}
          value={draft.value ?? ""}
          onChange={(event) => draft.set(event.target.value)}
        />
      </label>
      <button type="button" onClick={close}>
        Cancel
      </button>
    </form>
  );
};

const Today = (): ReactNode => <Page title="Today">Nothing</Page>;

const Chart = (): ReactNode => {
  const { open } = useWorkspace();
  return (
    <Page title="Chart of YUSUF, Amina">
      <button type="button" onClick={() => open("note", { patient: "p1" })}>
        Write a note
      </button>
    </Page>
  );
};

const features: Feature[] = [
  {
    section: { path: "", label: "shell-go-home", icon: "today", order: 1 },
    routes: [
      { path: "", title: "shell-go-home", load: async () => ({ Page: Today }) },
      { path: "patients/p1", title: "shell-go-home", load: async () => ({ Page: Chart }) },
    ],
    workspaces: { note: async () => ({ Workspace: Note }) },
  },
];

const PASSWORD = "a long enough password";
const startWriting = async (vault: Vault) => {
  const shown = showSurface(vault, features);
  window.location.hash = "#/patients/p1";
  await shown.user.click(await screen.findByRole("button", { name: "Write a note" }));
  const note = await screen.findByLabelText("Note");
  await waitFor(() => expect(note.hasAttribute("disabled")).toBe(false));
  await shown.user.type(note, "Cough, 3 days");
  return shown;
};
const unlock = async (user: Awaited<ReturnType<typeof startWriting>>["user"]): Promise<void> => {
  await user.type(await screen.findByLabelText("Password"), PASSWORD);
  await user.click(screen.getByRole("button", { name: "Unlock" }));
};

let vault: Vault;
beforeEach(() => {
  vault = vaultEngine(statusOf("unlocked"));
});

describe("the gate", () => {
  it("shows a machine without a vault how to join", async () => {
    showSurface(vaultEngine(statusOf("not_joined")), features);
    expect(await screen.findByRole("heading", { name: "Welcome to Satchel" })).toBeTruthy();
  });

  it("shows bare counts of a locked machine and no name that nobody asked for", async () => {
    noteSeen(OTHER, { name: "James Okoth" });
    const vaults = [
      { vault: VAULT, unsent: 3 },
      { vault: OTHER, unsent: 0 },
    ];
    showSurface(vaultEngine(statusOf("locked", { vaults })), features);
    await screen.findByRole("heading", { name: "Locked" });
    expect(screen.getByRole("button", { name: /Person 1/ }).textContent).toContain("3 changes not sent");
    expect(screen.getByRole("button", { name: /James Okoth/ }).textContent).toContain("Everything is sent");
    expect(screen.getByText("3 changes saved on this device")).toBeTruthy();
  });

  it("says when the engine does not answer, and asks again", async () => {
    vault.engine.answer({ status: { code: "internal", retry: "later" } });
    const { user } = showSurface(vault, features);
    expect(await screen.findByText("The app does not answer")).toBeTruthy();
    vault.engine.answer({ status: statusOf("unlocked") });
    await user.click(screen.getByRole("button", { name: "Open it again" }));
    expect(await screen.findByRole("heading", { name: "Today" })).toBeTruthy();
  });
});

describe("a lock", () => {
  it("takes every name off the screen, and brings place and half-written note back", async () => {
    const { user, container } = await startWriting(vault);
    await user.keyboard("{Control>}l{/Control}");
    await screen.findByRole("heading", { name: "Locked" });
    expect(container.textContent).not.toContain("YUSUF");
    expect(document.body.textContent).not.toContain("Cough");
    expect(screen.getByText("What you had open and half-written is as you left it.")).toBeTruthy();
    expect([...vault.drafts.values()]).toEqual(['"Cough, 3 days"']);
    await unlock(user);
    expect(await screen.findByRole("heading", { name: "Chart of YUSUF, Amina" })).toBeTruthy();
    await waitFor(() => expect((screen.getByLabelText("Note") as HTMLTextAreaElement).value).toBe("Cough, 3 days"));
  });

  it("from outside keeps what had not reached the vault yet, and puts it there for the same person", async () => {
    const { user } = await startWriting(vault);
    act(() => vault.status(statusOf("locked")));
    await screen.findByRole("heading", { name: "Locked" });
    await unlock(user);
    await waitFor(() => expect([...vault.drafts.values()]).toEqual(['"Cough, 3 days"']));
  });

  it("shows the next person neither place nor panel of the one before", async () => {
    const vaults = [
      { vault: VAULT, unsent: 0 },
      { vault: OTHER, unsent: 0 },
    ];
    vault = vaultEngine(statusOf("unlocked", { vaults }));
    const { user } = await startWriting(vault);
    await user.keyboard("{Control>}l{/Control}");
    await user.click(await screen.findByRole("button", { name: /Person 2/ }));
    await unlock(user);
    expect(await screen.findByRole("heading", { name: "Today" })).toBeTruthy();
    expect(screen.queryByLabelText("Note")).toBeNull();
    expect(window.location.hash).toBe("#/");
  });

  it("opens to no wrong password, and says so at the field", async () => {
    const { user } = showSurface(vaultEngine(statusOf("locked")), features);
    await user.type(await screen.findByLabelText("Password"), "not this one");
    await user.click(screen.getByRole("button", { name: "Unlock" }));
    expect(await screen.findByText("The password does not open this device.")).toBeTruthy();
    expect((screen.getByLabelText("Password") as HTMLInputElement).value).toBe("not this one");
  });
});

describe("a reload", () => {
  it("finds the panel open and the note as it was typed", async () => {
    const first = await startWriting(vault);
    first.unmount();
    showSurface(vault, features);
    await waitFor(async () =>
      expect(((await screen.findByLabelText("Note")) as HTMLTextAreaElement).value).toBe("Cough, 3 days"),
    );
  });
});

describe("the frame", () => {
  it("steps through its parts with the region key, and skips to the content", async () => {
    const { user } = showSurface(vault, features);
    await screen.findByRole("heading", { name: "Today" });
    const main = screen.getByRole("main");
    await user.click(screen.getByRole("link", { name: "Skip to content" }));
    expect(document.activeElement).toBe(main);
    await user.keyboard("{F6}");
    expect(main.contains(document.activeElement)).toBe(false);
    await user.keyboard("{F6}{F6}");
    expect(document.activeElement).toBe(main);
  });

  it("opens sections, palette and the list of keys without a mouse", async () => {
    const { user } = showSurface(vault, features);
    window.location.hash = "#/nowhere";
    await screen.findByRole("heading", { name: "There is no such screen" });
    await user.keyboard("{Control>}1{/Control}");
    await screen.findByRole("heading", { name: "Today" });
    await user.keyboard("{F1}");
    expect(await screen.findByRole("dialog", { name: "Keys" })).toBeTruthy();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await user.keyboard("{Control>}k{/Control}");
    expect(await screen.findByRole("combobox", { name: "Search and do" })).toBeTruthy();
  });

  it("closes the panel with Escape and gives the focus back", async () => {
    const { user } = await startWriting(vault);
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByLabelText("Note")).toBeNull());
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Write a note" }));
  });

  it("covers the screen at a key, and shows it again", async () => {
    const { user } = showSurface(vault, features);
    await screen.findByRole("heading", { name: "Today" });
    await user.keyboard("{Control>}{Shift>}p{/Shift}{/Control}");
    await user.click(await screen.findByRole("button", { name: "Show it again" }));
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("starts with its first section where it has no first screen", async () => {
    showSurface(vault, [
      { section: { path: "people", label: "shell-go-home", icon: "people", order: 1 } },
      { routes: [{ path: "people", title: "shell-go-home", load: async () => ({ Page: Today }) }] },
    ]);
    await screen.findByRole("heading", { name: "Today" });
    expect(window.location.hash).toBe("#/people");
    expect(screen.getByRole("link", { name: "Go to the first screen" }).getAttribute("aria-current")).toBe("page");
  });

  it("gives patients at most five tabs, each with its name", async () => {
    const many = Array.from(
      { length: 6 },
      (_, at): Feature => ({
        section: { path: at === 0 ? "" : `x${at}`, label: "shell-go-home", icon: "home", order: at },
      }),
    );
    showSurface(vault, [...features.slice(0, 0), ...many], "patient");
    const tabs = await screen.findByRole("navigation", { name: "Main sections" });
    expect(tabs.querySelectorAll("a")).toHaveLength(5);
    expect(screen.queryByRole("navigation", { name: "Sections" })).toBeNull();
  });
});
