import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { show } from "../test/render";
import { nameOf, PersonName } from "./PersonName";
import { SafeText } from "./SafeText";

test("PAB-0036 family name in capitals, then given name, then title", () => {
  expect(nameOf({ family: "Yusuf", given: "Amina", prefix: "Mrs" })).toBe("YUSUF, Amina (Mrs)");
  expect(nameOf({ family: "O’Brien-Smith", given: "Seán" })).toBe("O’BRIEN-SMITH, Seán");
  expect(nameOf({ text: "Yusuf Hassan, Amir" })).toBe("YUSUF HASSAN, Amir");
});

test("half a name is shown as far as it goes, and none is told in words", () => {
  expect(nameOf({ family: "Yusuf" })).toBe("YUSUF");
  expect(nameOf({ given: "Amina" })).toBe("Amina");
  expect(nameOf({ text: "Baby of Amina" })).toBe("Baby of Amina");
  expect(nameOf({})).toBeNull();
  show(<PersonName name={{}} />);
  expect(screen.getByText("No name recorded")).toBeDefined();
});

test("bidi controls in a name are not carried out", () => {
  show(<PersonName name={{ family: "Safe\u202Egnol", given: "A\u200Bmina" }} />);
  const name = screen.getByText("SAFEGNOL, Amina");
  expect(name.tagName).toBe("BDI");
  expect(name.getAttribute("dir")).toBe("auto");
});

test("a name of 300 characters is shown whole", () => {
  const long = "Wolfeschlegelsteinhausen".repeat(13).slice(0, 300);
  show(<SafeText>{long}</SafeText>);
  const name = screen.getByText(long);
  expect(name.textContent).toHaveLength(300);
  expect(getComputedStyle(name).overflowWrap).toBe("anywhere");
});

test("emoji and other scripts are shown as they were written", () => {
  show(
    <>
      <SafeText>👩🏾‍⚕️ Okoth</SafeText>
      <SafeText>أمينة يوسف</SafeText>
    </>,
  );
  expect(screen.getByText("👩🏾‍⚕️ Okoth")).toBeDefined();
  expect(screen.getByText("أمينة يوسف")).toBeDefined();
});

test("markup in a name is text", () => {
  show(<SafeText>{"<b>Amina</b> &amp; <script>"}</SafeText>);
  expect(screen.getByText("<b>Amina</b> &amp; <script>")).toBeDefined();
});
