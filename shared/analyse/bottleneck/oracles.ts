// Lines whose answer is known, worked out anew wherever Gemba runs: the self-test of the bottleneck engine's foundations.
// Every formula oracle of production systems engineering that we use; what needs long simulation is in the tests.
import { kinds } from "../../simulate/sink.ts";
import { serialLine, type Line } from "../../simulate/line.ts";
import { createSimulation } from "../../simulate/simulation.ts";
import { arrowBottlenecks } from "./classical/blocking-rules.ts";
import { bernoulliExact, exponentialExact } from "./exact-chains.ts";
import {
  bernoulliLine,
  bernoulliPair,
  bestCase,
  efficiency,
  exponentialPairRate,
  factoryPhysics,
  fixedMakespanS,
  fluidPairRate,
  practicalWorstCase,
  rigidLineRate,
  threeServersRate,
} from "./theory.ts";

/** One comparison of the self-test. Numbers of stations count from 1. */
export interface Oracle {
  readonly name: string;
  readonly expected: number;
  readonly actual: number;
  readonly tolerance: number;
  readonly ok: boolean;
}

const exactWithin = 1e-9;
const printedWithin = 1e-8;

/** Half of the last of so many printed digits. */
const digits = (count: number): number => 0.5000001 * 10 ** -count;

/** Works everything out; a fraction of a second. */
export function runOracles(): Oracle[] {
  return [...oracleGroups()].flat();
}

const groups: readonly ((check: Check) => void)[] = [
  bernoulliPairs,
  bernoulliLines,
  counterExample,
  arrows,
  unreliableMachines,
  exponentialServers,
  factories,
  fixedLines,
];

/** The same group by group, for who has something else to do in between. */
export function* oracleGroups(): Generator<Oracle[]> {
  for (const group of groups) {
    const oracles: Oracle[] = [];
    group((name, expected, actual, tolerance) => {
      oracles.push({ name, expected, actual, tolerance, ok: Math.abs(actual - expected) <= tolerance });
    });
    yield oracles;
  }
}
type Check = (name: string, expected: number, actual: number, tolerance: number) => void;

function bernoulliPairs(check: Check): void {
  // Printed: rate, blocked, starved, mean level.
  const printed = [
    [0.9, 0.9, 1, 9 / 11, 0.0818181818, 0.0818181818, 0.909091],
    [0.9, 0.9, 3, 27 / 31, 0.0290322581, 0.0290322581, 1.935484],
    [0.8, 0.9, 2, 0.7787021631, 0.0212978369, 0.1212978369, 1.131448],
    [0.9, 0.8, 2, 0.7787021631, 0.1212978369, 0.0212978369, 1.647255],
    [0.9, 0.7, 5, 0.6998176303, 0.2001823697, 0.0001823697, 4.65465],
    [0.5, 0.5, 1, 0.3333333333, 0.1666666667, 0.1666666667, 0.666667],
  ] as const;
  for (const [first, second, places, rate, blocked, starved, level] of printed) {
    const name = `two Bernoulli machines ${first} ${second}, ${places} places`;
    const formula = bernoulliPair(first, second, places);
    const chain = bernoulliExact([first, second], [places]);
    check(`${name}: rate, printed`, rate, formula.rate, printedWithin);
    check(`${name}: blocked, printed`, blocked, formula.blocked, printedWithin);
    check(`${name}: starved, printed`, starved, formula.starved, printedWithin);
    check(`${name}: parts in the buffer, printed`, level, formula.level, digits(6));
    check(`${name}: rate, Markov chain`, chain.rate, formula.rate, exactWithin);
    check(`${name}: blocked, Markov chain`, chain.blocked[0] ?? NaN, formula.blocked, exactWithin);
    check(`${name}: starved, Markov chain`, chain.starved[1] ?? NaN, formula.starved, exactWithin);
    check(`${name}: parts in the buffer, Markov chain`, chain.level, formula.level, exactWithin);
    check(
      `${name}: rate of the line reversed`,
      formula.rate,
      bernoulliPair(second, first, places).rate,
      exactWithin,
    );
  }
}

