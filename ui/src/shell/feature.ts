/** What a feature gives the shell: its screens, its place in the rail, its parts of the chart, its panels, its acts. */
import type { ComponentType } from "react";
import type { MessageId } from "../i18n/ids";
import type { IconName } from "../kit/Icon";
import type { KeyAction } from "./keys";
import type { Surface } from "./surface";

/** A screen of its own, loaded when first opened. `path` is as in the hash, `patients/:patient`. */
export interface Route {
  path: string;
  title: MessageId;
  /** For the palette, where no section has the path. */
  icon?: IconName;
  /** The palette does not offer it: an act does, or only the product leads there. */
  unlisted?: true;
  load: () => Promise<{ Page: ComponentType }>;
}

/** A place in the staff rail or among the patient's tabs. */
export interface SectionLink {
  path: string;
  label: MessageId;
  icon: IconName;
  order: number;
  /** Shows how many wait; renders nothing where there are none. */
  count?: ComponentType;
}

/** A tab of the chart; its address is `/patients/:patient/<path>`. */
export interface ChartTab {
  path: string;
  label: MessageId;
  order: number;
  load: () => Promise<{ Tab: ComponentType<{ patient: string }> }>;
}

/** A block of the chart's summary. */
export interface ChartBlock {
  area: "main" | "side";
  order: number;
  Block: ComponentType<{ patient: string }>;
}

/** What a panel at the end side is given. `args` holds opaque ids only, never a name. */
export interface WorkspaceProps {
  args: Record<string, string>;
  close: () => void;
}

/** Loads a panel. */
export type WorkspaceLoader = () => Promise<{ Workspace: ComponentType<WorkspaceProps> }>;

/** Where an act of the palette runs. */
export interface ActionContext {
  surface: Surface;
  /** The role's word of the person who is in; `null` while nobody is. */
  role: string | null;
  /** The patient whose chart is open. */
  patient: string | null;
  go: (path: string) => void;
  open: (kind: string, args: Record<string, string>) => void;
  lock: () => void;
}

/** An act that the palette lists. */
export interface PaletteAction {
  /** Stable and unique, `<feature>-<act>`. */
  id: string;
  label: MessageId;
  icon?: IconName;
  /** The key that does it everywhere, as named in keys.json. The shell binds it. */
  keys?: KeyAction;
  /** Left out of the list where it answers false. */
  when?: (context: ActionContext) => boolean;
  run: (context: ActionContext) => void;
}

/** A feature; the surface lists those it carries. */
export interface Feature {
  routes?: readonly Route[];
  section?: SectionLink;
  chartTabs?: readonly ChartTab[];
  chartBlocks?: readonly ChartBlock[];
  workspaces?: Readonly<Record<string, WorkspaceLoader>>;
  actions?: readonly PaletteAction[];
}
