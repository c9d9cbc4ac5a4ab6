// A serial line as recurrences of maxima and sums ("max-plus"): the fast kernel for replays and resampling of lines without branches.
// Part n at station i, buffer of N_i places behind it, blocking after service, a source that never runs dry:
//   S_i(n) = max(D_{i-1}(n), D_i(n-1));  F_i(n) = S_i(n) + P_i(n);
//   D_i(n) = max(F_i(n), S_{i+1}(n-N_i)) for N_i >= 1, max(F_i(n), D_{i+1}(n-1)) for N_i = 0.
// S start, F finish, D departure. Source: Dallery and Gershwin, Queueing Systems 12, 1992, section 3; the walk back along
// the last enabling event is the derivative by infinitesimal perturbation (Ho and Cao 1991).
// Non-null assertions (`!`) stand where an index comes from the line's own sizes: this is the hot path.
import { assert } from "../../base/assert.ts";

/** A serial line and all its durations. */
export interface SerialWork {
  readonly stations: number;
  readonly parts: number;
  /** Seconds of part n at station i, at [i * parts + n]: everything that holds the station, so repairs too. */
  readonly durationsS: Float64Array;
  /** Places between station i and i + 1; one entry fewer than stations. */
  readonly places: ArrayLike<number>;
}

/** Where the time between two departures from the line went. */
export interface SerialPath {
  readonly fromS: number;
  readonly toS: number;
  /** Seconds each station was on the critical path; they sum to `toS - fromS`. */
  readonly pathS: Float64Array;
  /** The same by equal blocks of time, at [block * stations + station]. */
  readonly blockPathS: Float64Array;
  readonly blocks: number;
}

/** A width of rings that holds the parts any station must remember. */
function ringWidth(places: ArrayLike<number>): number {
  let most = 1;
  for (let index = 0; index < places.length; index += 1) most = Math.max(most, places[index]!);
  return 2 ** Math.ceil(Math.log2(most + 2));
}

function checkSizes(work: SerialWork): void {
  assert(work.durationsS.length >= work.stations * work.parts, "a duration for each part and station");
  assert(work.places.length === work.stations - 1, "a buffer between each two stations");
}

/** Departures of every part from every station in seconds, laid out as the durations. The line starts empty at 0. */
export function runSerial(work: SerialWork): Float64Array {
  checkSizes(work);
  const { stations, parts, durationsS, places } = work;
  const last = stations - 1;
  const departS = new Float64Array(stations * parts);
  for (let part = 0; part < parts; part += 1) {
    let cameS = 0;
    for (let station = 0; station < stations; station += 1) {
      const at = station * parts + part;
      let departedS = part > 0 && departS[at - 1]! > cameS ? departS[at - 1]! : cameS;
      departedS += durationsS[at]!;
      if (station < last) {
        const room = places[station]!;
        const next = at + parts;
        if (room === 0) {
          if (part > 0 && departS[next - 1]! > departedS) departedS = departS[next - 1]!;
        } else if (part >= room) {
          // When the next station started the part that stood `room` places ahead.
          const ahead = at - room;
          let freedS = departS[ahead]!;
          if (part > room && departS[ahead + parts - 1]! > freedS) freedS = departS[ahead + parts - 1]!;
          if (freedS > departedS) departedS = freedS;
        }
      }
      departS[at] = departedS;
      cameS = departedS;
    }
  }
  return departS;
}

/**
 * When each part leaves the line, in seconds, if the durations of one station are multiplied by `factor`: exact for equal
 * durations, whatever waits for what. Remembers no more than the buffers hold, so it is faster than `runSerial`.
 */
export function replaySerial(work: SerialWork, scaled = -1, factor = 1): Float64Array {
  checkSizes(work);
  const { stations, parts, durationsS } = work;
  const last = stations - 1;
  const places = Int32Array.from(work.places);
  const width = ringWidth(places);
  const mask = width - 1;
  const startedS = new Float64Array(stations * width);
  const departedS = new Float64Array(stations);
  const outS = new Float64Array(parts);
  for (let part = 0; part < parts; part += 1) {
    let cameS = 0;
    for (let station = 0; station < stations; station += 1) {
      const ownS = departedS[station]!;
      const startS = ownS > cameS ? ownS : cameS;
      startedS[station * width + (part & mask)] = startS;
      const workS = durationsS[station * parts + part]!;
      let endS = startS + (station === scaled ? workS * factor : workS);
      if (station < last) {
        const room = places[station]!;
        if (room === 0) {
          // Still the departure of the part before: the next station's turn comes later in this loop.
          if (departedS[station + 1]! > endS) endS = departedS[station + 1]!;
        } else if (part >= room) {
          const freedS = startedS[(station + 1) * width + ((part - room) & mask)]!;
          if (freedS > endS) endS = freedS;
        }
      }
      departedS[station] = endS;
      cameS = endS;
    }
    outS[part] = cameS;
  }
  return outS;
}

