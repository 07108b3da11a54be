import { expect, it } from "vitest";
import type { Problem } from "../../rpc/gen";
import { EDIT_MAX, type Edit } from "./diff";
import { type Door, PART_MAX, penOf, type Told } from "./writing";

const problem = (code: string): Problem => ({ code, retry: "never" }) as Problem;

/** A record of parts that edits as the core does, and remembers what was asked of it. */
const record = (parts: Record<string, string> = {}) => {
  const texts = new Map(Object.entries(parts));
  const asked: string[] = [];
  const refuse: Problem[] = [];
  let open = true;
  const edited = ({ at, before, removed, insert }: Edit, text: string): string => {
    const needle = before + removed;
    const place = [...text]
      .slice(at - [...before].length)
      .join("")
      .startsWith(needle)
      ? at
      : text.indexOf(needle) + before.length;
    if (text.indexOf(needle) < 0) throw problem("stale");
    const all = [...text];
    return [...all.slice(0, place), ...insert, ...all.slice(place + [...removed].length)].join("");
  };
  const may = (): void => {
    const next = refuse.shift();
    if (next) throw next;
  };
  const door: Door = {
    read: async (): Promise<Told> => ({
      parts: [...texts].map(([id, text]) => ({ id, title: id, text })),
      open,
      unsent: asked.length,
    }),
    start: async ({ id, text }) => {
      may();
      if (texts.has(id)) throw problem("already_done");
      asked.push(`start ${id}`);
      texts.set(id, text);
    },
    edit: async (id, edit) => {
      may();
      asked.push(`edit ${id}`);
      texts.set(id, edited(edit, texts.get(id) ?? ""));
    },
  };
  return { door, texts, asked, refuse, close: () => (open = false) };
};

const pen = (door: Door): ReturnType<typeof penOf> =>
  penOf({ door, changed: () => undefined, now: () => 5, problemOf: (error) => error as Problem });

it("starts a part when something is typed and edits it from then on", async () => {
  const { door, texts, asked } = record();
  const one = pen(door);
  await one.open(null);
  one.add({ id: "plan", title: "Plan" });
  await one.save();
  expect(asked).toEqual([]);
  one.type("plan", "Rest");
  expect(one.state().stage).toBe("typing");
  await one.save();
  one.type("plan", "Rest and fluids");
  await one.save();
  expect(asked).toEqual(["start plan", "edit plan"]);
  expect(texts.get("plan")).toBe("Rest and fluids");
  expect(one.state()).toMatchObject({ stage: "rest", savedAt: 5, unsent: 2, problem: null });
});

it("splits a long text into several changes", async () => {
  const { door, texts, asked } = record();
  const one = pen(door);
  one.add({ id: "a", title: "A" });
  const long = "word ".repeat((EDIT_MAX * 2) / 5 + 10);
  one.type("a", long);
  await one.save();
  expect(texts.get("a")).toBe(long);
  expect(asked.filter((word) => word === "start a")).toHaveLength(1);
  expect(asked.length).toBeGreaterThan(2);
});

it("keeps a text that is too long and saves the other parts", async () => {
  const { door, texts } = record({ a: "", b: "" });
  const one = pen(door);
  await one.open(null);
  one.type("a", "x".repeat(PART_MAX + 1));
  one.type("b", "short");
  await one.save();
  expect(texts.get("b")).toBe("short");
  expect(texts.get("a")).toBe("");
  expect(one.state().parts[0]?.text).toHaveLength(PART_MAX + 1);
  expect(one.state().stage).toBe("typing");
});

it("takes in what another wrote while something was typed, and loses neither", async () => {
  const { door, texts } = record({ a: "Chest clear." });
  const one = pen(door);
  await one.open(null);
  one.type("a", "Cough. Chest clear.");
  texts.set("a", "Chest clear. No fever.");
  await one.pull();
  expect(one.state().parts[0]?.text).toBe("Cough. Chest clear. No fever.");
  expect(one.state().met).toEqual(["a"]);
  await one.save();
  expect(texts.get("a")).toBe("Cough. Chest clear. No fever.");
});

it("keeps what is typed while a save is on its way", async () => {
  const { door, texts } = record({ a: "" });
  let typed = false;
  const one = pen({
    ...door,
    edit: async (part, edit) => {
      await door.edit(part, edit);
      if (!typed) one.type("a", "first second");
      typed = true;
    },
  });
  await one.open(null);
  one.type("a", "first");
  await one.save();
  expect(texts.get("a")).toBe("first");
  expect(one.state().parts[0]?.text).toBe("first second");
  expect(one.state().stage).toBe("typing");
  await one.save();
  expect(texts.get("a")).toBe("first second");
});

it("looks again where the place of an edit is gone", async () => {
  const { door, texts, refuse } = record({ a: "one two three" });
  const one = pen(door);
  await one.open(null);
  one.type("a", "one 2 three");
  texts.set("a", "ONE two THREE");
  await one.save();
  expect(texts.get("a")).toBe("ONE 2 THREE");
  refuse.push(problem("stale"), problem("stale"), problem("stale"));
  one.type("a", "ONE 2 3");
  await one.save();
  expect(one.state()).toMatchObject({ stage: "failed", problem: { code: "stale" } });
  expect(one.state().parts[0]?.text).toBe("ONE 2 3");
});

it("keeps what was typed when the core refuses, and says why", async () => {
  const { door, refuse } = record({ a: "" });
  const one = pen(door);
  await one.open(null);
  one.type("a", "words");
  refuse.push(problem("storage_full"));
  await one.save();
  expect(one.state()).toMatchObject({ stage: "failed", problem: { code: "storage_full" } });
  expect(one.state().parts[0]?.text).toBe("words");
  await one.save();
  expect(one.state().stage).toBe("rest");
});

it("goes on from a draft whose note was written on elsewhere", async () => {
  const { door } = record({ a: "Cough. Fever." });
  const one = pen(door);
  await one.open([{ id: "a", title: "A", base: "Cough.", text: "Dry Cough.", known: true }]);
  expect(one.state().parts[0]?.text).toBe("Dry Cough. Fever.");
  expect(one.state().stage).toBe("typing");
});

it("writes nothing more into a note that was signed, and keeps the words", async () => {
  const { door, asked, close } = record({ a: "" });
  const one = pen(door);
  await one.open(null);
  one.type("a", "late words");
  close();
  await one.pull();
  await one.save();
  expect(asked).toEqual([]);
  expect(one.state()).toMatchObject({ stage: "closed" });
  expect(one.state().parts[0]?.text).toBe("late words");
});

it("shows a part that another added", async () => {
  const { door, texts } = record({ a: "" });
  const one = pen(door);
  await one.open(null);
  texts.set("b", "from elsewhere");
  await one.pull();
  expect(one.state().parts.map((part) => part.text)).toEqual(["", "from elsewhere"]);
});
