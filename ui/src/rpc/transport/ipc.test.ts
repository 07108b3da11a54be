import { describe, expect, it } from "vitest";
import type { Event } from "../gen";
import { type Ipc, ipcTransport } from "./ipc";

interface Made {
  ipc: Ipc;
  order: string[];
  tell: (payload: unknown) => void;
}

const make = (answer: (payload: unknown) => unknown): Made => {
  const order: string[] = [];
  let tell: (event: { payload: unknown }) => void = () => undefined;
  const ipc: Ipc = {
    invoke: async (name, payload) => {
      order.push(`${name} ${JSON.stringify(payload)}`);
      const said = answer(payload);
      if (said instanceof Error || (said as { code?: unknown }).code !== undefined) throw said;
      return said;
    },
    listen: async (name, next) => {
      order.push(`listen ${name}`);
      tell = next;
      return () => {
        tell = () => undefined;
      };
    },
  };
  return { ipc, order, tell: (payload) => tell({ payload }) };
};

describe("the carrier of the app", () => {
  it("hears the one event before it gives the one command", async () => {
    const { ipc, order } = make(() => ({ reply: "ids", value: { ids: ["x"] } }));
    const door = ipcTransport(Promise.resolve(ipc));
    door.listen(() => undefined);
    expect(await door.call("new_ids", { count: 1 })).toEqual({ ids: ["x"] });
    await door.call("status", undefined);
    expect(order).toEqual([
      "listen core",
      'call {"command":{"cmd":"new_ids","args":{"count":1}}}',
      'call {"command":{"cmd":"status"}}',
    ]);
  });

  it("rejects with the problem, and calls anything else a bug", async () => {
    const refusing = make(() => ({ code: "wrong_window", retry: "never" }));
    const door = ipcTransport(Promise.resolve(refusing.ipc));
    await expect(door.call("people_list", undefined)).rejects.toMatchObject({ problem: { code: "wrong_window" } });
    const broken = ipcTransport(Promise.resolve(make(() => new Error("no such command")).ipc));
    await expect(broken.call("status", undefined)).rejects.toMatchObject({ problem: { code: "internal" } });
  });

  it("tells events until it is left", async () => {
    const { ipc, tell } = make(() => ({ value: {} }));
    const heard: Event[] = [];
    const door = ipcTransport(Promise.resolve(ipc));
    const leave = door.listen((event) => heard.push(event));
    await door.call("status", undefined);
    tell({ event: "lost" });
    leave();
    tell({ event: "lost" });
    expect(heard).toEqual([{ event: "lost" }]);
  });
});
