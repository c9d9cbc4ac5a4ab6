// All that takes reruns of a window, piece by piece, so that whoever waits for something else is not kept waiting: first who limited the line,
// then who will, then what stops cost and what faster work would bring. Advice takes longest, and is made when somebody asks.
import type { ScriptStep } from "../../simulate/script.ts";
import type { Contender } from "./contenders.ts";
import type { LineAnalysis } from "./line-analysis.ts";
import { type OpenStopCost, openStopCost } from "./open-stops.ts";
import { type Outlook, outlook } from "./outlook.ts";
import type { Interval } from "./report.ts";
import { type LoggedStop, Reruns } from "./reruns.ts";
import { twinShares } from "./twin-shares.ts";
import type { LineChange } from "./twin/line-change.ts";

/** Stops shorter than this are not costed one by one, seconds. */
const leastStopS = 120;
/** Open ones are from here on. */
export const leastOpenS = 15;
const mostStops = 16;
const mostOpen = 3;
const mostGains = 5;
/** Contenders for which changes are tried. */
const mostAdvised = 3;

export interface Advice {
  readonly change: LineChange;
  /** Units in the window. */
  readonly gainUnits: Interval;
  /** What limits the line then. */
  readonly next: string | undefined;
}

/** What has been reckoned so far; it grows. */
export interface Reckoned {
  /** False = the log could not be run again as it was, and nothing rests on reruns. */
  isFaithful: boolean | undefined;
  /** Shares by contender to rank by (twin-shares.ts); undefined = not reckoned, or the window is long enough by itself. */
  twinShares: Float64Array | undefined;
  outlook: Outlook | undefined;
  readonly costs: { readonly stop: LoggedStop; readonly unitsLost: number }[];
  readonly open: OpenStopCost[];
  readonly gain10: Map<string, Interval>;
  isDone: boolean;
}

export interface ReckonOptions {
  readonly fromS: number;
  readonly toS: number;
  /** Breaks that are known to come after the log's end. */
  readonly steps: readonly ScriptStep[];
  /** End of the shift, when the window reaches the log's end and the line goes on. */
  readonly ahead?: { readonly endS: number | undefined };
}

/** Reckons a window; every step of the generator is one piece of work of some ten to a hundred milliseconds. */
export function* reckon(analysis: LineAnalysis, options: ReckonOptions): Generator<Reckoned, Reckoned> {
  const { log, timeline, seed, tieS } = analysis;
  const { fromS, toS, steps, ahead } = options;
  const reckoned: Reckoned = {
    isFaithful: undefined,
    twinShares: undefined,
    outlook: undefined,
    costs: [],
    open: [],
    gain10: new Map(),
    isDone: false,
  };
  const reruns = new Reruns(log, tieS);
  yield reckoned;
  reckoned.isFaithful = reruns.isFaithful(fromS, toS);
  yield reckoned;
  const all = reckoned.isFaithful ? reruns.stops(fromS, toS, leastOpenS) : [];
  const open = all.filter((stop) => stop.toS === Infinity).slice(0, mostOpen);
  const stops = all
    .filter((stop) => stop.toS < Infinity && stop.toS - stop.fromS >= leastStopS)
    .slice(0, mostStops);
  if (ahead !== undefined && reckoned.isFaithful) {
    reckoned.outlook = outlook(log, timeline, {
      seed,
      tieS,
      steps,
      ...(ahead.endS === undefined ? {} : { endS: ahead.endS }),
    });
    yield reckoned;
    for (const stop of open) {
      const cost = openStopCost(log, stop, { paceS: timeline.paceS, seed, steps });
      if (cost !== undefined) reckoned.open.push(cost);
      yield reckoned;
    }
  }
  if (reckoned.isFaithful) {
    reckoned.twinShares = twinShares(log, { fromS, toS }, { seed, tieS });
    yield reckoned;
    while (timeline.refineOne(reruns.replayable)) yield reckoned;
    for (const stop of stops) {
      reckoned.costs.push({ stop, unitsLost: reruns.costOf(stop, toS) });
      yield reckoned;
    }
    const first = analysis
      .report(fromS, toS, undefined, reckoned.twinShares)
      .ranking.map(({ contender }) => contender);
    const fasterOf = (contender: Contender): LineChange => ({
      kind: "cycle",
      resource: contender.id,
      factor: 0.9,
    });
    for (const contender of first.filter(({ kind }) => kind === "station").slice(0, mostGains)) {
      reckoned.gain10.set(contender.id, reruns.gain(fromS, toS, [fasterOf(contender)]));
      yield reckoned;
    }
  }
  reckoned.isDone = true;
  return reckoned;
}

/** Changes worth trying at the first contenders of a window, by what they bring; empty where the log cannot be run again. */
export function adviceFor(analysis: LineAnalysis, fromS: number, toS: number): Advice[] {
  const reruns = new Reruns(analysis.log, analysis.tieS);
  if (!reruns.isFaithful(fromS, toS)) return [];
  const first = analysis.report(fromS, toS).ranking.map(({ contender }) => contender);
  return first
    .slice(0, mostAdvised)
    .flatMap((contender) => changesFor(analysis, contender))
    .flatMap((change): Advice[] => {
      const { gainUnits, shares } = reruns.whatIf(fromS, toS, [change]);
      return gainUnits.mean > 0 ? [{ change, gainUnits, next: shares[0]?.resource }] : [];
    })
    .sort((a, b) => b.gainUnits.mean - a.gainUnits.mean);
}

/** Changes that a person could make at a contender. */
function changesFor({ log }: LineAnalysis, contender: Contender): LineChange[] {
  const { id: resource, kind, resources } = contender;
  const { line } = log;
  if (kind === "operator") return [{ kind: "operators", resource, count: 2 }];
  if (kind !== "station") return [];
  const spec = line.stations[resources[0] ?? -1];
  const changes: LineChange[] = [
    { kind: "cycle", resource, factor: 0.9 },
    { kind: "repair", resource, factor: 0.8 },
    { kind: "parallel", resource, count: resources.length + 1 },
  ];
  const buffers = new Set<number>();
  for (const { buffer } of spec?.inputs ?? []) buffers.add(buffer);
  if (spec !== undefined && "buffer" in spec.output) buffers.add(spec.output.buffer);
  for (const number of buffers) {
    const buffer = line.buffers[number];
    if (buffer !== undefined && buffer.capacity > 0)
      changes.push({ kind: "buffer", resource: buffer.id, capacity: buffer.capacity + 2 });
  }
  for (const operator of spec?.operators ?? [])
    changes.push({ kind: "operators", resource: line.operators[operator] ?? "", count: 2 });
  return changes;
}