/** Change of the exact rate for a change of one machine's probability, from `less` below to `more` above. */
function slope(
  chances: readonly number[],
  places: readonly number[],
  machine: number,
  less: number,
  more: number,
): number {
  const moved = (by: number): number =>
    bernoulliExact(
      chances.map((chance, index) => (index === machine ? chance + by : chance)),
      places,
    ).rate;
  return (moved(more) - moved(-less)) / (less + more);
}

function bernoulliLines(check: Check): void {
  const printed = [
    [[0.9, 0.9, 0.9], [2, 2], 0.83188727, 0.8320155, [0.48035, 0.58254, 0.48035]],
    [[0.9, 0.8, 0.9], [3, 3], 0.7849422, 0.78446669, [0.19181, 0.83816, 0.19181]],
    [
      [0.9, 0.9, 0.9, 0.9, 0.9],
      [2, 2, 2, 2],
      0.80361142,
      0.80495699,
      [0.27114, 0.38025, 0.4127, 0.38025, 0.27114],
    ],
    [
      [0.8, 0.9, 0.7, 0.9, 0.8],
      [2, 2, 2, 2],
      0.64890504,
      0.65484229,
      [0.1851, 0.15941, 0.64003, 0.15941, 0.1851],
    ],
    [
      [0.9, 0.85, 0.8, 0.85, 0.9],
      [1, 2, 3, 2],
      0.70805935,
      0.70683179,
      [0.38942, 0.47671, 0.49808, 0.16319, 0.0606],
    ],
  ] as const;
  for (const [chances, places, exact, aggregated, slopes] of printed) {
    const name = `Bernoulli line ${chances.join(" ")}, places ${places.join(" ")}`;
    const chain = bernoulliExact(chances, places);
    const line = bernoulliLine(chances, places);
    check(`${name}: exact rate, printed`, exact, chain.rate, printedWithin);
    check(`${name}: aggregated rate, printed`, aggregated, line.rate, printedWithin);
    check(`${name}: aggregated from both ends`, line.rate, line.backward, exactWithin);
    slopes.forEach((expected, machine) => {
      check(
        `${name}: slope of machine ${machine + 1}, printed`,
        expected,
        slope(chances, places, machine, 1e-4, 1e-4),
        digits(5),
      );
    });
    losses(check, name, chances, places);
  }
}

/** Every machine: rate = its own probability less what blocking and starving take. */
function losses(check: Check, name: string, chances: readonly number[], places: readonly number[]): void {
  const { rate, blocked, starved } = bernoulliExact(chances, places);
  chances.forEach((chance, machine) => {
    const left = chance - (blocked[machine] ?? NaN) - (starved[machine] ?? NaN);
    check(`${name}: machine ${machine + 1} less its losses`, rate, left, exactWithin);
  });
}

