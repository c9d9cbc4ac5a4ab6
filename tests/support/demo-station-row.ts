// What a row of the demo plant's station tables holds, and short ways to write its signals and characteristics.
// Numbers of cycles and buffers are the product's; signals and limits are plausible for the process named.
import type { AssetFile, AssetKind, AssetModel } from "#shared/model/plant-schema.ts";

/** One signal: level while running and at rest, noise, and how often it is sampled (absent: once a part). */
export interface SignalRow {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly run: number;
  readonly idle: number;
  readonly sd: number;
  readonly everyS?: number;
  readonly lagS?: number;
  readonly range?: readonly [number, number];
  readonly alarm?: readonly [number, number];
  readonly featured?: boolean;
}

/** One measured property of a part with its spec limits. */
export interface CharacteristicRow {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly centre: number;
  readonly low?: number;
  readonly high?: number;
}

/** One station, or a pair of equal ones. */
export interface StationRow {
  readonly id: string;
  readonly name: string;
  readonly kind: AssetKind;
  readonly model: AssetModel;
  readonly recognise: string;
  readonly size: readonly [number, number, number];
  /** Seconds for 72, 84 and 96 kWh, or one for all. */
  readonly cycleS: number | readonly [number, number, number];
  /** Seconds for a part that comes back after rework. */
  readonly reworkCycleS?: number;
  /** Slots before it. */
  readonly buffer: number;
  readonly setupS: number;
  readonly parallel: boolean;
  /** Operator positions beside it, all of which it needs. */
  readonly operatorPositions?: number;
  /** What its camera looks at. */
  readonly camera?: AssetFile["camera"];
  /** Rules of the flow, in the words of plant.json. */
  readonly flow?: Pick<AssetFile, "makes" | "perOrderUnit" | "first" | "follows" | "openTimeS">;
  readonly calendar?: string;
  /** Electrical power while running, kW. */
  readonly powerKw: number;
  readonly signals: readonly SignalRow[];
  readonly characteristics: readonly CharacteristicRow[];
}

type Options = Partial<Pick<SignalRow, "everyS" | "lagS" | "range" | "alarm" | "featured">>;
/** Level while running and at rest, noise; sampled every 5 s unless told otherwise. */
export const signal = (
  name: string,
  label: string,
  unit: string,
  run: number,
  idle: number,
  sd: number,
  options: Options = { everyS: 5 },
): SignalRow => ({ name, label, unit, run, idle, sd, ...options });
/** A property with its spec limits; a missing one is no limit. */
export const characteristic = (
  name: string,
  label: string,
  unit: string,
  centre: number,
  low?: number,
  high?: number,
): CharacteristicRow => ({
  name,
  label,
  unit,
  centre,
  ...(low === undefined ? {} : { low }),
  ...(high === undefined ? {} : { high }),
});
/** A signal shown on the asset, with its alarm limits. */
export const main = (low: number, high: number, everyS = 2): Options => ({
  everyS,
  featured: true,
  alarm: [low, high],
});

/** What every machine has: power, drive, air, cabinet, cycle. */
export function equipmentSignals(row: StationRow): SignalRow[] {
  const common = [
    signal("power", "Electrical power", "kW", row.powerKw, row.powerKw * 0.25, row.powerKw * 0.03, {
      everyS: 5,
      lagS: 3,
    }),
    signal("cycleTime", "Last cycle", "s", 0, 0, 0, {}),
    signal("partCount", "Parts made", "1", 0, 0, 0, {}),
    signal("cabinetTemperature", "Cabinet temperature", "Cel", 36, 31, 0.15, {
      everyS: 20,
      lagS: 1200,
      alarm: [5, 55],
    }),
  ];
  if (row.kind === "manualBench")
    return [...common, signal("light", "Workplace light", "lx", 1000, 1000, 8, { everyS: 30 })];
  return [
    ...common,
    signal("airPressure", "Compressed air", "bar", 6.1, 6.3, 0.04, { everyS: 10, alarm: [5.2, 7.5] }),
    signal("airFlow", "Air consumption", "L/min", 180, 25, 9, { everyS: 10, lagS: 4 }),
    signal("driveCurrent", "Main drive current", "A", row.powerKw * 1.7, 0.6, row.powerKw * 0.06, {
      everyS: 5,
      lagS: 2,
    }),
    signal("driveTemperature", "Main drive temperature", "Cel", 58, 38, 0.3, {
      everyS: 20,
      lagS: 900,
      alarm: [5, 85],
    }),
    signal("supplyVoltage", "Supply voltage", "V", 398, 401, 0.7, { everyS: 20, alarm: [370, 430] }),
    signal("lubricantLevel", "Lubricant level", "%", 71, 71, 0.3, { everyS: 60, alarm: [15, 100] }),
    signal("vibration", "Vibration velocity", "mm/s", 1.6, 0.2, 0.12, {
      everyS: 10,
      lagS: 2,
      alarm: [0, 4.5],
    }),
  ];
}

/** A station without change-over and without a second one beside it. */
export const automatic = { setupS: 0, parallel: false } as const;
