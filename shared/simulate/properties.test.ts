import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assetStates } from "../model/state.ts";
import { serialLine, type Line, type SerialSpec } from "./line.ts";
import { kinds, stateCode, type EngineSink } from "./sink.ts";
import { createSimulation } from "./simulation.ts";

const anyLine: fc.Arbitrary<Line> = fc
  .record({
    cycles: fc.array(fc.double({ min: 1, max: 20, noNaN: true }), { minLength: 2, maxLength: 7 }),
    places: fc.array(fc.nat(4), { minLength: 6, maxLength: 6 }),
    spread: fc.constantFrom<NonNullable<SerialSpec["spread"]>>(
      { kind: "fixed" },
      { kind: "bell", cv: 0.3 },
      { kind: "exponential" },
    ),
    clock: fc.constantFrom("none", "operating", "calendar"),
    micro: fc.double({ min: 0, max: 0.3, noNaN: true }),
  })
  .map(({ cycles, places, spread, clock, micro }) =>
    serialLine({
      cycleS: cycles,
      buffers: places.slice(0, cycles.length - 1),
      spread,
      stations: cycles.map(() => ({
        microStop: { probability: micro, meanS: 8 },
        ...(clock === "operating" || clock === "calendar"
          ? { failure: { clock, meanUpS: 150, meanRepairS: 30 } }
          : {}),
      })),
    }),
  );

/** Everything a run tells, as one text. */
function story(line: Line, seed: number, untilS: number): string {
  const rows: string[] = [];
  const sink: EngineSink = {
    emit: (...event) => {
      rows.push(event.join(" "));
    },
  };
  createSimulation(line, { seed }, sink).runUntil(untilS);
  return rows.join("\n");
}

describe("any serial line", () => {
  test("keeps its parts: made = shipped + scrapped + in the line", () => {
    fc.assert(
      fc.property(anyLine, fc.nat(1000), (line, seed) => {
        const { state } = (() => {
          const simulation = createSimulation(line, { seed });
          simulation.runUntil(1500);
          return simulation;
        })();
        const standing = state.part.reduce((sum, part) => sum + (part >= 0 ? 1 : 0), 0);
        const queued = state.queues.level.reduce((sum, level) => sum + level, 0);
        expect(state.created).toBe(state.shipped + state.scrapped + standing + queued);
        expect(state.parts.count).toBe(standing + queued);
      }),
      { numRuns: 120, seed: 1 },
    );
  });

  test("never holds more in a buffer than it has places", () => {
    fc.assert(
      fc.property(anyLine, fc.nat(1000), (line, seed) => {
        const simulation = createSimulation(line, { seed });
        for (let timeS = 50; timeS <= 1000; timeS += 50) {
          simulation.runUntil(timeS);
          line.buffers.forEach((buffer, index) => {
            expect(simulation.state.queues.level[index]).toBeLessThanOrEqual(buffer.capacity);
          });
        }
      }),
      { numRuns: 60, seed: 2 },
    );
  });

  test("tells the same story for the same seed, and another for another", () => {
    fc.assert(
      fc.property(anyLine, fc.nat(1000), (line, seed) => {
        expect(story(line, seed, 400)).toBe(story(line, seed, 400));
      }),
      { numRuns: 40, seed: 3 },
    );
    const line = serialLine({ cycleS: [5, 5], buffers: [2], spread: { kind: "exponential" } });
    expect(story(line, 1, 400)).not.toBe(story(line, 2, 400));
  });

  test("tells the same story in one run as in many small steps", () => {
    fc.assert(
      fc.property(anyLine, fc.nat(1000), (line, seed) => {
        const rows: string[] = [];
        const simulation = createSimulation(
          line,
          { seed },
          { emit: (...event) => void rows.push(event.join(" ")) },
        );
        for (let timeS = 7; timeS <= 399; timeS += 7) simulation.runUntil(timeS);
        simulation.runUntil(400);
        expect(rows.join("\n")).toBe(story(line, seed, 400));
      }),
      { numRuns: 40, seed: 4 },
    );
  });

  test("a copy goes on exactly like its original", () => {
    fc.assert(
      fc.property(anyLine, fc.nat(1000), (line, seed) => {
        const tell = (rows: string[]): EngineSink => ({
          emit: (...event) => void rows.push(event.join(" ")),
        });
        const first: string[] = [];
        const original = createSimulation(line, { seed }, tell(first));
        original.runUntil(200);
        const second: string[] = [];
        const copy = original.copy(tell(second));
        first.length = 0;
        original.runUntil(500);
        copy.runUntil(500);
        expect(second).toEqual(first);
      }),
      { numRuns: 40, seed: 5 },
    );
  });

  test("spends every second in exactly one state", () => {
    fc.assert(
      fc.property(anyLine, fc.nat(1000), (line, seed) => {
        const untilS = 1000;
        const spent = line.stations.map(() => new Float64Array(assetStates.length));
        const since = line.stations.map(() => 0);
        const now = line.stations.map(() => -1);
        const account = (station: number, timeS: number): void => {
          const state = now[station] ?? -1;
          const column = spent[station];
          if (state >= 0 && column !== undefined)
            column[state] = (column[state] ?? 0) + timeS - (since[station] ?? 0);
          since[station] = timeS;
        };
        const simulation = createSimulation(
          line,
          { seed },
          {
            emit(kind, timeS, resource, _part, a) {
              if (kind !== kinds.state) return;
              account(resource, timeS);
              now[resource] = a;
            },
          },
        );
        simulation.runUntil(untilS);
        line.stations.forEach((_, station) => {
          account(station, untilS);
          const total = spent[station]?.reduce((sum, seconds) => sum + seconds, 0) ?? 0;
          expect(total).toBeCloseTo(untilS, 6);
        });
      }),
      { numRuns: 60, seed: 6 },
    );
  });
});

