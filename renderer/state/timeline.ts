// What a person chose to see on the timeline: kinds of marks, lanes as known now or then, a selected stretch, trends.
// The window and the pointer are not here: they move too fast (panels/timeline/timeline-view.ts). Trends are kept per plant.
import { create } from "zustand";
import type { MarkKind, TimeSpan } from "#shared/host-api/requests.ts";
import { keepJson, keepText, keptJson, keptText } from "./kept.ts";

/** Kinds of marks that can be shown, in the order in which they are offered. */
export const shownKinds: readonly MarkKind[] = ["stop", "condition", "finding", "order", "note"];
/** So many trends still leave room for lanes. */
export const mostTrends = 8;

export interface TimelineChoices {
  readonly kinds: readonly MarkKind[];
  /** The critical path lies on the lanes. */
  readonly ribbon: boolean;
  /** Lanes as they were known at the playhead, without what was learned later. */
  readonly knownThen: boolean;
  /** The selected stretch of time. */
  readonly selection: TimeSpan | undefined;
  readonly plantId: string;
  /** Ids of the signals whose trends stand under the lanes. */
  readonly trends: readonly string[];
}

export interface TimelineVerbs {
  toggleKind(kind: MarkKind): void;
  toggleRibbon(): void;
  setKnownThen(knownThen: boolean): void;
  select(selection: TimeSpan | undefined): void;
  /** Shows the trends that were kept for a plant, of signals that it still has. */
  openPlant(plantId: string, hasSignal: (id: string) => boolean): void;
  toggleTrend(signalId: string): void;
}

const ribbonKey = "gemba.ribbon";
const keyOf = (plantId: string): string => `gemba.trends.${plantId}`;

function keptTrends(plantId: string): string[] {
  const kept = keptJson(keyOf(plantId));
  return Array.isArray(kept) ? kept.filter((id) => typeof id === "string").slice(0, mostTrends) : [];
}

export const useTimeline = create<TimelineChoices & TimelineVerbs>()((set) => ({
  kinds: shownKinds,
  ribbon: keptText(ribbonKey) !== "off",
  knownThen: false,
  selection: undefined,
  plantId: "",
  trends: [],
  toggleKind: (kind) =>
    set(({ kinds }) => ({
      kinds: shownKinds.filter((each) => (each === kind ? !kinds.includes(each) : kinds.includes(each))),
    })),
  toggleRibbon: () =>
    set(({ ribbon }) => {
      keepText(ribbonKey, ribbon ? "off" : "on");
      return { ribbon: !ribbon };
    }),
  setKnownThen: (knownThen) => set({ knownThen }),
  select: (selection) => set({ selection }),
  openPlant: (plantId, hasSignal) =>
    set((now) =>
      now.plantId === plantId
        ? now
        : { plantId, trends: keptTrends(plantId).filter(hasSignal), selection: undefined },
    ),
  toggleTrend: (signalId) =>
    set(({ plantId, trends }) => {
      const next = trends.includes(signalId)
        ? trends.filter((id) => id !== signalId)
        : [...trends, signalId].slice(-mostTrends);
      keepJson(keyOf(plantId), next);
      return { trends: next };
    }),
}));
