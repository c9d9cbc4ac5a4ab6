// The kernel against what can be worked out by hand, and the laws every serial line obeys.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededRandom } from "../../base/random.ts";
import { replaySerial, runSerial, serialPath, type SerialWork } from "./serial-line.ts";

/** A line by rows of durations, one row a station. */
function lineOf(rows: readonly (readonly number[])[], places: readonly number[]): SerialWork {
  const parts = rows[0]?.length ?? 0;
  return { stations: rows.length, parts, durationsS: Float64Array.from(rows.flat()), places };
}

const whole = (work: SerialWork): number[] => {
  const path = serialPath(work, runSerial(work), { firstPart: 0, parts: work.parts });
  return [...path.pathS];
};

/** When the last part leaves. */
const makespanS = (work: SerialWork, scaled = -1, factor = 1): number =>
  replaySerial(work, scaled, factor).at(-1) ?? NaN;

/** Integer durations, so that sums and ties are exact; halves and quarters of shares are exact, too. */
const anyLine = fc
  .record({
    stations: fc.integer({ min: 1, max: 6 }),
    parts: fc.integer({ min: 1, max: 30 }),
    most: fc.constantFrom(3, 1000),
    seed: fc.nat(),
  })
  .map(({ stations, parts, most, seed }): SerialWork => {
    const random = seededRandom(seed);
    const draw = (below: number): number => Math.floor(random.next() * below);
    return {
      stations,
      parts,
      durationsS: Float64Array.from({ length: stations * parts }, () => draw(most + 1)),
      places: Array.from({ length: stations - 1 }, () => draw(5)),
    };
  });

describe("the example worked out by hand", () => {
  const work = lineOf(
    [
      [2, 2, 2, 2],
      [5, 5, 1, 1],
      [2, 2, 9, 2],
    ],
    [1, 1],
  );

  test("departures", () => {
    expect([...runSerial(work)]).toEqual([2, 4, 7, 12, 7, 12, 13, 14, 9, 14, 23, 25]);
  });
  test("critical path", () => {
    expect(whole(work)).toEqual([2, 10, 13]);
  });
  test("each station 10 % faster takes away a tenth of its path", () => {
    expect([0, 1, 2].map((station) => makespanS(work, station, 0.9))).toEqual([24.8, 24, 23.7]);
  });
  test("by blocks of time", () => {
    const path = serialPath(work, runSerial(work), { firstPart: 0, parts: 4, blocks: 5 });
    expect([...path.blockPathS]).toEqual([2, 3, 0, 0, 5, 0, 0, 2, 3, 0, 0, 5, 0, 0, 5]);
  });
  test("from the departure of the second part on", () => {
    const path = serialPath(work, runSerial(work), { firstPart: 2, parts: 2 });
    expect([path.fromS, path.toS, ...path.pathS]).toEqual([14, 25, 0, 0, 11]);
  });
});

describe("lines without chance", () => {
  test("make n parts in the sum of the cycles and n - 1 times the longest, whatever the buffers", () => {
    const cycles = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(
        cycles,
        fc.integer({ min: 1, max: 60 }),
        fc.array(fc.nat(4), { minLength: 7, maxLength: 7 }),
        (cycleS, parts, rooms) => {
          const work = lineOf(
            cycleS.map((cycle) => new Array<number>(parts).fill(cycle)),
            rooms.slice(0, cycleS.length - 1),
          );
          const sumS = cycleS.reduce((sum, cycle) => sum + cycle, 0);
          expect(makespanS(work)).toBe(sumS + (parts - 1) * Math.max(...cycleS));
        },
      ),
    );
  });

  test("spend all but the first part's way on the slowest station", () => {
    const parts = 100;
    const work = lineOf(
      [30, 50, 40].map((cycle) => new Array<number>(parts).fill(cycle)),
      [3, 3],
    );
    expect(whole(work)).toEqual([30, 50 * parts, 40]);
  });

  test("share evenly when they are equally slow", () => {
    const parts = 4;
    const work = lineOf(
      [10, 10].map((cycle) => new Array<number>(parts).fill(cycle)),
      [1],
    );
    const [first, second] = whole(work);
    expect((first ?? 0) + (second ?? 0)).toBe(50);
    expect(Math.abs((first ?? 0) - (second ?? 0))).toBeLessThan(30);
  });

  test("obey Little's law over a run that starts and ends empty", () => {
    fc.assert(
      fc.property(anyLine, (work) => {
        const departS = runSerial(work);
        const { stations, parts, durationsS } = work;
        const last = stations - 1;
        const lengthS = makespanS(work);
        fc.pre(lengthS > 0);
        // A part is in the line from its start at the first station.
        const begunS = (part: number): number => (part === 0 ? 0 : (departS[part - 1] ?? 0));
        let inLineS = 0;
        const changes: [number, number][] = [];
        for (let part = 0; part < parts; part += 1) {
          const outS = departS[last * parts + part] ?? 0;
          inLineS += outS - begunS(part);
          changes.push([begunS(part), 1], [outS, -1]);
        }
        changes.sort((a, b) => a[0] - b[0]);
        let level = 0;
        let areaS = 0;
        changes.forEach(([timeS, by], index) => {
          areaS += level * (timeS - (changes[index - 1]?.[0] ?? 0));
          level += by;
        });
        expect(areaS / lengthS).toBeCloseTo((parts / lengthS) * (inLineS / parts), 9);
        expect(durationsS.length).toBe(stations * parts);
      }),
    );
  });
});

