// Small lines as Markov chains, solved exactly: the truth that formulas and approximations are held against.
// The work grows with the cube of the states: for a few hundred of them, not for real lines.

/** Probabilities of the states of a chain in its steady state; `moves[from * size + to]` = probabilities or rates. */
function steadyState(size: number, moves: Float64Array): Float64Array {
  // Grassmann, Taksar and Heyman 1985: elimination without a subtraction, so every digit is kept.
  const matrix = moves.slice();
  const at = (from: number, to: number): number => matrix[from * size + to] ?? 0;
  for (let gone = size - 1; gone > 0; gone -= 1) {
    let out = 0;
    for (let to = 0; to < gone; to += 1) out += at(gone, to);
    for (let from = 0; from < gone; from += 1) {
      const into = at(from, gone) / out;
      matrix[from * size + gone] = into;
      if (into === 0) continue;
      for (let to = 0; to < gone; to += 1) matrix[from * size + to] = at(from, to) + into * at(gone, to);
    }
  }
  const share = new Float64Array(size);
  share[0] = 1;
  let total = 1;
  for (let state = 1; state < size; state += 1) {
    let sum = 0;
    for (let from = 0; from < state; from += 1) sum += (share[from] ?? 0) * at(from, state);
    share[state] = sum;
    total += sum;
  }
  return share.map((value) => value / total);
}

/** What a Bernoulli line does in its steady state: parts a slot, and each machine's losses as parts a slot. */
export interface BernoulliExact {
  readonly rate: number;
  readonly blocked: readonly number[];
  readonly starved: readonly number[];
  /** Mean parts in all buffers. */
  readonly level: number;
}

/**
 * A slotted serial line: machine i is up in a slot with `chances[i]` and makes a part if it has one and a place for it; blocked
 * before service, and a place counts as free when the next machine works in the same slot (Li and Meerkov 2009, chapter 4).
 */
export function bernoulliExact(chances: readonly number[], places: readonly number[]): BernoulliExact {
  const machines = chances.length;
  const last = machines - 1;
  const size = places.reduce((product, place) => product * (place + 1), 1);
  const moves = new Float64Array(size * size);
  // By state: the chance of each thing in a slot that begins so.
  const made = new Float64Array(size);
  const blockedIn = chances.map(() => new Float64Array(size));
  const starvedIn = chances.map(() => new Float64Array(size));
  const levels = places.map(() => 0);
  const levelSum = new Float64Array(size);
  for (let state = 0; state < size; state += 1) {
    let rest = state;
    places.forEach((place, buffer) => {
      levels[buffer] = rest % (place + 1);
      rest = Math.floor(rest / (place + 1));
    });
    levelSum[state] = levels.reduce((sum, level) => sum + level, 0);
    for (let up = 0; up < 1 << machines; up += 1) {
      let chance = 1;
      for (const [machine, own] of chances.entries()) chance *= (up >> machine) & 1 ? own : 1 - own;
      let to = state;
      let nextWorks = true;
      let stride = size;
      // From the end: whether a machine has a place depends on the next one.
      for (let machine = last; machine >= 0; machine -= 1) {
        const isUp = ((up >> machine) & 1) === 1;
        const hasPart = machine === 0 || (levels[machine - 1] ?? 0) > 0;
        const hasPlace: boolean =
          machine === last || nextWorks || (levels[machine] ?? 0) < (places[machine] ?? 0);
        const works: boolean = isUp && hasPart && hasPlace;
        if (isUp && !hasPart) add(starvedIn[machine], state, chance);
        if (isUp && hasPart && !hasPlace) add(blockedIn[machine], state, chance);
        if (works && machine === last) add(made, state, chance);
        if (works && machine < last) to += stride;
        stride /= (places[machine - 1] ?? 0) + 1;
        if (works && machine > 0) to -= stride;
        nextWorks = works;
      }
      add(moves, state * size + to, chance);
    }
  }
  const share = steadyState(size, moves);
  const mean = (column: Float64Array): number =>
    share.reduce((sum, value, state) => sum + value * (column[state] ?? 0), 0);
  return {
    rate: mean(made),
    blocked: blockedIn.map(mean),
    starved: starvedIn.map(mean),
    level: mean(levelSum),
  };
}

function add(column: Float64Array | undefined, index: number, value: number): void {
  if (column !== undefined) column[index] = (column[index] ?? 0) + value;
}

/**
 * Output of a serial line of exponential servers at these rates: a first one never short of parts, a last one never blocked,
 * blocked after service, `places[i]` between servers i and i + 1.
 */
export function exponentialExact(rates: readonly number[], places: readonly number[]): number {
  const servers = rates.length;
  // A state: what each server does (0 waits, 1 works, 2 is done and blocked), then the levels. All work at first.
  const first = [...rates.map((_, server) => (server === 0 ? 1 : 0)), ...places.map(() => 0)];
  const numberOf = new Map([[first.join(), 0]]);
  const states = [first];
  const moves: { readonly from: number; readonly to: number; readonly rate: number }[] = [];
  for (let from = 0; from < states.length; from += 1)
    for (const [server, rate] of rates.entries()) {
      const next = [...(states[from] ?? [])];
      if (next[server] !== 1) continue;
      next[server] = 2;
      settle(next, servers, places);
      const key = next.join();
      let to = numberOf.get(key);
      if (to === undefined) {
        to = states.length;
        numberOf.set(key, to);
        states.push(next);
      }
      moves.push({ from, to, rate });
    }
  const size = states.length;
  const matrix = new Float64Array(size * size);
  for (const { from, to, rate } of moves) add(matrix, from * size + to, rate);
  const share = steadyState(size, matrix);
  const lastRate = rates[servers - 1] ?? 0;
  return states.reduce(
    (sum, state, number) => sum + (state[servers - 1] === 1 ? lastRate * (share[number] ?? 0) : 0),
    0,
  );
}

/** Moves parts on until nothing can move: from the end, so that one place freed serves everybody before it. */
function settle(state: number[], servers: number, places: readonly number[]): void {
  for (let moved = true; moved;) {
    moved = false;
    for (let server = servers - 1; server >= 0; server -= 1) {
      const level = servers + server;
      const nextWaits = state[server + 1] === 0;
      if (state[server] === 2) {
        const isLast = server === servers - 1;
        if (!isLast && !nextWaits && (state[level] ?? 0) >= (places[server] ?? 0)) continue;
        if (!isLast && nextWaits) state[server + 1] = 1;
        else if (!isLast) state[level] = (state[level] ?? 0) + 1;
        state[server] = 0;
        moved = true;
      }
      if (state[server] === 0 && (server === 0 || (state[level - 1] ?? 0) > 0)) {
        state[server] = 1;
        if (server > 0) state[level - 1] = (state[level - 1] ?? 0) - 1;
        moved = true;
      }
    }
  }
}
