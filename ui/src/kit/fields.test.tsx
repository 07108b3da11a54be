import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, test, vi } from "vitest";
import { show } from "../test/render";
import { CheckField } from "./CheckField";
import { ChoiceGroup } from "./ChoiceGroup";
import { DateField } from "./DateField";
import { ErrorSummary } from "./ErrorSummary";
import { Field } from "./Field";
import { SelectField } from "./SelectField";

const described = (control: HTMLElement): string =>
  (control.getAttribute("aria-describedby") ?? "")
    .split(" ")
    .map((id) => document.getElementById(id)?.textContent ?? "")
    .join(" | ");

test("a field is found by its label and tells hint, error and unit", () => {
  show(<Field label="Temperature" defaultValue="368" unit="°C" hint="Last 36.8" error="Enter 30 to 45, like 36.8" />);
  const field = screen.getByRole<HTMLInputElement>("textbox", { name: "Temperature" });
  expect(field.getAttribute("aria-invalid")).toBe("true");
  expect(described(field)).toBe("Enter 30 to 45, like 36.8 | Last 36.8");
  expect(screen.getByText("°C")).toBeDefined();
  expect(field.value).toBe("368");
});

test("a field without error is not called wrong", () => {
  show(<Field label="Pulse" />);
  const field = screen.getByRole("textbox", { name: "Pulse" });
  expect(field.hasAttribute("aria-invalid")).toBe(false);
  expect(field.hasAttribute("aria-describedby")).toBe(false);
});

test("what is optional is said with the label", () => {
  show(
    <>
      <Field label="Place" optional />
      <Field label="Reason" needed multiline />
    </>,
  );
  expect(screen.getByRole("textbox", { name: "Place (optional)" })).toBeDefined();
  expect(screen.getByRole("textbox", { name: "Reason (needed)" }).tagName).toBe("TEXTAREA");
});

test("text may be pasted, and every change is told", async () => {
  const told = vi.fn();
  show(<Field label="Code" onValue={told} />);
  await userEvent.click(screen.getByRole("textbox", { name: "Code" }));
  await userEvent.paste("123 456");
  expect(told).toHaveBeenLastCalledWith("123 456");
});

test("fields belong to their form by name", async () => {
  const save = vi.fn();
  show(
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save(Object.fromEntries(new FormData(event.currentTarget)));
      }}
    >
      <Field label="Reason" name="reason" />
      <SelectField label="Unit" name="unit" options={[{ value: "mg", label: "mg" }]} nothing="Choose" />
      <button type="submit">Save</button>
    </form>,
  );
  await userEvent.type(screen.getByRole("textbox", { name: "Reason" }), "BP 152/94");
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "Unit" }), "mg");
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  expect(save).toHaveBeenCalledWith({ reason: "BP 152/94", unit: "mg" });
});

const choices = [
  { value: "a", label: "Keep A", hint: "10 mg once daily" },
  { value: "b", label: "Keep B", hint: "2.5 mg once daily" },
  { value: "stop", label: "Stop", disabled: true },
];

const Choose = ({ told }: { told: (value: string) => void }) => {
  const [value, setValue] = useState<string | null>(null);
  return (
    <ChoiceGroup
      label="Your decision"
      choices={choices}
      value={value}
      onValue={(next) => {
        told(next);
        setValue(next);
      }}
      error="Choose one"
    />
  );
};

test("nothing is chosen until a person chooses", async () => {
  const told = vi.fn();
  show(<Choose told={told} />);
  expect(screen.getAllByRole<HTMLInputElement>("radio").map(({ checked }) => checked)).toEqual([false, false, false]);
  await userEvent.tab();
  await userEvent.keyboard(" ");
  expect(told).toHaveBeenLastCalledWith("a");
  await userEvent.click(screen.getByRole("radio", { name: /Keep B/ }));
  expect(told).toHaveBeenLastCalledWith("b");
  expect(screen.getByRole<HTMLInputElement>("radio", { name: /Keep B/ }).checked).toBe(true);
});

