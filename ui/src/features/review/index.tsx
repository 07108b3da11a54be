import type { Feature } from "../../shell/feature";
import { ReviewCount } from "./parts/ReviewCount";

/** Late edits that wait for a person. */
export const reviewFeature: Feature = {
  routes: [{ path: "review", title: "review-title", load: () => import("./Page") }],
  section: { path: "review", label: "review-title", icon: "clock", order: 40, count: ReviewCount },
  workspaces: { review: () => import("./ReviewPanel") },
};
