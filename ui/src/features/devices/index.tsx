import type { Feature } from "../../shell/feature";
import { DeviceCount } from "./parts/DeviceCount";

/** The clinic's devices: how they stand, and shutting one out. */
export const devicesFeature: Feature = {
  routes: [{ path: "devices", title: "devices-title", load: () => import("./Page") }],
  section: { path: "devices", label: "devices-title", icon: "laptop", order: 20, count: DeviceCount },
  workspaces: { device: () => import("./DevicePanel") },
};
