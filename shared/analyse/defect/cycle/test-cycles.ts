// A machine for tests and validation that does the same in every cycle: clamp, work, dwell, release, as the force of its clamp shows it.
// Equal seeds, equal values.
import { seededRandom } from "#shared/base/random.ts";
import type { SignalValues } from "./cut-cycles.ts";

/** What can be wrong with the shape of a cycle, and where in the cycle that is. */
export const shapeFaults = {
  lateClamp: [0.05, 0.18],
  missingDwell: [0.6, 0.82],
  spike: [0.3, 0.55],
} as const satisfies Record<string, readonly [number, number]>;
export type ShapeFault = keyof typeof shapeFaults;

const cycleMs = 20_000;
const stepMs = 100;

/** Force at a phase, 0 to 1, with its four turning points. */
function force(phase: number, clampAt: number, dwellUntil: number): number {
  const ramp = (from: number, to: number): number => Math.min(1, Math.max(0, (phase - from) / (to - from)));
  const clamp = 60 * ramp(clampAt, clampAt + 0.05);
  const work = 40 * Math.sin(Math.PI * ramp(0.25, 0.6)) ** 2;
  const dwell = 25 * (ramp(0.6, 0.63) - ramp(dwellUntil, dwellUntil + 0.03));
  return (clamp + work + dwell) * (1 - ramp(0.85, 0.9));
}

/**
 * Cycles one after the other; `faults[i]` is what is wrong with cycle i, at `strength` 1: a second late, no dwell at all, a spike of half the
 * force. Their level, height and length differ from cycle to cycle and
 * wander, by more than what a fault does to the mean of a cycle.
 */
export function cyclicSignal(
  cycles: number,
  seed: number,
  faults: readonly (ShapeFault | undefined)[] = [],
  strength = 1,
): { signal: SignalValues; startsMs: number[] } {
  const random = seededRandom(seed);
  const normal = (): number =>
    Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
  const timesMs: number[] = [];
  const values: number[] = [];
  const startsMs = [0];
  let level = 0;
  for (let cycle = 0; cycle < cycles; cycle += 1) {
    const fault = faults[cycle];
    const fromMs = startsMs[cycle] ?? 0;
    const lastsMs = cycleMs * (1 + 0.02 * normal());
    const height = 1 + 0.04 * normal();
    level = 0.95 * level + normal();
    const clampAt = 0.08 + 0.004 * normal() + (fault === "lateClamp" ? 0.05 * strength : 0);
    const dwellUntil = 0.8 + 0.004 * normal() - (fault === "missingDwell" ? 0.17 * strength : 0);
    const spikeAt = 0.32 + 0.2 * random.next();
    for (let timeMs = fromMs; timeMs < fromMs + lastsMs; timeMs += stepMs) {
      const phase = (timeMs - fromMs) / lastsMs;
      const spike = fault === "spike" && Math.abs(phase - spikeAt) < 0.008 ? 45 * strength : 0;
      timesMs.push(timeMs);
      values.push(10 + level + height * force(phase, clampAt, dwellUntil) + spike + 0.8 * normal());
    }
    // Starts are told with some delay.
    startsMs.push(fromMs + lastsMs);
  }
  const told = startsMs.map((startMs) => startMs + 100 * random.next());
  return { signal: { timesMs, values }, startsMs: told };
}
