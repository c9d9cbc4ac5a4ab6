// The Bernoulli lines of production systems engineering: closed form and recursive aggregation against the Markov chain.
// They are the yardstick of the bottleneck engine's test lines; the event engine itself blocks after service.
import { describe, expect, test } from "vitest";

/** Probability that the buffer is empty at the beginning of a slot (Li and Meerkov 2009, chapter 4). */
function emptiness(first: number, second: number, places: number): number {
  if (Math.abs(first - second) < 1e-12) return (1 - first) / (places + 1 - first);
  const odds = (first * (1 - second)) / (second * (1 - first));
  return ((1 - first) * (1 - odds)) / (1 - (first / second) * odds ** places);
}

/** Production rate of a longer line by recursive aggregation, with the last backward and forward estimates. */
function aggregate(rates: readonly number[], places: readonly number[]): number {
  const last = rates.length - 1;
  const at = (list: readonly number[], index: number): number => list[index] ?? 0;
  let forward = [...rates];
  let backward = [...rates];
  for (let round = 0; round < 5000; round += 1) {
    const nextBackward = [...rates];
    for (let index = last - 1; index >= 0; index -= 1)
      nextBackward[index] =
        at(rates, index) *
        (1 - emptiness(at(nextBackward, index + 1), at(forward, index), at(places, index)));
    const nextForward = [...rates];
    for (let index = 1; index <= last; index += 1)
      nextForward[index] =
        at(rates, index) *
        (1 - emptiness(at(nextForward, index - 1), at(nextBackward, index), at(places, index - 1)));
    const change = Math.abs(at(nextForward, last) - at(forward, last));
    forward = nextForward;
    backward = nextBackward;
    if (change < 1e-14) break;
  }
  expect(at(forward, last)).toBeCloseTo(at(backward, 0), 9);
  return at(forward, last);
}

interface Exact {
  readonly rate: number;
  readonly blocked: readonly number[];
  readonly starved: readonly number[];
  readonly work: number;
  /** Derivative of the rate by each machine's probability. */
  readonly slopes: readonly number[];
}

