// Protocol A: what is known exactly. Each oracle says by how much the code differs, and by how much it may.
import { seededRandom } from "#shared/base/random.ts";
import { runOracles } from "#shared/analyse/bottleneck/oracles.ts";
import {
  replaySerial,
  runSerial,
  serialPath,
  type SerialWork,
} from "#shared/analyse/bottleneck/serial-line.ts";

/** One thing that is known. */
export interface Oracle {
  readonly name: string;
  readonly difference: number;
  readonly allowed: number;
}

function work(rows: readonly (readonly number[])[], places: readonly number[]): SerialWork {
  return {
    stations: rows.length,
    parts: rows[0]?.length ?? 0,
    durationsS: Float64Array.from(rows.flat()),
    places,
  };
}

const apart = (ours: ArrayLike<number>, known: readonly number[]): number =>
  Math.max(...known.map((value, index) => Math.abs((ours[index] ?? NaN) - value)));

function handExample(): Oracle[] {
  const line = work(
    [
      [2, 2, 2, 2],
      [5, 5, 1, 1],
      [2, 2, 9, 2],
    ],
    [1, 1],
  );
  const departS = runSerial(line);
  const path = serialPath(line, departS, { firstPart: 0, parts: 4 });
  const replays = [0, 1, 2].map((station) => replaySerial(line, station, 0.9)[3] ?? NaN);
  return [
    {
      name: "departures of the example by hand",
      difference: apart(departS, [2, 4, 7, 12, 7, 12, 13, 14, 9, 14, 23, 25]),
      allowed: 1e-9,
    },
    { name: "its critical path", difference: apart(path.pathS, [2, 10, 13]), allowed: 1e-9 },
    { name: "its replays, each station x 0.9", difference: apart(replays, [24.8, 24, 23.7]), allowed: 1e-9 },
  ];
}

/** Throughput of exponential stations against the formulae; 3 standard errors from batches. */
function exponential(
  name: string,
  rates: readonly number[],
  places: readonly number[],
  known: number,
): Oracle {
  const batches = 50;
  const batchParts = 4000;
  const parts = batches * batchParts;
  const random = seededRandom(31);
  const durationsS = Float64Array.from(
    { length: rates.length * parts },
    (_, at) => -Math.log(1 - random.next()) / (rates[Math.floor(at / parts)] ?? 1),
  );
  const outS = replaySerial({ stations: rates.length, parts, durationsS, places });
  const lengthsS = Array.from(
    { length: batches },
    (_, batch) =>
      (outS[(batch + 1) * batchParts - 1] ?? 0) - (batch === 0 ? 0 : (outS[batch * batchParts - 1] ?? 0)),
  );
  const meanS = lengthsS.reduce((sum, s) => sum + s, 0) / batches;
  const spreadS = Math.sqrt(lengthsS.reduce((sum, s) => sum + (s - meanS) ** 2, 0) / (batches - 1) / batches);
  const rate = batchParts / meanS;
  return { name, difference: Math.abs(rate - known), allowed: 3 * rate * (spreadS / meanS) };
}

function deterministic(): Oracle {
  const random = seededRandom(5);
  let worst = 0;
  for (let round = 0; round < 50; round += 1) {
    const cycles = Array.from(
      { length: 2 + Math.floor(random.next() * 7) },
      () => 1 + Math.floor(90 * random.next()),
    );
    const places = cycles.slice(1).map(() => Math.floor(4 * random.next()));
    const line = work(
      cycles.map((cycle) => new Array<number>(80).fill(cycle)),
      places,
    );
    const known = cycles.reduce((sum, cycle) => sum + cycle, 0) + 79 * Math.max(...cycles);
    worst = Math.max(worst, Math.abs((replaySerial(line)[79] ?? NaN) - known));
  }
  return { name: "makespan of lines without chance", difference: worst, allowed: 1e-9 };
}

function derivative(): Oracle {
  const random = seededRandom(6);
  let worst = 0;
  for (let round = 0; round < 20; round += 1) {
    const stations = 5;
    const parts = 200;
    const durationsS = Float64Array.from({ length: stations * parts }, () => 30 + 60 * random.next());
    const line = { stations, parts, durationsS, places: [1, 2, 0, 3] };
    const path = serialPath(line, runSerial(line), { firstPart: 0, parts });
    const epsilon = 1e-7;
    for (let station = 0; station < stations; station += 1) {
      const changeS =
        (replaySerial(line)[parts - 1] ?? 0) - (replaySerial(line, station, 1 - epsilon)[parts - 1] ?? 0);
      worst = Math.max(worst, Math.abs(changeS / epsilon - (path.pathS[station] ?? 0)) / path.toS);
    }
  }
  return { name: "path times are derivatives (share of the makespan)", difference: worst, allowed: 1e-6 };
}

/** The product's self-test, as one: how many of its comparisons fail. */
export function selfTestOracle(): Oracle {
  const oracles = runOracles();
  return {
    name: `self-test of the product: failures of ${oracles.length} comparisons`,
    difference: oracles.filter(({ ok }) => !ok).length,
    allowed: 0,
  };
}

/** All oracles of the serial kernel. */
export function serialOracles(): Oracle[] {
  return [
    ...handExample(),
    deterministic(),
    derivative(),
    exponential("two exponential stations, 3 places: 5/6", [1, 1], [3], 5 / 6),
    exponential("rates 1.2 and 1, 3 places: .899294", [1.2, 1], [3], 0.899294),
    exponential("rates .8 and 1, 3 places: .728944", [0.8, 1], [3], 0.728944),
    exponential("three without buffers: 22/39 (Hunt 1956)", [1, 1, 1], [0, 0], 22 / 39),
  ];
}
