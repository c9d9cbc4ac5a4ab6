// What time on the critical path was spent on, by the state that was logged then.
import { assetStates } from "../../model/state.ts";
import type { PathReason } from "./report.ts";

const reasonByState: Readonly<Record<(typeof assetStates)[number], PathReason>> = {
  unknown: "unexplained",
  run: "ideal",
  idle: "unexplained",
  setup: "setup",
  microstop: "microstop",
  down: "breakdown",
  starved: "unexplained",
  blocked: "unexplained",
  waitOperator: "operator",
  waitTransport: "transport",
  noOrder: "demand",
  hold: "breakdown",
  planned: "planned",
  off: "planned",
};
const byCode = assetStates.map((state) => reasonByState[state]);

/** What a state, a position in `assetStates`, means for the path; `unexplained` = it waited, and for what has to be found out. */
export function reasonOfState(state: number): PathReason {
  return byCode[state] ?? "unexplained";
}