describe("every line", () => {
  test("spends the whole makespan on the critical path", () => {
    fc.assert(
      fc.property(anyLine, (work) => {
        const sumS = whole(work).reduce((sum, pathS) => sum + pathS, 0);
        expect(sumS).toBeCloseTo(makespanS(work), 6);
      }),
    );
  });

  test("spends the whole of any window and block on it", () => {
    fc.assert(
      fc.property(anyLine, fc.nat(), fc.nat(), fc.integer({ min: 1, max: 16 }), (work, a, b, blocks) => {
        const firstPart = a % work.parts;
        const window = { firstPart, parts: 1 + (b % (work.parts - firstPart)), blocks };
        const path = serialPath(work, runSerial(work), window);
        fc.pre(path.toS > path.fromS);
        for (let block = 0; block < blocks; block += 1) {
          const rows = path.blockPathS.subarray(block * work.stations, (block + 1) * work.stations);
          expect(rows.reduce((sum, pathS) => sum + pathS, 0)).toBeCloseTo(
            (path.toS - path.fromS) / blocks,
            6,
          );
        }
      }),
    );
  });

  test("runs and replays alike", () => {
    fc.assert(
      fc.property(anyLine, (work) => {
        expect([...replaySerial(work)]).toEqual([
          ...runSerial(work).subarray((work.stations - 1) * work.parts),
        ]);
      }),
    );
  });

  test("is never later with shorter durations or larger buffers", () => {
    fc.assert(
      fc.property(anyLine, fc.nat(), fc.nat(), (work, a, b) => {
        const departS = runSerial(work);
        const shorter = { ...work, durationsS: work.durationsS.slice() };
        const at = a % shorter.durationsS.length;
        shorter.durationsS[at] = Math.floor((shorter.durationsS[at] ?? 0) / 2);
        const larger = { ...work, places: Array.from(work.places) };
        if (larger.places.length > 0) {
          const buffer = b % larger.places.length;
          larger.places[buffer] = (larger.places[buffer] ?? 0) + 1;
        }
        for (const better of [runSerial(shorter), runSerial(larger)])
          expect(better.every((timeS, index) => timeS <= (departS[index] ?? 0))).toBe(true);
      }),
    );
  });

  test("is the same in other units of time", () => {
    fc.assert(
      fc.property(anyLine, fc.constantFrom(0.25, 8, 1024), (work, unit) => {
        const scaled = { ...work, durationsS: work.durationsS.map((durationS) => durationS * unit) };
        expect([...runSerial(scaled)]).toEqual([...runSerial(work).map((timeS) => timeS * unit)]);
        expect(whole(scaled)).toEqual(whole(work).map((pathS) => pathS * unit));
      }),
    );
  });

  test("gains the path time of a station by its scale, where no ties meet", () => {
    fc.assert(
      fc.property(anyLine, fc.nat(), (work, a) => {
        const random = seededRandom(a);
        // Durations with fractions of their own: no two sums of them are equal.
        const untied = { ...work, durationsS: work.durationsS.map((durationS) => durationS + random.next()) };
        const station = a % work.stations;
        const epsilon = 1e-9;
        const changeS = makespanS(untied) - makespanS(untied, station, 1 - epsilon);
        expect(Math.abs(changeS / epsilon - (whole(untied)[station] ?? 0))).toBeLessThan(
          0.02 * makespanS(untied),
        );
      }),
    );
  });

  test("takes at least the work of a station with the shortest ways to and from it", () => {
    fc.assert(
      fc.property(anyLine, (work) => {
        const { stations, parts, durationsS } = work;
        const duration = (station: number, part: number): number => durationsS[station * parts + part] ?? 0;
        const numbers = Array.from({ length: parts }, (_, part) => part);
        for (let station = 0; station < stations; station += 1) {
          const way = (from: number, to: number): number =>
            Math.min(
              ...numbers.map((part) => {
                let sumS = 0;
                for (let other = from; other < to; other += 1) sumS += duration(other, part);
                return sumS;
              }),
            );
          const workS = numbers.reduce((sum, part) => sum + duration(station, part), 0);
          expect(makespanS(work)).toBeGreaterThanOrEqual(
            way(0, station) + workS + way(station + 1, stations),
          );
        }
      }),
    );
  });
});

test("two exponential stations make what the formula says", () => {
  // mu2 (1 - 1 / sum of r^k for k = 0..N+2): equal rates and 3 places give 5/6.
  const parts = 200_000;
  const random = seededRandom(11);
  const durationsS = Float64Array.from({ length: 2 * parts }, () => -Math.log(1 - random.next()));
  expect(parts / makespanS({ stations: 2, parts, durationsS, places: [3] })).toBeCloseTo(5 / 6, 2);
});

test("three exponential stations without buffers make 22/39 (Hunt 1956)", () => {
  const parts = 200_000;
  const random = seededRandom(12);
  const durationsS = Float64Array.from({ length: 3 * parts }, () => -Math.log(1 - random.next()));
  expect(parts / makespanS({ stations: 3, parts, durationsS, places: [0, 0] })).toBeCloseTo(22 / 39, 2);
});
