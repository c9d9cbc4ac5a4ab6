// Measured results of parts in a simulated plant: within limits for good parts, outside where a station notices a defect.
import { hash32, randomAt } from "../base/random.ts";
import type { Limit } from "../model/plant-schema.ts";
import type { Asset, Plant } from "../model/plant.ts";
import type { Result } from "../model/fact.ts";
import type { BehaviourFile, SpotRule } from "./behaviour-schema.ts";
import type { LineState } from "./line-state.ts";
import { bellAt } from "./noise.ts";
import { findingRule } from "./quality.ts";

interface Measured {
  readonly name: string;
  readonly unit: string;
  readonly spec: Limit | undefined;
  readonly sd: number;
  readonly key: number;
  readonly defects: BehaviourFile["results"][number]["defects"];
}

/** Draws results by station. */
export class Results {
  readonly #byStation: readonly (readonly Measured[])[];
  readonly #seed: number;

  constructor(plant: Plant, behaviour: BehaviourFile, line: LineState, seed: number) {
    this.#seed = seed;
    this.#byStation = line.tables.line.stations.map((station) => {
      const asset: Asset | undefined = plant.assets[plant.assetRowById.get(station.id) ?? -1];
      return (asset?.characteristics ?? []).map((characteristic): Measured => {
        const known = behaviour.results.find(
          (entry) =>
            (entry.station === station.id || entry.station === station.group) &&
            entry.characteristic === characteristic.name,
        );
        return {
          name: characteristic.name,
          unit: characteristic.unit,
          spec: characteristic.limits.find((limit) => limit.kind === "spec"),
          sd: known?.sd ?? 0,
          key: hash32(`${station.group}/${characteristic.name}`, seed),
          defects: known?.defects ?? {},
        };
      });
    });
  }

  /** Results of the part that `station` has just finished. */
  of(line: LineState, station: number, part: number, serial: string, timeMs: number): Result[] {
    const asset = line.tables.line.stations[station]?.id ?? "";
    const rule = (line.parts.defect[part] ?? 0) - 1;
    const defectClass = rule < 0 ? undefined : line.tables.line.defects[rule]?.defectClass;
    const noticed = defectClass !== undefined && findingRule(line, station, part) >= 0;
    const attempt = (line.parts.attempt[part] ?? 0) + 1;
    return (this.#byStation[station] ?? []).map((measured): Result => {
      const index = (line.parts.number[part] ?? 0) * 4 + attempt;
      const noise = bellAt(measured.key, index);
      const shift = noticed && defectClass !== undefined ? measured.defects[defectClass] : undefined;
      const centre = measured.spec?.centre ?? 0;
      const drawn = shift === undefined ? centre + measured.sd * noise : shift.mean + shift.sd * noise;
      const value = shift === undefined ? inside(drawn, measured.spec) : outside(drawn, measured.spec);
      return {
        serial,
        asset,
        step: asset,
        characteristic: measured.name,
        value: Number(value.toPrecision(6)),
        unit: measured.unit,
        verdict: shift === undefined ? "ok" : "notOk",
        ...(measured.spec?.low === undefined ? {} : { lsl: measured.spec.low }),
        ...(measured.spec?.high === undefined ? {} : { usl: measured.spec.high }),
        ...(measured.spec?.centre === undefined ? {} : { target: measured.spec.centre }),
        attempt,
        timeMs,
        // Keyed by the class alone: a flaw lies in one place of the part, whatever finds it.
        ...(shift === undefined || shift.spots.length === 0
          ? {}
          : { spot: spotAt(shift.spots, hash32(`${defectClass ?? ""}/spot`, this.#seed), index) }),
      };
    });
  }
}

/** The nearest value that passes. */
function inside(value: number, spec: Limit | undefined): number {
  return Math.min(Math.max(value, spec?.low ?? -Infinity), spec?.high ?? Infinity);
}

/** The nearest value that fails, a hundredth of the limit beyond it. */
function outside(value: number, spec: Limit | undefined): number {
  const { low, high } = spec ?? {};
  if ((low !== undefined && value < low) || (high !== undefined && value > high)) return value;
  if (high !== undefined && (low === undefined || value > (low + high) / 2))
    return high + Math.abs(high) * 0.01;
  return low === undefined ? value : low - Math.abs(low) * 0.01;
}

/** Where the flaw of a part lies: a place by its share, and about it by its spread. A pure function of key and index. */
function spotAt(rules: readonly SpotRule[], key: number, index: number): [number, number, number] {
  let left = randomAt(key, ~key, index) * rules.reduce((sum, { share }) => sum + share, 0);
  const rule = rules.find(({ share }) => (left -= share) < 0) ?? rules[rules.length - 1];
  const along = (axis: 0 | 1 | 2): number => {
    const drawn = (rule?.at[axis] ?? 0.5) + (rule?.spread[axis] ?? 0) * bellAt(key + axis + 1, index);
    return Number(Math.min(Math.max(drawn, 0), 1).toFixed(4));
  };
  return [along(0), along(1), along(2)];
}
