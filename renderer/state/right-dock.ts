// What the right dock shows: the inspector of the selection, or the losses, and which of their tabs.
import { create } from "zustand";

export type RightPanel = "inspector" | "losses";
export const lossTabs = ["oee", "hours", "stops", "notes"] as const;
export type LossTab = (typeof lossTabs)[number];

export interface RightDock {
  readonly panel: RightPanel;
  readonly lossTab: LossTab;
}

export interface RightDockVerbs {
  show(panel: RightPanel): void;
  showLosses(lossTab: LossTab): void;
}

export const useRightDock = create<RightDock & RightDockVerbs>()((set) => ({
  panel: "inspector",
  lossTab: "oee",
  show: (panel) => set({ panel }),
  showLosses: (lossTab) => set({ panel: "losses", lossTab }),
}));
