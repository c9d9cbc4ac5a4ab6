// A report in the words of the plant: times of its clock, texts of its reasons, its units.
import { fullReport } from "#shared/analyse/bottleneck/full-report.ts";
import type { LineAnalysis } from "#shared/analyse/bottleneck/line-analysis.ts";
import type { Outlook } from "#shared/analyse/bottleneck/outlook.ts";
import type { Reckoned } from "#shared/analyse/bottleneck/reckoning.ts";
import type { BottleneckReport } from "#shared/analyse/bottleneck/report.ts";
import { membersOf } from "#shared/analyse/bottleneck/report-of.ts";
import type { LoggedStop } from "#shared/analyse/bottleneck/reruns.ts";
import type { Waterfall } from "#shared/analyse/bottleneck/waterfall.ts";
import type { BottleneckInfo, StopCost, WaterfallInfo } from "#shared/host-api/bottleneck-schema.ts";
import type { Plant } from "#shared/model/plant.ts";
import { engineReasons } from "#shared/simulate/sink.ts";
import type { PlanInfo } from "./analysis-messages.ts";

/** A log's seconds and numbers in the plant's time and words. */
export class LineWords {
  readonly plant: Plant;
  /** Plant time of the log's second 0. */
  readonly originMs: number;
  readonly #analysis: LineAnalysis;
  readonly #texts: ReadonlyMap<string, string>;
  readonly #membersOf: ReadonlyMap<string, string[] | undefined>;

  constructor(plant: Plant, originMs: number, analysis: LineAnalysis) {
    this.plant = plant;
    this.originMs = originMs;
    this.#analysis = analysis;
    this.#texts = reasonTexts(plant);
    this.#membersOf = new Map(
      analysis.contenders.list.map((contender) => [contender.id, membersOf(analysis, contender)]),
    );
  }

  seconds(timeMs: number): number {
    return (timeMs - this.originMs) / 1000;
  }

  ms(timeS: number): number {
    return this.originMs + timeS * 1000;
  }

  /** The text of a reason's code, where the plant or the engine has one. */
  text(code: string | undefined): { text?: string } {
    const text = code === undefined || code === "" ? undefined : this.#texts.get(code);
    return text === undefined ? {} : { text };
  }

  /** A resource with the stations of its cell. */
  named(resource: string): { resource: string; members?: string[] } {
    const members = this.#membersOf.get(resource);
    return members === undefined ? { resource } : { resource, members };
  }

  /** How many equal servers a resource is. */
  countOf(resource: string): number {
    return this.#membersOf.get(resource)?.length ?? 1;
  }

  /** Which kind of removal a stop of a resource is. */
  removalOf(resource: string): "removeStop" | "removeSupplyDelay" | "removeAbsence" {
    const { log } = this.#analysis;
    const number = log.resource(resource);
    if (number >= log.offsets.supply) return "removeSupplyDelay";
    return number >= log.offsets.operator && number < log.offsets.vehicle ? "removeAbsence" : "removeStop";
  }
}

/** What limited the line in a window of plant time; what was reckoned of it so far comes along. */
export function bottleneckInfo(
  words: LineWords,
  analysis: LineAnalysis,
  { fromMs, toMs, plan }: { readonly fromMs: number; readonly toMs: number; readonly plan?: PlanInfo },
  reckoned: Reckoned | undefined,
): BottleneckInfo {
  const window = analysis.report(words.seconds(fromMs), words.seconds(toMs), plan, reckoned?.twinShares);
  const report = fullReport(analysis, window, reckoned);
  const hasReruns = reckoned?.isFaithful === true;
  return {
    window: { fromMs, toMs, units: report.window.units },
    unitName: words.plant.file.plan?.unitName ?? "parts",
    ...(report.named === undefined ? {} : { named: report.named }),
    word: report.word,
    ranking: report.ranking.map(({ lost, resource, gain10, share, pBest, soleShare, shiftShare }) => ({
      ...words.named(resource),
      share,
      pBest,
      soleShare,
      shiftShare,
      ...(gain10 === undefined ? {} : { gain10 }),
      lost: lost.map((loss) => ({ ...loss, ...words.text(loss.code) })),
    })),
    tieSet: [...report.tieSet],
    coverage: report.coverage,
    thin: [...report.thin],
    level: report.level,
    methods: report.methods.map(({ name, pick, score }) => ({
      name,
      score,
      ...(pick === undefined ? {} : { pick }),
    })),
    stretches: report.timeline.map(({ fromS, toS, resource, provisional, tieFromS, tieToS }) => ({
      fromMs: words.ms(fromS),
      toMs: words.ms(toS),
      ...words.named(resource),
      provisional,
      ...(tieFromS === undefined ? {} : { tieFromMs: words.ms(tieFromS) }),
      ...(tieToS === undefined ? {} : { tieToMs: words.ms(tieToS) }),
    })),
    ...(report.settledToS === undefined ? {} : { settledToMs: words.ms(report.settledToS) }),
    ...(window.waterfall === undefined
      ? {}
      : { waterfall: waterfallInfo(words, analysis, window.waterfall) }),
    stops: hasReruns ? stopInfos(words, reckoned, toMs) : [],
    ...(hasReruns && reckoned.outlook !== undefined
      ? { forecast: forecastInfo(words, analysis, report, reckoned.outlook) }
      : {}),
    warnings: [...report.warnings],
    isWhole: reckoned?.isDone === true,
    provenance: report.provenance,
  };
}