/** Which stretch of a run is asked about, and how fine. */
export interface SerialWindow {
  /** First part that counts: the window begins when the part before it left the line (at 0 for the first). */
  readonly firstPart: number;
  /** Parts that count. */
  readonly parts: number;
  readonly blocks?: number;
  /** Enabling events closer than this count as simultaneous and share evenly. */
  readonly tieS?: number;
}

/**
 * Seconds each station was on the critical path of a window: from the departure of its last part back along the last
 * enabling event of every start and departure, ties shared evenly. A station's seconds are the derivative of the window's
 * end to the scale of its durations, with the window's beginning held.
 */
export function serialPath(work: SerialWork, departS: Float64Array, window: SerialWindow): SerialPath {
  const { stations, parts, durationsS, places } = work;
  const { firstPart, blocks = 1, tieS = 1e-7 } = window;
  const end = firstPart + window.parts;
  assert(window.parts > 0 && end <= parts, "a window of the run's parts");
  const last = stations - 1;
  const fromS = firstPart > 0 ? departS[last * parts + firstPart - 1]! : 0;
  const toS = departS[last * parts + end - 1]!;
  const blockS = (toS - fromS) / blocks;
  const blockPathS = new Float64Array(blocks * stations);
  const spend = (station: number, beginS: number, endS: number, weight: number): void => {
    let block = Math.min(blocks - 1, Math.floor((beginS - fromS) / blockS));
    let restS = beginS;
    while (block < blocks - 1 && fromS + (block + 1) * blockS < endS) {
      const edgeS = fromS + (block + 1) * blockS;
      blockPathS[block * stations + station]! += weight * (edgeS - restS);
      restS = edgeS;
      block += 1;
    }
    blockPathS[block * stations + station]! += weight * (endS - restS);
  };
  // Shares of the path that arrive at a departure or a start; rings, because nothing older than a buffer is asked.
  const width = ringWidth(places);
  const mask = width - 1;
  const departShare = new Float64Array(stations * width);
  const startShare = new Float64Array(stations * width);
  departShare[last * width + ((end - 1) & mask)] = 1;
  // The shares that have come to the window's beginning; 1 = the walk is over.
  let arrived = 0;
  for (let part = end - 1; part >= 0 && arrived < 1 - 1e-12; part -= 1) {
    const slot = part & mask;
    for (let station = last; station >= 0; station -= 1) {
      const ring = station * width + slot;
      let share = departShare[ring]!;
      const started = startShare[ring]!;
      if (share === 0 && started === 0) continue;
      departShare[ring] = 0;
      startShare[ring] = 0;
      const at = station * parts + part;
      const cameS = station > 0 ? departS[at - parts]! : 0;
      const freeS = part > 0 ? departS[at - 1]! : 0;
      const startS = cameS > freeS ? cameS : freeS;
      let onStart = started;
      if (share > 0) {
        const finishS = startS + durationsS[at]!;
        const room = station < last ? places[station]! : 0;
        if (departS[at]! <= fromS) {
          arrived += share;
          share = 0;
        } else if (station < last && part >= Math.max(1, room)) {
          const next = at + parts;
          let roomS = departS[next - 1]!;
          if (room > 0) {
            roomS = departS[at - room]!;
            if (part > room && departS[next - room - 1]! > roomS) roomS = departS[next - room - 1]!;
          }
          if (roomS >= finishS - tieS) {
            const blocked = roomS > finishS + tieS ? share : share / 2;
            if (room === 0) departShare[(station + 1) * width + ((part - 1) & mask)]! += blocked;
            else startShare[(station + 1) * width + ((part - room) & mask)]! += blocked;
            share -= blocked;
          }
        }
        if (share > 0) {
          spend(station, startS > fromS ? startS : fromS, finishS, share);
          onStart += share;
        }
      }
      if (onStart === 0) continue;
      if (startS <= fromS || (station === 0 && part === 0)) {
        arrived += onStart;
        continue;
      }
      const lead = station === 0 ? -Infinity : part === 0 ? Infinity : cameS - freeS;
      const toPrevious = lead > tieS ? onStart : lead < -tieS ? 0 : onStart / 2;
      if (toPrevious > 0) departShare[ring - width]! += toPrevious;
      if (toPrevious < onStart) departShare[station * width + ((part - 1) & mask)]! += onStart - toPrevious;
    }
  }
  const pathS = new Float64Array(stations);
  for (let block = 0; block < blocks; block += 1)
    for (let station = 0; station < stations; station += 1)
      pathS[station]! += blockPathS[block * stations + station]!;
  return { fromS, toS, pathS, blockPathS, blocks };
}
