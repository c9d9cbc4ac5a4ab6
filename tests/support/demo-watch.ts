// Shifts of the demo line as the watch sees them, with what is kept as learnt of it, and what is really wrong with the parts.
import { sha256 } from "../../electron/host/analyse/sha256.ts";
import { readFileSync } from "node:fs";
import { type Learnt, learntOfText } from "#shared/analyse/defect/watch/learnt-schema.ts";
import { LineWatch } from "#shared/analyse/defect/watch/line-watch.ts";
import { defined } from "#shared/base/assert.ts";
import { serialOf } from "#shared/simulate/serials.ts";
import { beginShift } from "#shared/simulate/shift-run.ts";
import { kinds } from "#shared/simulate/sink.ts";
import { type DemoShift, demoFacts, shiftStartMs } from "./demo-facts.ts";
import { demoPlant, demoRun } from "./demo-run.ts";

export const minuteMs = 60_000;

/** What is learnt of the demo line and kept beside it. */
export function demoLearnt(): Learnt {
  const path = new URL("../../assets/plants/demo/learnt.json", import.meta.url);
  const read = learntOfText(readFileSync(path, "utf8"), "learnt.json", demoPlant(), sha256);
  if (read.ok) return read.value;
  throw new Error(read.problems.map(({ message }) => message).join("\n"));
}

/** A shift watched to its end. */
export interface WatchedShift {
  readonly watch: LineWatch;
  /** Modules judged at B50, in order of time. */
  readonly judged: readonly { readonly timeMs: number; readonly serial: string; readonly isBad: boolean }[];
  /** What the watch itself took, ms of this machine. */
  readonly tookMs: number;
}

/** Watches a shift of the demo line with what is learnt. */
export function watchedShift(learnt: Learnt, shift: DemoShift): WatchedShift {
  const watch = new LineWatch(demoPlant(), learnt, { sha256 });
  const judged: WatchedShift["judged"][number][] = [];
  let tookMs = 0;
  for (const facts of demoFacts(shift)) {
    const fromMs = performance.now();
    for (const fact of facts) watch.take(fact);
    tookMs += performance.now() - fromMs;
    for (const fact of facts) {
      if (fact.kind !== "result" || fact.result.asset !== "B50") continue;
      const { characteristic, serial, timeMs, verdict } = fact.result;
      if (characteristic === "jointResistance") judged.push({ timeMs, serial, isBad: verdict === "notOk" });
    }
  }
  watch.advance(shiftStartMs + shift.hours * 3_600_000);
  return { watch, judged, tookMs };
}

/** Modules that B10b left with lack of fusion while its glass was fouled: by number, and when. */
export function fouledModules(seed: number, hours: number): { number: string; madeMs: number }[] {
  const run = demoRun({ seed, hours });
  const foulingS = 20 * 60;
  const glassChangeS = 220 * 60;
  const made: { number: string; madeMs: number }[] = [];
  const listening = beginShift(run).copy({
    emit(kind, timeS, resource, part, a) {
      if (kind !== kinds.defect || timeS < foulingS || timeS > glassChangeS) return;
      const line = listening.state;
      const rule = defined(line.tables.line.defects[a], "defect rule");
      if (rule.defectClass !== "lackOfFusion" || line.tables.line.stations[resource]?.id !== "B10b") return;
      made.push({ number: numberOf(serialOf(line, part)), madeMs: shiftStartMs + timeS * 1000 });
    },
  });
  listening.runUntil(hours * 3600);
  return made;
}

/** Facts name the day in serials, a bare run does not: the number is what both have. */
export function numberOf(serial: string): string {
  return serial.slice(-5);
}
