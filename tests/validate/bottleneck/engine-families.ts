// The families that the event engine runs: everything a real line has beside stations in a row.
// A case is a line, its orders and script, and the resources that may limit it, each with how it is made faster.
import { hash32, seededRandom, type Random } from "#shared/base/random.ts";
import { plainStation, serialLine, type Line, type Station } from "#shared/simulate/line.ts";
import type { OrderSpec, ScriptStep } from "#shared/simulate/script.ts";

export const engineFamilies = [
  "shifting",
  "parallel",
  "mergeSplit",
  "assembly",
  "rework",
  "sharedOperator",
  "fleet",
  "setup",
  "starvedSource",
  "blockedSink",
] as const;
export type EngineFamily = (typeof engineFamilies)[number];

/** What the engine is given. */
export interface Scene {
  readonly line: Line;
  readonly orders: readonly OrderSpec[];
  readonly script: readonly ScriptStep[];
}

/** A resource that may limit the line: a report that names any of `ids` means it. */
export interface Candidate {
  readonly ids: readonly string[];
  /** The scene with the resource's durations multiplied. */
  scaled(scene: Scene, factor: number): Scene;
  /**
   * For an operator: the scene in which each station has one of its own. What counts is what is gained beyond that scene's gain,
   * because the work itself belongs to the stations.
   */
  readonly unshared?: Scene;
}

export interface EngineCase {
  readonly family: EngineFamily;
  readonly seed: number;
  readonly scene: Scene;
  readonly candidates: readonly Candidate[];
  /** The scene after the planned switch, and when it comes: the window's middle. */
  readonly switched?: Scene;
}

/** Longest run that scripts are written for, in seconds. */
export const scriptHorizonS = 2_500_000;

/** A chooser of numbers for a line. */
interface Chance {
  readonly random: Random;
  between(least: number, most: number): number;
  whole(least: number, most: number): number;
}

function chanceOf(family: EngineFamily, seed: number): Chance {
  const random = seededRandom(hash32(`line ${family}`, seed));
  const between = (least: number, most: number): number => least + (most - least) * random.next();
  return { random, between, whole: (least, most) => Math.floor(between(least, most + 1)) };
}

/** A station as plants have them: little spread, short stops, half of them with breakdowns. */
function usual(chance: Chance, meanS = chance.between(51, 69)): Partial<Station> & Pick<Station, "cycleS"> {
  const cv = chance.between(0.05, 0.3);
  const stops = { probability: 0.02, meanS: chance.between(20, 60) };
  if (chance.random.next() < 0.5) return { cycleS: [meanS], spread: { kind: "bell", cv }, microStop: stops };
  const efficiency = chance.between(0.85, 0.97);
  const meanRepairS = chance.between(120, 600);
  return {
    cycleS: [meanS * efficiency],
    spread: { kind: "bell", cv },
    microStop: stops,
    failure: { clock: "operating", meanRepairS, meanUpS: (meanRepairS * efficiency) / (1 - efficiency) },
  };
}

function usualLine(chance: Chance, count: number): Line {
  const stations = Array.from({ length: count }, () => usual(chance));
  return serialLine({
    cycleS: stations.map(({ cycleS }) => cycleS[0] ?? NaN),
    buffers: Array.from({ length: count - 1 }, () => chance.whole(2, 10)),
    stations,
  });
}

/** Scene with stations' work, repairs, setups and short stops multiplied, by a first step of the script. */
export function scaledStations(scene: Scene, stations: readonly number[], factor: number): Scene {
  const step: ScriptStep = { timeS: -1e-9, event: -1, kind: "scale", stations, factor };
  return { ...scene, script: [step, ...scene.script] };
}

