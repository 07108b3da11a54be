/** The store of a surface: the cache of answers and nothing else. */
import { configureStore } from "@reduxjs/toolkit";
import { api, follow } from "../rpc/api";
import { setCache } from "./refresh";

const makeCache = () =>
  configureStore({
    reducer: { [api.reducerPath]: api.reducer },
    middleware: (usual) => usual().concat(api.middleware),
    // An answer is shown when it comes. By default it would wait for the next frame, and be painted in the one after.
    enhancers: (usual) => usual({ autoBatch: { type: "tick" } }),
  });

/** What a surface keeps. */
export type Store = ReturnType<typeof makeCache>;

const EVERYTHING = ["patients", "patient", "document", "decisions", "pending", "quarantine", "drafts", "sync"] as const;
const MORE = ["session", "directory", "notices", "people", "devices", "audit", "review"] as const;

/** A store that follows the engine's events from now on. The door must be open. */
export const makeStore = (): Store => {
  const store = makeCache();
  follow(store.dispatch as (action: never) => unknown);
  setCache({
    refresh: () => store.dispatch(api.util.invalidateTags([...EVERYTHING, ...MORE])),
    reset: () => store.dispatch(api.util.resetApiState()),
  });
  return store;
};
