// The bars from plan to actual: where each begins and ends. Sums come from the host, places from here. Pure.
import type { WaterfallInfo } from "#shared/host-api/bottleneck-schema.ts";

export interface LossBar {
  readonly kind: "plan" | "loss" | "more" | "stock" | "pace" | "residual" | "actual";
  /** Of a loss or a pace. */
  readonly resource?: string;
  readonly reason?: string;
  readonly code?: string;
  readonly text?: string;
  readonly minutes?: number;
  /** Bars that `more` stands for. */
  readonly count?: number;
  /** Signed: below 0 it takes away. Of plan and actual: the units themselves. */
  readonly units: number;
  /** The level before and after it, finished units. */
  readonly fromUnits: number;
  readonly toUnits: number;
}

export interface LossChart {
  readonly bars: readonly LossBar[];
  /** The axis: it begins above 0 where else the losses could not be told from each other, and the chart says so. */
  readonly lowUnits: number;
  readonly highUnits: number;
}

/** These have a bar of their own however small they are. */
const alwaysShown = 4;
/** Of the others, those that are smaller than this share of the largest are summed up in one bar. */
const smallShare = 0.25;

/**
 * plan - losses + stock + pace - residual = actual, each bar beginning where the one before it ended; largest loss first.
 * The residual is always there, even when it is nothing. `mostLosses` Infinity = every loss by itself.
 */
export function lossChart(waterfall: WaterfallInfo, mostLosses: number): LossChart {
  const sorted = [...waterfall.losses].sort((a, b) => b.units - a.units);
  const smallestShown = mostLosses === Infinity ? -Infinity : (sorted[0]?.units ?? 0) * smallShare;
  const fits = sorted.length <= mostLosses ? mostLosses : mostLosses - 1;
  const shown = sorted.filter(
    (loss, index) => index < fits && (index < alwaysShown || loss.units >= smallestShown),
  );
  const others = sorted.filter((loss) => !shown.includes(loss));
  const steps: Omit<LossBar, "fromUnits" | "toUnits">[] = shown.map(
    ({ resource, reason, code, text, minutes, units }) => ({
      kind: "loss",
      resource,
      reason,
      minutes,
      units: -units,
      ...(code === undefined ? {} : { code }),
      ...(text === undefined ? {} : { text }),
    }),
  );
  if (others.length > 0)
    steps.push({
      kind: "more",
      count: others.length,
      minutes: sum(others.map(({ minutes }) => minutes)),
      units: -sum(others.map(({ units }) => units)),
    });
  if (waterfall.stockUnits !== 0) steps.push({ kind: "stock", units: waterfall.stockUnits });
  const paces = [...waterfall.pace].sort((a, b) => Math.abs(b.aheadUnits) - Math.abs(a.aheadUnits));
  if (paces.length > 0)
    steps.push({
      kind: "pace",
      units: sum(paces.map(({ aheadUnits }) => aheadUnits)),
      minutes: sum(paces.map(({ minutes }) => minutes)),
      ...(paces[0] === undefined ? {} : { resource: paces[0].resource }),
    });
  steps.push({ kind: "residual", units: -waterfall.residualUnits });

  let level = waterfall.planUnits;
  const bars: LossBar[] = [{ kind: "plan", units: level, fromUnits: 0, toUnits: level }];
  for (const step of steps) {
    const before = level;
    level += step.units;
    bars.push({ ...step, fromUnits: before, toUnits: level });
  }
  bars.push({
    kind: "actual",
    units: waterfall.actualUnits,
    fromUnits: 0,
    toUnits: waterfall.actualUnits,
  });
  return { bars, ...axisOf(bars) };
}

/** From a little below the lowest level to the highest; from 0 where that hides nothing. */
function axisOf(bars: readonly LossBar[]): { lowUnits: number; highUnits: number } {
  const levels = bars.map(({ toUnits }) => toUnits);
  const high = Math.max(1, ...levels);
  const low = Math.min(...levels);
  const spread = high - Math.max(0, low);
  if (low <= 0 || spread > high * 0.4) return { lowUnits: Math.min(0, low), highUnits: high };
  const step = niceStep(high - low);
  return { lowUnits: Math.max(0, Math.floor((low - spread * 0.35) / step) * step), highUnits: high };
}

/** A round step for an axis over so many units. */
export function niceStep(span: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(span, 1) / 2));
  return Math.max(1, [5, 2, 1].map((factor) => factor * power).find((step) => span / step >= 2) ?? power);
}

/** Where a level stands on the axis, 0 to 1. */
export function shareOnAxis({ lowUnits, highUnits }: LossChart, units: number): number {
  const span = Math.max(highUnits - lowUnits, 1e-9);
  return Math.min(1, Math.max(0, (units - lowUnits) / span));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