/** The slotted line as a Markov chain over buffer levels, iterated to its steady state. Blocked before service. */
function markov(rates: readonly number[], places: readonly number[]): Exact {
  const machines = rates.length;
  const sizes = places.map((place) => place + 1);
  const states = sizes.reduce((product, size) => product * size, 1);
  const levelsOf = (state: number): number[] => {
    let rest = state;
    return sizes.map((size) => {
      const level = rest % size;
      rest = Math.floor(rest / size);
      return level;
    });
  };
  const indexOf = (levels: readonly number[]): number =>
    levels.reduceRight((index, level, buffer) => index * (sizes[buffer] ?? 1) + level, 0);
  const moves: { from: number; to: number; probability: number; up: number; made: boolean }[] = [];
  const blocked = new Array<number>(machines).fill(0);
  const starved = new Array<number>(machines).fill(0);
  const outcomes: { state: number; probability: number; made: boolean; blocked: number; starved: number }[] =
    [];
  for (let state = 0; state < states; state += 1) {
    const levels = levelsOf(state);
    for (let up = 0; up < 1 << machines; up += 1) {
      let probability = 1;
      rates.forEach((rate, machine) => {
        probability *= (up >> machine) & 1 ? rate : 1 - rate;
      });
      // From the end: a machine works if it is up, has a part, and has a place when the next one has worked.
      const works = new Array<boolean>(machines).fill(false);
      let blockedBits = 0;
      let starvedBits = 0;
      for (let machine = machines - 1; machine >= 0; machine -= 1) {
        const isUp = ((up >> machine) & 1) === 1;
        const hasPart = machine === 0 || (levels[machine - 1] ?? 0) > 0;
        const hasPlace =
          machine === machines - 1 ||
          (levels[machine] ?? 0) < (places[machine] ?? 0) ||
          works[machine + 1] === true;
        works[machine] = isUp && hasPart && hasPlace;
        if (isUp && !hasPart) starvedBits |= 1 << machine;
        if (isUp && hasPart && !hasPlace) blockedBits |= 1 << machine;
      }
      const next = levels.map(
        (level, buffer) => level + (works[buffer] ? 1 : 0) - (works[buffer + 1] ? 1 : 0),
      );
      const made = works[machines - 1] === true;
      moves.push({ from: state, to: indexOf(next), probability, up, made });
      outcomes.push({
        state,
        probability,
        made,
        blocked: blockedBits,
        starved: starvedBits,
      });
    }
  }
  let share = new Float64Array(states).fill(1 / states);
  for (let round = 0; round < 20_000; round += 1) {
    const next = new Float64Array(states);
    for (const move of moves)
      next[move.to] = (next[move.to] ?? 0) + (share[move.from] ?? 0) * move.probability;
    let change = 0;
    next.forEach((value, state) => {
      change = Math.max(change, Math.abs(value - (share[state] ?? 0)));
    });
    share = next;
    if (change < 1e-15) break;
  }
  let rate = 0;
  let work = 0;
  for (const outcome of outcomes) {
    const weight = (share[outcome.state] ?? 0) * outcome.probability;
    if (outcome.made) rate += weight;
    for (let machine = 0; machine < machines; machine += 1) {
      if ((outcome.blocked >> machine) & 1) blocked[machine] = (blocked[machine] ?? 0) + weight;
      if ((outcome.starved >> machine) & 1) starved[machine] = (starved[machine] ?? 0) + weight;
    }
  }
  share.forEach((value, state) => {
    work += value * levelsOf(state).reduce((sum, level) => sum + level, 0);
  });
  // The chain differentiated: s = sP gives s' = s'P + sP', which contracts to its solution as s itself does.
  const slopes = rates.map((chance, machine) => {
    const weightOf = ({ probability, up }: { probability: number; up: number }): number =>
      (up >> machine) & 1 ? probability / chance : -probability / (1 - chance);
    const pushed = new Float64Array(states);
    for (const move of moves)
      pushed[move.to] = (pushed[move.to] ?? 0) + (share[move.from] ?? 0) * weightOf(move);
    let change = new Float64Array(states);
    for (let round = 0; round < 20_000; round += 1) {
      const next = pushed.slice();
      for (const move of moves)
        next[move.to] = (next[move.to] ?? 0) + (change[move.from] ?? 0) * move.probability;
      let most = 0;
      next.forEach((value, state) => {
        most = Math.max(most, Math.abs(value - (change[state] ?? 0)));
      });
      change = next;
      if (most < 1e-14) break;
    }
    return moves.reduce(
      (sum, move) =>
        move.made
          ? sum + (change[move.from] ?? 0) * move.probability + (share[move.from] ?? 0) * weightOf(move)
          : sum,
      0,
    );
  });
  return { rate, blocked, starved, work, slopes };
}

describe("two machines", () => {
  test.each([
    [0.9, 0.9, 1, 0.8181818182, 0.0818181818, 0.0818181818, 0.909091],
    [0.9, 0.9, 3, 0.8709677419, 0.0290322581, 0.0290322581, 1.935484],
    [0.8, 0.9, 2, 0.7787021631, 0.0212978369, 0.1212978369, 1.131448],
    [0.9, 0.8, 2, 0.7787021631, 0.1212978369, 0.0212978369, 1.647255],
    [0.9, 0.7, 5, 0.6998176303, 0.2001823697, 0.0001823697, 4.65465],
    [0.5, 0.5, 1, 0.3333333333, 0.1666666667, 0.1666666667, 0.666667],
  ])(
    "of %f and %f with %i places: printed table, formula and chain agree",
    (first, second, places, rate, blocked, starved, work) => {
      const chain = markov([first, second], [places]);
      const formula = second * (1 - emptiness(first, second, places));
      expect(formula).toBeCloseTo(chain.rate, 9);
      expect(first * (1 - emptiness(second, first, places))).toBeCloseTo(formula, 9);
      expect(chain.rate).toBeCloseTo(rate, 8);
      expect(first * emptiness(second, first, places)).toBeCloseTo(blocked, 8);
      expect(second * emptiness(first, second, places)).toBeCloseTo(starved, 8);
      expect(chain.blocked[0]).toBeCloseTo(blocked, 8);
      expect(chain.starved[1]).toBeCloseTo(starved, 8);
      expect(chain.work).toBeCloseTo(work, 5);
    },
  );
});

