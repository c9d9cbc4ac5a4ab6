// A short name of what a log holds, so that a report says what it was made of.
import { hash32 } from "../../base/random.ts";
import type { LineLog } from "./line-log.ts";

/** 16 hex digits over all stays and states: equal logs, equal names. It finds differences; it is no proof against forgery. */
export function hashOfLog(log: LineLog): string {
  let low = hash32(log.names.join(","), 1);
  let high = hash32(log.names.join(","), 2);
  const mix = (word: number): void => {
    low = Math.imul(low ^ word, 0x01000193) >>> 0;
    high = (Math.imul(high ^ word, 0x85ebca6b) ^ (high >>> 13)) >>> 0;
  };
  for (let visit = 0; visit < log.visits; visit += 1) {
    mix(log.place[visit] ?? 0);
    mix(log.part[visit] ?? 0);
    mix(Math.round((log.enterS[visit] ?? 0) * 1e4) | 0);
    mix(Math.round((log.finishS[visit] || 0) * 1e4) | 0);
    mix(Math.round((log.leaveS[visit] || 0) * 1e4) | 0);
  }
  for (const states of log.states)
    for (const { timeS, state } of states) {
      mix(Math.round(timeS * 1e4) | 0);
      mix(state);
    }
  return low.toString(16).padStart(8, "0") + high.toString(16).padStart(8, "0");
}
