import { describe, expect, it } from "vitest";
import { type Known, LIKELY_MAX, likelyOf, queriesOf, reasonsOf } from "./likely";

const nobody = { family: "", given: "", birth: "", phone: "", number: "" };
const oscar: Known = {
  patient: "p1",
  name: "Jansen, Oscar",
  card: {
    names: ["Jansen, Oscar"],
    births: ["1968-02-03"],
    contacts: ["+44 1632 960007"],
    identifiers: [{ value: "D00008" }],
  },
};

describe("what is searched for", () => {
  it("waits until something tells a person", () => {
    expect(queriesOf(nobody)).toEqual([]);
    expect(queriesOf({ ...nobody, family: "Ja", given: "O", phone: "07", number: "1" })).toEqual([]);
  });

  it("is how names begin, so that a mistyped end is found", () => {
    expect(queriesOf({ ...nobody, family: "Janssen", given: "Oskar", birth: "1968-02-03" })).toEqual([
      "jan osk",
      "jan 1968-02-03",
      "osk 1968-02-03",
    ]);
  });

  it("is the digits of a phone and the whole of a number", () => {
    expect(queriesOf({ ...nobody, phone: "(01632) 960-007", number: " D00008 " })).toEqual(["D00008", "01632960007"]);
  });

  it("is no birth year alone, which half the clinic shares", () => {
    expect(queriesOf({ ...nobody, family: "Jansen", birth: "1968" })).toEqual([]);
  });
});

describe("what is alike", () => {
  it("is told by reason", () => {
    const typed = { family: "Janssen", given: "Oskar", birth: "1968-02-03", phone: "01632960007", number: "d00008" };
    expect(reasonsOf(typed, oscar)).toEqual(["number", "phone", "birth", "name"]);
  });

  it("a letter or two more, less or other is a similar name, as is one still being typed", () => {
    const like = (family: string) => reasonsOf({ ...nobody, family, given: "Oscar" }, oscar).includes("name");
    expect(like("Janssen")).toBe(true);
    expect(like("Jensen")).toBe(true);
    expect(like("Janse")).toBe(true);
    expect(like("Jan")).toBe(true);
    expect(like("Jansse")).toBe(true);
    expect(like("Ja")).toBe(false);
    expect(like("Johnson")).toBe(false);
    expect(like("Hansson")).toBe(false);
    expect(like("")).toBe(true);
  });

  it("a shared birth date alone makes nobody likely, a number does", () => {
    expect(likelyOf({ ...nobody, birth: "1968-02-03" }, [oscar])).toEqual([]);
    expect(likelyOf({ ...nobody, number: "D00008" }, [oscar, oscar])).toHaveLength(1);
  });

  it("a guessed birth date counts as the date it guesses", () => {
    const guessed = { ...oscar, card: { ...oscar.card, births: ["~1968-02-03"] } };
    expect(reasonsOf({ ...nobody, birth: "1968-02-03" }, guessed)).toEqual(["birth"]);
  });

  it("the most alike stand first and there are few of them", () => {
    const many = Array.from({ length: 9 }, (_, at) => ({ ...oscar, patient: `q${at}` }));
    const best: Known = { ...oscar, patient: "best", card: { ...oscar.card, births: ["1970-01-01"] } };
    const typed = { ...nobody, family: "Jansen", given: "Oscar", birth: "1970-01-01" };
    const found = likelyOf(typed, [...many, best]);
    expect(found).toHaveLength(LIKELY_MAX);
    expect(found[0]?.line.patient).toBe("best");
  });
});