test("the whole box is the label, and what may not be chosen cannot be", async () => {
  const told = vi.fn();
  show(<Choose told={told} />);
  await userEvent.click(screen.getByText("10 mg once daily"));
  expect(told).toHaveBeenLastCalledWith("a");
  await userEvent.click(screen.getByText("Stop"));
  expect(told).toHaveBeenCalledTimes(1);
  expect(described(screen.getByRole("group", { name: "Your decision" }))).toBe("Choose one");
});

const Day = ({
  told,
  start = "",
  partial = false,
}: {
  told: (value: string, readable: boolean) => void;
  start?: string;
  partial?: boolean;
}) => {
  const [value, setValue] = useState(start);
  return (
    <>
      <DateField
        label="From"
        value={value}
        partial={partial}
        onValue={(next, readable) => {
          told(next, readable);
          setValue(next);
        }}
      />
      <button type="button" onClick={() => setValue("2026-12-07")}>
        Next week
      </button>
    </>
  );
};

const day = () => screen.getByRole<HTMLInputElement>("textbox", { name: "From" });

test("a date is typed as people write it and shown as it is always shown", async () => {
  const told = vi.fn();
  show(<Day told={told} />);
  await userEvent.type(day(), "3/3/1981");
  expect(told).toHaveBeenLastCalledWith("1981-03-03", true);
  await userEvent.tab();
  expect(day().value).toBe("03-Mar-1981");
});

test("a date that cannot be read stays as typed, and says how to write it once it is left", async () => {
  const told = vi.fn();
  show(<Day told={told} />);
  await userEvent.type(day(), "31-Feb-2026");
  expect(told).toHaveBeenLastCalledWith("", false);
  expect(day().hasAttribute("aria-invalid")).toBe(false);
  await userEvent.tab();
  expect(day().value).toBe("31-Feb-2026");
  expect(day().getAttribute("aria-invalid")).toBe("true");
  expect(described(day())).toContain("Enter a date like 23-Nov-2026");
});

test("an emptied date is readable, and one from outside replaces what is shown", async () => {
  const told = vi.fn();
  show(<Day told={told} start="2026-11-23" />);
  expect(day().value).toBe("23-Nov-2026");
  await userEvent.clear(day());
  expect(told).toHaveBeenLastCalledWith("", true);
  await userEvent.click(screen.getByRole("button", { name: "Next week" }));
  expect(day().value).toBe("07-Dec-2026");
});

test("a year alone is taken where a part is enough", async () => {
  const told = vi.fn();
  show(<Day told={told} partial />);
  await userEvent.type(day(), "1981");
  expect(told).toHaveBeenLastCalledWith("1981", true);
});

test("a tick and a switch say their state", async () => {
  const told = vi.fn();
  show(
    <>
      <CheckField label="Order both" checked={false} onChecked={told} />
      <CheckField label="Quick keys" hint="Single letters act" checked onChecked={told} asSwitch />
    </>,
  );
  await userEvent.click(screen.getByText("Order both"));
  expect(told).toHaveBeenLastCalledWith(true);
  expect(screen.getByRole<HTMLInputElement>("switch", { name: "Quick keys" }).checked).toBe(true);
  expect(described(screen.getByRole("switch", { name: "Quick keys" }))).toBe("Single letters act");
});

test("the summary of errors takes the focus and leads to each field without leaving the screen", async () => {
  show(
    <>
      <ErrorSummary
        errors={[
          { field: "dose", message: "Enter a dose" },
          { field: "why", message: "Choose one" },
        ]}
      />
      <Field id="dose" label="Dose" error="Enter a dose" />
      <ChoiceGroup id="why" label="Why" choices={choices} value={null} onValue={() => undefined} />
    </>,
  );
  const summary = screen.getByRole("alert");
  expect(document.activeElement).toBe(summary);
  const before = location.hash;
  await userEvent.click(screen.getByRole("link", { name: "Enter a dose" }));
  expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Dose" }));
  await userEvent.click(screen.getByRole("link", { name: "Choose one" }));
  expect(document.activeElement).toBe(screen.getByRole("radio", { name: /Keep A/ }));
  expect(location.hash).toBe(before);
});

test("no errors, no summary", () => {
  show(<ErrorSummary errors={[]} />);
  expect(screen.queryByRole("alert")).toBeNull();
});
