// The newest report on the constraint, of the shift at the playhead: what panels, lanes and scene read. Written by its feed alone
// (live/bottleneck-feed.ts), a few times a minute.
import { create } from "zustand";
import type { BottleneckInfo, ConstraintStretchInfo } from "#shared/host-api/bottleneck-schema.ts";

export interface Bottleneck {
  /** Undefined until the first answer on this shift. */
  readonly info: BottleneckInfo | undefined;
  /** Plant time that was shown when it was asked for. */
  readonly fetchedMs: number | undefined;
  /** Why the last question had no answer, in the host's words; the report before stays. */
  readonly problem: string | undefined;
}

export interface BottleneckVerbs {
  report(info: BottleneckInfo, fetchedMs: number): void;
  refuse(problem: string): void;
  /** Another shift or timeline: what was said of the one before means nothing. */
  forget(): void;
}

export const useBottleneck = create<Bottleneck & BottleneckVerbs>()((set) => ({
  info: undefined,
  fetchedMs: undefined,
  problem: undefined,
  report: (info, fetchedMs) => set({ info, fetchedMs, problem: undefined }),
  refuse: (problem) => set({ problem }),
  forget: () => set({ info: undefined, fetchedMs: undefined, problem: undefined }),
}));

const nothing: readonly ConstraintStretchInfo[] = [];
const stretchesByReport = new WeakMap<BottleneckInfo, readonly ConstraintStretchInfo[]>();

/**
 * The stretches of a report, oldest first, up to the end of its window. After what is settled the last one goes on as provisional,
 * unless the report itself says more: until it is known better, what limited the line limits it.
 */
export function constraintStretches(info: BottleneckInfo | undefined): readonly ConstraintStretchInfo[] {
  if (info === undefined) return nothing;
  let stretches = stretchesByReport.get(info);
  if (stretches === undefined) {
    const last = info.stretches.at(-1);
    stretches =
      last === undefined || last.provisional || last.toMs >= info.window.toMs
        ? info.stretches
        : [...info.stretches, goingOn(last, info.window.toMs)];
    stretchesByReport.set(info, stretches);
  }
  return stretches;
}

function goingOn(
  { toMs: fromMs, resource, members }: ConstraintStretchInfo,
  toMs: number,
): ConstraintStretchInfo {
  return { fromMs, toMs, resource, ...(members === undefined ? {} : { members }), provisional: true };
}

/** The stretch that holds at a time; the last holds on, for a report is always a little older than what is shown. */
export function constraintAt(
  info: BottleneckInfo | undefined,
  timeMs: number,
): ConstraintStretchInfo | undefined {
  const stretches = constraintStretches(info);
  // Backwards: a page that follows live asks for the newest.
  for (let index = stretches.length - 1; index >= 0; index -= 1) {
    const stretch = stretches[index];
    if (stretch === undefined || stretch.fromMs > timeMs) continue;
    return timeMs < stretch.toMs || index === stretches.length - 1 ? stretch : undefined;
  }
  return undefined;
}

/** Ids of the assets that a resource is: the stations of a cell, or itself. */
export function assetsOf({
  resource,
  members,
}: {
  readonly resource: string;
  readonly members?: readonly string[] | undefined;
}): readonly string[] {
  return members ?? [resource];
}
