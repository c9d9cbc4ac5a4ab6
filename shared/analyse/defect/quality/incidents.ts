// Rises of classes that have one cause are one incident; each incident with its suspects as known at a time.
import { firstAfter } from "#shared/base/sorted.ts";
import type { DefectClass, SuspectInfo } from "#shared/model/defect-schema.ts";
import type { Plant } from "#shared/model/plant.ts";
import { suspectQ } from "../root-cause/associations.ts";
import { exactMidP, type TwoByTwo } from "../root-cause/two-by-two.ts";
import { classOf, isOfClass } from "./classes.ts";
import type { Rise } from "./class-watch.ts";
import { lineOrder } from "./line-order.ts";
import { factorsOfUnits, hasFactor, madeMs, type Unit } from "./part-factors.ts";
import type { Measured, PartLedger } from "./part-ledger.ts";
import { judgedOf, type JudgedIn, unitsOf } from "./population.ts";
import { binomialTail } from "./proportion.ts";
import { isRaised, leastParts, suspectsOf } from "./suspects.ts";

/** A class that rose in an incident. */
export interface Member {
  readonly rise: Rise;
  /** When the first of its bad parts was made, as far as known when it was noticed; never changes. */
  readonly onsetMs: number;
  /** When it was known to belong here. */
  readonly sinceMs: number;
}

/** One thing for a person. The first class to be noticed is its root. */
export interface Incident {
  readonly root: Rise;
  readonly onsetMs: number;
  readonly members: readonly Member[];
  /** When an earlier one was found to have the same cause: from then on it is part of that. */
  readonly joinedMs: number;
}

/** What is known of an incident at a time. */
export interface Evidence {
  readonly units: readonly Unit[];
  readonly suspects: readonly SuspectInfo[];
  /** Classes that its parts are of: its members', then those that did not rise by themselves but go with the first suspect. */
  readonly classes: readonly DefectClass[];
}

/** Parts judged before the rise that are compared as well: as many as since, and at least so many. */
const leastBefore = 200;
/** An incident takes in what rises so soon after it is over. */
const joinMs = 3_600_000;
/** Whether two incidents are one is asked with a new bad part, at most so often. */
const joinEveryMs = 60_000;
/** Classes with fewer bad parts go with nothing. */
const leastTogether = 2;
/** p of one side at which a class goes with a suspect: on the way of the parts there, elsewhere, and where both together have the suspect. */
const onTheWayP = 0.025;
const elsewhereP = 0.01;
const pooledP = 0.2;

/** The classes that an incident had at a time. */
export function membersAt({ members }: Incident, atMs: number): readonly Member[] {
  return members.filter(({ sinceMs }) => sinceMs <= atMs);
}

/** When all of its classes were known to be as usual again; Infinity while that is not so at `atMs`. */
export function overMs(incident: Incident, atMs: number): number {
  const last = Math.max(...membersAt(incident, atMs).map(({ rise }) => rise.overMs ?? Infinity));
  return last <= atMs ? last : Infinity;
}

export class Incidents {
  readonly #plant: Plant;
  readonly #ledger: PartLedger;
  readonly #order: ReadonlyMap<string, number>;
  readonly #usualRate: (one: DefectClass) => number;
  #list: Incident[] = [];
  #askedMs = -Infinity;

  /** `usualRate` = share of bad parts of a class when all is as usual. */
  constructor(plant: Plant, ledger: PartLedger, usualRate: (one: DefectClass) => number) {
    this.#plant = plant;
    this.#usualRate = usualRate;
    this.#ledger = ledger;
    this.#order = lineOrder(plant);
  }

  /** Incidents as known at a time, the first to be noticed first. */
  at(atMs: number): Incident[] {
    return this.#list.filter(({ root, joinedMs }) => root.noticed.timeMs <= atMs && atMs < joinedMs);
  }

