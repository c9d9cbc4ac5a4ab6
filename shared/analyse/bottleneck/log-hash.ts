// A short name of what a log holds, so that a report says what it was made of.
import { hash32 } from "../../base/random.ts";
import type { LineLog } from "./line-log.ts";

/** 16 hex digits over all stays and states: equal logs, equal names. It finds differences; it is no proof against forgery. */
export function hashOfLog(log: LineLog): string {
  const names = log.names.join(",");
  let low = hash32(names, 1);
  let high = hash32(names, 2);
  // Words of one row; whole seconds and their fractions apart, because numbers beyond 32 bits are slow to cut.
  const words = new Int32Array(8);
  const time = (at: number, timeS: number): void => {
    const wholeS = Math.floor(timeS || 0);
    words[at] = wholeS;
    words[at + 1] = Math.round(((timeS || 0) - wholeS) * 1e4);
  };
  const { place, part, enterS, finishS, leaveS } = log;
  for (let visit = 0; visit < log.visits; visit += 1) {
    words[0] = place[visit] ?? 0;
    words[1] = part[visit] ?? 0;
    time(2, enterS[visit] ?? 0);
    time(4, finishS[visit] ?? 0);
    time(6, leaveS[visit] ?? 0);
    for (let at = 0; at < 8; at += 1) {
      const word = words[at] ?? 0;
      low = Math.imul(low ^ word, 0x01000193);
      high = Math.imul(high ^ word, 0x85ebca6b) ^ (high >>> 13);
    }
  }
  for (const states of log.states)
    for (const { timeS, state } of states) {
      time(0, timeS);
      words[2] = state;
      for (let at = 0; at < 3; at += 1) {
        const word = words[at] ?? 0;
        low = Math.imul(low ^ word, 0x01000193);
        high = Math.imul(high ^ word, 0x85ebca6b) ^ (high >>> 13);
      }
    }
  return (low >>> 0).toString(16).padStart(8, "0") + (high >>> 0).toString(16).padStart(8, "0");
}
