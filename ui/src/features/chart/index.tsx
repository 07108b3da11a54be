/** The chart of one patient: banner, tabs, and the summary made of what the features give. */
import type { Feature } from "../../shell/feature";

const load = () => import("./Page");

export const chartFeature: Feature = {
  routes: [
    { path: "patients/:patient", title: "chart-title", load },
    { path: "patients/:patient/:tab", title: "chart-title", load },
  ],
};
