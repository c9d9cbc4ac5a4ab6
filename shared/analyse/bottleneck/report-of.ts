// A window's report with names instead of numbers: what the command line prints and the host sends on.
import type { MethodPick, BottleneckReport, ConstraintStretch, Interval } from "./report.ts";
import type { Contender } from "./contenders.ts";
import { engineName, type LineAnalysis, type WindowReport } from "./line-analysis.ts";

/** What is computed beside the path: by reruns, by the classical methods. */
export interface ReportExtras {
  readonly gain10?: ReadonlyMap<string, Interval>;
  readonly methods?: readonly MethodPick[];
  readonly shifting?: ReadonlyMap<string, { readonly soleShare: number; readonly shiftShare: number }>;
  /** Stretches after what is settled. */
  readonly provisional?: readonly ConstraintStretch[];
}

/** Stations of a cell; a single resource has none. */
export function membersOf(analysis: LineAnalysis, contender: Contender): string[] | undefined {
  const names = contender.resources.map((resource) => analysis.log.names[resource] ?? "");
  return names.length > 1 ? names : undefined;
}

/** The report of a window as a document. */
export function reportOf(
  analysis: LineAnalysis,
  report: WindowReport,
  extras: ReportExtras = {},
): BottleneckReport {
  const { list } = analysis.contenders;
  return {
    window: { fromS: report.fromS, toS: report.toS, units: report.units },
    named: report.named?.id,
    word: report.word,
    ranking: report.ranking.map(({ contender, share, pBest, losses }) => {
      const members = membersOf(analysis, contender);
      const gain10 = extras.gain10?.get(contender.id);
      return {
        resource: contender.id,
        ...(members === undefined ? {} : { members }),
        share,
        pBest,
        ...(gain10 === undefined ? {} : { gain10 }),
        lost: losses.map(({ reason, code, seconds, units }) => ({
          reason,
          ...(code === "" ? {} : { code }),
          minutes: seconds / 60,
          parts: units,
        })),
        ...(extras.shifting?.get(contender.id) ?? { soleShare: 0, shiftShare: 0 }),
      };
    }),
    tieSet: report.tieSet.map(({ id }) => id),
    coverage: report.coverage,
    thin: report.thin,
    level: report.level,
    methods: extras.methods ?? [],
    timeline: [
      ...report.stretches.map(({ fromS, toS, contender, tieFromS, tieToS }) => ({
        fromS,
        toS,
        resource: list[contender]?.id ?? "",
        provisional: false,
        tieFromS,
        tieToS,
      })),
      ...(extras.provisional ?? []),
    ],
    ...(Number.isNaN(report.settledToS) ? {} : { settledToS: report.settledToS }),
    warnings: report.warnings,
    provenance: { engine: engineName, seed: analysis.seed, inputHash: report.inputHash },
  };
}
