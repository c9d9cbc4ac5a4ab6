// Changes at stations, and the share of bad parts before and after each: another tool, another program, or what a stop's reason says.
import type { ChangeEffect, DefectClass } from "#shared/model/defect-schema.ts";
import type { StateFact } from "#shared/model/fact.ts";
import type { Plant } from "#shared/model/plant.ts";
import type { AssetState } from "#shared/model/state.ts";
import { exactMidP } from "../root-cause/two-by-two.ts";
import { classOf, isOfClass } from "./classes.ts";
import type { TimeWindow } from "./counts.ts";
import { keptMs, type Measured, type PartLedger } from "./part-ledger.ts";
import { judgedOf } from "./population.ts";
import { wilson } from "./proportion.ts";

interface Change {
  readonly assetId: string;
  readonly what: ChangeEffect["what"];
  readonly to: string;
  /** Parts made before `fromMs` were made the old way, those after `timeMs` the new way; the two differ for a stop. */
  readonly fromMs: number;
  readonly timeMs: number;
}

/** Parts are compared so far before and after a change, less where the next of its kind is nearer. */
const comparedMs = 4 * 3_600_000;
/** Fewer parts on either side say nothing. */
const leastJudged = 10;
const mostEffects = 20;

/** Stops in which something can be changed. */
const changingStates: ReadonlySet<AssetState> = new Set<AssetState>(["planned", "down", "setup"]);

/** Remembers the changes of the last day. */
export class ChangeLog {
  readonly #plant: Plant;
  #changes: Change[] = [];
  /** The stop that each asset is in. */
  readonly #stops = new Map<string, { readonly code: string; readonly fromMs: number }>();
  readonly #newest = new Map<string, string>();

  constructor(plant: Plant) {
    this.#plant = plant;
  }

  state({ asset, state, reason, timeMs, backfill }: StateFact): void {
    const assetId = this.#plant.assets[asset]?.id;
    if (assetId === undefined || backfill === true) return;
    const stop = this.#stops.get(assetId);
    const code = changingStates.has(state) ? reason?.code : undefined;
    if (stop?.code === code) return;
    this.#stops.delete(assetId);
    if (stop !== undefined) this.#add({ assetId, what: "stop", to: stop.code, fromMs: stop.fromMs, timeMs });
    if (code !== undefined) this.#stops.set(assetId, { code, fromMs: timeMs });
  }

  result({ assetId, tool, program, timeMs }: Measured): void {
    for (const [what, to] of [
      ["tool", tool],
      ["program", program],
    ] as const) {
      if (to === undefined) continue;
      const key = `${what} ${assetId}`;
      const before = this.#newest.get(key);
      this.#newest.set(key, to);
      if (before !== undefined && before !== to) this.#add({ assetId, what, to, fromMs: timeMs, timeMs });
    }
  }

  /** Changes of an asset, in order of time. */
  of(assetId: string): Change[] {
    return this.#changes.filter((change) => change.assetId === assetId);
  }

  forget(beforeMs: number): void {
    if ((this.#changes[0]?.timeMs ?? Infinity) < beforeMs)
      this.#changes = this.#changes.filter(({ timeMs }) => timeMs >= beforeMs);
  }

  #add(change: Change): void {
    this.#changes.push(change);
    this.forget(change.timeMs - keptMs);
  }
}

/**
 * Effects of the changes of a station in a window (after `fromMs`, up to and with `toMs`) on classes that parts were found to be of after they
 * were made there: bad parts of those made in the 4 h before and after. The most telling first. `isOf` narrows the classes.
 */
export function changeEffects(
  plant: Plant,
  ledger: PartLedger,
  log: ChangeLog,
  assetId: string,
  { fromMs, toMs }: TimeWindow,
  isOf: (one: DefectClass) => boolean = () => true,
): ChangeEffect[] {
  const all = log.of(assetId);
  const changes = all.filter(({ timeMs }) => timeMs > fromMs && timeMs <= toMs);
  if (changes.length === 0) return [];
  const made = madePerClass(plant, ledger, assetId, toMs, isOf);
  const effects = changes.flatMap((change): ChangeEffect[] => {
    const same = all.filter(({ what, to }) => what === change.what && (what !== "stop" || to === change.to));
    const at = same.indexOf(change);
    const startMs = Math.max(change.fromMs - comparedMs, same[at - 1]?.timeMs ?? -Infinity);
    const endMs = Math.min(change.timeMs + comparedMs, same[at + 1]?.fromMs ?? Infinity);
    return made.flatMap(({ of, parts }): ChangeEffect[] => {
      const count = (isIn: (madeMs: number) => boolean): { bad: number; judged: number } => {
        const inside = parts.filter(({ madeMs }) => isIn(madeMs));
        return { bad: inside.filter(({ isBad }) => isBad).length, judged: inside.length };
      };
      const before = count((madeMs) => madeMs >= startMs && madeMs < change.fromMs);
      const after = count((madeMs) => madeMs >= change.timeMs && madeMs < endMs);
      if (before.judged < leastJudged || after.judged < leastJudged || before.bad + after.bad === 0)
        return [];
      return [
        {
          assetId,
          timeMs: change.timeMs,
          what: change.what,
          to: change.to,
          class: of,
          before: { ...before, rate: wilson(before.bad, before.judged) },
          after: { ...after, rate: wilson(after.bad, after.judged) },
          p: Math.min(
            1,
            exactMidP({
              badWith: before.bad,
              goodWith: before.judged - before.bad,
              badWithout: after.bad,
              goodWithout: after.judged - after.bad,
            }),
          ),
        },
      ];
    });
  });
  return effects
    .sort((a, b) => a.p - b.p || a.timeMs - b.timeMs || (a.class.id < b.class.id ? -1 : 1))
    .slice(0, mostEffects);
}

interface MadeParts {
  readonly of: DefectClass;
  readonly parts: { readonly madeMs: number; readonly isBad: boolean }[];
}

/** Classes with bad parts, and all parts judged for each that the station made before. */
function madePerClass(
  plant: Plant,
  ledger: PartLedger,
  assetId: string,
  toMs: number,
  isOf: (one: DefectClass) => boolean,
): MadeParts[] {
  const classes = new Map<string, DefectClass>();
  for (const { id } of plant.assets)
    for (const list of ledger.series(id).values())
      for (const one of list) {
        const found = one.isFirst && one.timeMs <= toMs ? classOf(one) : undefined;
        if (found !== undefined && isOf(found)) classes.set(found.id, found);
      }
  const groupId = ledger.groupOf(assetId);
  return [...classes.values()].map((of) => ({
    of,
    parts: judgedOf(plant, ledger, of, { fromMs: -Infinity, toMs }).flatMap((measured) => {
      // The last stay in the cell before it was judged, at which of its stations ever.
      const visit = measured.part.visits.findLast(
        (one) => one.groupId === groupId && one.enterMs <= measured.timeMs,
      );
      if (visit?.assetId !== assetId) return [];
      return [{ madeMs: visit.leaveMs ?? measured.timeMs, isBad: isOfClass(measured, of) }];
    }),
  }));
}
