// What flows on each way of the line just before the time shown. Written by its feed alone (live/flow-feed.ts), read by the scene.
import { create } from "zustand";
import type { FlowInfo } from "#shared/host-api/bottleneck-schema.ts";

export interface Flow {
  /** Undefined while nobody looks at it. */
  readonly info: FlowInfo | undefined;
}

export interface FlowVerbs {
  tell(info: FlowInfo | undefined): void;
}

export const useFlow = create<Flow & FlowVerbs>()((set) => ({
  info: undefined,
  tell: (info) => set({ info }),
}));
