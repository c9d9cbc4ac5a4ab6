// What the engine tells while it runs: numbers only, so that nobody listening costs nothing.
import { assetStates, type AssetState } from "../model/state.ts";

/** Kinds of engine events. `a` and `b` depend on the kind. */
export const kinds = {
  /** Part enters a buffer. */
  arrive: 0,
  /** Station begins a part (after its operator came). */
  start: 1,
  /** Service over. */
  finish: 2,
  /** Part leaves a station or buffer. a = resource it goes to, b = seconds on the way. */
  depart: 3,
  /** Component `part` goes into part `a` (row). */
  join: 4,
  /** Part is scrapped. a = reason. */
  scrap: 5,
  /** a = state code, b = reason. */
  state: 6,
  /** Part is made. */
  create: 7,
  /** Part leaves the line as good. */
  ship: 8,
  /** Part is sent back. a = attempt. */
  rework: 9,
  /** Vehicle sets off. a = from resource, b = to resource; time of arrival in `travelEndS`. */
  travel: 10,
  /** Part takes from lot a. */
  lot: 11,
  /** A new order begins at a station. a = order. */
  order: 12,
  /** Station leaves a defect. a = defect rule. */
  defect: 13,
  /** Station notices a defect. a = defect rule. */
  found: 14,
  /** Operator or vehicle begins to serve the part. */
  serveStart: 15,
  serveFinish: 16,
  /** A scripted event begins (a = 1) or ends (a = 0); `resource` is its number in the script. */
  script: 17,
  /** Part is set aside at the buffer and leaves the line: its order is over, or its open time. a = reason. */
  hold: 18,
} as const;

/** Receives every event in order. `part` is a row of the part table, -1 when there is none. */
export interface EngineSink {
  emit(kind: number, timeS: number, resource: number, part: number, a: number, b: number): void;
}

/** State codes are positions in the model's list. */
export const stateCode = Object.fromEntries(assetStates.map((state, code) => [state, code])) as Readonly<
  Record<AssetState, number>
>;

/** Reasons the engine knows by itself; scripts may add their own behind them. */
export const engineReasons = [
  { code: "", text: "" },
  { code: "jam", text: "Part jammed" },
  { code: "breakdown", text: "Breakdown" },
  { code: "setup", text: "Change of variant" },
  { code: "lateSupply", text: "Supply late" },
  { code: "noOrder", text: "No order" },
  { code: "operatorAway", text: "Operator away" },
  { code: "break", text: "Planned break" },
  { code: "upstream", text: "No part from upstream" },
  { code: "downstream", text: "No place downstream" },
  { code: "transport", text: "Waiting for transport" },
  { code: "glassChange", text: "Protective glass changed" },
  { code: "secondFailure", text: "Failed again after rework" },
  { code: "reworkFull", text: "No place for rework" },
  { code: "orderOver", text: "Order is over" },
  { code: "stop", text: "Stopped by a visitor" },
  { code: "openTime", text: "Open time exceeded" },
  { code: "workLimit", text: "Work in process is at its limit" },
] as const;
/** Code of one of `engineReasons`. */
export type ReasonCode = (typeof engineReasons)[number]["code"];

/** Number of a reason. */
export const reasonNumber = Object.fromEntries(
  engineReasons.map((reason, number) => [reason.code, number]),
) as Readonly<Record<ReasonCode, number>>;
