import { act, fireEvent, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { show } from "../test/render";
import { ActionButton } from "./ActionButton";
import { Dialog } from "./Dialog";
import { Icon } from "./Icon";
import { ICONS, type IconName } from "./icons";
import { Kbd } from "./Kbd";
import { Progress } from "./Progress";
import { Skeleton } from "./Skeleton";
import { Tip } from "./Tip";
import { Toast } from "./Toast";

afterEach(() => {
  vi.useRealTimers();
});

test("a button is named by its words and tells its keys", async () => {
  const run = vi.fn();
  show(
    <ActionButton kind="primary" keys="Ctrl+Enter" onClick={run}>
      Review and sign
    </ActionButton>,
  );
  const button = screen.getByRole("button", { name: "Review and sign" });
  expect(button.getAttribute("aria-keyshortcuts")).toBe("Control+Enter");
  expect(button.textContent).toBe("Review and signCtrlEnter");
  await userEvent.click(button);
  expect(run).toHaveBeenCalledTimes(1);
});

test("what cannot be done yet is reachable, says why and does nothing", async () => {
  const run = vi.fn();
  const save = vi.fn((event: Event) => event.preventDefault());
  show(
    <form onSubmit={(event) => save(event.nativeEvent)}>
      <ActionButton type="submit" notReady="Give a reason first" onClick={run}>
        Sign
      </ActionButton>
    </form>,
  );
  await userEvent.tab();
  const button = screen.getByRole("button", { name: "Sign" });
  expect(document.activeElement).toBe(button);
  expect(button.getAttribute("aria-disabled")).toBe("true");
  expect(button.title).toBe("Give a reason first");
  await userEvent.keyboard("{Enter} ");
  await userEvent.click(button);
  expect(run).not.toHaveBeenCalled();
  expect(save).not.toHaveBeenCalled();
});

test("keys are drawn one by one, a plus among them", () => {
  show(
    <>
      <p>
        <Kbd keys="Ctrl+Shift+F" />
      </p>
      <p>
        <Kbd keys="Ctrl++" />
      </p>
    </>,
  );
  const drawn = [...document.querySelectorAll("p")].map((line) =>
    [...line.querySelectorAll("kbd")].map(({ textContent }) => textContent),
  );
  expect(drawn).toEqual([
    ["Ctrl", "Shift", "F"],
    ["Ctrl", "+"],
  ]);
});

test("an icon is silent beside words and named when it stands alone", () => {
  show(
    <>
      <Icon name="lock" />
      <Icon name="help" label="Help" />
    </>,
  );
  expect(screen.getAllByRole("img").map((icon) => icon.getAttribute("aria-label"))).toEqual(["Help"]);
});

test("every icon draws something", () => {
  const all = (Object.keys(ICONS) as IconName[]).map((name) => <Icon key={name} name={name} label={name} />);
  show(<p>{all}</p>);
  const icons = screen.getAllByRole("img");
  expect(icons).toHaveLength(54);
  expect(icons.filter((icon) => icon.childElementCount === 0)).toEqual([]);
});

test("an undo stays ten seconds, and as long as someone is on it", () => {
  vi.useFakeTimers();
  const close = vi.fn();
  const run = vi.fn();
  show(<Toast message="Problem removed" action={{ label: "Undo", keys: "Ctrl+Z", run }} onClose={close} />);
  act(() => vi.advanceTimersByTime(9_999));
  expect(close).not.toHaveBeenCalled();
  fireEvent.focus(screen.getByRole("button", { name: "Undo" }));
  act(() => vi.advanceTimersByTime(60_000));
  expect(close).not.toHaveBeenCalled();
  fireEvent.blur(screen.getByRole("button", { name: "Undo" }));
  act(() => vi.advanceTimersByTime(10_000));
  expect(close).toHaveBeenCalledTimes(1);
  fireEvent.click(screen.getByRole("button", { name: "Undo" }));
  expect(run).toHaveBeenCalledTimes(1);
  expect(screen.getByRole("status").textContent).toContain("Problem removed");
});

test("progress tells count and time in words, and never runs over", () => {
  const { rerender } = show(
    <Progress label="Getting your clinic" done={1240} total={3800} words="1,240 of 3,800" left="about 6 min" />,
  );
  const bar = screen.getByRole("progressbar", { name: "Getting your clinic" });
  expect([bar.getAttribute("aria-valuenow"), bar.getAttribute("aria-valuemax")]).toEqual(["1240", "3800"]);
  expect(screen.getByText("about 6 min")).toBeDefined();
  const width = () => (bar.firstElementChild as HTMLElement).style.inlineSize;
  rerender(<Progress label="Getting your clinic" done={0} total={0} words="0" />);
  expect(width()).toBe("0%");
  rerender(<Progress label="Getting your clinic" done={9} total={3} words="9" />);
  expect(width()).toBe("100%");
});

test("a skeleton waits before it is seen", () => {
  vi.useFakeTimers();
  show(<Skeleton label="People are on their way" lines={2} />);
  const status = screen.getByRole("status");
  expect(status.getAttribute("aria-busy")).toBe("true");
  expect(status.querySelectorAll("div")).toHaveLength(0);
  act(() => vi.advanceTimersByTime(150));
  expect(status.querySelectorAll("div")).toHaveLength(2);
});

const Voiding = ({ stays = false }: { stays?: boolean }) => {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Void
      </button>
      <Dialog
        open={open}
        title="Void this problem?"
        stays={stays}
        onClose={() => setOpen(false)}
        actions={<button type="button">Void asthma</button>}
      >
        <p>It stays in the history.</p>
      </Dialog>
    </>
  );
};

test("a closed dialog gives the focus back", async () => {
  show(<Voiding />);
  const opener = screen.getByRole("button", { name: "Void" });
  await userEvent.click(opener);
  expect(screen.getByRole("dialog", { name: "Void this problem?" })).toBeDefined();
  await userEvent.keyboard("{Escape}");
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(document.activeElement).toBe(opener);
});

test("what must be answered is not closed by Escape", async () => {
  show(<Voiding stays />);
  await userEvent.click(screen.getByRole("button", { name: "Void" }));
  await userEvent.keyboard("{Escape}");
  expect(screen.getByRole("dialog", { name: "Void this problem?" })).toBeDefined();
  expect(screen.queryByRole("button", { name: "Close" })).toBeNull();
});

test("the words of an icon show for the keyboard at once, for a resting pointer later, and Escape hides them", () => {
  vi.useFakeTimers();
  show(
    <Tip words="Patients">
      <button type="button" aria-label="Patients" />
    </Tip>,
  );
  const button = screen.getByRole("button", { name: "Patients" });
  fireEvent.pointerEnter(button.parentElement as HTMLElement);
  act(() => vi.advanceTimersByTime(399));
  expect(screen.queryByText("Patients")).toBeNull();
  act(() => vi.advanceTimersByTime(1));
  expect(screen.getByText("Patients")).toBeDefined();
  fireEvent.keyDown(button, { key: "Escape" });
  expect(screen.queryByText("Patients")).toBeNull();
});
