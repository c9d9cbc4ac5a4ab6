// How long a window of 10 stations and 100,000 parts takes.
import { seededRandom } from "#shared/base/random.ts";
import { runSerial, serialPath } from "#shared/analyse/bottleneck/serial-line.ts";
import { judged, type ValidationRow } from "../table.ts";

/** Replay and critical path by the kernel, the best of five. */
export function speedRows(nowMs: () => number): ValidationRow[] {
  const stations = 10;
  const parts = 100_000;
  const random = seededRandom(1);
  const durationsS = Float64Array.from({ length: stations * parts }, () => 50 + 20 * random.next());
  const work = { stations, parts, durationsS, places: [3, 8, 1, 16, 5, 2, 9, 4, 6] };
  let bestMs = Infinity;
  for (let round = 0; round < 5; round += 1) {
    const startMs = nowMs();
    serialPath(work, runSerial(work), { firstPart: 0, parts, blocks: 16 });
    bestMs = Math.min(bestMs, nowMs() - startMs);
  }
  return [
    judged(
      { measure: "speed: replay and path, 10 stations x 100,000 parts", values: [bestMs], unit: "ms" },
      { most: 500 },
    ),
  ];
}
