import { useMemo } from "react";
import type { Problem } from "../../rpc/gen";
import { recordApi } from "../../shell/record";
import { READINGS_MAX, vitalsApi } from "./api";
import { type AdultSince, adultSince, type Reading, type ReadingRow, readingsOf } from "./readings";

export interface Readings {
  /** `undefined` while they are read. */
  readings: readonly Reading[] | undefined;
  more: boolean;
  problem: Problem | null;
}

/** All readings of a patient that this device holds, newest first. */
export const useReadings = (patient: string): Readings => {
  const { data, error } = vitalsApi.useReadingsQuery({ patient, limit: READINGS_MAX });
  const readings = useMemo(() => (data ? readingsOf(data.items as unknown as ReadingRow[]) : undefined), [data]);
  return { readings, more: data?.more ?? false, problem: (error as Problem | undefined) ?? null };
};

/** What the patient measured at home, newest first; the diary's taken doses are not among it. */
export const useHome = (patient: string): Readings => {
  const { data, error } = vitalsApi.useHomeQuery({ patient, limit: READINGS_MAX });
  const readings = useMemo(() => {
    const rows = data?.items as unknown as ReadingRow[] | undefined;
    return rows ? readingsOf(rows.filter(({ list }) => list === "readings")) : undefined;
  }, [data]);
  return { readings, more: data?.more ?? false, problem: (error as Problem | undefined) ?? null };
};

/** Since when the ranges of adults hold for this patient. */
export const useAdultSince = (patient: string): AdultSince => {
  const { data } = recordApi.usePatientQuery({ patient });
  return useMemo(() => adultSince((data?.line.card.births ?? []).map((birth) => birth.replace(/^~/, ""))), [data]);
};
