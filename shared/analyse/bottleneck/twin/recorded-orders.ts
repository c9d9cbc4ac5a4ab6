// Which variants the sources released, in sequence, and which order each part is of. Orders have no names in a log: a run of
// equal variants at a source is one.
import type { OrderSpec } from "../../../simulate/script.ts";
import { creates, isSource, productsAt } from "./parts-of-line.ts";
import { countUntil, type Recorded } from "./recorded.ts";
import { ending } from "../../../simulate/operation-source.ts";

/** How far a source is: order under way, parts released of it, and how many more it needs than planned. */
export interface SourceProgress {
  readonly order: number;
  readonly made: number;
  readonly extra: number;
}

/** The orders of a record. Numbers of orders begin at 0; those below `base` had been released before the log began. */
export interface RecordedOrders {
  readonly base: number;
  /** Order `base + i` at position i; the last goes on for ever, as nothing is known of what comes after. */
  readonly orders: readonly OrderSpec[];
  readonly orderOf: Int32Array;
  progress(source: number, atS: number): SourceProgress;
  /** The mix released in a stretch, as orders of whole units, beginning with order `from`. */
  mixOf(fromS: number, toS: number): { readonly from: number; readonly orders: readonly OrderSpec[] };
}

interface Run {
  readonly variant: number;
  readonly releasedS: number[];
  /** When parts of it were lost while it was still being released: they were made again. */
  readonly replacedS: number[];
}

