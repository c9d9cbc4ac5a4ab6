// Quality of a running plant, fact by fact: more bad parts of a class than clean history lets expect, whom that concerns, and what
// they have in common. The same facts give the same answers, however they come in batches and whenever one asks.
import type {
  AffectedPart,
  AlarmLoad,
  ChangeEffect,
  ControlChart,
  DefectClass,
  DefectFinding,
  DefectReport,
  DefectSpot,
  ModelInfo,
  ParetoBy,
  ParetoRow,
} from "#shared/model/defect-schema.ts";
import type { Fact } from "#shared/model/fact.ts";
import type { Plant } from "#shared/model/plant.ts";
import { affectedParts, mostAffected, partsMadeAt, spotsOf } from "./affected.ts";
import { AlarmLog } from "./alarm-load.ts";
import { ChangeLog, changeEffects } from "./change-effects.ts";
import { chartsOf } from "./control-chart.ts";
import { classesOfPlant, classOf, classOfId, isOfClass } from "./classes.ts";
import { modelOf, shiftHours } from "./clean-rates.ts";
import type { CleanRates } from "./clean-rates-schema.ts";
import { budgets } from "./budgets.ts";
import { type ClassBudget, ClassWatch } from "./class-watch.ts";
import { firstPassOf, paretoOf, type TimeWindow } from "./counts.ts";
import { type Evidence, type Incident, Incidents, type Member, membersAt, overMs } from "./incidents.ts";
import { findingId, type Sha256 } from "../finding-id.ts";
import { lineOrder } from "./line-order.ts";
import { madeMs } from "./part-factors.ts";
import { keptMs, type Measured, PartLedger } from "./part-ledger.ts";
import { judgedOf } from "./population.ts";
import { binomialTail } from "./proportion.ts";

const qualityVersion = "1";

/** Bad parts make suspects be looked for anew at most so often, in plant time. */
const evidenceEveryMs = 30_000;

export class QualityWatch {
  readonly #plant: Plant;
  readonly #sha256: Sha256;
  readonly #ledger: PartLedger;
  readonly #incidents: Incidents;
  readonly #changes: ChangeLog;
  readonly #alarms: AlarmLog;
  readonly #budgetOf: ((one: DefectClass) => ClassBudget) | undefined;
  readonly #model: ModelInfo | undefined;
  readonly #order: ReadonlyMap<string, number>;
  /** Watches by `group/characteristic`. */
  readonly #watches = new Map<string, ClassWatch[]>();
  /** What was last worked out of each incident. */
  readonly #evidence = new Map<
    Incident,
    { readonly toMs: number; readonly members: number; readonly evidence: Evidence }
  >();

  /** Without clean rates nothing is flagged, and everything else is told. */
  constructor(plant: Plant, clean: CleanRates | undefined, { sha256 }: { readonly sha256: Sha256 }) {
    this.#plant = plant;
    this.#sha256 = sha256;
    this.#ledger = new PartLedger(plant);
    this.#incidents = new Incidents(plant, this.#ledger, (one) => this.#budgetOf?.(one).usual.rate ?? 1);
    this.#changes = new ChangeLog(plant);
    this.#alarms = new AlarmLog(plant);
    this.#order = lineOrder(plant);
    if (clean === undefined) return;
    this.#model = modelOf(clean, qualityVersion, sha256);
    const classes = new Map(
      classesOfPlant(plant, (id) => this.#ledger.groupOf(id)).map((one) => [one.id, one]),
    );
    for (const id of Object.keys(clean.classes)) {
      const one = classOfId(id);
      if (one !== undefined) classes.set(id, one);
    }
    this.#budgetOf = budgets(plant, clean, [...classes.values()]);
    for (const one of classes.values()) this.#watch(one);
  }

  /** Folds in a fact; facts come in order of arrival. */
  take(fact: Fact): void {
    const measured = this.#ledger.take(fact);
    if (measured !== undefined) {
      this.#changes.result(measured);
      if (measured.isFirst) this.#judge(measured);
    } else if (fact.kind === "state") this.#changes.state(fact);
    else if (fact.kind === "condition") this.#alarms.condition(fact);
    const { nowMs } = this.#ledger;
    this.#incidents.forget(nowMs - keptMs);
    this.#changes.forget(nowMs - keptMs);
    this.#alarms.forget(nowMs);
  }

  /** Moves time on where no fact comes. */
  advance(toMs: number): void {
    this.#ledger.advance(toMs);
  }

  /** Which findings there are now, and which of them are over: cheap, for who asks again and again. */
  outline(): { readonly id: string; readonly isOver: boolean }[] {
    if (this.#model === undefined) return [];
    const atMs = this.#ledger.nowMs;
    return this.#incidents.at(atMs).map((incident) => ({
      id: findingId("quality", incident.root.class.assetId, incident.onsetMs, this.#sha256),
      isOver: overMs(incident, atMs) < Infinity,
    }));
  }

