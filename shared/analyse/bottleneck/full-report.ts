// Everything that is said of a window: the path's own report, and what reruns and the classical methods add.
import { classicalPanel } from "./classical/panel.ts";
import type { LineAnalysis, WindowReport } from "./line-analysis.ts";
import type { Reckoned } from "./reckoning.ts";
import type { BottleneckReport, ConstraintStretch, Interval } from "./report.ts";
import { reportOf } from "./report-of.ts";

/** A new name before it is settled needs such a share of the path of all runs, or another window of the same. */
const namedAtOnceP = 0.8;

/** The whole report of a window; without what was reckoned, the reruns' part is left out. */
export function fullReport(
  analysis: LineAnalysis,
  window: WindowReport,
  reckoned?: Reckoned,
): BottleneckReport {
  const panel = classicalPanel(analysis.log, {
    fromS: window.fromS,
    toS: Math.max(window.toS, window.fromS + 1e-3),
  });
  const report = reportOf(analysis, window, {
    methods: panel.methods,
    shifting: new Map(
      panel.shares.map(({ resource, soleShare, shiftShare }) => [resource, { soleShare, shiftShare }]),
    ),
    provisional: provisionalStretches(analysis, window, reckoned),
    ...(reckoned === undefined ? {} : { gain10: gainsPerHour(reckoned, window.toS - window.fromS) }),
  });
  if (reckoned?.isFaithful !== false) return report;
  const warning = "The log could not be run again as it was: what stops cost and changes bring is not told.";
  return { ...report, warnings: [...report.warnings, warning] };
}

function gainsPerHour({ gain10 }: Reckoned, windowS: number): Map<string, Interval> {
  return new Map([...gain10].map(([resource, gain]) => [resource, perHour(gain, windowS)]));
}

/** Units of a window as units an hour. */
export function perHour({ mean, lo, hi }: Interval, windowS: number): Interval {
  const hours = windowS / 3600;
  return hours > 0 ? { mean: mean / hours, lo: lo / hours, hi: hi / hours } : { mean: 0, lo: 0, hi: 0 };
}

/** What the outlook says of the time that is not settled; a name that may be chance gives way to the one before. */
function provisionalStretches(
  { contenders }: LineAnalysis,
  window: WindowReport,
  reckoned: Reckoned | undefined,
): ConstraintStretch[] {
  const windows = reckoned?.outlook?.provisional ?? [];
  let name = window.stretches.at(-1)?.contender ?? -1;
  const found: ConstraintStretch[] = [];
  windows.forEach(({ fromS, toS, contender, p }, index) => {
    const isSure = name < 0 || p >= namedAtOnceP || windows[index + 1]?.contender === contender;
    if (contender !== name && isSure) name = contender;
    const resource = contenders.list[name]?.id ?? "";
    const last = found.at(-1);
    if (last?.resource === resource) found[found.length - 1] = { ...last, toS };
    else found.push({ fromS, toS, resource, provisional: true });
  });
  return found.filter((stretch) => stretch.toS > window.fromS && stretch.fromS < window.toS);
}