/** The line whose slowest machine is the least sensitive one. */
function counterExample(check: Check): void {
  const chances = [0.83, 0.94, 0.85, 0.91];
  const places = [4, 1, 1];
  const name = "slowest machine least sensitive";
  const { rate, blocked, starved } = bernoulliExact(chances, places);
  check(`${name}: exact rate, printed`, 0.7407311, rate, printedWithin);
  losses(check, name, chances, places);
  [0.0893, 0.1843, 0.0581, 0].forEach((expected, machine) => {
    check(`${name}: machine ${machine + 1} blocked, printed`, expected, blocked[machine] ?? NaN, digits(4));
  });
  [0, 0.015, 0.0512, 0.1693].forEach((expected, machine) => {
    check(`${name}: machine ${machine + 1} starved, printed`, expected, starved[machine] ?? NaN, digits(4));
  });
  // What is printed are differences over .001 more; the derivatives themselves follow.
  [0.2111, 0.4983, 0.6665, 0.5436].forEach((expected, machine) => {
    const found = slope(chances, places, machine, 0, 1e-3);
    check(`${name}: gain of machine ${machine + 1} by .001, printed`, expected, found, digits(4));
  });
  const slopes = chances.map((_, machine) => slope(chances, places, machine, 1e-4, 1e-4));
  [0.2128, 0.4989, 0.6672, 0.5442].forEach((expected, machine) => {
    check(`${name}: slope of machine ${machine + 1}`, expected, slopes[machine] ?? NaN, digits(4));
  });
  check(`${name}: most sensitive`, 3, slopes.indexOf(Math.max(...slopes)) + 1, 0);
  check(`${name}: slowest`, 1, chances.indexOf(Math.min(...chances)) + 1, 0);
  check(`${name}: arrow rule`, 3, (arrowBottlenecks({ blocked, starved })[0]?.stage ?? NaN) + 1, 0);
}

/** Blocking and starving of two lines in the tests of NIST's MJPdes, and the machine its arrow rule names. */
function arrows(check: Check): void {
  const lines = [
    [[0.186, 0.0346, 0.1046, 0.0398, 0], [0, 0.0089, 0.0186, 0.0462, 0.186], 4],
    [[0.1501, 0.0001, 0.0258, 0.0061, 0], [0, 0.0001, 0.0578, 0.0371, 0.1501], 2],
  ] as const;
  lines.forEach(([blocked, starved, machine], index) => {
    const found = arrowBottlenecks({ blocked, starved });
    check(`arrow rule, NIST line ${index + 1}: bottleneck`, machine, (found[0]?.stage ?? NaN) + 1, 0);
    check(`arrow rule, NIST line ${index + 1}: bottlenecks`, 1, found.length, 0);
  });
}

function unreliableMachines(check: Check): void {
  const printed = [
    [0.1, 0.9, 0.1, 0.9, 1, 0.84],
    [0.05, 0.2, 0.05, 0.2, 5, 0.701538],
    [0.05, 0.2, 0.08, 0.25, 5, 0.676384],
    [0.05, 0.2, 0.02, 0.25, 10, 0.789249],
  ] as const;
  for (const [l1, m1, l2, m2, stock, rate] of printed) {
    const name = `unreliable machines ${l1}/${m1} ${l2}/${m2}, stock ${stock}`;
    const first = { failures: l1, repairs: m1 };
    const second = { failures: l2, repairs: m2 };
    const found = fluidPairRate(first, second, stock);
    check(`${name}: rate, printed`, rate, found, digits(6));
    check(`${name}: rate of the line reversed`, found, fluidPairRate(second, first, stock), exactWithin);
    const weaker = Math.min(efficiency(first), efficiency(second));
    check(
      `${name}: with endless stock the weaker machine`,
      weaker,
      fluidPairRate(first, second, 1e12),
      exactWithin,
    );
    const alone = efficiency(first) * efficiency(second);
    check(`${name}: without stock both up at once`, alone, fluidPairRate(first, second, 0), exactWithin);
  }
  const machine = { failures: 0.1, repairs: 1 };
  check(
    "three rigid machines of .1: rate, printed",
    0.769231,
    rigidLineRate([machine, machine, machine]),
    digits(6),
  );
}

function exponentialServers(check: Check): void {
  const printed = [
    [1, 1, 0, 0.666667],
    [1, 1, 1, 0.75],
    [1, 1, 2, 0.8],
    [1, 1, 3, 0.833333],
    [1, 1, 4, 0.857143],
    [1, 1, 5, 0.875],
    [1.2, 1, 3, 0.899294],
    [0.8, 1, 3, 0.728944],
  ] as const;
  for (const [first, second, places, rate] of printed) {
    const name = `exponential servers ${first} ${second}, ${places} places`;
    const formula = exponentialPairRate(first, second, places);
    check(`${name}: rate, printed`, rate, formula, digits(6));
    check(`${name}: rate, Markov chain`, exponentialExact([first, second], [places]), formula, exactWithin);
    if (first === second)
      check(`${name}: (N + 2)/(N + 3)`, (places + 2) / (places + 3), formula, exactWithin);
  }
  const three = exponentialExact([1, 1, 1], [0, 0]);
  check("three exponential servers, no places: 22/39", threeServersRate, three, exactWithin);
  check("three exponential servers, no places: printed", 0.564103, three, digits(6));
}

