// Logs of the engine's families, sound and with faults, through the analysis under test.
import type { LineLog } from "#shared/analyse/bottleneck/line-log.ts";
import { LogSink } from "#shared/analyse/bottleneck/log-sink.ts";
import { serialLine } from "#shared/simulate/line.ts";
import { createSimulation, type Simulation } from "#shared/simulate/simulation.ts";
import type { Analyse } from "./analyse-hook.ts";
import { scriptHorizonS, type EngineCase, type EngineFamily, type Scene } from "./engine-families.ts";
import type { LineTruth } from "./gains.ts";
import { NotedLog, withFault, type Fault } from "./noted-log.ts";
import { suiteCase } from "./suite.ts";
import type { TruthFile } from "./truth-file.ts";

const warmUpUnits = 300;
/** Two shifts. */
export const engineUnits = 960;

/** One window of an engine's line as the analysis saw it. */
export interface EngineRecord {
  readonly family: EngineFamily;
  readonly seed: number;
  readonly truth: LineTruth;
  /** The candidate it names, -1 = one that is none. */
  readonly pick: number;
  readonly p: number;
  readonly coverage: number;
}

/** A log of a scene after its warm-up, and the window it is of. */
export function sceneLog(
  scene: Scene,
  seed: number,
  units = engineUnits,
): { readonly log: NotedLog; readonly window: { readonly fromS: number; readonly toS: number } } {
  const log = new NotedLog(scene.line);
  // Asked for its state only when it is open: by then the simulation is there.
  const sink: LogSink = new LogSink(() => simulation.state, log);
  const { line, orders, script } = scene;
  const simulation: Simulation = createSimulation(line, { seed, orders, loopOrders: true, script }, sink);
  simulation.runUntilShipped(warmUpUnits, scriptHorizonS);
  sink.open();
  const fromS = simulation.timeS;
  simulation.runUntilShipped(warmUpUnits + units, scriptHorizonS);
  return { log, window: { fromS, toS: simulation.timeS } };
}

function judgeLog(
  one: EngineCase,
  log: LineLog,
  window: { readonly fromS: number; readonly toS: number },
  truth: LineTruth,
  analyse: Analyse,
): EngineRecord {
  const report = analyse(log, window);
  const [first] = report.ranking;
  const names = first === undefined ? [] : [first.resource, ...(first.members ?? [])];
  return {
    family: one.family,
    seed: one.seed,
    truth,
    pick: one.candidates.findIndex(({ ids }) => ids.some((id) => names.includes(id))),
    p: first?.pBest ?? 0,
    coverage: report.coverage,
  };
}

/** Every engine's line among `seeds` through an analysis; with a fault, all of its logs have it. */
export function engineRecords(
  seeds: readonly number[],
  truths: TruthFile["truths"],
  analyse: Analyse,
  fault?: Fault | ((one: EngineCase) => Fault),
): EngineRecord[] {
  return seeds.flatMap((seed) => {
    const suite = suiteCase(seed);
    const truth = truths.get(seed)?.[0];
    if (suite.kind !== "engine" || truth === undefined) return [];
    const one = suite.line;
    const { log, window } = sceneLog(one.scene, seed);
    const own = typeof fault === "function" ? fault(one) : fault;
    const seen = own === undefined ? log : withFault(log, one.scene.line, own, seed);
    return [judgeLog(one, seen, window, truth, analyse)];
  });
}

/** Roser's case: three processes, first P1 takes 10 min and P3 5, then the other way round. */
export function roserScene(switchS: number): Scene {
  const scale = (timeS: number, stations: readonly number[], factor: number): Scene["script"][number] => ({
    timeS,
    event: -1,
    kind: "scale",
    stations,
    factor,
  });
  return {
    line: serialLine({ cycleS: [300, 240, 300], buffers: [5, 5] }),
    orders: [],
    script: [scale(-1e-9, [0], 2), scale(switchS, [0], 1), scale(switchS, [2], 2)],
  };
}

/** How a planned switch was told. */
export interface SwitchRecord {
  readonly seed: number;
  /** Cycles of the line between the switch and the change of the named resource; Infinity = never told. */
  readonly lateCycles: number;
}

/** The switching lines among `seeds`, and before them Roser's case: when does the timeline pass from one to the other? */
export function switchRecords(seeds: readonly number[], analyse: Analyse): SwitchRecord[] {
  const judge = (scene: Scene, seed: number, switchS: number, late: string): SwitchRecord => {
    const { log, window } = sceneLog(scene, seed);
    const { timeline } = analyse(log, window);
    const cycleS = (window.toS - window.fromS) / engineUnits;
    // The last stretch of the window's first resource ends, and from there on it is the other one.
    const told = timeline.findIndex(
      (stretch, index) =>
        stretch.toS > switchS && timeline.slice(index).every(({ resource }) => resource === late),
    );
    const toldS = timeline[told]?.fromS ?? Infinity;
    return { seed, lateCycles: Math.abs(toldS - switchS) / cycleS };
  };
  const roserS = 600 * (warmUpUnits + engineUnits / 2);
  return [
    judge(roserScene(roserS), 1, roserS, "M3"),
    ...seeds.flatMap((seed) => {
      const suite = suiteCase(seed);
      if (suite.kind !== "engine" || suite.line.switched === undefined) return [];
      const [before] = suite.line.scene.script;
      const [after] = suite.line.switched.script;
      if (before?.kind !== "scale" || after?.kind !== "scale") return [];
      const switchS = 75 * (warmUpUnits + engineUnits / 2);
      const late = suite.line.scene.line.stations[after.stations[0] ?? -1]?.id ?? "";
      const scene: Scene = {
        ...suite.line.scene,
        script: [before, { ...before, timeS: switchS, factor: 1 }, { ...after, timeS: switchS }],
      };
      return [judge(scene, seed, switchS, late)];
    }),
  ];
}