/** Reads orders and the order of every part. */
export function readOrders(recorded: Recorded): RecordedOrders {
  const { log } = recorded;
  const { line } = log;
  const orderOf = new Int32Array(log.serials.length).fill(-1);
  const variantOf = (part: number): number => Math.max(0, log.variantOf[part] ?? 0);
  const bySource = new Map<number, Run[]>();
  const created: number[] = [];
  const before: number[] = [];
  const visits = countUntil(log, recorded.untilS);
  for (let visit = 0; visit < visits; visit += 1) {
    if ((log.previous[visit] ?? -1) >= 0) continue;
    const place = log.place[visit] ?? 0;
    const part = log.part[visit] ?? 0;
    const enterS = log.enterS[visit] ?? 0;
    if (!creates(line, place) || enterS <= log.startedS) {
      before.push(part);
      continue;
    }
    if (!isSource(line, place)) {
      created.push(visit);
      continue;
    }
    const runs = bySource.get(place) ?? [];
    bySource.set(place, runs);
    let run = runs.at(-1);
    if (run?.variant !== variantOf(part)) {
      run = { variant: variantOf(part), releasedS: [], replacedS: [] };
      runs.push(run);
    }
    run.releasedS.push(enterS);
    orderOf[part] = runs.length - 1;
  }

  const [main, runs] = [...bySource].sort((left, right) => countOf(right[1]) - countOf(left[1]))[0] ?? [
    -1,
    [],
  ];
  // Variants still in the line from before the first run, oldest first: the further on a part is, the older.
  const firstVariant = runs[0]?.variant ?? (before.length > 0 ? variantOf(before[0] ?? 0) : 0);
  const furthest = new Map<number, number>();
  for (const part of before) {
    const place = log.place[recorded.firstVisitOf[part] ?? 0] ?? 0;
    const depth =
      place < line.stations.length
        ? place
        : line.stations.findIndex((station) =>
            station.inputs.some((input) => input.buffer === place - log.offsets.buffer),
          );
    if (variantOf(part) !== firstVariant)
      furthest.set(variantOf(part), Math.max(furthest.get(variantOf(part)) ?? -1, depth));
  }
  const older = [...furthest].sort((left, right) => right[1] - left[1]).map(([variant]) => variant);
  const base = older.length;
  for (let part = 0; part < orderOf.length; part += 1)
    if ((orderOf[part] ?? -1) >= 0) orderOf[part] = (orderOf[part] ?? 0) + base;
  for (const part of before)
    orderOf[part] = variantOf(part) === firstVariant ? base : older.indexOf(variantOf(part));

  const lastGood = goodFinishes(recorded);
  for (const visit of created) {
    const part = log.part[visit] ?? 0;
    const place = log.place[visit] ?? 0;
    const component = log.componentsOf[part]?.[0];
    const follows = line.stations[place]?.follows;
    if (component !== undefined) orderOf[part] = orderOf[component] ?? base;
    else if (follows !== undefined)
      orderOf[part] =
        lastGood.orderBefore(orderOf, follows.station, variantOf(part), log.enterS[visit] ?? 0) ?? base;
    else orderOf[part] = base;
  }

  const productOfSource = productsAt(line);
  const lostOf = (source: number, part: number): boolean => {
    const first = recorded.firstVisitOf[part] ?? -1;
    const place = log.place[first] ?? 0;
    const station =
      place < line.stations.length
        ? place
        : line.stations.findIndex((entry) =>
            entry.inputs.some((input) => input.buffer === place - log.offsets.buffer),
          );
    return productOfSource[station] === productOfSource[source];
  };
  for (const [source, ownRuns] of bySource)
    for (const loss of log.lost) {
      if (loss.timeS > recorded.untilS || !lostOf(source, loss.part)) continue;
      const run = ownRuns[(orderOf[loss.part] ?? -1) - base];
      if (run === undefined) continue;
      const isOver = run !== ownRuns.at(-1) && loss.timeS >= (run.releasedS.at(-1) ?? 0);
      if (!isOver) run.replacedS.push(loss.timeS);
    }
  const perUnit = line.stations[main]?.perOrderUnit ?? 1;
  return {
    base,
    orders: runs.map((run, index) => ({
      id: String(base + index),
      variant: run.variant,
      quantity:
        index === runs.length - 1 ? Infinity : (run.releasedS.length - run.replacedS.length) / perUnit,
    })),
    orderOf,
    progress(source, atS) {
      const own = bySource.get(source) ?? [];
      for (const [index, run] of own.entries()) {
        const isLast = index === own.length - 1;
        if (!isLast && (run.releasedS.at(-1) ?? 0) <= atS) continue;
        return {
          order: base + index,
          made: run.releasedS.filter((timeS) => timeS <= atS).length,
          extra: run.replacedS.filter((timeS) => timeS <= atS).length,
        };
      }
      return { order: base, made: 0, extra: 0 };
    },
    mixOf(fromS, toS) {
      const mix = runs.flatMap((run, index) => {
        const released = run.releasedS.filter((timeS) => timeS > fromS && timeS <= toS).length;
        const quantity = Math.max(1, Math.round(released / perUnit));
        return released === 0 ? [] : [{ id: String(base + index), variant: run.variant, quantity }];
      });
      return { from: Number(mix[0]?.id ?? base), orders: mix };
    },
  };
}

function countOf(runs: readonly Run[]): number {
  return runs.reduce((sum, run) => sum + run.releasedS.length, 0);
}

/** Good parts in order of leaving each station's work. */
function goodFinishes(recorded: Recorded): {
  orderBefore(orderOf: Int32Array, station: number, variant: number, timeS: number): number | undefined;
} {
  const { log } = recorded;
  const cursors = new Map<number, { at: number; latest: Map<number, number> }>();
  const lists = new Map<number, number[]>();
  for (const operation of recorded.operations) {
    if (!operation.isFinished || operation.ending !== ending.good) continue;
    const list = lists.get(operation.station);
    if (list === undefined) lists.set(operation.station, [operation.visit]);
    else list.push(operation.visit);
  }
  return {
    // Asked in order of time.
    orderBefore(orderOf, station, variant, timeS) {
      const cursor = cursors.get(station) ?? { at: 0, latest: new Map<number, number>() };
      cursors.set(station, cursor);
      const list = lists.get(station) ?? [];
      while (cursor.at < list.length && (log.finishS[list[cursor.at] ?? 0] ?? 0) <= timeS) {
        const part = log.part[list[cursor.at] ?? 0] ?? 0;
        cursor.latest.set(log.variantOf[part] ?? 0, orderOf[part] ?? 0);
        cursor.at += 1;
      }
      return cursor.latest.get(variant);
    },
  };
}
