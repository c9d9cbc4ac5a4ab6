// A shift of the demo plant made up from a seed: state histories, values, parts, results. Same seed, same pictures.
// For the gallery and its screenshots only; it obeys no law of production.
import { hash32, type Random, seededRandom } from "#shared/base/random.ts";
import type { LaneSegment, RequestResult } from "#shared/host-api/requests.ts";
import type { AssetState } from "#shared/model/state.ts";
import type { Asset, Plant, Signal } from "#shared/model/plant.ts";

export const fixtureStartMs = Date.UTC(2026, 10, 23, 5, 0);
export const fixtureNowMs = fixtureStartMs + 72 * 60_000 + 3_000;
const horizonMs = fixtureNowMs + 3_600_000;

type Result = RequestResult<"asset.detail">["results"][number];

/** States of a station from the start of the shift to an hour after the fixture's now. */
export function stateHistory(asset: Asset): LaneSegment[] {
  const random = seededRandom(hash32(asset.id, 7));
  const segments: LaneSegment[] = [];
  let fromMs = fixtureStartMs;
  while (fromMs < horizonMs) {
    const segment = nextSegment(random, fromMs, asset);
    segments.push(segment);
    fromMs = segment.toMs;
  }
  return segments;
}

function nextSegment(random: Random, fromMs: number, asset: Asset): LaneSegment {
  const draw = random.next();
  const length = (lowS: number, highS: number): number =>
    fromMs + (lowS + random.next() * (highS - lowS)) * 1000;
  const stretch = (state: AssetState, toMs: number, nativeState: string, reason?: string): LaneSegment =>
    reason === undefined
      ? { fromMs, toMs, state, nativeState }
      : { fromMs, toMs, state, nativeState, reason };
  if (draw < 0.56) return stretch("run", length(40, 420), "EXECUTE");
  if (draw < 0.72) return stretch("starved", length(8, 70), "SUSPENDED", "upstream");
  if (draw < 0.84) return stretch("blocked", length(8, 90), "SUSPENDED", "downstream");
  if (draw < 0.9) return stretch("idle", length(5, 30), "IDLE");
  if (draw < 0.955) return stretch("microstop", length(6, 45), "HELD", "jam");
  if (draw < 0.975) return stretch("setup", length(60, 180), "STOPPED", "setup");
  if (draw < 0.985 && asset.kind === "manualBench")
    return stretch("waitOperator", length(30, 120), "SUSPENDED", "operatorAway");
  if (draw < 0.992) return stretch("down", length(320, 900), "ABORTED", "mechanical");
  return stretch("hold", length(40, 120), "HELD");
}

/** The value of a signal at a time: a slow wave with noise around the middle of its limits, now and then beyond them. */
export function signalValue(signal: Signal, timeMs: number): number {
  if (signal.type === "enum")
    return Math.floor(timeMs / 60_000 + signal.row) % Math.max(1, signal.labels?.length ?? 1);
  if (signal.type === "text") return 0;
  const limit = signal.limits.find(({ low, high }) => low !== undefined || high !== undefined);
  const low = limit?.low ?? (limit?.high === undefined ? 10 : limit.high * 0.4);
  const high = limit?.high ?? low + Math.abs(low || 1) * 0.5;
  const middle = (low + high) / 2;
  const swing = (high - low) * 0.36;
  const phase = (hash32(signal.id) % 1000) / 159;
  const slow = Math.sin(timeMs / 190_000 + phase);
  const noise = ((hash32(signal.id, Math.floor(timeMs / 1000) % 1_000_000) % 1000) / 1000 - 0.5) * 0.5;
  return middle + swing * (slow + noise) * (signal.row % 11 === 3 ? 1.5 : 1);
}

const productOf = (asset: Asset): string => (asset.id.startsWith("D") ? "pack" : "module");
const serialOf = (asset: Asset, index: number): string =>
  `${productOf(asset) === "pack" ? "P" : "M"}${String(2600 + (hash32(asset.id) % 300) - index).padStart(5, "0")}`;

/** Parts now at an asset. */
export function partsAt(
  plant: Plant,
  asset: Asset,
  count: number,
  nowMs: number,
): RequestResult<"asset.detail">["parts"] {
  return Array.from({ length: Math.min(count, 40) }, (_, index) => ({
    serial: serialOf(asset, index),
    variant: plant.file.variants[0]?.id ?? "",
    product: productOf(asset),
    sinceMs: nowMs - (count - index) * 21_000,
  }));
}

/** Newest results of a station. */
export function resultsOf(asset: Asset, nowMs: number): Result[] {
  const random = seededRandom(hash32(asset.id, 99));
  return Array.from({ length: asset.characteristics.length * 6 }, (_, index): Result | undefined => {
    const characteristic = asset.characteristics[index % asset.characteristics.length];
    if (characteristic === undefined) return undefined;
    const limit = characteristic.limits[0];
    const low = limit?.low ?? 0;
    const high = limit?.high ?? Math.max(1, low * 2);
    const value = low + (high - low) * (0.12 + random.next() * (index === 4 ? 1.4 : 0.7));
    const out =
      (limit?.low !== undefined && value < limit.low) || (limit?.high !== undefined && value > limit.high);
    return {
      serial: serialOf(asset, Math.floor(index / asset.characteristics.length) + 1),
      asset: asset.id,
      step: "1",
      characteristic: characteristic.name,
      value,
      unit: characteristic.unit,
      verdict: out ? "notOk" : "ok",
      attempt: out ? 2 : 1,
      timeMs: nowMs - index * 9_500,
      ...(limit?.low === undefined ? {} : { lsl: limit.low }),
      ...(limit?.high === undefined ? {} : { usl: limit.high }),
    };
  }).filter((result) => result !== undefined);
}

/** Results of weld vision of a module whose seams lack fusion at one end of a row, so that its picture has something to show. */
export function poorWeld(station: Asset, serial: string, timeMs: number): Result[] {
  const values: Readonly<Record<string, number>> = { seamWidth: 0.994, seamArea: 21.92, spatter: 0.62 };
  return station.characteristics.map((characteristic): Result => {
    const { low, high } = characteristic.limits[0] ?? {};
    const value = values[characteristic.name] ?? 0;
    const isOut = low !== undefined && value < low;
    return {
      serial,
      asset: station.id,
      step: "1",
      characteristic: characteristic.name,
      value,
      unit: characteristic.unit,
      verdict: isOut ? "notOk" : "ok",
      attempt: 1,
      timeMs,
      ...(low === undefined ? {} : { lsl: low }),
      ...(high === undefined ? {} : { usl: high }),
      ...(isOut ? { spot: [0.895, 0.79, 0.93] } : {}),
    };
  });
}
