// Control charts of what a station measured: single parts, or means of five where parts come fast; by variant where variants differ.
import { firstAfter } from "#shared/base/sorted.ts";
import type { ControlChart } from "#shared/model/defect-schema.ts";
import type { Limit } from "#shared/model/plant-schema.ts";
import { type Asset, assetOf, type Plant } from "#shared/model/plant.ts";
import { fTail } from "../distributions.ts";
import { capabilityOf, deviationOf, meanOf } from "./capability.ts";
import type { TimeWindow } from "./counts.ts";
import type { Measured, PartLedger } from "./part-ledger.ts";
import { ruleBreaks } from "./run-rules.ts";

/** Means of ranges of two and of five in standard deviations (d2; Montgomery, appendix VI). */
const d2Of2 = 1.128;
const d2Of5 = 2.326;
const subgroupParts = 5;
/** Parts come fast when half of them are no farther apart. */
const fastMs = 60_000;
/** Points that limits are made of: the first of the window. */
const basisSubgroups = 25;
const basisParts = 50;
/** Fewer parts are no chart. */
const leastParts = 5;
/** Variants are charted apart when their means differ as surely. */
const differP = 0.001;
/** How often points beyond the limits are left out and the limits made anew. */
const mostRounds = 5;

/** Centre and standard deviation of a point. */
export interface ChartLimits {
  readonly centre: number;
  readonly sigma: number;
}

/** Of single parts: the mean, and the mean moving range over 1.128. */
export function individualsLimits(values: readonly number[]): ChartLimits {
  const ranges = values.slice(1).map((value, at) => Math.abs(value - values[at]!));
  return { centre: meanOf(values), sigma: ranges.length === 0 ? 0 : meanOf(ranges) / d2Of2 };
}

/** Of means of subgroups of five: the grand mean, and the mean range over 2.326, of a mean of five. */
export function subgroupLimits(groups: readonly (readonly number[])[]): ChartLimits {
  const ranges = groups.map((group) => Math.max(...group) - Math.min(...group));
  return { centre: meanOf(groups.map(meanOf)), sigma: meanOf(ranges) / d2Of5 / Math.sqrt(subgroupParts) };
}

/**
 * The charts of a station, or of the stations of a cell, from first results after `fromMs`, up to and with `toMs`. Limits are the plant's
 * (`control`) where it has them, else of the first points that are in control. Capability is of all values charted.
 */
export function chartsOf(
  plant: Plant,
  ledger: PartLedger,
  assetId: string,
  window: TimeWindow,
): ControlChart[] {
  const asset = assetOf(plant, assetId);
  if (asset === undefined) return [];
  const cell = asset.childRows.flatMap((row) => plant.assets[row] ?? []);
  const stations = [asset, ...cell.filter(({ id }) => ledger.groupOf(id) === assetId)];
  return stations.flatMap((station) =>
    [...ledger.series(station.id)].flatMap(([characteristic, list]) => {
      const timeOf = ({ timeMs }: Measured): number => timeMs;
      const inWindow = list
        .slice(firstAfter(list, window.fromMs, timeOf), firstAfter(list, window.toMs, timeOf))
        .filter(({ isFirst }) => isFirst);
      return byVariant(station, characteristic, inWindow).flatMap(({ variant, measured }) =>
        measured.length < leastParts ? [] : [chartOf(station, characteristic, variant, measured)],
      );
    }),
  );
}

interface Charted {
  /** Absent = all variants together. */
  readonly variant: string | undefined;
  readonly measured: readonly Measured[];
}

/** One chart for all variants, or one for each where limits or means differ. */
function byVariant(station: Asset, characteristic: string, measured: readonly Measured[]): Charted[] {
  const groups = new Map<string | undefined, Measured[]>();
  for (const one of measured) {
    const group = groups.get(one.part.variant);
    if (group === undefined) groups.set(one.part.variant, [one]);
    else group.push(one);
  }
  const limits = new Set(measured.map(({ lsl, usl }) => `${lsl}/${usl}`));
  const hasOwnLimits = controlLimits(station, characteristic).some(({ variant }) => variant !== undefined);
  if (groups.size > 1 && (limits.size > 1 || hasOwnLimits || meansDiffer([...groups.values()])))
    return [...groups]
      .map(([variant, ofVariant]) => ({ variant, measured: ofVariant }))
      .sort((a, b) => ((a.variant ?? "") < (b.variant ?? "") ? -1 : 1));
  return [{ variant: undefined, measured }];
}