  /** Findings of kind `quality` as known at a time of the last day, default now; the newest last. */
  findings(atMs = this.#ledger.nowMs): DefectFinding[] {
    const model = this.#model;
    if (model === undefined) return [];
    const incidents = this.#incidents.at(atMs);
    for (const incident of this.#evidence.keys())
      if (!incidents.includes(incident)) this.#evidence.delete(incident);
    return incidents.map((incident) => this.#finding(incident, atMs, model));
  }

  /** Bad parts of those judged after `fromMs`, up to and with `toMs`, most first. */
  pareto(window: TimeWindow): Record<ParetoBy, ParetoRow[]> {
    return paretoOf(this.#plant, this.#ledger, window);
  }

  /** Parts that passed each station at the first try, in the order of the line. */
  firstPass(window: TimeWindow): DefectReport["firstPass"] {
    return firstPassOf(this.#plant, this.#ledger, window);
  }

  /** The parts that an asset was done with from `fromMs` to `toMs`, as known at `atMs`: the first 500, and how many they are. */
  affectedBy(
    assetId: string,
    fromMs: number,
    toMs: number,
    atMs = this.#ledger.nowMs,
  ): {
    readonly affected: AffectedPart[];
    readonly total: number;
    readonly spots: DefectSpot[];
  } {
    const all = partsMadeAt(this.#ledger, assetId, fromMs, Math.min(toMs, atMs), atMs);
    return {
      affected: all.slice(0, mostAffected),
      total: all.length,
      spots: spotsOf(this.#ledger, all, atMs),
    };
  }

  /** Control charts of a station, or of the stations of a cell. */
  charts(assetId: string, window: TimeWindow): ControlChart[] {
    return chartsOf(this.#plant, this.#ledger, assetId, window);
  }

  /** Bad parts before and after changes at an asset, and at the suspects of what was found at it, the most telling first. */
  changes(assetId: string, window: TimeWindow): ChangeEffect[] {
    const effects = changeEffects(this.#plant, this.#ledger, this.#changes, assetId, window);
    const isFoundHere = (one: DefectClass): boolean => one.assetId === this.#ledger.groupOf(assetId);
    const suspects = new Set(
      this.findings(window.toMs)
        .filter((finding) => finding.class !== undefined && isFoundHere(finding.class))
        .flatMap((finding) => finding.suspects.flatMap(({ factors }) => factors))
        .map(({ kind, assetId: atId, level }) => (kind === "station" ? level : atId)),
    );
    suspects.delete(assetId);
    const there = [...suspects].flatMap((id) =>
      changeEffects(this.#plant, this.#ledger, this.#changes, id, window, isFoundHere),
    );
    return [...effects, ...there].sort((a, b) => a.p - b.p || a.timeMs - b.timeMs);
  }

  /** How many alarms the machines raised; `flags` = flags of the engine in the window, which are none. */
  alarmLoad(window: TimeWindow, flags: number): AlarmLoad {
    return this.#alarms.load(window, flags);
  }

  #judge(measured: Measured): void {
    const found = classOf(measured);
    const key = `${measured.groupId}/${measured.characteristic}`;
    if (found !== undefined && this.#watches.get(key)?.some((watch) => watch.class.id === found.id) !== true)
      this.#watch(found);
    for (const watch of this.#watches.get(key) ?? []) {
      const { began } = watch.step(measured);
      if (began !== undefined) this.#incidents.add(began);
    }
    if (found !== undefined) this.#incidents.look(measured);
  }

  #watch(one: DefectClass): void {
    if (this.#budgetOf === undefined) return;
    const key = `${one.assetId}/${one.characteristic}`;
    const watches = this.#watches.get(key) ?? [];
    watches.push(new ClassWatch(one, this.#budgetOf(one)));
    this.#watches.set(key, watches);
  }

  /** What the bad parts said at the last step of time, or when the incident was noticed: the same whenever one asks. */
  #evidenceAt(incident: Incident, atMs: number): Evidence {
    const stepMs = Math.floor(atMs / evidenceEveryMs) * evidenceEveryMs;
    const knownMs = overMs(incident, atMs) < Infinity ? atMs : Math.max(incident.root.noticed.timeMs, stepMs);
    const toMs = this.#incidents.newestBadMs(incident, knownMs);
    const members = membersAt(incident, knownMs).length;
    const kept = this.#evidence.get(incident);
    if (kept?.toMs === toMs && kept.members === members) return kept.evidence;
    const evidence = this.#incidents.evidence(incident, knownMs);
    this.#evidence.set(incident, { toMs, members, evidence });
    return evidence;
  }

  #finding(incident: Incident, atMs: number, model: ModelInfo): DefectFinding {
    const { root, onsetMs } = incident;
    const members = membersAt(incident, atMs);
    const evidence = this.#evidenceAt(incident, atMs);
    const over = overMs(incident, atMs) < Infinity;
    const toMs = over ? this.#incidents.newestBadMs(incident, atMs) : atMs;
    const judged = judgedOf(this.#plant, this.#ledger, root.class, {
      fromMs: root.first.timeMs - 1e-3,
      toMs,
    });
    const bad = judged.filter((one) => isOfClass(one, root.class)).length;
    const [suspect] = evidence.suspects;
    const endMs = over
      ? Math.max(
          onsetMs,
          ...members.map(({ rise }) =>
            rise.last === undefined ? 0 : madeMs(this.#ledger, rise.last, suspect),
          ),
        )
      : undefined;
    const classes = evidence.classes.toSorted((a, b) => this.#place(a.assetId) - this.#place(b.assetId));
    const affected = affectedParts(this.#ledger, {
      classes,
      suspect,
      onsetMs,
      endMs: endMs ?? atMs,
      judgedFromMs: Math.min(...members.map(({ rise }) => rise.first.timeMs)),
      judgedToMs: toMs,
      atMs,
    });
    return {
      id: findingId("quality", root.class.assetId, onsetMs, this.#sha256),
      kind: "quality",
      assetId: root.class.assetId,
      onsetMs,
      detectedMs: root.noticed.timeMs,
      ...(endMs === undefined ? {} : { endMs }),
      p: binomialTail(bad, judged.length, root.usualRate),
      score: root.score,
      oneInShifts: root.oneInShifts,
      signals: [],
      witnesses: [],
      class: root.class,
      bad,
      judged: judged.length,
      usualRate: root.usualRate,
      suspects: [...evidence.suspects],
      affected: affected.slice(0, mostAffected),
      ...(affected.length > mostAffected ? { affectedTotal: affected.length } : {}),
      spots: spotsOf(this.#ledger, affected, atMs, classes),
      alsoAt: this.#alsoAt(incident, members, evidence, toMs),
      model,
    };
  }

  /** Where else the incident's parts are found, each place once, first to begin first. */
  #alsoAt(
    { root }: Incident,
    members: readonly Member[],
    { classes, suspects }: Evidence,
    toMs: number,
  ): DefectFinding["alsoAt"] {
    const onsets = new Map<string, number>();
    const add = (assetId: string, onsetMs: number): void => {
      if (assetId !== root.class.assetId)
        onsets.set(assetId, Math.min(onsets.get(assetId) ?? Infinity, onsetMs));
    };
    for (const { rise, onsetMs } of members) add(rise.class.assetId, onsetMs);
    for (const one of classes) {
      if (members.some(({ rise }) => rise.class.id === one.id)) continue;
      const since = { fromMs: root.first.timeMs - shiftHours * 3_600_000, toMs };
      const first = judgedOf(this.#plant, this.#ledger, one, since).find(
        (result) =>
          isOfClass(result, one) && madeMs(this.#ledger, result, suspects[0]) >= members[0]!.onsetMs,
      );
      if (first !== undefined) add(one.assetId, Math.round(madeMs(this.#ledger, first, suspects[0])));
    }
    return [...onsets]
      .map(([assetId, onsetMs]) => ({ assetId, onsetMs }))
      .sort((a, b) => a.onsetMs - b.onsetMs || (a.assetId < b.assetId ? -1 : 1));
  }

  #place(assetId: string): number {
    return this.#order.get(assetId) ?? Infinity;
  }
}