/** A candidate for each group of stations. */
function groups(line: Line): Candidate[] {
  return [...new Set(line.stations.map(({ group }) => group))].map((group) => {
    const members = line.stations.flatMap((station, index) => (station.group === group ? [index] : []));
    return {
      ids: [group, ...members.map((index) => line.stations[index]?.id ?? "")],
      scaled: (scene, factor) => scaledStations(scene, members, factor),
    };
  });
}

const plain = (line: Line): Scene => ({ line, orders: [], script: [] });

function replaced(line: Line, station: number, by: Partial<Station>): Line {
  return {
    ...line,
    stations: line.stations.map((old, index) => (index === station ? { ...old, ...by } : old)),
  };
}

type DoorStep =
  | { readonly kind: "supply"; readonly supply: number; readonly open: boolean }
  | { readonly kind: "demand"; readonly demand: number; readonly open: boolean };

/** A door that opens for one part at a time, after half to one and a half of `meanS`. */
function pulses(
  family: EngineFamily,
  seed: number,
  meanS: number,
  make: (open: boolean) => DoorStep,
): ScriptStep[] {
  const random = seededRandom(hash32(`pulses ${family}`, seed));
  const steps: ScriptStep[] = [{ timeS: 0, event: -1, ...make(false) }];
  for (let timeS = 0; timeS < scriptHorizonS;) {
    timeS += meanS * (0.5 + random.next());
    steps.push({ timeS, event: -1, ...make(true) }, { timeS, event: -1, ...make(false) });
  }
  return steps;
}

/** A line whose door lets one part through now and then, as often as the stations could take one; beside it a fast station. */
function doorCase(family: "starvedSource" | "blockedSink", seed: number, chance: Chance): EngineCase {
  const atSource = family === "starvedSource";
  const usualOne = usualLine(chance, chance.whole(4, 6));
  const beside = atSource ? 0 : usualOne.stations.length - 1;
  const fast = (usualOne.stations[beside]?.cycleS ?? []).map((cycleS) => cycleS * 0.6);
  const line = replaced(usualOne, beside, { cycleS: fast });
  const meanS = chance.between(58, 74);
  const make = (open: boolean): DoorStep =>
    atSource ? { kind: "supply", supply: 0, open } : { kind: "demand", demand: 0, open };
  const door: Candidate = {
    ids: [atSource ? "supply" : "demand"],
    scaled: (scene, factor) => ({ ...scene, script: pulses(family, seed, meanS * factor, make) }),
  };
  const scene = { ...plain(line), script: pulses(family, seed, meanS, make) };
  return { family, seed, scene, candidates: [...groups(line), door] };
}

/** Two stations in parallel branches, split and merged again; with `joins`, both go into one product instead. */
function branchCase(family: "mergeSplit" | "assembly", seed: number, chance: Chance): EngineCase {
  const room = (): number => chance.whole(2, 8);
  const joins = family === "assembly";
  const slower = joins ? 1 : chance.between(1.8, 2.1);
  const branch = (): ReturnType<typeof usual> => usual(chance, slower * chance.between(51, 69));
  const into = (buffer: number): { buffer: number; hopS: number } => ({ buffer, hopS: 0 });
  const from = (...buffers: number[]): { buffer: number; quantity: number }[] =>
    buffers.map((buffer) => ({ buffer, quantity: 1 }));
  const source = { supply: 0, product: "part" };
  const stations = joins
    ? [
        plainStation("A1", { ...usual(chance), ...source, output: into(0) }),
        plainStation("A2", { ...usual(chance), inputs: from(0), output: into(1) }),
        plainStation("B1", { ...branch(), ...source, product: "other", supply: 1, output: into(2) }),
        plainStation("J", { ...usual(chance), inputs: from(1, 2), product: "set", output: into(3) }),
        plainStation("Z", { ...usual(chance), inputs: from(3), output: { demand: 0 } }),
      ]
    : [
        plainStation("S", { ...usual(chance), ...source, output: into(0) }),
        plainStation("A1", { ...branch(), inputs: from(0), output: into(1) }),
        plainStation("A2", { ...branch(), inputs: from(1), output: into(3) }),
        plainStation("B1", { ...branch(), inputs: from(0), output: into(2) }),
        plainStation("B2", { ...branch(), inputs: from(2), output: into(3) }),
        plainStation("Z", { ...usual(chance), inputs: from(3), output: { demand: 0 } }),
      ];
  const base = serialLine({ cycleS: [60], buffers: [] });
  const line: Line = {
    ...base,
    stations,
    products: ["part", "other", "set"],
    supplies: ["supply", "supply2"],
    buffers: Array.from({ length: 4 }, (_, index) => ({ id: `B-${index}`, capacity: room() })),
  };
  return { family, seed, scene: plain(line), candidates: groups(line) };
}

