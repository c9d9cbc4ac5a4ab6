// What a report says, in the terms that panels print: since when, how sure, what a stop still costs. Pure; no React.
import type { BottleneckInfo, RankedInfo, StopCost } from "#shared/host-api/bottleneck-schema.ts";
import { formatCount, formatFixed } from "../../messages/format.ts";
import { t } from "../../messages/t.ts";
import { constraintStretches } from "../../state/bottleneck.ts";

/** A probability or share as a percentage; never 0 % or 100 % where it is neither. */
export function percentText(share: number): string {
  if (share > 0 && share < 0.01) return "<1 %";
  if (share < 1 && share > 0.99) return ">99 %";
  return `${formatFixed(share * 100, 0)} %`;
}

/** Units with the decimals that their size bears: `0`, `4.6`, `6`, `38`. */
export function unitsText(units: number): string {
  const size = Math.abs(units);
  const isWhole = size >= 9.95 || Math.abs(size - Math.round(size)) < 0.05;
  const text = isWhole ? formatCount(Math.round(size)) : formatFixed(size, 1);
  return units <= -0.05 ? `−${text}` : text;
}

/** Units gained or lost, always with their sign. */
export function signedUnits(units: number): string {
  return units >= 0.05 ? `+${unitsText(units)}` : Math.abs(units) < 0.05 ? "±0" : unitsText(units);
}

/** Minutes as people say them: `40 s`, `3.5 min`, `19 min`, `2 h 14 min`. */
export function minutesText(minutes: number): string {
  const size = Math.max(0, minutes);
  if (size < 0.95) return `${formatFixed(size * 60, 0)} s`;
  if (size >= 119.5) {
    const whole = Math.round(size);
    return `${Math.floor(whole / 60)} h ${String(whole % 60).padStart(2, "0")} min`;
  }
  const isWhole = size >= 9.95 || Math.abs(size - Math.round(size)) < 0.05;
  return `${formatFixed(size, isWhole ? 0 : 1)} min`;
}

/** The limits of an interval. */
export function intervalText({ lo, hi }: { readonly lo: number; readonly hi: number }): string {
  return t("constraint.between", { lo: unitsText(lo), hi: unitsText(hi) });
}

/** What the report names: one resource, those that tie, or none. */
export function candidates(info: BottleneckInfo): readonly string[] {
  if (info.word === "not known") return [];
  if (info.named !== undefined && info.word !== "two candidates") return [info.named];
  const tied =
    info.tieSet.length > 0 ? info.tieSet : info.ranking.slice(0, 1).map(({ resource }) => resource);
  return info.named === undefined ? tied : [info.named, ...tied.filter((each) => each !== info.named)];
}

export function rankedOf(info: BottleneckInfo, resource: string | undefined): RankedInfo | undefined {
  return info.ranking.find((each) => each.resource === resource);
}

/** Whether an asset is a resource, or one of the stations of it. */
export function belongsTo(info: BottleneckInfo, assetId: string, resource: string | undefined): boolean {
  if (resource === undefined) return false;
  if (assetId === resource) return true;
  const members =
    rankedOf(info, resource)?.members ??
    info.stretches.find((each) => each.resource === resource)?.members ??
    [];
  return members.includes(assetId);
}

/** Since when a resource has limited without another in between, up to the newest stretch; undefined = it does not now. */
export function sinceMsOf(info: BottleneckInfo, resource: string): number | undefined {
  let sinceMs: number | undefined;
  for (const stretch of constraintStretches(info).toReversed()) {
    if (stretch.resource !== resource) break;
    sinceMs = stretch.fromMs;
  }
  return sinceMs;
}

/** Where the settled part ends and the provisional begins; undefined = all is settled. */
export function provisionalFromMs(info: BottleneckInfo): number | undefined {
  const first = constraintStretches(info).find(({ provisional }) => provisional);
  if (first !== undefined) return first.fromMs;
  return info.settledToMs !== undefined && info.settledToMs < info.window.toMs ? info.settledToMs : undefined;
}

/** How many of the classical methods name the same resource. */
export function agreement(info: BottleneckInfo): { readonly agree: number; readonly total: number } {
  const names = candidates(info);
  const agree = info.methods.filter(({ pick }) => {
    if (pick === undefined) return false;
    return names.some((name) => belongsTo(info, pick, name));
  });
  return { agree: agree.length, total: info.methods.length };
}

/** What an open stop means for the line, now. */
export type StopOutlook =
  | { readonly kind: "computing" }
  | { readonly kind: "never" }
  | { readonly kind: "left"; readonly leftMs: number; readonly perHour: number | undefined }
  | { readonly kind: "losing"; readonly perHour: number | undefined };

export function stopOutlook(stop: StopCost, nowMs: number): StopOutlook {
  const { losesFromMs, lossPerHour } = stop;
  if (losesFromMs === undefined)
    return stop.unitsLost === undefined && lossPerHour === undefined
      ? { kind: "computing" }
      : { kind: "never" };
  return nowMs < losesFromMs
    ? { kind: "left", leftMs: losesFromMs - nowMs, perHour: lossPerHour }
    : { kind: "losing", perHour: lossPerHour };
}

/** The outlook in one sentence. */
export function outlookText(outlook: StopOutlook, unitName: string): string {
  switch (outlook.kind) {
    case "computing":
      return t("costs.computing");
    case "never":
      return t("costs.never", { unit: unitName });
    case "left":
      return t("costs.left", { left: leftText(outlook.leftMs), unit: unitName });
    case "losing":
      return outlook.perHour === undefined
        ? t("costs.losingBare", { unit: unitName })
        : t("costs.losing", { units: unitsText(outlook.perHour), unit: unitName });
  }
}

/** Time that is left: minutes while there are some, then seconds, so that it can be watched. */
function leftText(leftMs: number): string {
  const seconds = Math.ceil(leftMs / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 600) return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, "0")} s`;
  return `${Math.ceil(seconds / 60)} min`;
}

/** Minutes and cost of a stop: `19 min, 0 packs`. */
export function costText(stop: StopCost, unitName: string): string {
  const minutes = minutesText((stop.toMs - stop.fromMs) / 60_000);
  return stop.unitsLost === undefined
    ? t("costs.minutesOnly", { minutes })
    : t("costs.both", { minutes, units: unitsText(Math.max(0, stop.unitsLost)), unit: unitName });
}

/** What cost most first, then what was longest. */
export function byCost(stops: readonly StopCost[]): StopCost[] {
  return [...stops].sort(
    (a, b) => (b.unitsLost ?? 0) - (a.unitsLost ?? 0) || b.toMs - b.fromMs - (a.toMs - a.fromMs),
  );
}

/** Open ones first, of these what costs soonest; the rest by cost. */
export function byUrgency(stops: readonly StopCost[]): StopCost[] {
  const urgency = ({ open, losesFromMs }: StopCost): number =>
    open ? (losesFromMs ?? Number.MAX_VALUE / 2) : Number.MAX_VALUE;
  // Sorting is stable.
  return byCost(stops).sort((a, b) => urgency(a) - urgency(b));
}

/** The cost of a stop that another list shows: the same asset, begun within a second of it. */
export function costOf(
  info: BottleneckInfo | undefined,
  assetId: string,
  fromMs: number,
): StopCost | undefined {
  return info?.stops.find((stop) => stop.assetId === assetId && Math.abs(stop.fromMs - fromMs) < 1000);
}
