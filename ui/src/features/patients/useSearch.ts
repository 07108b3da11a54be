/** Search as one types: every keystroke asks, the latest answer wins. */
import { useCallback, useEffect, useRef, useState } from "react";
import type { PatientLine, Problem } from "../../rpc/gen";
import { asProblem } from "../../rpc/problem";
import { call } from "../../rpc/rpc";

/** Most patients that one search shows. */
export const FOUND_MAX = 50;

export interface Found {
  /** The query that these answer. */
  query: string;
  lines: PatientLine[];
  more: boolean;
  problem: Problem | null;
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** What is asked: a date as staff write it becomes the date that is searched. */
export const askedOf = (typed: string): string =>
  typed
    .trim()
    .replace(/\b(\d{1,2})-([a-z]{3})[a-z]*\.?-(\d{4})\b/gi, (whole, day: string, month: string, year: string) => {
      const at = MONTHS.indexOf(month.toLowerCase());
      return at < 0 ? whole : `${year}-${String(at + 1).padStart(2, "0")}-${day.padStart(2, "0")}`;
    });

export const useSearch = (typed: string): Found | null => {
  const [found, setFound] = useState<Found | null>(null);
  const newest = useRef(0);
  const ask = useCallback(async (query: string): Promise<Found> => {
    try {
      const { patients, more } = await call("patient_search", { query: askedOf(query), limit: FOUND_MAX });
      return { query, lines: patients, more, problem: null };
    } catch (error) {
      return { query, lines: [], more: false, problem: asProblem(error) };
    }
  }, []);
  useEffect(() => {
    const query = typed.trim();
    newest.current += 1;
    const mine = newest.current;
    if (query === "") {
      setFound(null);
      return;
    }
    void ask(query).then((answer) => {
      // An answer that was overtaken is dropped: it speaks of letters that are no longer there.
      if (mine === newest.current) {
        setFound(answer);
      }
    });
  }, [typed, ask]);
  return found;
};