/** The line of a family and seed. */
export function engineCase(family: EngineFamily, seed: number): EngineCase {
  const chance = chanceOf(family, seed);
  switch (family) {
    case "starvedSource":
    case "blockedSink":
      return doorCase(family, seed, chance);
    case "mergeSplit":
    case "assembly":
      return branchCase(family, seed, chance);
    case "shifting": {
      const line = usualLine(chance, chance.whole(5, 7));
      const [early, late] = twoOf(chance, line.stations.length);
      const slow = (station: number): Scene => scaledStations(plain(line), [station], 1.3);
      // A second scale of one station would replace the slow one's: candidates multiply it.
      const candidates = line.stations.map((station, index) => ({
        ids: [station.id],
        scaled: (scene: Scene, factor: number): Scene => {
          const first = scene.script[0];
          const isSlow = first?.kind === "scale" && first.stations.includes(index);
          if (!isSlow) return scaledStations(scene, [index], factor);
          return { ...scene, script: [{ ...first, factor: first.factor * factor }] };
        },
      }));
      return { family, seed, scene: slow(early), switched: slow(late), candidates };
    }
    case "parallel": {
      const line = usualLine(chance, chance.whole(5, 7));
      const at = chance.whole(1, line.stations.length - 2);
      const servers = chance.whole(2, 3);
      const stations = line.stations.flatMap((station, index) =>
        index !== at
          ? [station]
          : Array.from({ length: servers }, (_, server) => ({
              ...station,
              id: `${station.id}-${server + 1}`,
              group: station.id,
              cycleS: station.cycleS.map((cycleS) => cycleS * servers),
            })),
      );
      const grouped = { ...line, stations };
      return { family, seed, scene: plain(grouped), candidates: groups(grouped) };
    }
    case "rework": {
      const line = usualLine(chance, chance.whole(5, 6));
      const test = line.stations.length - 2;
      const queue = line.buffers.length;
      const share = chance.between(0.08, 0.2);
      const looped: Line = {
        ...line,
        stations: [
          ...line.stations.map((station, index) =>
            index === test ? { ...station, rework: { buffer: queue, hopS: 0 } } : station,
          ),
          plainStation("R", {
            ...usual(chance, chance.between(58, 78) / share),
            inputs: [{ buffer: queue, quantity: 1 }],
            output: { buffer: test - 1, hopS: 0 },
            first: true,
          }),
        ],
        buffers: [...line.buffers, { id: "B-rework", capacity: 12 }],
        defects: [
          {
            id: "flaw",
            defectClass: "flaw",
            station: test - 1,
            lot: -1,
            base: share,
            fouled: share,
            badLot: share,
            both: share,
          },
        ],
        inspections: [{ station: test, defectClass: "flaw", probability: 1 }],
      };
      return { family, seed, scene: plain(looped), candidates: groups(looped) };
    }
    case "sharedOperator": {
      const line = usualLine(chance, chance.whole(5, 6));
      const [one, other] = twoOf(chance, line.stations.length);
      const share = chance.between(0.5, 0.6);
      // Together about one cycle of the others, so that the operator is near to be the constraint.
      const half = (station: number, operator: number): Partial<Station> => ({
        cycleS: (line.stations[station]?.cycleS ?? []).map((cycleS) => cycleS * share),
        operators: [operator],
      });
      const withOperators = (operators: readonly [number, number]): Scene => ({
        ...plain({
          ...replaced(replaced(line, one, half(one, operators[0])), other, half(other, operators[1])),
          operators: ["OP-1", "OP-2"],
        }),
      });
      const shared = withOperators([0, 0]);
      const operator: Candidate = {
        ids: ["OP-1"],
        scaled: (scene, factor) => scaledStations(scene, [one, other], factor),
        unshared: withOperators([0, 1]),
      };
      return { family, seed, scene: shared, candidates: [...groups(shared.line), operator] };
    }
    case "fleet": {
      const front = usualLine(chance, 3);
      const back = usualLine(chance, 3);
      const batch = chance.whole(2, 4);
      const vehicles = chance.whole(1, 2);
      const tripS = (batch * vehicles * chance.between(54, 74)) / 2;
      const near = 2;
      const far = 3;
      const line: Line = {
        ...front,
        stations: [
          ...front.stations.map((station, index) =>
            index === 2 ? { ...station, output: { buffer: near, hopS: 0 } } : station,
          ),
          ...back.stations.map(({ cycleS, spread, failure, microStop }, index) =>
            plainStation(`M${index + 4}`, {
              cycleS,
              spread,
              ...(failure === undefined ? {} : { failure }),
              ...(microStop === undefined ? {} : { microStop }),
              inputs: [{ buffer: far + index, quantity: 1 }],
              output: index === 2 ? { demand: 0 } : { buffer: far + index + 1, hopS: 0 },
            }),
          ),
        ],
        buffers: [
          ...front.buffers,
          { id: "B-load", capacity: 2 * batch },
          { id: "B-unload", capacity: 3 * batch },
          ...back.buffers.map(({ capacity }, index) => ({ id: `B${index + 5}`, capacity })),
        ],
        fleets: [
          {
            from: near,
            to: far,
            batch,
            tripS,
            roundTripS: 2 * tripS,
            vehicles: Array.from({ length: vehicles }, (_, index) => `AGV-${index + 1}`),
          },
        ],
      };
      const fleet: Candidate = {
        ids: ["fleet", "AGV-1", "AGV-2", "AGV-1+AGV-2"],
        scaled: (scene, factor) => ({
          ...scene,
          line: {
            ...scene.line,
            fleets: scene.line.fleets.map((one) => ({
              ...one,
              tripS: one.tripS * factor,
              roundTripS: one.roundTripS * factor,
            })),
          },
        }),
      };
      return { family, seed, scene: plain(line), candidates: [...groups(line), fleet] };
    }
    case "setup": {
      const line = usualLine(chance, chance.whole(5, 6));
      const variants = ["a", "b", "c"];
      const quantity = chance.whole(10, 30);
      const at = chance.whole(0, line.stations.length - 1);
      const stations = line.stations.map((station, index) => {
        const cycleS = variants.map(() => (station.cycleS[0] ?? NaN) * chance.between(0.9, 1.1));
        if (index !== at) return { ...station, cycleS };
        // A change takes about a tenth of an order's time.
        const setupS = variants.map((_, from) =>
          variants.map((__, to) => (from === to ? 0 : quantity * 60 * chance.between(0.06, 0.16))),
        );
        return { ...station, cycleS: cycleS.map((s) => s * 0.92), setupS };
      });
      const orders = variants.map((id, variant) => ({ id, variant, quantity }));
      const varied = { ...line, variants, stations };
      return { family, seed, scene: { line: varied, orders, script: [] }, candidates: groups(varied) };
    }
  }
}

function twoOf(chance: Chance, count: number): readonly [number, number] {
  const one = chance.whole(0, count - 1);
  return [one, (one + chance.whole(1, count - 1)) % count];
}
