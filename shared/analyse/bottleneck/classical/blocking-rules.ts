// Rules of serial lines that compare how long neighbours block and starve. A stage is a machine or a group of equal ones.

/** Fractions of the time along the flow, one entry a stage. */
export interface StageWaiting {
  readonly blocked: readonly number[];
  readonly starved: readonly number[];
}

/**
 * Stages at which blocking turns into starving: the one before is blocked more than starved, the one after starved more than
 * blocked, and it waits less than both (Li, Chang and Ni 2009); at the ends one side is enough. Waiting least comes first;
 * none is possible.
 */
export function turningPoints({ blocked, starved }: StageWaiting): number[] {
  const surplus = (stage: number): number => (blocked[stage] ?? 0) - (starved[stage] ?? 0);
  const waiting = (stage: number): number => (blocked[stage] ?? 0) + (starved[stage] ?? 0);
  const last = blocked.length - 1;
  return blocked
    .map((_, stage) => stage)
    .filter(
      (stage) =>
        last > 0 &&
        (stage === 0 || (surplus(stage - 1) > 0 && waiting(stage) < waiting(stage - 1))) &&
        (stage === last || (surplus(stage + 1) < 0 && waiting(stage) < waiting(stage + 1))),
    )
    .sort((a, b) => waiting(a) - waiting(b));
}

/** A stage that no arrow leaves, and how much its neighbours wait more than it. */
export interface ArrowPick {
  readonly stage: number;
  readonly severity: number;
}

/**
 * The arrow rule: blocked more than the next one starves = arrow to the next, else arrow from it; a stage without an arrow leaving
 * is a bottleneck, the primary one that of the greatest severity |ST(i+1) - BL(i)| + |ST(i) - BL(i-1)|, one term at the ends
 * (Kuo, Lim and Meerkov 1996; Li and Meerkov 2009, chapter 5). Most severe first. `outer` = the supply and demand that the lists
 * begin and end with, 0 or 1 each: they may be named, but are no neighbours when severity is summed.
 */
export function arrowBottlenecks(
  { blocked, starved }: StageWaiting,
  outer: { readonly before: number; readonly after: number } = { before: 0, after: 0 },
): ArrowPick[] {
  const last = blocked.length - 1;
  /** Blocking of a stage less starving of the next: above 0 the arrow goes to the next. */
  const gap = (stage: number): number => (blocked[stage] ?? 0) - (starved[stage + 1] ?? 0);
  const isOuter = (stage: number): boolean => stage < outer.before || stage > last - outer.after;
  const term = (stage: number, neighbour: number): number =>
    neighbour < 0 || neighbour > last || (isOuter(neighbour) && !isOuter(stage))
      ? 0
      : Math.abs(gap(Math.min(stage, neighbour)));
  return blocked
    .map((_, stage) => stage)
    .filter((stage) => (stage === 0 || gap(stage - 1) > 0) && (stage === last || !(gap(stage) > 0)))
    .map((stage) => ({ stage, severity: term(stage, stage - 1) + term(stage, stage + 1) }))
    .sort((a, b) => b.severity - a.severity);
}