const longLines = [
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

describe("longer lines", () => {
  test.each(longLines)("of rates %j and places %j have the printed exact rate", (rates, places, exact) => {
    expect(markov(rates, places).rate).toBeCloseTo(exact, 8);
  });

  test.each(longLines)(
    "of rates %j and places %j have the printed aggregated rate",
    (rates, places, _exact, aggregated) => {
      expect(aggregate(rates, places)).toBeCloseTo(aggregated, 8);
    },
  );

  test.each([
    ...longLines.map(([rates, places, , , slopes]) => [rates, places, slopes] as const),
    [
      [0.83, 0.94, 0.85, 0.91],
      [4, 1, 1],
      [0.2128, 0.4989, 0.6672, 0.5442],
    ],
  ] as const)("of rates %j and places %j have the exact slopes %j", (rates, places, slopes) => {
    const exact = markov(rates, places);
    const digits = slopes.length === 4 ? 4 : 5;
    expect(exact.slopes.map((slope) => Number(slope.toFixed(digits)))).toEqual(slopes);
    // And they are what a small change really does.
    slopes.forEach((_, machine) => {
      const moved = (by: number): number =>
        markov(
          rates.map((rate, index) => rate + (index === machine ? by : 0)),
          places,
        ).rate;
      expect((moved(1e-4) - moved(-1e-4)) / 2e-4).toBeCloseTo(exact.slopes[machine] ?? NaN, 6);
    });
  });

  test("the slowest machine can be the least sensitive", () => {
    const rates = [0.83, 0.94, 0.85, 0.91];
    const places = [4, 1, 1];
    const exact = markov(rates, places);
    expect(exact.rate).toBeCloseTo(0.7407311, 8);
    [0.0893, 0.1843, 0.0581, 0].forEach((value, machine) => {
      expect(exact.blocked[machine]).toBeCloseTo(value, 4);
    });
    [0, 0.015, 0.0512, 0.1693].forEach((value, machine) => {
      expect(exact.starved[machine]).toBeCloseTo(value, 4);
    });
    // The printed slopes are forward differences over 0.001; the derivatives themselves are in the test above.
    [0.2111, 0.4983, 0.6665, 0.5436].forEach((slope, machine) => {
      const moved = markov(
        rates.map((rate, index) => rate + (index === machine ? 1e-3 : 0)),
        places,
      ).rate;
      expect((moved - exact.rate) / 1e-3).toBeCloseTo(slope, 4);
    });
  });

  test("every machine: rate = its own probability less blocked less starved", () => {
    const rates = [0.9, 0.85, 0.8];
    const exact = markov(rates, [1, 2]);
    rates.forEach((rate, machine) => {
      expect(rate - (exact.blocked[machine] ?? 0) - (exact.starved[machine] ?? 0)).toBeCloseTo(
        exact.rate,
        10,
      );
    });
  });
});

describe("continuous flow with exponential failures", () => {
  /** Production rate of two machines, time-dependent failures (Li and Meerkov 2009, chapter 11). */
  function continuousRate(l1: number, m1: number, l2: number, m2: number, places: number): number {
    const e1 = m1 / (l1 + m1);
    const e2 = m2 / (l2 + m2);
    if (Math.abs(l1 / m1 - l2 / m2) < 1e-12) {
      const product = (l1 + l2) * (m1 + m2);
      return e2 * (1 - ((1 - e1) * product) / (product + l2 * m1 * (l1 + l2 + m1 + m2) * places));
    }
    const phi = (e1 * (1 - e2)) / (e2 * (1 - e1));
    const beta = ((l1 + l2 + m1 + m2) * (l1 * m2 - l2 * m1)) / ((l1 + l2) * (m1 + m2));
    return e2 * (1 - ((1 - e1) * (1 - phi)) / (1 - phi * Math.exp(-beta * places)));
  }

  test.each([
    [0.1, 0.9, 0.1, 0.9, 1, 0.84],
    [0.05, 0.2, 0.05, 0.2, 5, 0.701538],
    [0.05, 0.2, 0.08, 0.25, 5, 0.676384],
    [0.05, 0.2, 0.02, 0.25, 10, 0.789249],
  ])(
    "of %f/%f and %f/%f with %i of stock: the formula gives the printed rate, and so does the reversed line",
    (l1, m1, l2, m2, places, rate) => {
      expect(continuousRate(l1, m1, l2, m2, places)).toBeCloseTo(rate, 6);
      expect(continuousRate(l2, m2, l1, m1, places)).toBeCloseTo(rate, 6);
    },
  );
});
