import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import type { Invitation, InvitationOpen, Patients, Person } from "../../rpc/gen";
import type { Answers } from "../../rpc/transport/fake";
import { memoryDrafts } from "../../shell/gate/memoryDrafts";
import { NOW } from "../../test/render";
import { type ScreenSetting, showScreen } from "../../test/screen";
import { Workspace } from "./InvitePanel";
import { peopleFeature } from "./index";
import { Page } from "./Page";

const person = (name: string, more: Partial<Person> = {}): Person => ({
  user: name,
  name,
  login: name.toLowerCase(),
  role: "nurse",
  patient: null,
  active: true,
  created_at: NOW,
  devices: 1,
  ...more,
});
const invitation = (name: string, more: Partial<Invitation> = {}): Invitation => ({
  invitation: `i-${name}`,
  name,
  role: "nurse",
  patient: null,
  created_at: NOW,
  expires_at: NOW + 86_400_000,
  state: "open",
  ...more,
});
const made: InvitationOpen = {
  invitation: "i-1",
  link: "satchel://join?a=clinic:1&k=00&c=7Q2K",
  words: "orchid paddle branch",
  qr_svg: '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"></svg>',
  expires_at: NOW + 86_400_000,
};
const ANSWERS: Answers = {
  people_list: { people: [person("Joy"), person("Zoë", { active: false })] },
  invitation_list: { invitations: [invitation("Ada"), invitation("Old", { state: "expired" })] },
  invitation_create: made,
};

const open = (page: React.ReactElement, setting: Partial<ScreenSetting> = {}) =>
  showScreen(page, {
    answers: ANSWERS,
    surface: "admin",
    features: [peopleFeature],
    me: { role: "clinic_admin" },
    ...setting,
  });

describe("people", () => {
  it("lists who can sign in, and finds them without their marks", async () => {
    const { user } = open(<Page />);
    await screen.findByText("2 people, 1 open invitation.");
    await user.type(screen.getByRole("searchbox", { name: "Find by name" }), "zoe");
    const grid = screen.getByRole("grid", { name: "All people" });
    expect(within(grid).getAllByRole("row")).toHaveLength(2);
    expect(within(grid).getByText("Not active")).toBeTruthy();
    await user.type(screen.getByRole("searchbox", { name: "Find by name" }), "x");
    expect(screen.getByText(/Nobody matches/)).toBeTruthy();
  });

  it("asks before an invitation is taken back, and only an open one can be", async () => {
    const { user, engine } = open(<Page />, {
      answers: { ...ANSWERS, invitation_withdraw: { invitations: [invitation("Ada", { state: "withdrawn" })] } },
    });
    const buttons = await screen.findAllByRole("button", { name: /^Withdraw/ });
    expect(buttons.map((one) => one.getAttribute("aria-label"))).toEqual(["Withdraw the invitation for Ada"]);
    await user.click(buttons[0] as HTMLElement);
    const dialog = await screen.findByRole("dialog", { name: "Withdraw the invitation for Ada?" });
    expect(engine.argsOf("invitation_withdraw")).toEqual([]);
    await user.click(within(dialog).getByRole("button", { name: "Withdraw" }));
    await waitFor(() => expect(engine.argsOf("invitation_withdraw")).toEqual([{ invitation: "i-Ada" }]));
  });
});

describe("inviting", () => {
  it("shows link, words and code once, and nothing of the picture can run", async () => {
    const close = vi.fn();
    const { user, engine } = open(<Workspace args={{}} close={close} />);
    await user.type(await screen.findByRole("textbox", { name: "Name" }), "Joy Achieng");
    await user.click(screen.getByRole("radio", { name: /^Nurse/ }));
    await user.click(screen.getByRole("button", { name: "Make invitation" }));
    await screen.findByRole("heading", { level: 2, name: "Invitation for Joy Achieng" });
    expect(engine.argsOf("invitation_create")).toEqual([{ name: "Joy Achieng", role: "nurse", days: 7 }]);
    expect(screen.getByText(made.link)).toBeTruthy();
    expect(screen.getAllByRole("listitem").map((one) => one.textContent)).toEqual(["orchid", "paddle", "branch"]);
    const picture = screen.getByRole("img", { name: "Code to scan with the app" });
    expect(picture.tagName).toBe("IMG");
    expect(picture.getAttribute("src")).toMatch(/^data:image\/svg\+xml/);
    expect(screen.getByText(/Shown once/)).toBeTruthy();
  });

  it("lists what is missing, with a way to each field", async () => {
    const { user } = open(<Workspace args={{}} close={() => undefined} />);
    await user.click(await screen.findByRole("button", { name: "Make invitation" }));
    const links = within(screen.getByRole("alert")).getAllByRole("link");
    expect(links.map((one) => one.textContent)).toEqual(["Write the name", "Choose a role"]);
    await user.click(links[0] as HTMLElement);
    expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Name" }));
  });

  it("needs to know whose record a patient will see", async () => {
    const patients = {
      patients: [{ patient: "p-1", name: "Yusuf, Amina", card: { births: ["1981-03-03"], identifiers: [] } }],
      more: false,
    } as unknown as Patients;
    const { user, engine } = open(<Workspace args={{}} close={() => undefined} />, {
      answers: {
        ...ANSWERS,
        patient_search: patients,
        patient_get: { line: { name: "Yusuf, Amina" } } as never,
      },
    });
    await user.type(await screen.findByRole("textbox", { name: "Name" }), "Amina");
    await user.click(screen.getByRole("radio", { name: /^Patient/ }));
    await user.click(screen.getByRole("button", { name: "Make invitation" }));
    expect(within(screen.getByRole("alert")).getByText("Choose whose record it is")).toBeTruthy();
    await user.type(screen.getByRole("textbox", { name: "Whose record" }), "yus");
    await user.click(await screen.findByRole("button", { name: /YUSUF, Amina/ }));
    await screen.findByText("YUSUF, Amina");
    await user.click(screen.getByRole("button", { name: "Make invitation" }));
    await waitFor(() =>
      expect(engine.argsOf("invitation_create")).toEqual([{ name: "Amina", role: "patient", patient: "p-1", days: 7 }]),
    );
  });

  it("keeps what was typed when it cannot be sent, and after a reload", async () => {
    const drafts = memoryDrafts();
    const answers: Answers = { ...ANSWERS, invitation_create: { code: "offline", retry: "later" } };
    const first = open(<Workspace args={{}} close={() => undefined} />, { drafts, answers });
    await first.user.type(await screen.findByRole("textbox", { name: "Name" }), "Joy");
    await first.user.click(screen.getByRole("radio", { name: /^Doctor/ }));
    await first.user.click(screen.getByRole("button", { name: "Make invitation" }));
    await screen.findByText("There is no connection to the clinic's server.");
    first.unmount();
    open(<Workspace args={{}} close={() => undefined} />, { drafts });
    await waitFor(() => expect((screen.getByRole("textbox", { name: "Name" }) as HTMLInputElement).value).toBe("Joy"));
    expect((screen.getByRole("radio", { name: /^Doctor/ }) as HTMLInputElement).checked).toBe(true);
  });
});
