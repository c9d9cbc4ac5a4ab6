// A report in the words of the plant: times of its clock, texts of its reasons, its units.
import { fullReport } from "#shared/analyse/bottleneck/full-report.ts";
import type { LineAnalysis, WindowReport } from "#shared/analyse/bottleneck/line-analysis.ts";
import { membersOf } from "#shared/analyse/bottleneck/report-of.ts";
import type { BottleneckInfo } from "#shared/host-api/bottleneck-schema.ts";
import type { Plant } from "#shared/model/plant.ts";
import { engineReasons } from "#shared/simulate/sink.ts";
import type { PlanInfo } from "./analysis-messages.ts";

/** What limited the line in a window of plant time. */
export function bottleneckInfo(
  plant: Plant,
  originMs: number,
  analysis: LineAnalysis,
  { fromMs, toMs, plan }: { readonly fromMs: number; readonly toMs: number; readonly plan?: PlanInfo },
): BottleneckInfo {
  const seconds = (timeMs: number): number => (timeMs - originMs) / 1000;
  const ms = (timeS: number): number => originMs + timeS * 1000;
  const textOf = reasonTexts(plant);
  const window = analysis.report(seconds(fromMs), seconds(toMs), plan);
  const report = fullReport(analysis, window);
  const membersById = new Map(
    analysis.contenders.list.map((contender) => [contender.id, membersOf(analysis, contender)]),
  );
  const members = (resource: string): { members?: string[] } => {
    const found = membersById.get(resource);
    return found === undefined ? {} : { members: found };
  };
  return {
    window: { fromMs, toMs, units: report.window.units },
    unitName: plant.file.plan?.unitName ?? "parts",
    ...(report.named === undefined ? {} : { named: report.named }),
    word: report.word,
    ranking: report.ranking.map(({ lost, members: own, ...ranked }) => ({
      ...ranked,
      ...(own === undefined ? {} : { members: [...own] }),
      lost: lost.map((loss) => ({ ...loss, ...textOf(loss.code) })),
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
      fromMs: ms(fromS),
      toMs: ms(toS),
      resource,
      ...members(resource),
      provisional,
      ...(tieFromS === undefined ? {} : { tieFromMs: ms(tieFromS) }),
      ...(tieToS === undefined ? {} : { tieToMs: ms(tieToS) }),
    })),
    ...(report.settledToS === undefined ? {} : { settledToMs: ms(report.settledToS) }),
    ...(window.waterfall === undefined
      ? {}
      : { waterfall: waterfallInfo(analysis, window, members, textOf) }),
    stops: [],
    warnings: [...report.warnings],
    provenance: report.provenance,
  };
}

function waterfallInfo(
  { contenders }: LineAnalysis,
  { waterfall }: WindowReport,
  members: (resource: string) => { members?: string[] },
  textOf: (code: string | undefined) => { text?: string },
): NonNullable<BottleneckInfo["waterfall"]> {
  const named = (contender: number): { resource: string; members?: string[] } => {
    const resource = contenders.list[contender]?.id ?? "";
    return { resource, ...members(resource) };
  };
  return {
    planUnits: waterfall?.planUnits ?? 0,
    actualUnits: waterfall?.actualUnits ?? 0,
    stockUnits: waterfall?.stockUnits ?? 0,
    residualUnits: waterfall?.residualUnits ?? 0,
    losses: (waterfall?.losses ?? []).map(({ contender, reason, code, seconds, units }) => ({
      ...named(contender),
      reason,
      ...(code === "" ? {} : { code }),
      ...textOf(code),
      minutes: seconds / 60,
      units,
    })),
    pace: (waterfall?.pace ?? []).map(({ contender, seconds, units, aheadUnits }) => ({
      ...named(contender),
      minutes: seconds / 60,
      units,
      aheadUnits,
    })),
  };
}

/** Texts by the code of a reason: the plant's own, else those that every simulation uses. */
function reasonTexts(plant: Plant): (code: string | undefined) => { text?: string } {
  const texts = new Map<string, string>(engineReasons.map(({ code, text }) => [code, text]));
  for (const top of plant.file.reasons) {
    texts.set(top.code, top.text);
    for (const group of top.reasons) {
      texts.set(group.code, group.text);
      for (const { code, text } of group.reasons) texts.set(code, text);
    }
  }
  return (code) => {
    const text = code === undefined || code === "" ? undefined : texts.get(code);
    return text === undefined ? {} : { text };
  };
}
