// Production lines whose output is known in closed form: what engines, methods and the self-test are held against.
// Rates are parts a slot (Bernoulli) or parts per unit of time; the lists of a line go along the flow.

/** Two-machine line: its output and what each machine loses, all as parts a slot. `level` = mean parts in the buffer. */
export interface PairResult {
  readonly rate: number;
  readonly blocked: number;
  readonly starved: number;
  readonly level: number;
}

// Nearer than this, the formulas for equal machines are the better conditioned ones.
const equalWithin = 1e-12;

/**
 * Probability that the buffer of `places` between two Bernoulli machines is empty at the beginning of a slot, with `first`
 * and `second` the probabilities of a part in a slot (Li and Meerkov 2009, chapter 4: the function Q).
 */
export function bernoulliEmptiness(first: number, second: number, places: number): number {
  if (Math.abs(first - second) < equalWithin) return (1 - first) / (places + 1 - first);
  const odds = (first * (1 - second)) / (second * (1 - first));
  return ((1 - first) * (1 - odds)) / (1 - (first / second) * odds ** places);
}

/** Two Bernoulli machines and a buffer, blocked before service (Li and Meerkov 2009, chapter 4). */
export function bernoulliPair(first: number, second: number, places: number): PairResult {
  const empty = bernoulliEmptiness(first, second, places);
  const odds = (first * (1 - second)) / (second * (1 - first));
  let level = 0;
  // Each level is `odds` times as likely as the one below; from empty the second machine is not asked.
  for (let parts = 1; parts <= places; parts += 1) level += (parts * empty * odds ** parts) / (1 - second);
  return {
    rate: second * (1 - empty),
    blocked: first * bernoulliEmptiness(second, first, places),
    starved: second * empty,
    level,
  };
}

/**
 * Output of a serial Bernoulli line by recursive aggregation, seen from the end (`rate`) and from the beginning (`backward`):
 * equal once it has settled. An approximation, within 1 % (Li and Meerkov 2009, chapter 4).
 */
export function bernoulliLine(
  chances: readonly number[],
  places: readonly number[],
): { readonly rate: number; readonly backward: number } {
  const last = chances.length - 1;
  const at = (list: readonly number[], index: number): number => list[index] ?? NaN;
  let forward = [...chances];
  let backward = [...chances];
  for (let round = 0; round < 5000; round += 1) {
    const before = at(forward, last);
    backward = [...chances];
    for (let index = last - 1; index >= 0; index -= 1)
      backward[index] =
        at(chances, index) *
        (1 - bernoulliEmptiness(at(backward, index + 1), at(forward, index), at(places, index)));
    forward = [...chances];
    for (let index = 1; index <= last; index += 1)
      forward[index] =
        at(chances, index) *
        (1 - bernoulliEmptiness(at(forward, index - 1), at(backward, index), at(places, index - 1)));
    if (Math.abs(at(forward, last) - before) < 1e-14) break;
  }
  return { rate: at(forward, last), backward: at(backward, 0) };
}

/** A machine that fails and is repaired after exponential times; both as events per cycle of its own. */
export interface Unreliable {
  readonly failures: number;
  readonly repairs: number;
}

/** Share of the time that a machine is up when nobody keeps it waiting. */
export function efficiency({ failures, repairs }: Unreliable): number {
  return repairs / (failures + repairs);
}

/**
 * Output of two machines of one speed with `stock` cycles of material between them, as a share of that speed: continuous flow,
 * failures that depend on time (Li and Meerkov 2009, chapter 11). Infinite stock = the weaker machine alone.
 */
export function fluidPairRate(first: Unreliable, second: Unreliable, stock: number): number {
  const [l1, m1, l2, m2] = [first.failures, first.repairs, second.failures, second.repairs];
  const [e1, e2] = [efficiency(first), efficiency(second)];
  const product = (l1 + l2) * (m1 + m2);
  if (Math.abs(l1 / m1 - l2 / m2) < equalWithin)
    return e2 * (1 - ((1 - e1) * product) / (product + l2 * m1 * (l1 + l2 + m1 + m2) * stock));
  const phi = (e1 * (1 - e2)) / (e2 * (1 - e1));
  const beta = ((l1 + l2 + m1 + m2) * (l1 * m2 - l2 * m1)) / product;
  return e2 * (1 - ((1 - e1) * (1 - phi)) / (1 - phi * Math.exp(-beta * stock)));
}

/** The same of any number of machines with nothing between them, failures only while working: 1/(1 + sum of l/m) (Buzacott 1967). */
export function rigidLineRate(machines: readonly Unreliable[]): number {
  return 1 / (1 + machines.reduce((sum, { failures, repairs }) => sum + failures / repairs, 0));
}

/** Output of two stations with exponential service at these rates, a first one never short of parts, blocked after service. */
export function exponentialPairRate(first: number, second: number, places: number): number {
  const ratio = first / second;
  // Levels 0 to places + 2: those in the buffer, the one in service, the one that blocks.
  let sum = 0;
  for (let level = 0; level <= places + 2; level += 1) sum += ratio ** level;
  return second * (1 - 1 / sum);
}

/** Three such stations of rate 1 with no places between them (Hunt 1956). */
export const threeServersRate = 22 / 39;

/** A line of single machines with these mean times, by factory physics (Hopp and Spearman 2008, chapter 7). */
export interface FactoryPhysics {
  /** Rate of the slowest machine, r_b. */
  readonly bottleneckRate: number;
  /** Time of a part that never waits, T_0. */
  readonly rawTime: number;
  /** Work in process at which an ideal line first reaches `bottleneckRate`, W_0. */
  readonly criticalWork: number;
}

/** What factory physics says of machines with these mean times. */
export function factoryPhysics(times: readonly number[]): FactoryPhysics {
  const bottleneckRate = 1 / Math.max(...times);
  const rawTime = times.reduce((sum, time) => sum + time, 0);
  return { bottleneckRate, rawTime, criticalWork: bottleneckRate * rawTime };
}

/** Output and time in the line with `jobs` in it always. */
export interface Throughput {
  readonly rate: number;
  readonly time: number;
}

/** Without any variation: min(w/T_0, r_b) and max(T_0, w/r_b). */
export function bestCase({ bottleneckRate, rawTime }: FactoryPhysics, jobs: number): Throughput {
  return {
    rate: Math.min(jobs / rawTime, bottleneckRate),
    time: Math.max(rawTime, jobs / bottleneckRate),
  };
}

/** A balanced line with exponential times: w r_b/(W_0 + w - 1) and T_0 + (w - 1)/r_b. */
export function practicalWorstCase(
  { bottleneckRate, rawTime, criticalWork }: FactoryPhysics,
  jobs: number,
): Throughput {
  return {
    rate: (jobs * bottleneckRate) / (criticalWork + jobs - 1),
    time: rawTime + (jobs - 1) / bottleneckRate,
  };
}

/** Seconds in which a serial line of fixed times makes `parts` from empty, whatever its buffers: sum + (n - 1) x the longest. */
export function fixedMakespanS(timesS: readonly number[], parts: number): number {
  return timesS.reduce((sum, timeS) => sum + timeS, 0) + (parts - 1) * Math.max(...timesS);
}
