import { act, renderHook } from "@testing-library/react";
import { expect, it } from "vitest";
import { NOTE_MS, tell, useNotices } from "./notices";
import { setWorkspace, useWorkspace } from "./workspace";

it("the panel stays open over a reload, as opaque ids", () => {
  const { result } = renderHook(() => useWorkspace());
  act(() => result.current.open("dose", { patient: "01", line: "02" }));
  expect(result.current.current).toEqual({ kind: "dose", args: { patient: "01", line: "02" } });
  expect(sessionStorage.getItem("satchel.workspace")).toBe('{"kind":"dose","args":{"patient":"01","line":"02"}}');
  act(() => setWorkspace(null));
  expect([result.current.current, sessionStorage.getItem("satchel.workspace")]).toEqual([null, null]);
});

it("a new note takes the place of the one before", () => {
  const { result } = renderHook(() => useNotices());
  act(() => tell("shell-undo"));
  const first = result.current.note?.id ?? 0;
  act(() => result.current.tell("shell-lock", { undo: () => undefined }));
  expect(result.current.note?.id).toBe(first + 1);
  expect(NOTE_MS).toBe(10_000);
});
