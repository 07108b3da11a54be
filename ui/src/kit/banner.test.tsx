import { screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { show } from "../test/render";
import { type AllergyState, type BannerPatient, PatientBanner } from "./PatientBanner";

const amina: BannerPatient = {
  name: { family: "Yusuf", given: "Amina", prefix: "Mrs" },
  born: "1964-07-14",
  gender: "female",
  number: { value: "481 522 0736" },
};
const none: AllergyState = { state: "none" };

const fact = (label: string): string | null => screen.getByText(label).nextElementSibling?.textContent ?? null;

test("PAB-0033 the banner is a region that bears the name", () => {
  show(<PatientBanner patient={amina} allergies={none} />);
  expect(screen.getByRole("region", { name: "Patient YUSUF, Amina (Mrs)" })).toBeDefined();
});

test("PAB-0040 labels carry no colon", () => {
  show(<PatientBanner patient={amina} allergies={none} />);
  const labels = [...document.querySelectorAll("dt")].map(({ textContent }) => textContent);
  expect(labels).toEqual(["Born", "Gender", "Record no."]);
});

test("PAB-0045 the date of birth stands with the age beside it", () => {
  show(<PatientBanner patient={amina} allergies={none} />);
  expect(fact("Born")).toBe("14-Jul-1964 (62y)");
});

test("PAB-0047 who died keeps the age at death", () => {
  show(<PatientBanner patient={{ ...amina, died: "2001-01-02" }} allergies={none} />);
  expect(fact("Born")).toBe("14-Jul-1964 (36y)");
  expect(fact("Died")).toBe("02-Jan-2001");
});

test("PAB-0050 what is not known is said in words", () => {
  show(<PatientBanner patient={{ name: {}, gender: "neither" }} allergies={{ state: "unknown" }} />);
  expect(screen.getByRole("region", { name: "Patient No name recorded" })).toBeDefined();
  expect([fact("Born"), fact("Gender"), fact("Record no.")]).toEqual(["Not known", "Not known", "Not known"]);
});

test("an estimated birth date says so", () => {
  show(<PatientBanner patient={{ ...amina, born: "~1958" }} allergies={none} />);
  expect(fact("Born")).toBe("about 1958 (68y)");
});

test("two birth dates that stand are both shown", () => {
  show(<PatientBanner patient={{ ...amina, born: ["1964-07-14", "1964-06-14"] }} allergies={none} />);
  expect(fact("Born")).toBe("14-Jul-1964 (62y) or 14-Jun-1964 (62y)");
});

test("none asked is another thing than none known", () => {
  const { rerender } = show(<PatientBanner patient={amina} allergies={{ state: "unknown" }} />);
  const group = () => within(screen.getByRole("group", { name: "Allergies" }));
  expect(group().getByText("No allergies recorded")).toBeDefined();
  rerender(<PatientBanner patient={amina} allergies={none} />);
  expect(group().getByText("No known allergies")).toBeDefined();
});

test("allergies are in sight with their reactions, all of them", () => {
  const items = [
    { substance: "penicillin", reaction: "anaphylaxis" },
    { substance: "latex", reaction: "rash" },
    { substance: "dust" },
  ];
  show(<PatientBanner patient={amina} allergies={{ state: "known", items }} />);
  expect(screen.getByRole("group", { name: "Allergies" }).textContent).toBe(
    "Allergiespenicillin anaphylaxis, latex rash, dust",
  );
});
