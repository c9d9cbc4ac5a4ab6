// The bars of a waterfall from planned busy time down to good parts. Pure: lengths come from the host, places from here.
import type { ShiftLosses } from "#shared/host-api/losses-schema.ts";

export interface WaterfallBar {
  /** `plannedBusy`, `production`, `good`, `unknown`, or the word of a loss. */
  readonly name: string;
  readonly kind: "total" | "own" | "flow" | "unknown";
  /** Length; negative = given back. */
  readonly lengthMs: number;
  /** Where it begins and ends, shares of the longest bar. */
  readonly from: number;
  readonly to: number;
}

const flowNames = new Set(["starved", "blocked", "waitTransport"]);

/**
 * From planned busy time by losses to PRI x GQ at the line end, to production time elsewhere. Losses of nothing are left out.
 * The last bar is where the one before it ends: the identity can be seen.
 */
export function waterfallBars(losses: ShiftLosses): WaterfallBar[] {
  const steps: { name: string; kind: WaterfallBar["kind"]; lengthMs: number }[] = losses.losses.map(
    ({ bucket, lostMs }) => ({
      name: bucket,
      kind: flowNames.has(bucket) ? "flow" : "own",
      lengthMs: lostMs,
    }),
  );
  steps.push({ name: "unknown", kind: "unknown", lengthMs: losses.unknownMs });
  if (losses.isLineEnd) {
    steps.push({ name: "speed", kind: "own", lengthMs: losses.speedLossMs });
    steps.push({ name: "quality", kind: "own", lengthMs: losses.qualityLossMs });
  }
  const endMs = losses.isLineEnd ? losses.idealGoodMs : losses.productionMs;
  const longestMs = Math.max(losses.plannedBusyMs, endMs, 1);
  const total = (name: string, lengthMs: number): WaterfallBar => ({
    name,
    kind: "total",
    lengthMs,
    from: 0,
    to: lengthMs / longestMs,
  });
  let leftMs = losses.plannedBusyMs;
  const bars = [total("plannedBusy", losses.plannedBusyMs)];
  for (const step of steps) {
    if (step.lengthMs === 0) continue;
    const nextMs = leftMs - step.lengthMs;
    bars.push({
      ...step,
      from: Math.min(leftMs, nextMs) / longestMs,
      to: Math.min(1, Math.max(leftMs, nextMs) / longestMs),
    });
    leftMs = nextMs;
  }
  bars.push(total(losses.isLineEnd ? "good" : "production", endMs));
  return bars;
}
