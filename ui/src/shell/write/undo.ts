/** Taking back a change that was saved: another change, made by the core like any other. */
import { call } from "../../rpc/rpc";
import { tell } from "../notices";
import type { WriteBody } from "./useWriteForm";

/** Writes what `body` answers; says so where it is refused, for example because somebody wrote meanwhile. */
export const takeBack = (body: (id: string) => WriteBody) => async (): Promise<void> => {
  try {
    const [id] = (await call("new_ids", { count: 1 })).ids;
    await call("write", body(String(id)) as never);
  } catch {
    tell("chart-undo-failed");
  }
};
