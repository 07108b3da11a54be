/** Records that came in from elsewhere and have no home of their own. */
import type { Feature } from "../../shell/feature";
import { Block } from "./parts/Block";

export const recordsFeature: Feature = {
  chartTabs: [{ path: "records", label: "records-tab", order: 60, load: async () => await import("./Tab") }],
  chartBlocks: [{ area: "side", order: 40, Block }],
};
