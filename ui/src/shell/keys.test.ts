import { renderHook } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import {
  comboOf,
  isOwnKey,
  KEY_ACTIONS,
  keyClash,
  keyCombo,
  keyLabel,
  pressed,
  remap,
  setKeyProfile,
  useKey,
} from "./keys";
import table from "./keys.json" with { type: "json" };
import { ownedBy, safeCombo } from "./owned";

const press = (init: KeyboardEventInit): KeyboardEvent => new KeyboardEvent("keydown", { cancelable: true, ...init });

beforeEach(() => {
  localStorage.clear();
  setKeyProfile("window");
});

describe("the table of keys", () => {
  it.each(["window", "browser"] as const)("gives no combination of one context to two acts, profile %s", (profile) => {
    const seen = new Map<string, string>();
    for (const action of KEY_ACTIONS) {
      const combo = `${table[action].context} ${table[action][profile]}`;
      expect(seen.get(combo), `${action} takes ${combo}`).toBeUndefined();
      seen.set(combo, action);
    }
  });

  it.each(["window", "browser"] as const)(
    "takes no key of the window, the browser or assistive tools, profile %s",
    (profile) => {
      for (const action of KEY_ACTIONS.filter((one) => table[one].context === "global")) {
        expect(ownedBy(profile, table[action][profile]), `${action}: ${table[action][profile]}`).toBe(false);
      }
    },
  );

  it.each(["window", "browser"] as const)(
    "never fires on a plain letter while somebody types, profile %s",
    (profile) => {
      for (const action of KEY_ACTIONS.filter((one) => table[one].context === "global")) {
        expect(safeCombo(table[action][profile]), action).toBe(true);
      }
    },
  );

  it("would find a clash", () => {
    expect(ownedBy("browser", "Ctrl+K")).toBe(true);
    expect(safeCombo("Shift+A")).toBe(false);
    expect(keyClash("lock", "Ctrl+K")).toBe("palette");
    expect(keyClash("list-open", "Ctrl+K")).toBeUndefined();
  });
});

describe("what was pressed", () => {
  it("is told in the words of the table", () => {
    expect(comboOf(press({ key: "k", code: "KeyK", ctrlKey: true }))).toBe("Ctrl+K");
    expect(comboOf(press({ key: "k", code: "KeyK", metaKey: true }))).toBe("Ctrl+K");
    expect(comboOf(press({ key: "ArrowLeft", code: "ArrowLeft", altKey: true }))).toBe("Alt+Left");
    expect(comboOf(press({ key: " ", code: "Space" }))).toBe("Space");
  });

  it("goes by the place of the key where the layout makes another sign of it", () => {
    expect(comboOf(press({ key: "ن", code: "KeyK", ctrlKey: true }))).toBe("Ctrl+K");
    expect(comboOf(press({ key: "!", code: "Digit1", altKey: true, shiftKey: true }))).toBe("Alt+Shift+1");
  });

  it("goes by the letter where the layout moved it", () => {
    expect(comboOf(press({ key: "a", code: "KeyQ", ctrlKey: true }))).toBe("Ctrl+A");
  });
});

describe("a key", () => {
  it("does what was bound last, and what was bound before once that is gone", () => {
    const page = vi.fn();
    const panel = vi.fn();
    renderHook(() => useKey("close", page));
    const over = renderHook(() => useKey("close", panel));
    pressed(press({ key: "Escape" }));
    over.unmount();
    pressed(press({ key: "Escape" }));
    expect([page.mock.calls.length, panel.mock.calls.length]).toEqual([1, 1]);
  });

  it("leaves taking back a letter to the field it was typed in", () => {
    const undo = vi.fn();
    renderHook(() => useKey("undo", undo));
    const field = document.body.appendChild(document.createElement("textarea"));
    field.addEventListener("keydown", pressed);
    field.dispatchEvent(press({ key: "z", code: "KeyZ", ctrlKey: true, bubbles: true }));
    expect(undo).not.toHaveBeenCalled();
    pressed(press({ key: "z", code: "KeyZ", ctrlKey: true }));
    expect(undo).toHaveBeenCalledOnce();
  });

  it("is heard by nobody while an input method is at work", () => {
    const save = vi.fn();
    renderHook(() => useKey("save", save));
    pressed(press({ key: "Enter", ctrlKey: true, isComposing: true }));
    expect(save).not.toHaveBeenCalled();
  });
});

describe("a key of one's own", () => {
  it("holds after the app starts anew, and goes back", () => {
    remap("lock", "Ctrl+Shift+L");
    setKeyProfile("window");
    expect([keyCombo("lock"), isOwnKey("lock")]).toEqual(["Ctrl+Shift+L", true]);
    remap("lock", null);
    expect(keyLabel("lock")).toBe("Ctrl+L");
  });

  it("that cannot be read leaves the keys of the table", () => {
    localStorage.setItem("satchel.keys", "{nonsense");
    setKeyProfile("browser");
    expect(keyCombo("palette")).toBe("Alt+Shift+K");
  });
});
