// What the right dock shows: the inspector of the selection, the losses or the constraint, and which of their tabs.
import { create } from "zustand";

export const rightPanels = ["inspector", "losses", "constraint"] as const;
export type RightPanel = (typeof rightPanels)[number];
export const lossTabs = ["oee", "hours", "stops", "notes"] as const;
export type LossTab = (typeof lossTabs)[number];
export const constraintTabs = ["finding", "waterfall", "costs", "whatIf"] as const;
export type ConstraintTab = (typeof constraintTabs)[number];

export interface RightDock {
  readonly panel: RightPanel;
  readonly lossTab: LossTab;
  readonly constraintTab: ConstraintTab;
  /** Of the costs: only the stops of this resource. */
  readonly stopsOf: string | undefined;
}

export interface RightDockVerbs {
  show(panel: RightPanel): void;
  showLosses(lossTab: LossTab): void;
  showConstraint(constraintTab: ConstraintTab): void;
  /** The stops with their cost, of one resource or all. */
  showStopsOf(resource: string | undefined): void;
}

export const useRightDock = create<RightDock & RightDockVerbs>()((set) => ({
  panel: "inspector",
  lossTab: "oee",
  constraintTab: "finding",
  stopsOf: undefined,
  show: (panel) => set({ panel }),
  showLosses: (lossTab) => set({ panel: "losses", lossTab }),
  showConstraint: (constraintTab) => set({ panel: "constraint", constraintTab }),
  showStopsOf: (stopsOf) => set({ panel: "constraint", constraintTab: "costs", stopsOf }),
}));
