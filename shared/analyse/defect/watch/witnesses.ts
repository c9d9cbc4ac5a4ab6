// Who else would have moved, had the process changed and not one sensor: signals and results that belong to the one in doubt, chosen by
// what the plant says of them, each with its shift since the onset.
import type { Witness } from "#shared/model/defect-schema.ts";
import type { Asset, Plant, Signal } from "#shared/model/plant.ts";
import type { AssetModel } from "./asset-model.ts";
import { nextInspection } from "./downstream.ts";
import type { RecentResults } from "./results.ts";

/** Most that are asked. */
const mostWitnesses = 8;
/** Signals that are asked because somebody features them, or gave them limits. */
const mostSignals = 4;
/** A sensor of the same unit is a twin when it lies no more bands of 99 of 100 clean rows away. */
const mostBandsAway = 5;
/** A shift that lies beyond this with its whole interval, in clean deviations, is one. */
const leastShift = 0.5;
/** 97.5 % point of the standard normal. */
const z975 = 1.96;

/** What can be said of the rows and parts since an onset. */
export interface SinceOnset {
  readonly model: AssetModel;
  /** Rows of the asset since then, in clean deviations by the model's columns. */
  readonly rows: readonly Float64Array[];
  readonly onsetMs: number;
  /** Serials that the asset was done with since then. */
  readonly made: ReadonlySet<string>;
  readonly results: RecentResults;
}

/** What the witnesses say. */
export interface Heard {
  readonly witnesses: Witness[];
  /** There are some, and none of them moved; or only the sensor's own twin did, and the other way. */
  readonly isSensor: boolean;
}

/**
 * Asks the witnesses of one signal: its twin, signals of the asset that are featured (or, when
 * none is, have limits), results of the asset, and results of the same parts at the next inspection. Those without a value are left out.
 */
export function witnessesOf(plant: Plant, asset: Asset, suspect: string, since: SinceOnset): Heard {
  const { learnt } = since.model;
  const signals = learnt.columns.flatMap(
    ({ signal }) => plant.signals[plant.signalRowById.get(signal) ?? -1] ?? [],
  );
  const twin = twinOf(signals, suspect, since.model);
  const asked = new Set([...(twin === undefined ? [] : [twin]), ...prominent(signals, suspect)]);
  const shiftsOf = (id: string): number[] => {
    const column = learnt.columns.findIndex(({ signal }) => signal === id);
    return since.rows.map((row) => row[column] ?? NaN).filter((shift) => !Number.isNaN(shift));
  };
  const witnesses: Witness[] = [];
  const add = (
    assetId: string,
    name: string,
    measures: Witness["measures"],
    shifts: readonly number[],
  ): void => {
    const isKnown = witnesses.some((known) => known.assetId === assetId && known.name === name);
    if (!isKnown && shifts.length > 0 && witnesses.length < mostWitnesses)
      witnesses.push({ assetId, name, measures, ...shiftOf(shifts) });
  };
  for (const { id, name } of asked) add(asset.id, name, "signal", shiftsOf(id));
  for (const { name } of asset.characteristics)
    add(
      asset.id,
      name,
      "characteristic",
      since.results.since(asset.id, name, since.onsetMs).map(({ z }) => z),
    );
  const inspection = nextInspection(plant, asset.id);
  for (const { name } of inspection?.characteristics ?? []) {
    const seen = since.results.since(inspection?.id ?? "", name, since.onsetMs);
    add(
      inspection?.id ?? "",
      name,
      "characteristic",
      seen.filter(({ serial }) => since.made.has(serial)).map(({ z }) => z),
    );
  }
  const own = mean(shiftsOf(suspect));
  const isAgainst = ({ assetId, name, measures, shift, hasMoved }: Witness): boolean => {
    const isTwin = measures === "signal" && `${assetId}/${name}` === twin?.id;
    return hasMoved && !(isTwin && (shift.value ?? 0) * own < 0);
  };
  return { witnesses, isSensor: witnesses.length > 0 && !witnesses.some(isAgainst) };
}

/** The signal of the same unit that is nearest in clean rows, when that is near: a redundant sensor. */
function twinOf(signals: readonly Signal[], suspect: string, { learnt }: AssetModel): Signal | undefined {
  const bandOf = (id: string): { low: number; high: number } =>
    learnt.columns.find(({ signal }) => signal === id) ?? { low: NaN, high: NaN };
  const own = bandOf(suspect);
  const awayOf = ({ id }: Signal): number => {
    const { low, high } = bandOf(id);
    return Math.abs(low + high - own.low - own.high) / 2;
  };
  const unit = signals.find(({ id }) => id === suspect)?.unit;
  const [nearest] = signals
    .filter((signal) => signal.id !== suspect && signal.unit === unit)
    .sort((a, b) => awayOf(a) - awayOf(b));
  return nearest !== undefined && awayOf(nearest) <= mostBandsAway * (own.high - own.low)
    ? nearest
    : undefined;
}

function prominent(signals: readonly Signal[], suspect: string): Signal[] {
  const others = signals.filter(({ id }) => id !== suspect);
  const featured = others.filter((signal) => signal.featured);
  return (featured.length > 0 ? featured : others.filter(({ limits }) => limits.length > 0)).slice(
    0,
    mostSignals,
  );
}

function shiftOf(shifts: readonly number[]): Pick<Witness, "shift" | "hasMoved"> {
  const n = shifts.length;
  const value = mean(shifts);
  const own = Math.sqrt(shifts.reduce((sum, shift) => sum + (shift - value) ** 2, 0) / Math.max(1, n - 1));
  // Few values may agree by chance: they are taken to vary as clean ones do at least.
  const half = (z975 * Math.max(1, own)) / Math.sqrt(n);
  return {
    shift: { value, lo: value - half, hi: value + half },
    hasMoved: value - half > leastShift || value + half < -leastShift,
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
