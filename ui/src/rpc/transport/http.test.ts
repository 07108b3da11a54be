import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Event } from "../gen";
import { loopbackTransport, serverTransport } from "./http";
import { eventsOf } from "./wire";

/** A stream of events that the test writes and ends. */
class Feed {
  private control: ReadableStreamDefaultController<Uint8Array> | null = null;
  readonly answer: Response;

  constructor() {
    const body = new ReadableStream<Uint8Array>({
      start: (control) => {
        this.control = control;
      },
    });
    this.answer = new Response(body, { status: 200, headers: { "content-type": "text/event-stream" } });
  }

  write(text: string): void {
    this.control?.enqueue(new TextEncoder().encode(text));
  }

  end(): void {
    this.control?.close();
  }
}

const TOKEN = "ab".repeat(32);
const DRAFTS: Event = { event: "changed", value: [{ topic: "drafts" }] };
const line = (event: Event): string => `data: ${JSON.stringify(event)}\n\n`;
const said = (body: unknown, status = 200): Response => new Response(JSON.stringify(body), { status });

let asked: { url: string; init: RequestInit }[];
let feeds: Feed[];
let calls: (() => Response | Promise<Response>)[];
let stop: () => void;

beforeEach(() => {
  asked = [];
  feeds = [];
  calls = [];
  stop = () => undefined;
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    asked.push({ url, init });
    if (url.endsWith("/events")) {
      const feed = new Feed();
      feeds.push(feed);
      return feed.answer;
    }
    const next = calls.shift();
    if (!next) throw new TypeError("no network");
    return next();
  });
});

afterEach(() => stop());

const header = (at: number, name: string): string | null => new Headers(asked[at]?.init.headers).get(name);

describe("the loopback carrier", () => {
  it("hears events before it asks, and sends the token and its page with both", async () => {
    calls.push(() => said({ reply: "ids", value: { ids: ["x"] } }));
    const door = loopbackTransport(TOKEN, "clinic");
    stop = door.listen(() => undefined);
    expect(await door.call("new_ids", { count: 1 })).toEqual({ ids: ["x"] });
    expect(asked.map(({ url }) => url)).toEqual(["/events", "/call"]);
    for (const at of [0, 1]) {
      expect(header(at, "authorization")).toBe(`Bearer ${TOKEN}`);
      expect(header(at, "x-satchel-window")).toBe("clinic");
    }
    expect(asked[1]?.init.body).toBe('{"cmd":"new_ids","args":{"count":1}}');
  });

  it("rejects with the problem that was answered", async () => {
    calls.push(() => said({ code: "locked", retry: "after_unlock" }, 423));
    const door = loopbackTransport(TOKEN, "clinic");
    await expect(door.call("sync_status", undefined)).rejects.toMatchObject({ problem: { code: "locked" } });
  });

  it("says offline where nobody answers, and wrong address where something else does", async () => {
    const door = loopbackTransport(TOKEN, "clinic");
    await expect(door.call("status", undefined)).rejects.toMatchObject({ problem: { code: "offline" } });
    for (const answer of [new Response("<html>", { status: 200 }), said({ hello: 1 }), said({}, 502)]) {
      calls.push(() => answer);
      await expect(door.call("status", undefined)).rejects.toMatchObject({ problem: { code: "wrong_address" } });
    }
  });

  it("tells events as they come, and that some were lost once it was cut off", async () => {
    vi.useFakeTimers();
    const heard: Event[] = [];
    const door = loopbackTransport(TOKEN, "clinic");
    stop = door.listen((event) => heard.push(event));
    await vi.waitFor(() => expect(feeds).toHaveLength(1));
    feeds[0]?.write(line(DRAFTS).slice(0, 9));
    feeds[0]?.write(`${line(DRAFTS).slice(9)}: still here\n\n`);
    await vi.waitFor(() => expect(heard).toEqual([DRAFTS]));
    feeds[0]?.end();
    await vi.advanceTimersByTimeAsync(1_000);
    await vi.waitFor(() => expect(heard).toEqual([DRAFTS, { event: "lost" }]));
    feeds[1]?.write(line(DRAFTS));
    await vi.waitFor(() => expect(heard).toHaveLength(3));
    vi.useRealTimers();
  });

  it("opens no stream again after it was left", async () => {
    vi.useFakeTimers();
    const door = loopbackTransport(TOKEN, "clinic");
    const leave = door.listen(() => undefined);
    await vi.waitFor(() => expect(feeds).toHaveLength(1));
    leave();
    feeds[0]?.end();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(feeds).toHaveLength(1);
    vi.useRealTimers();
  });
});

describe("the server's carrier", () => {
  it("names itself as a page of the same origin and carries no token", async () => {
    calls.push(() => said({ reply: "ids", value: { ids: [] } }));
    await serverTransport("patient").call("new_ids", { count: 1 });
    expect(asked[0]?.url).toBe("/api/v1/rpc");
    expect(asked[0]?.init.credentials).toBe("same-origin");
    expect([header(0, "x-satchel"), header(0, "authorization")]).toEqual(["1", null]);
  });
});

describe("a stream of events", () => {
  it("is read in whole lines only, whatever the cut", () => {
    const text = `${line(DRAFTS)}: ping\r\n\r\n${line({ event: "lost" })}data: {"ev`;
    expect(eventsOf(text)).toEqual({ events: [DRAFTS, { event: "lost" }], rest: 'data: {"ev' });
    expect(eventsOf("")).toEqual({ events: [], rest: "" });
  });
});
