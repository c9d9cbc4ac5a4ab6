// Where the engine under test is plugged in: everything that judges logs goes through `analyse`.
import type { LineLog } from "#shared/analyse/bottleneck/line-log.ts";
import type { BottleneckReport } from "#shared/analyse/bottleneck/report.ts";

export type Analyse = (
  log: LineLog,
  window: { readonly fromS: number; readonly toS: number },
) => Pick<BottleneckReport, "ranking" | "coverage" | "timeline" | "settledToS" | "isNamed">;

/** The analysis that is validated; absent until it exists, and then its rows are empty. */
export const analyse: Analyse | undefined = undefined as Analyse | undefined;
