// How parts move, in layers that only look down: places.ts (between stations), operators.ts (a part in a station),
// loading.ts (what is taken), finishing.ts (what becomes of it). Here: the top, what a station does after a pause.
// Never draws durations; that is operation.ts. Everything happens at `line.timeS`.
import { tryUnload } from "./finishing.ts";
import { phase, type FlowSteps, type LineState } from "./line-state.ts";
import { tryLoad } from "./loading.ts";
import { isStopped, resumeOperation } from "./operation.ts";
import { showMissing, tryBegin } from "./operators.ts";

/** What places.ts calls when a part or a place comes free. */
export const flowSteps: FlowSteps = { tryLoad, tryUnload };

/** Lets a station do the next thing it can, after a stop or a pause ended. */
export function proceed(line: LineState, station: number): void {
  if (isStopped(line, station)) return;
  if (line.operatorsMissing[station]! > 0) {
    showMissing(line, station);
    return;
  }
  switch (line.phase[station]!) {
    case phase.empty:
      tryLoad(line, station);
      return;
    case phase.waitOperator:
      tryBegin(line, station);
      return;
    case phase.done:
      tryUnload(line, station);
      return;
    default:
      resumeOperation(line, station);
  }
}
