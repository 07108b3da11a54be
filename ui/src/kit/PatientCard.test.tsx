import { render, screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { PatientCard } from "./PatientCard";

it("is a region with the name of its heading", () => {
  render(
    <PatientCard title="Your medicines" count="2 medicines">
      <p>Metformin</p>
    </PatientCard>,
  );
  const card = screen.getByRole("region", { name: "Your medicines" });
  expect(within(card).getByRole("heading", { level: 2 }).textContent).toBe("Your medicines");
  expect(within(card).getByText("2 medicines")).toBeTruthy();
});
