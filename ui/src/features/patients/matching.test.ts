import { describe, expect, it } from "vitest";
import { piecesOf } from "./matching";

const hits = (name: string, query: string): string =>
  piecesOf(name, query)
    .map(({ text, hit }) => (hit ? `[${text}]` : text))
    .join("");

describe("what a name matches by", () => {
  it("is the beginning of its words, in any order", () => {
    expect(hits("Yusuf, Amina", "ami yus")).toBe("[Yus]uf, [Ami]na");
    expect(hits("Yusuf Hassan, Amir", "hass")).toBe("Yusuf [Hass]an, Amir");
    expect(hits("Yusuf, Amina", "suf")).toBe("Yusuf, Amina");
  });

  it("does not see case, accents and variants of letters", () => {
    expect(hits("Castellanos, Tomás", "TOMAS")).toBe("Castellanos, [Tomás]");
    expect(hits("Łukasz", "luk")).toBe("[Łuk]asz");
    expect(hits("الحداد، أمينة", "امين")).toBe("الحداد، [أمين]ة");
    expect(hits("Tomás", "tomás")).toBe("[Tomás]");
  });

  it("loses no sign of the name, whatever it holds", () => {
    for (const name of ["", "O'Brien 👩‍⚕️ Ann-Marie", "a\u202eb", "x".repeat(300)]) {
      expect(
        piecesOf(name, "o x ann")
          .map((piece) => piece.text)
          .join(""),
      ).toBe(name);
    }
  });

  it("takes the longest of several words that fit", () => {
    expect(hits("Amina", "am amin")).toBe("[Amin]a");
  });
});
