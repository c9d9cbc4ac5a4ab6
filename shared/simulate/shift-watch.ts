// What a rerun needs to know of a shift: when units shipped, and how busy each group of stations was by window.
import type { Line } from "./line.ts";
import { kinds, stateCode, type EngineSink } from "./sink.ts";

/** Times of shipping and busy seconds by station group and window; the only listener of the reruns. */
export class ShiftWatch implements EngineSink {
  readonly shippedS: number[] = [];
  readonly #busyS: Float64Array;
  readonly #since: Float64Array;
  readonly #busy: Uint8Array;
  readonly #windowS: number;
  readonly #windows: number;

  constructor(stations: number, windows: number, windowS: number) {
    this.#busyS = new Float64Array(stations * windows);
    this.#since = new Float64Array(stations);
    this.#busy = new Uint8Array(stations);
    this.#windowS = windowS;
    this.#windows = windows;
  }

  emit(kind: number, timeS: number, resource: number, _part: number, a: number): void {
    if (kind === kinds.ship) this.shippedS.push(timeS);
    else if (kind === kinds.state) {
      this.#account(resource, timeS);
      this.#busy[resource] =
        a === stateCode.run || a === stateCode.setup || a === stateCode.microstop || a === stateCode.down
          ? 1
          : 0;
      this.#since[resource] = timeS;
    }
  }

  #account(station: number, untilS: number): void {
    if (this.#busy[station] !== 1) return;
    let fromS = Math.max(0, this.#since[station] ?? 0);
    while (fromS < untilS) {
      const window = Math.floor(fromS / this.#windowS);
      if (window >= this.#windows) return;
      const endS = Math.min(untilS, (window + 1) * this.#windowS);
      const at = station * this.#windows + window;
      this.#busyS[at] = (this.#busyS[at] ?? 0) + endS - fromS;
      fromS = endS;
    }
  }

  close(untilS: number): void {
    this.#busy.forEach((_, station) => {
      this.#account(station, untilS);
      this.#since[station] = untilS;
    });
  }

  /** Share of time the stations were not waiting, in a window and its neighbours. */
  busyShare(stations: readonly number[], window: number): number {
    let sum = 0;
    let count = 0;
    for (const station of stations)
      for (let near = Math.max(0, window - 1); near <= Math.min(this.#windows - 1, window + 2); near += 1) {
        sum += this.#busyS[station * this.#windows + near] ?? 0;
        count += 1;
      }
    return sum / (count * this.#windowS);
  }
}

/** Equal stations that count as one constraint. */
export interface StationGroup {
  readonly id: string;
  readonly stations: readonly number[];
}

/** The groups of a line, in the order of its stations. */
export function groupsOf(line: Line): StationGroup[] {
  const ids = [...new Set(line.stations.map((station) => station.group))];
  return ids.map((id) => ({
    id,
    stations: line.stations.flatMap((station, index) => (station.group === id ? [index] : [])),
  }));
}