function stopInfos(words: LineWords, { costs, open }: Reckoned, toMs: number): StopCost[] {
  const told = (stop: LoggedStop): Omit<StopCost, "open"> => ({
    assetId: stop.resource,
    fromMs: words.ms(stop.fromS),
    toMs: stop.toS === Infinity ? toMs : words.ms(stop.toS),
    code: stop.reason,
    text: words.text(stop.reason).text ?? stop.reason,
  });
  return [
    ...open.map(({ stop, losesInS, lossPerHour }) => ({
      ...told(stop),
      open: true,
      lossPerHour,
      ...(losesInS === Infinity ? {} : { losesFromMs: toMs + losesInS * 1000 }),
    })),
    ...costs.map(({ stop, unitsLost }) => ({ ...told(stop), open: false, unitsLost })),
  ];
}

function forecastInfo(
  words: LineWords,
  { contenders }: LineAnalysis,
  report: BottleneckReport,
  { atS, horizons, units }: Outlook,
): NonNullable<BottleneckInfo["forecast"]> {
  const now = report.timeline.at(-1)?.resource;
  const persistence = now === undefined ? {} : { [now]: 1 };
  const made = report.window.units;
  return {
    atMs: words.ms(atS),
    horizons: horizons.map(({ horizonS, p }) => ({
      horizonS,
      p: Object.fromEntries(
        [...p].flatMap((share, at) =>
          share > 0 ? [[contenders.list[at]?.id ?? "", Math.min(1, share)]] : [],
        ),
      ),
      persistence,
    })),
    ...(units === undefined
      ? {}
      : { unitsAtShiftEnd: { mean: made + units.mean, lo: made + units.lo, hi: made + units.hi } }),
  };
}

function waterfallInfo(
  words: LineWords,
  analysis: LineAnalysis,
  { planUnits, actualUnits, stockUnits, residualUnits, losses, pace }: Waterfall,
): WaterfallInfo {
  const named = (contender: number): { resource: string; members?: string[] } =>
    words.named(analysis.contenders.list[contender]?.id ?? "");
  return {
    planUnits,
    actualUnits,
    stockUnits,
    residualUnits,
    losses: losses.map(({ contender, reason, code, seconds, units }) => ({
      ...named(contender),
      reason,
      ...(code === "" ? {} : { code }),
      ...words.text(code),
      minutes: seconds / 60,
      units,
    })),
    pace: pace.map(({ contender, seconds, units, aheadUnits }) => ({
      ...named(contender),
      minutes: seconds / 60,
      units,
      aheadUnits,
    })),
  };
}

/** Texts by the code of a reason: the plant's own, else those that every simulation uses. */
function reasonTexts(plant: Plant): ReadonlyMap<string, string> {
  const texts = new Map<string, string>(engineReasons.map(({ code, text }) => [code, text]));
  for (const top of plant.file.reasons) {
    texts.set(top.code, top.text);
    for (const group of top.reasons) {
      texts.set(group.code, group.text);
      for (const { code, text } of group.reasons) texts.set(code, text);
    }
  }
  return texts;
}
