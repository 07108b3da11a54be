/** What the record says about one patient, asked once and shared by the screens that show a part of it. */
import { useCallback, useMemo } from "react";
import { useNavigate } from "react-router";
import { api, query } from "../rpc/api";
import {
  type AllergyRow,
  allergiesOf,
  type MedicineRow,
  medicinesOf,
  type ProblemRow,
  problemsOf,
} from "../rpc/clinical";
import type { Chart, Problem } from "../rpc/gen";
import { asProblem } from "../rpc/problem";

export const recordApi = api.injectEndpoints({
  endpoints: () => ({
    chart: query("chart_get", ({ patient }) => [{ topic: "patient", id: patient }]),
    patient: query("patient_get", ({ patient }) => [{ topic: "patient", id: patient }, { topic: "patients" }]),
    directory: query("directory_list", () => [{ topic: "session" }]),
  }),
});

/** Something about one entry that waits for a person. */
export interface OpenPoint {
  path: readonly string[];
  /** A person must choose; else it is to be looked at. */
  decision: boolean;
  rule: string;
  /** Nothing may be printed, given or renewed from the entry meanwhile. */
  holds: boolean;
}

/** A chart as screens show it. */
export interface ChartFacts {
  /** The chart document; null where this device holds none. */
  doc: string | null;
  medicines: MedicineRow[];
  allergies: AllergyRow[];
  problems: ProblemRow[];
  /** Rows of these lists that this version cannot read. */
  unreadable: number;
  /** Items that only this device holds. */
  unsent: ReadonlySet<string>;
  /** What waits for a person, by entry. */
  open: ReadonlyMap<string, readonly OpenPoint[]>;
  /** How many changes of the chart wait here. */
  waiting: number;
  raw: Chart;
}

export interface Asked<T> {
  data: T | undefined;
  problem: Problem | null;
}

const openOf = (raw: Chart): Map<string, OpenPoint[]> => {
  const out = new Map<string, OpenPoint[]>();
  for (const { path, decision, rule, body } of raw.conflicts) {
    const item = path[1];
    if (item !== undefined) {
      const holds = typeof body === "object" && body !== null && "holds" in body && body.holds === true;
      out.set(item, [...(out.get(item) ?? []), { path, decision, rule, holds }]);
    }
  }
  return out;
};

const factsOf = (raw: Chart): ChartFacts => {
  const medicines = medicinesOf(raw.items);
  const allergies = allergiesOf(raw.items);
  const problems = problemsOf(raw.items);
  return {
    doc: raw.doc ?? null,
    medicines: medicines.rows,
    allergies: allergies.rows,
    problems: problems.rows,
    unreadable: medicines.unreadable + allergies.unreadable + problems.unreadable,
    unsent: new Set(raw.items.filter((row) => row.unsent).map((row) => row.item)),
    open: openOf(raw),
    waiting: Number(raw.unsent),
    raw,
  };
};

/** The chart of a patient. Every look is written down once, however many screens show a part of it. */
export const useChart = (patient: string): Asked<ChartFacts> => {
  const { currentData: data, error } = recordApi.useChartQuery({ patient });
  const facts = useMemo(() => (data ? factsOf(data) : undefined), [data]);
  return { data: facts, problem: error ? asProblem(error) : null };
};

/**
 * Leads to a patient's chart, which is asked for at once: it is there by the time its screen is. Only for who opens it,
 * never ahead of that, since every look is written down.
 */
export const useOpenChart = (): ((patient: string) => void) => {
  const go = useNavigate();
  const askPatient = recordApi.usePrefetch("patient");
  const askChart = recordApi.usePrefetch("chart");
  return useCallback(
    (patient) => {
      askPatient({ patient });
      askChart({ patient });
      void go(`/patients/${patient}`);
    },
    [go, askPatient, askChart],
  );
};

/** Where several values of a field are decided between. */
export const decidePath = (doc: string, path: readonly string[]): string =>
  `#/decisions/${doc}/${encodeURIComponent(path.join("/"))}`;