describe("monotony", () => {
  const work = fc.array(fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 25, maxLength: 25 }), {
    minLength: 2,
    maxLength: 5,
  });
  const listed = (times: readonly (readonly number[])[], buffers: readonly number[]): Line =>
    serialLine({
      cycleS: times.map(() => 1),
      buffers,
      stations: times.map((valuesS) => ({ spread: { kind: "list", valuesS } })),
    });
  const endOf = (line: Line, parts: number): number => {
    const simulation = createSimulation(line, { seed: 1 });
    simulation.runUntilShipped(parts);
    return simulation.timeS;
  };

  test("a shorter operation never makes the end later", () => {
    fc.assert(
      fc.property(work, fc.nat(3), fc.nat(4), fc.nat(24), (times, places, station, part) => {
        const buffers = times.slice(1).map(() => places);
        const shorter = times.map((list, index) =>
          list.map((time, at) => (index === station % times.length && at === part ? time / 2 : time)),
        );
        expect(endOf(listed(shorter, buffers), 25)).toBeLessThanOrEqual(
          endOf(listed(times, buffers), 25) + 1e-9,
        );
      }),
      { numRuns: 150, seed: 7 },
    );
  });

  test("one more place never makes the end later", () => {
    fc.assert(
      fc.property(
        work,
        fc.array(fc.nat(3), { minLength: 4, maxLength: 4 }),
        fc.nat(3),
        (times, places, where) => {
          const buffers = places.slice(0, times.length - 1);
          const more = buffers.map((place, index) => place + (index === where % buffers.length ? 1 : 0));
          expect(endOf(listed(times, more), 25)).toBeLessThanOrEqual(
            endOf(listed(times, buffers), 25) + 1e-9,
          );
        },
      ),
      { numRuns: 150, seed: 8 },
    );
  });

  test("the end is never before head + work + tail of any station", () => {
    fc.assert(
      fc.property(work, fc.nat(2), (times, places) => {
        const end = endOf(
          listed(
            times,
            times.slice(1).map(() => places),
          ),
          25,
        );
        times.forEach((list, station) => {
          const least = (from: number, to: number): number =>
            Math.min(
              ...list.map((_, part) =>
                times.slice(from, to).reduce((sum, other) => sum + (other[part] ?? 0), 0),
              ),
            );
          const bound =
            least(0, station) + list.reduce((sum, time) => sum + time, 0) + least(station + 1, times.length);
          expect(end).toBeGreaterThanOrEqual(bound - 1e-9);
        });
      }),
      { numRuns: 80, seed: 9 },
    );
  });
});

describe("Little's law", () => {
  test("mean work in process = throughput x mean time in the line, over a run that begins and ends empty", () => {
    const line = serialLine({
      cycleS: [5, 7, 4],
      buffers: [3, 2],
      spread: { kind: "exponential" },
    });
    const born = new Map<number, number>();
    let inLineSeconds = 0;
    let timeInLineS = 0;
    let count = 0;
    let lastS = 0;
    let present = 0;
    const orders = [{ id: "only", variant: 0, quantity: 400 }];
    const simulation = createSimulation(
      line,
      { seed: 4, orders },
      {
        emit(kind, timeS, _resource, part) {
          if (kind !== kinds.create && kind !== kinds.ship) return;
          inLineSeconds += present * (timeS - lastS);
          lastS = timeS;
          if (kind === kinds.create) {
            present += 1;
            born.set(part, timeS);
          } else {
            present -= 1;
            count += 1;
            timeInLineS += timeS - (born.get(part) ?? 0);
          }
        },
      },
    );
    simulation.runUntil(20_000);
    expect(count).toBe(400);
    expect(present).toBe(0);
    expect(simulation.state.state[0]).toBe(stateCode.noOrder);
    expect(inLineSeconds / lastS).toBeCloseTo((count / lastS) * (timeInLineS / count), 9);
  });
});
