// What the right dock shows: the inspector of the selection, the losses, the constraint or the defects, and which of their tabs.
import { create } from "zustand";

export const rightPanels = ["inspector", "losses", "constraint", "defects"] as const;
export type RightPanel = (typeof rightPanels)[number];
export const lossTabs = ["oee", "hours", "stops", "notes"] as const;
export type LossTab = (typeof lossTabs)[number];
export const constraintTabs = ["finding", "waterfall", "costs", "whatIf"] as const;
export type ConstraintTab = (typeof constraintTabs)[number];
export const defectTabs = ["findings", "pareto", "charts", "alarms"] as const;
export type DefectTab = (typeof defectTabs)[number];

export interface RightDock {
  readonly panel: RightPanel;
  readonly lossTab: LossTab;
  readonly constraintTab: ConstraintTab;
  readonly defectTab: DefectTab;
  /** Of the costs: only the stops of this resource. */
  readonly stopsOf: string | undefined;
}

export interface RightDockVerbs {
  show(panel: RightPanel): void;
  showLosses(lossTab: LossTab): void;
  showConstraint(constraintTab: ConstraintTab): void;
  showDefects(defectTab: DefectTab): void;
  /** The stops with their cost, of one resource or all. */
  showStopsOf(resource: string | undefined): void;
}

export const useRightDock = create<RightDock & RightDockVerbs>()((set) => ({
  panel: "inspector",
  lossTab: "oee",
  constraintTab: "finding",
  defectTab: "findings",
  stopsOf: undefined,
  show: (panel) => set({ panel }),
  showLosses: (lossTab) => set({ panel: "losses", lossTab }),
  showConstraint: (constraintTab) => set({ panel: "constraint", constraintTab }),
  showDefects: (defectTab) => set({ panel: "defects", defectTab }),
  showStopsOf: (stopsOf) => set({ panel: "constraint", constraintTab: "costs", stopsOf }),
}));
