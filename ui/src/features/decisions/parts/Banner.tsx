import type { ReactNode } from "react";
import { PatientBanner } from "../../../kit/PatientBanner";
import { allergyStateOf, bannerOf } from "../../../shell/banner";
import { recordApi, useChart } from "../../../shell/record";

/** Whom the decision is about, with allergies in sight. */
export const Banner = ({ patient }: { patient: string }): ReactNode => {
  const { data: open } = recordApi.usePatientQuery({ patient });
  const { data: chart } = useChart(patient);
  return open ? <PatientBanner patient={bannerOf(open).patient} allergies={allergyStateOf(chart?.allergies)} /> : null;
};
