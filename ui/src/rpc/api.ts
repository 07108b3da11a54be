/**
 * The cache of answers (RTK Query over the door). Tags are the engine's topics: an event that names a topic makes
 * every answer about it old, and those on screen are asked for again. A feature adds its questions in its `api.ts`:
 *
 * ```ts
 * import { api, mutation, query } from "../../rpc/api";
 *
 * export const chartApi = api.injectEndpoints({
 *   endpoints: () => ({
 *     chart: query("chart_get", ({ patient }) => [{ topic: "patient", id: patient }]),
 *     sync: query("sync_status", () => [{ topic: "sync" }, { topic: "pending" }]),
 *     write: mutation("write"),
 *   }),
 * });
 *
 * const { data, error } = chartApi.useChartQuery({ patient }); // data: Chart, error: Problem
 * const [write, { isLoading }] = chartApi.useWriteMutation();
 * await write({ type: "allergy_none_known", doc, patient, item }).unwrap(); // rejects with a Problem
 * ```
 *
 * A command without arguments is asked with none (`useSyncQuery()`); one whose arguments may be null with `null`.
 * Topics that a change touches come as an event; `mutation` needs none. Outside components: `call` of `./rpc`.
 * In tests: `connect(fakeTransport({ chart_get: recorded("chart_get") }))` of `./transport/fake`.
 */
import type { MutationDefinition, QueryDefinition, TagDescription } from "@reduxjs/toolkit/query";
import { type BaseQueryFn, createApi } from "@reduxjs/toolkit/query/react";
import type { Commands, CommandWord, Problem, Topic } from "./gen";
import { asProblem } from "./problem";
import { type Args, call, listen } from "./rpc";

type Tag = Topic["topic"];

/** Every topic's word; a missing one does not compile. */
const TAGS = Object.keys({
  patients: 0,
  patient: 0,
  document: 0,
  decisions: 0,
  pending: 0,
  quarantine: 0,
  drafts: 0,
  sync: 0,
  session: 0,
  directory: 0,
  notices: 0,
  people: 0,
  devices: 0,
  audit: 0,
  review: 0,
} satisfies Record<Tag, 0>) as Tag[];

interface Asked {
  cmd: CommandWord;
  args: unknown;
}

type Door = BaseQueryFn<Asked, unknown, Problem>;
/** Arguments as a hook takes them. */
// biome-ignore lint/suspicious/noConfusingVoidType: only void lets a hook be called without an argument
type Arg<C extends CommandWord> = Commands[C]["args"] extends undefined ? void : Commands[C]["args"];
type Reply<C extends CommandWord> = Commands[C]["reply"];

const door: Door = async ({ cmd, args }) => {
  try {
    return { data: await call(cmd, ...([args] as Args<CommandWord>)) };
  } catch (error) {
    return { error: asProblem(error) };
  }
};

export const api = createApi({
  reducerPath: "door",
  baseQuery: door,
  tagTypes: TAGS,
  endpoints: () => ({}),
});

const tagOf = (topic: Topic): TagDescription<Tag> =>
  "id" in topic ? { type: topic.topic, id: topic.id } : { type: topic.topic };

/** A question; `topics` are what its answer is about. */
export const query = <C extends CommandWord>(
  cmd: C,
  topics: (args: Arg<C>, reply: Reply<C> | undefined) => Topic[],
): QueryDefinition<Arg<C>, Door, Tag, Reply<C>, "door"> =>
  ({
    type: "query",
    query: (args: Arg<C>): Asked => ({ cmd, args }),
    providesTags: (reply: Reply<C> | undefined, _: Problem | undefined, args: Arg<C>) => topics(args, reply).map(tagOf),
    // What the builder of RTK Query adds is its kind alone.
  }) as unknown as QueryDefinition<Arg<C>, Door, Tag, Reply<C>, "door">;

/** An act; `topics` name what became old beyond what the engine tells. */
export const mutation = <C extends CommandWord>(
  cmd: C,
  topics: (args: Arg<C>, reply: Reply<C>) => Topic[] = () => [],
): MutationDefinition<Arg<C>, Door, Tag, Reply<C>, "door"> =>
  ({
    type: "mutation",
    query: (args: Arg<C>): Asked => ({ cmd, args }),
    invalidatesTags: (reply: Reply<C> | undefined, _: Problem | undefined, args: Arg<C>) =>
      reply === undefined ? [] : topics(args, reply).map(tagOf),
  }) as unknown as MutationDefinition<Arg<C>, Door, Tag, Reply<C>, "door">;

/** News around the screen, which a look at a chart makes too: charts opened last, what waits to be sent. */
const AROUND: ReadonlySet<Tag> = new Set(["patients", "pending", "sync"]);
/** How long such news is gathered before it is asked for anew, in ms: what the person asked for is drawn first. */
export const GATHER_MS = 50;

/** Keeps the cache true from now on; answers how to stop. Call it before the first question. */
export const follow = (dispatch: (action: never) => unknown): (() => void) => {
  const send = dispatch as (action: unknown) => unknown;
  let old: Topic[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const tags = old.map(tagOf);
    old = [];
    send(api.util.invalidateTags(tags));
  };
  const forget = (): void => {
    clearTimeout(timer);
    timer = undefined;
    old = [];
  };
  const stop = listen((event) => {
    if (event.event === "lost") {
      forget();
      send(api.util.invalidateTags([...TAGS]));
      return;
    }
    if (event.value.some(({ topic }) => topic === "session")) {
      // Another person may be in: no answer of the one before may be seen.
      forget();
      send(api.util.resetApiState());
      return;
    }
    old.push(...event.value);
    if (event.value.every(({ topic }) => AROUND.has(topic))) {
      timer ??= setTimeout(tell, GATHER_MS);
    } else {
      tell();
    }
  });
  return () => {
    forget();
    stop();
  };
};
