// Whether the resources of an event log tell the same time. A part leaves one place and comes to the next at once, but for a way of known
// length: what two resources say of the same moment, over many parts, shows how far their clocks are apart and how much each time is off.
import type { Line } from "../../simulate/line.ts";
import type { EventRow } from "./event-rows.ts";

/** What was found out about the clocks of a log. */
export interface RowClocks {
  /** Seconds that a resource's clock is ahead; only where parts were seen to come before they had left. */
  readonly aheadS: ReadonlyMap<string, number>;
  /** By how much two tellings of one moment differ beside that, seconds; 0 in a log that agrees with itself. */
  readonly noiseS: number;
}

/** Moments that two resources must share before their clocks are compared. */
const leastMoments = 20;
const mostMoments = 400;
/** Clocks that differ less are one. */
const leastSkewS = 0.1;

interface Gap {
  readonly from: string;
  readonly to: string;
  readonly middleS: number;
  readonly spreadS: number;
}

/** Compares what neighbours say; rows in any order. */
export function clocksOfRows(line: Line, rows: readonly EventRow[]): RowClocks {
  const gaps = gapsOf(line, rows);
  const spreads = gaps.map(({ spreadS }) => spreadS).sort((a, b) => a - b);
  const noiseS = spreads[spreads.length >> 1] ?? 0;
  // A way that takes longer than the line's file says looks like a clock that is ahead; a part that comes before it left is proof.
  const isProof = ({ middleS, spreadS }: Gap): boolean => middleS < -Math.max(leastSkewS, spreadS / 3);
  return { aheadS: gaps.some(isProof) ? aheadOf(gaps) : new Map(), noiseS };
}

/** Differences along the flow, added up from the first resource of each connected stretch; the middle clock is right. */
function aheadOf(gaps: readonly Gap[]): Map<string, number> {
  const ahead = new Map<string, number>();
  for (const { from } of gaps) {
    if (ahead.has(from)) continue;
    ahead.set(from, 0);
    for (let isNew = true; isNew;) {
      isNew = false;
      for (const gap of gaps) {
        const [one, other] = [ahead.get(gap.from), ahead.get(gap.to)];
        if ((one === undefined) === (other === undefined)) continue;
        if (one !== undefined) ahead.set(gap.to, one + gap.middleS);
        else if (other !== undefined) ahead.set(gap.from, other - gap.middleS);
        isNew = true;
      }
    }
  }
  const sorted = [...ahead.values()].sort((a, b) => a - b);
  const rightS = sorted[sorted.length >> 1] ?? 0;
  return new Map([...ahead].map(([resource, s]) => [resource, s - rightS]));
}

function gapsOf(line: Line, rows: readonly EventRow[]): Gap[] {
  const ways = waysOf(line);
  const cameOf = new Map<string, Map<string, number[]>>();
  const targets = new Set([...ways.values()].flatMap((next) => [...next.keys()]));
  for (const { resource, event, part, timeS } of rows) {
    if (part === "" || !(event === "arrive" || event === "start") || !targets.has(resource)) continue;
    const byPart = cameOf.get(resource) ?? new Map<string, number[]>();
    cameOf.set(resource, byPart);
    const times = byPart.get(part);
    if (times === undefined) byPart.set(part, [timeS]);
    else times.push(timeS);
  }
  const found = new Map<string, { from: string; to: string; gapsS: number[] }>();
  for (const { resource: from, event, part, timeS } of rows) {
    const next = event === "depart" || event === "finish" ? ways.get(`${event} ${from}`) : undefined;
    for (const [to, wayS] of next ?? []) {
      const key = `${from}>${to}`;
      const known = found.get(key) ?? { from, to, gapsS: [] };
      if (known.gapsS.length >= mostMoments) continue;
      let nearestS = Infinity;
      for (const cameS of cameOf.get(to)?.get(part) ?? [])
        if (Math.abs(cameS - timeS - wayS) < Math.abs(nearestS)) nearestS = cameS - timeS - wayS;
      if (nearestS === Infinity) continue;
      known.gapsS.push(nearestS);
      found.set(key, known);
    }
  }
  return [...found.values()].flatMap(({ from, to, gapsS }) => {
    if (gapsS.length < leastMoments) return [];
    const middleS = quantile(gapsS, 0.5);
    const spreadS = quantile(
      gapsS.map((s) => Math.abs(s - middleS)),
      0.9,
    );
    return [{ from, to, middleS, spreadS }];
  });
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? 0;
}

/** By the row that says a part has gone: where it comes to, and after how many seconds. Where it may wait on the way is left out. */
function waysOf(line: Line): Map<string, Map<string, number>> {
  const ways = new Map<string, Map<string, number>>();
  const add = (gone: string, to: string, wayS: number): void => {
    const next = ways.get(gone) ?? new Map<string, number>();
    ways.set(gone, next.set(to, wayS));
  };
  for (const station of line.stations) {
    const { id, output, inputs, operators } = station;
    if ("demand" in output) add(`depart ${id}`, line.demands[output.demand] ?? "", 0);
    else add(`depart ${id}`, line.buffers[output.buffer]?.id ?? "", output.hopS);
    if (operators.length > 0) continue;
    for (const { buffer } of inputs) add(`depart ${line.buffers[buffer]?.id ?? ""}`, id, 0);
  }
  for (const { from, to, vehicles } of line.fleets)
    for (const vehicle of vehicles) {
      add(`depart ${line.buffers[from]?.id ?? ""}`, vehicle, 0);
      add(`finish ${vehicle}`, line.buffers[to]?.id ?? "", 0);
    }
  return ways;
}
