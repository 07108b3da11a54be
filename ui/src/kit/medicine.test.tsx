import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { NOW, show } from "../test/render";
import { MedicineLine } from "./MedicineLine";
import { NotAgreed } from "./NotAgreed";
import { Provenance } from "./Provenance";

const metformin = {
  name: "Metformin",
  form: "tablet",
  dose: "500.0",
  unit: "mg",
  route: "oral",
  frequency: "twice daily",
};

const line = (): string => document.body.textContent?.replaceAll("\u00A0", " ") ?? "";

test("MEDi-001 the generic name comes first, bold and in small letters", () => {
  show(<MedicineLine medicine={metformin} />);
  expect(screen.getByText("metformin").closest("b")).not.toBeNull();
});

test("MEDi-003 a brand is in capitals, after the generic name", () => {
  show(<MedicineLine medicine={{ name: "salbutamol", brand: "Ventolin", form: "inhaler" }} />);
  expect(line()).toBe("salbutamol — VENTOLIN — inhaler");
});

test("MEDi-006 parts are set apart by an em dash with a space on each side", () => {
  show(<MedicineLine medicine={metformin} />);
  expect(line()).toBe("metformin — tablet — dose500 mg — oral — twice daily");
});

test("MEDi-009 the label of the dose is never parted from its value", () => {
  show(<MedicineLine medicine={metformin} />);
  const label = screen.getByText("dose");
  expect(label.parentElement?.textContent).toBe("dose500\u00A0mg");
  expect(getComputedStyle(label.parentElement as HTMLElement).whiteSpace).toBe("nowrap");
});

test("MEDi-012 nothing is cut, however long the name", () => {
  const name = "levothyroxine ".repeat(30).trim();
  show(<MedicineLine medicine={{ ...metformin, name }} />);
  expect(screen.getByText(name)).toBeDefined();
  expect(line()).toContain("twice daily");
});

test("MEDi-016 to 019 the dose has no trailing zero and its unit is written out", () => {
  show(<MedicineLine medicine={{ ...metformin, dose: ".50", unit: "ug" }} />);
  expect(line()).toContain("0.5 micrograms");
});

test("what nobody wrote is left out, not shown as nothing", () => {
  show(<MedicineLine medicine={{ name: "aspirin" }} />);
  expect(line()).toBe("aspirin");
});

test("while nobody has chosen, every dose stands, none before another", () => {
  show(
    <>
      <MedicineLine medicine={{ ...metformin, dose: "5" }} disputed={["10 mg", "2.5 mg"]} />
      <NotAgreed />
    </>,
  );
  expect(line()).toContain("dose10 mg or 2.5 mg");
  expect(line()).not.toContain("5 mg — oral — twice daily5");
  expect(screen.getByText("Not agreed")).toBeDefined();
  const style = (text: string) => getComputedStyle(screen.getByText(text).parentElement as HTMLElement);
  expect(style("10 mg").fontWeight).toBe(style("2.5 mg").fontWeight);
});

test("a stopped medicine says so in words", () => {
  show(<MedicineLine medicine={metformin} ended="stopped 12-Nov-2026" />);
  expect(line()).toContain("— stopped 12-Nov-2026");
});

test("a medicine line runs left to right in Arabic too", async () => {
  show(<MedicineLine medicine={metformin} />, { language: "ar" });
  expect((await screen.findByText("metformin")).closest("[dir=ltr]")).not.toBeNull();
  // The line is written as prescriptions are, label and all.
  expect(screen.getByText("dose")).toBeDefined();
});

test("who, when and where stand under the value", () => {
  show(<Provenance at={NOW} by="J Okoth" device="Outreach laptop 2" unsent />);
  expect(line()).toBe("23-Nov-2026 10:21 by J Okoth, Outreach laptop 2 Not sent yet");
});

test("since when needs no time, and a part that is not known is left out", () => {
  show(
    <>
      <p>
        <Provenance at="2021-03" by="Dr R Adeyemi" since />
      </p>
      <p>
        <Provenance by="Dr R Adeyemi" />
      </p>
      <p>
        <Provenance at="2021" since />
      </p>
    </>,
  );
  expect([...document.querySelectorAll("p")].map(({ textContent }) => textContent)).toEqual([
    "Since Mar-2021 by Dr R Adeyemi",
    "by Dr R Adeyemi",
    "Since 2021",
  ]);
});
