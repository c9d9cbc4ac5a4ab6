// The classical methods side by side: shown as agreement or disagreement beside the engine's own answer, and its fallback where
// a log knows states only.
import type { LineLog } from "../line-log.ts";
import type { MethodPick } from "../report.ts";
import { averageActivePeriods, shiftingBottleneck, type TitleStretch } from "./active-period.ts";
import { code, type TimeWindow } from "./activity.ts";
import { arrowBottlenecks, turningPoints, type StageWaiting } from "./blocking-rules.ts";
import { lineActivity, type Fractions, type LineActivity } from "./fractions.ts";
import { largestOf, utilisation, type Pick } from "./utilisation.ts";
import { bottleneckWalk } from "./walk.ts";

/** What a resource did in a window, and how long it was the momentary bottleneck, as shares of the window. */
export interface ResourceShares {
  readonly resource: string;
  readonly fractions: Fractions;
  readonly soleShare: number;
  readonly shiftShare: number;
}

export interface ClassicalPanel {
  /** One entry a method, in a fixed order; `pick` undefined and score 0 = its rule names nobody. */
  readonly methods: readonly MethodPick[];
  /** One entry a resource: stations and groups in the line's order, then supplies and demands. */
  readonly shares: readonly ResourceShares[];
  /** The momentary bottlenecks of the shifting method, in order; `resource` is a position in `shares`. */
  readonly timeline: readonly TitleStretch[];
}

/**
 * What each classical method says of a window of a log. Scores: share of the time (utilisation, shifting period: sole and shifting
 * together), seconds (average active period), 1 less the share of waiting (turning point), severity (arrow), share of looks (walk).
 */
export function classicalPanel(log: LineLog, window: TimeWindow): ClassicalPanel {
  const activity = lineActivity(log, window);
  const { resources } = activity;
  const shifting = shiftingBottleneck(activity);
  const both = shifting.sole.map((share, resource) => share + (shifting.shifting[resource] ?? 0));
  const method = (name: MethodPick["name"], pick: Pick | undefined): MethodPick => ({
    name,
    pick: pick === undefined ? undefined : resources[pick.resource]?.name,
    score: pick?.score ?? 0,
  });
  return {
    methods: [
      method("utilisation", largestOf(utilisation(activity))),
      method("activePeriodAverage", largestOf(averageActivePeriods(activity).map(({ meanS }) => meanS))),
      method("activePeriodShifting", largestOf(both)),
      method("turningPoint", turningPick(activity)),
      method("arrow", arrowPick(activity)),
      method("walk", largestOf(bottleneckWalk(activity))),
    ],
    shares: resources.map(({ name, fractions }, resource) => ({
      resource: name,
      fractions,
      soleShare: shifting.sole[resource] ?? 0,
      shiftShare: shifting.shifting[resource] ?? 0,
    })),
    timeline: shifting.timeline,
  };
}

/** Waiting along the main flow, supply and demand included. */
function stageWaiting({ resources, flow }: LineActivity): StageWaiting {
  const of = (kind: "blocked" | "starved"): number[] =>
    flow.stages.map((resource) => resources[resource]?.fractions[kind] ?? 0);
  return { blocked: of("blocked"), starved: of("starved") };
}

/** Whether anything on the main flow waited at all: without, the rules that compare waiting have nothing to go by. */
function hasWaiting(activity: LineActivity): boolean {
  return activity.flow.stages.some((resource) => {
    const found = activity.resources[resource];
    return (
      found?.kind === "station" &&
      found.tracks.some(
        (track) => track.activity.includes(code.blocked) || track.activity.includes(code.starved),
      )
    );
  });
}

function turningPick(activity: LineActivity): Pick | undefined {
  const waiting = stageWaiting(activity);
  const stage = hasWaiting(activity) ? turningPoints(waiting)[0] : undefined;
  const resource = stage === undefined ? undefined : activity.flow.stages[stage];
  if (stage === undefined || resource === undefined) return undefined;
  return { resource, score: 1 - (waiting.blocked[stage] ?? 0) - (waiting.starved[stage] ?? 0) };
}

function arrowPick(activity: LineActivity): Pick | undefined {
  const { resources, flow } = activity;
  const isOuter = (stage: number): number =>
    resources[flow.stages.at(stage) ?? -1]?.kind === "station" ? 0 : 1;
  const found = hasWaiting(activity)
    ? arrowBottlenecks(stageWaiting(activity), { before: isOuter(0), after: isOuter(-1) })[0]
    : undefined;
  const resource = found === undefined ? undefined : flow.stages[found.stage];
  return found === undefined || resource === undefined ? undefined : { resource, score: found.severity };
}
