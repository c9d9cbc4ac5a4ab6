// How long the engine takes: replay and path by the kernel, the report of a long window, and one more second of a live line.
import { LineAnalysis } from "#shared/analyse/bottleneck/line-analysis.ts";
import { LineLog } from "#shared/analyse/bottleneck/line-log.ts";
import { LogSink } from "#shared/analyse/bottleneck/log-sink.ts";
import { runSerial, serialPath } from "#shared/analyse/bottleneck/serial-line.ts";
import { seededRandom } from "#shared/base/random.ts";
import { serialLine } from "#shared/simulate/line.ts";
import { createSimulation, type Simulation } from "#shared/simulate/simulation.ts";
import { judged, type ValidationRow } from "../table.ts";
import { seeRun, serialLog } from "./station-window.ts";

/** The live line: stations, seconds of plant time in a second, and how long it has run. */
const live = { stations: 30, speed: 600, hours: 8, updates: 60 } as const;

/** The best of five, but for what is told as a percentile. */
export function speedRows(nowMs: () => number): ValidationRow[] {
  const stations = 10;
  const parts = 100_000;
  const random = seededRandom(1);
  const durationsS = Float64Array.from({ length: stations * parts }, () => 50 + 20 * random.next());
  const work = { stations, parts, durationsS, places: [3, 8, 1, 16, 5, 2, 9, 4, 6] };
  const best = (act: () => void): number => {
    let bestMs = Infinity;
    for (let round = 0; round < 5; round += 1) {
      const startMs = nowMs();
      act();
      bestMs = Math.min(bestMs, nowMs() - startMs);
    }
    return bestMs;
  };
  const kernelMs = best(() => serialPath(work, runSerial(work), { firstPart: 0, parts, blocks: 16 }));
  const log = serialLog(seeRun({ work, repairS: new Float64Array(0) }));
  const analysis = new LineAnalysis(log, { seed: 1 });
  const reportMs = best(() => analysis.report(log.startedS, log.endS));
  const updates = liveUpdatesMs(nowMs).sort((a, b) => a - b);
  const size = "10 stations x 100,000 parts";
  return [
    judged({ measure: `speed: replay and path, ${size}`, values: [kernelMs], unit: "ms" }, { most: 500 }),
    judged({ measure: `speed: report of the log, ${size}`, values: [reportMs], unit: "ms" }, { most: 500 }),
    judged(
      {
        measure: `speed: live update, ${live.stations} stations at ${live.speed}x, 95th percentile`,
        values: [updates[Math.floor(updates.length * 0.95)]],
        unit: "ms",
        cases: updates.length,
      },
      { most: 50 },
    ),
  ];
}

/** Each: a second's facts are taken in, the timeline goes on, the shift is reported. */
function liveUpdatesMs(nowMs: () => number): number[] {
  const line = serialLine({
    cycleS: Array.from({ length: live.stations }, (_, station) => 50 + ((station * 7) % 12)),
    buffers: Array.from({ length: live.stations - 1 }, (_, buffer) => 2 + (buffer % 5)),
    stations: Array.from({ length: live.stations }, () => ({
      spread: { kind: "bell", cv: 0.2 },
      microStop: { probability: 0.02, meanS: 40 },
    })),
  });
  const sink: LogSink = new LogSink(() => simulation.state, new LineLog(line));
  const simulation: Simulation = createSimulation(line, { seed: 1 }, sink);
  sink.open();
  simulation.runUntil(live.hours * 3600);
  const analysis = new LineAnalysis(sink.log, { seed: 1 });
  analysis.update();
  return Array.from({ length: live.updates }, () => {
    const startMs = nowMs();
    const toS = simulation.timeS + live.speed;
    simulation.runUntil(toS);
    analysis.update();
    analysis.report(toS - live.hours * 3600, toS);
    return nowMs() - startMs;
  });
}