/** One-way analysis of variance over variants of five parts or more. */
function meansDiffer(groups: readonly (readonly Measured[])[]): boolean {
  const lists = groups
    .map((group) => group.map(({ value }) => value))
    .filter((list) => list.length >= leastParts);
  const all = lists.flat();
  if (lists.length < 2) return false;
  const grand = meanOf(all);
  const between = lists.reduce((sum, list) => sum + list.length * (meanOf(list) - grand) ** 2, 0);
  const within = lists.reduce((sum, list) => sum + (list.length - 1) * deviationOf(list) ** 2, 0);
  const [a, b] = [lists.length - 1, all.length - lists.length];
  return within > 0 ? fTail(between / a / (within / b), a, b) < differP : between > 0;
}

function controlLimits(station: Asset, characteristic: string): Limit[] {
  const limits = station.characteristics.find(({ name }) => name === characteristic)?.limits ?? [];
  return limits.filter(({ kind }) => kind === "control");
}

/** The plant's own control limits that hold when the last part was measured. */
function ownLimits(
  station: Asset,
  characteristic: string,
  variant: string | undefined,
  atMs: number,
): (ChartLimits & { readonly basis: string }) | undefined {
  const limit = controlLimits(station, characteristic)
    .filter((one) => one.variant === undefined || one.variant === variant)
    .filter(({ since }) => since === undefined || Date.parse(since) <= atMs)
    .sort(
      (a, b) => Date.parse(b.since ?? "1970-01-01T00:00:00Z") - Date.parse(a.since ?? "1970-01-01T00:00:00Z"),
    )[0];
  if (limit?.low === undefined || limit.high === undefined) return undefined;
  const centre = limit.centre ?? (limit.low + limit.high) / 2;
  return { centre, sigma: (limit.high - limit.low) / 6, basis: limit.basis ?? "control limits of the plant" };
}

function chartOf(
  station: Asset,
  characteristic: string,
  variant: string | undefined,
  measured: readonly Measured[],
): ControlChart {
  const last = measured.at(-1)!;
  const own = ownLimits(station, characteristic, variant, last.timeMs);
  const gaps = measured.slice(1).map(({ timeMs }, at) => timeMs - measured[at]!.timeMs);
  const isFast = (gaps.toSorted((a, b) => a - b)[gaps.length >>> 1] ?? Infinity) <= fastMs;
  // Limits that the plant gives are of single parts.
  const size =
    own === undefined && isFast && measured.length >= basisSubgroups * subgroupParts ? subgroupParts : 1;
  const groups: Measured[][] = [];
  for (let at = 0; at + size <= measured.length; at += size) groups.push(measured.slice(at, at + size));
  const values = groups.map((group) => group.map(({ value }) => value));
  const { centre, sigma, basis } = own ?? learntLimits(values, size);
  const points = values.map(meanOf);
  const { lsl, usl, unit } = last;
  return {
    assetId: station.id,
    characteristic,
    ...(variant === undefined ? {} : { variant }),
    unit,
    chart: size === 1 ? "individuals" : "xbar",
    subgroup: size,
    points: groups.map((group, at) => ({
      timeMs: group.at(-1)!.timeMs,
      value: points[at]!,
      serial: group.at(-1)!.part.serial,
      isBad: group.some(({ isBad }) => isBad),
    })),
    centre,
    lcl: centre - 3 * sigma,
    ucl: centre + 3 * sigma,
    basis,
    ...(lsl === undefined ? {} : { lsl }),
    ...(usl === undefined ? {} : { usl }),
    breaks: ruleBreaks(points, centre, sigma),
    n: measured.length,
    ...capabilityOf(
      measured.map(({ value }) => value),
      { lsl, usl },
      { points, centre, sigma },
    ),
  };
}

/** Limits of the first points, made anew without those beyond them until none is (Montgomery, 6.2: trial limits). */
function learntLimits(values: readonly (readonly number[])[], size: number): ChartLimits & { basis: string } {
  const limitsOf = (groups: readonly (readonly number[])[]): ChartLimits =>
    size === 1 ? individualsLimits(groups.map((group) => group[0]!)) : subgroupLimits(groups);
  const first = values.slice(0, size === 1 ? basisParts : basisSubgroups);
  let used = first;
  let limits = limitsOf(used);
  for (let round = 0; round < mostRounds; round += 1) {
    const { centre, sigma } = limits;
    const inside = used.filter((group) => Math.abs(meanOf(group) - centre) <= 3 * sigma);
    if (inside.length === used.length || inside.length < leastParts) break;
    used = inside;
    limits = limitsOf(used);
  }
  const what = size === 1 ? "parts" : `groups of ${size} parts`;
  const left = first.length - used.length;
  return {
    ...limits,
    basis: `first ${first.length} ${what}${left === 0 ? "" : `, ${left} beyond left out`}`,
  };
}