  /** Forgets what was over before a time. */
  forget(beforeMs: number): void {
    if (this.#list.some((incident) => overMs(incident, Infinity) < beforeMs))
      this.#list = this.#list.filter((incident) => overMs(incident, Infinity) >= beforeMs);
  }

  /** A class has risen: it joins the incident that it has its cause, or its bad parts, in common with; else it is a new one. */
  add(rise: Rise): void {
    const atMs = rise.noticed.timeMs;
    const alone = {
      root: rise,
      onsetMs: atMs,
      members: [{ rise, onsetMs: atMs, sinceMs: atMs }],
      joinedMs: Infinity,
    };
    const own = this.evidence(alone, atMs);
    // Whole milliseconds: the id of a finding is made of it, and files keep no more.
    const onsetMs = Math.round(madeMs(this.#ledger, rise.first, own.suspects[0]));
    this.#list.push({ ...alone, onsetMs, members: [{ rise, onsetMs, sinceMs: atMs }] });
    this.#join(atMs);
  }

  /** A bad part: it may show that two incidents are one. */
  look({ timeMs }: Measured): void {
    if (timeMs < this.#askedMs + joinEveryMs) return;
    this.#join(timeMs);
  }

  /** When the newest bad part of an incident was judged, as known at a time: the last one where it is over. */
  newestBadMs(incident: Incident, atMs: number): number {
    const times = membersAt(incident, atMs).map(({ rise }) => {
      if (rise.overMs !== undefined && rise.overMs <= atMs) return rise.last?.timeMs ?? rise.noticed.timeMs;
      const since = { fromMs: rise.noticed.timeMs, toMs: atMs };
      const judged = judgedOf(this.#plant, this.#ledger, rise.class, since);
      return judged.findLast((one) => isOfClass(one, rise.class))?.timeMs ?? rise.noticed.timeMs;
    });
    return Math.max(...times);
  }

  /**
   * What is known of an incident at a time, from results up to its newest bad part: those after it are of parts that may be as usual again, and
   * say nothing of what the bad ones have in common.
   */
  evidence(incident: Incident, atMs: number): Evidence {
    const classes = membersAt(incident, atMs).map(({ rise }) => rise.class);
    const judgedIn = this.#compared(incident, atMs);
    const units = unitsOf(this.#plant, this.#ledger, classes, judgedIn);
    const symptomsAt = new Set(classes.map(({ assetId }) => assetId));
    const suspects = suspectsOf(units, factorsOfUnits(this.#ledger, units, symptomsAt, leastParts));
    const [first] = suspects;
    const known = new Set(classes.map(({ id }) => id));
    const others =
      first === undefined
        ? []
        : this.#classesIn(judgedIn).filter(
            (one) => !known.has(one.id) && this.#goesWith(one, incident, first, judgedIn),
          );
    return { units, suspects, classes: [...classes, ...others] };
  }

  /** Joins open incidents that are one: the earlier takes in the later. */
  #join(atMs: number): void {
    this.#askedMs = atMs;
    const open = this.at(atMs).filter((incident) => overMs(incident, atMs) > atMs - joinMs);
    for (const later of open.slice(1).reverse()) {
      const earlier = open.slice(0, open.indexOf(later)).find((one) => this.#isOneCause(one, later, atMs));
      if (earlier === undefined) continue;
      const members = [...earlier.members, ...later.members.map((member) => ({ ...member, sinceMs: atMs }))];
      this.#list = this.#list.map((one) =>
        one === earlier ? { ...earlier, members } : one === later ? { ...later, joinedMs: atMs } : one,
      );
      // What has just changed is another object now: one join at a time, the next bad part may bring another.
      return;
    }
  }

  /** Judging times of the parts that are compared. */
  #compared(incident: Incident, atMs: number): JudgedIn {
    const toMs = this.newestBadMs(incident, atMs);
    const starts = membersAt(incident, atMs).map(({ rise }) => {
      const all = judgedOf(this.#plant, this.#ledger, rise.class, { fromMs: -Infinity, toMs });
      const at = firstAfter(all, rise.first.timeMs - 1e-3, ({ timeMs }) => timeMs);
      return (all[at - Math.max(leastBefore, all.length - at)]?.timeMs ?? -Infinity) - 1e-3;
    });
    return { fromMs: Math.min(...starts), toMs };
  }

  /** Classes with bad parts in a stretch. */
  #classesIn({ fromMs, toMs }: JudgedIn): DefectClass[] {
    const classes = new Map<string, DefectClass>();
    for (const { id } of this.#plant.assets)
      for (const list of this.#ledger.series(id).values())
        for (let at = firstAfter(list, fromMs, ({ timeMs }) => timeMs); at < list.length; at += 1) {
          const measured = list[at]!;
          if (measured.timeMs > toMs) break;
          const one = classOf(measured);
          if (one !== undefined) classes.set(one.id, one);
        }
    return [...classes.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** A class's parts with and without a suspect's factors. */
  #tableOf(one: DefectClass, { factors }: SuspectInfo, judgedIn: JudgedIn): TwoByTwo {
    const table = { badWith: 0, goodWith: 0, badWithout: 0, goodWithout: 0 };
    for (const { part, isBad, judgedMs } of unitsOf(this.#plant, this.#ledger, [one], judgedIn)) {
      const has = factors.every((factor) => hasFactor(this.#ledger, part, factor, judgedMs));
      if (isBad) table[has ? "badWith" : "badWithout"] += 1;
      else table[has ? "goodWith" : "goodWithout"] += 1;
    }
    return table;
  }

  /**
   * Whether a class that did not rise by itself goes with a suspect: its bad parts have the factors more often than its good ones, or those that
   * have them are bad more often than clean history lets expect. Stations that parts pass between suspect and root are few and likely to see
   * the same; others are many, and must be surer.
   */
  #goesWith(one: DefectClass, { root }: Incident, suspect: SuspectInfo, judgedIn: JudgedIn): boolean {
    const table = this.#tableOf(one, suspect, judgedIn);
    const place = (assetId: string): number => this.#order.get(assetId) ?? -1;
    const isBefore = place(one.assetId) <= place(root.class.assetId);
    const isAfter = suspect.factors.every(({ assetId }) => place(assetId) <= place(one.assetId));
    if (!isBefore || !isAfter) return sideP(table) <= elsewhereP;
    const { badWith, goodWith } = table;
    const isMoreThanUsual =
      badWith >= leastTogether &&
      isRaised(table) &&
      binomialTail(badWith, badWith + goodWith, this.#usualRate(one)) <= onTheWayP;
    return isMoreThanUsual || sideP(table) <= onTheWayP;
  }

  #isOneCause(earlier: Incident, later: Incident, atMs: number): boolean {
    const [theirs, own] = [this.evidence(earlier, atMs), this.evidence(later, atMs)];
    const laterClasses = membersAt(later, atMs).map(({ rise }) => rise.class);
    const earlierClasses = membersAt(earlier, atMs).map(({ rise }) => rise.class);
    if (this.#sharesParts(later, theirs.classes, atMs)) return true;
    const isAll = (
      classes: readonly DefectClass[],
      suspect: SuspectInfo,
      judgedIn: JudgedIn,
      mostP: number,
    ): boolean => classes.every((one) => sideP(this.#tableOf(one, suspect, judgedIn)) <= mostP);
    const [theirFirst] = theirs.suspects;
    const [ownFirst] = own.suspects;
    const inTheirs = this.#compared(earlier, atMs);
    const inOwn = this.#compared(later, atMs);
    if (theirFirst !== undefined && isAll(laterClasses, theirFirst, inTheirs, suspectQ)) return true;
    if (ownFirst !== undefined && isAll(earlierClasses, ownFirst, inOwn, suspectQ)) return true;
    // Neither tells by itself: do both together, and does each bear its part?
    const pooled = this.evidence({ ...earlier, members: [...earlier.members, ...later.members] }, atMs);
    const [pooledFirst] = pooled.suspects;
    const inBoth = {
      fromMs: Math.min(inTheirs.fromMs, inOwn.fromMs),
      toMs: Math.max(inTheirs.toMs, inOwn.toMs),
    };
    return (
      pooledFirst !== undefined && isAll([...earlierClasses, ...laterClasses], pooledFirst, inBoth, pooledP)
    );
  }

  /** Whether at least half of an incident's bad parts are bad by some of the classes as well. */
  #sharesParts(incident: Incident, classes: readonly DefectClass[], atMs: number): boolean {
    const bad = membersAt(incident, atMs).flatMap(({ rise }) => {
      const since = { fromMs: rise.first.timeMs - 1e-3, toMs: atMs };
      return judgedOf(this.#plant, this.#ledger, rise.class, since).filter((one) =>
        isOfClass(one, rise.class),
      );
    });
    const shared = bad.filter(({ part }) =>
      part.results.some((one) => one.timeMs <= atMs && classes.some((other) => isOfClass(one, other))),
    );
    return shared.length * 2 >= bad.length;
  }
}

/** p of one side of a table; 1 where too few bad parts have the factors, or no more than of the others. */
function sideP(table: TwoByTwo): number {
  return table.badWith >= leastTogether && isRaised(table) ? exactMidP(table) / 2 : 1;
}