function factories(check: Check): void {
  const factory = factoryPhysics([2, 2, 2, 2]);
  const name = "factory physics, four stations of 2 h";
  check(`${name}: bottleneck rate`, 0.5, factory.bottleneckRate, exactWithin);
  check(`${name}: raw time`, 8, factory.rawTime, exactWithin);
  check(`${name}: critical work in process`, 4, factory.criticalWork, exactWithin);
  const best = bestCase(factory, 4);
  check(`${name}: best rate with 4 jobs`, 0.5, best.rate, exactWithin);
  check(`${name}: best time with 4 jobs`, 8, best.time, exactWithin);
  const worst = practicalWorstCase(factory, 4);
  check(`${name}: practical worst rate with 4 jobs, printed`, 0.285714, worst.rate, digits(6));
  check(`${name}: practical worst time with 4 jobs`, 14, worst.time, exactWithin);
  for (const jobs of [1, 2, 3, 5, 9]) {
    for (const [kind, found] of [
      ["best", bestCase(factory, jobs)],
      ["practical worst", practicalWorstCase(factory, jobs)],
    ] as const)
      check(`${name}: Little's law, ${kind} with ${jobs} jobs`, jobs, found.rate * found.time, exactWithin);
  }
}

/** Lines of given times, played by the event engine: blocking after service, worked out by hand. */
function fixedLines(check: Check): void {
  const cycles = [3, 7, 2, 5];
  for (const places of [0, 1, 5]) {
    const line = serialLine({ cycleS: cycles, buffers: [places, places, places] });
    const found = departuresS(line, 50)[3]?.[49] ?? NaN;
    check(`fixed times 3 7 2 5, ${places} places: 50 parts`, fixedMakespanS(cycles, 50), found, exactWithin);
  }
  const workS = [
    [2, 2, 2, 2],
    [5, 5, 1, 1],
    [2, 2, 9, 2],
  ];
  const play = (faster: number): number[][] =>
    departuresS(
      serialLine({
        cycleS: [1, 1, 1],
        buffers: [1, 1],
        stations: workS.map((valuesS, station) => ({
          spread: {
            kind: "list",
            valuesS: station === faster ? valuesS.map((value) => value * 0.9) : valuesS,
          },
        })),
      }),
      4,
    );
  const name = "three stations by hand";
  const left = play(-1);
  [
    [2, 4, 7, 12],
    [7, 12, 13, 14],
    [9, 14, 23, 25],
  ].forEach((expected, station) => {
    expected.forEach((timeS, part) => {
      const found = left[station]?.[part] ?? NaN;
      check(`${name}: part ${part + 1} leaves station ${station + 1}`, timeS, found, exactWithin);
    });
  });
  [24.8, 24, 23.7].forEach((expected, station) => {
    const found = play(station)[2]?.[3] ?? NaN;
    check(`${name}: the end with station ${station + 1} a tenth faster`, expected, found, exactWithin);
  });
}

/** Times at which parts leave each station. */
function departuresS(line: Line, parts: number): number[][] {
  const left: number[][] = line.stations.map(() => []);
  const emit = (kind: number, timeS: number, resource: number): void => {
    if (kind === kinds.depart && resource < line.stations.length) left[resource]?.push(timeS);
  };
  createSimulation(line, { seed: 1 }, { emit }).runUntilShipped(parts);
  return left;
}
