/** Patients on this device who may be the one being registered, looked up as one types. */
import { useEffect, useMemo, useRef, useState } from "react";
import type { PatientLine } from "../../rpc/gen";
import { call } from "../../rpc/rpc";
import { type Likely, likelyOf, queriesOf, type Typed } from "./likely";

const EACH_MAX = 20;

const lookUp = async (queries: readonly string[]): Promise<PatientLine[]> => {
  const answers = await Promise.all(
    queries.map((query) =>
      call("patient_search", { query, limit: EACH_MAX }).then(
        ({ patients }) => patients,
        // A look-up that fails shows nobody; it never stands in the way of registering.
        () => [],
      ),
    ),
  );
  return answers.flat();
};

export const useLikely = (typed: Typed): { asked: boolean; likely: Likely<PatientLine>[] } => {
  const queries = queriesOf(typed);
  const key = queries.join("\n");
  const [found, setFound] = useState<PatientLine[]>([]);
  const newest = useRef("");
  useEffect(() => {
    newest.current = key;
    if (key === "") {
      setFound([]);
      return;
    }
    void lookUp(key.split("\n")).then((lines) => {
      if (newest.current === key) {
        setFound(lines);
      }
    });
  }, [key]);
  const likely = useMemo(() => likelyOf(typed, found), [typed, found]);
  return { asked: key !== "", likely };
};
