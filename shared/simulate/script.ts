// Scripted changes of the line's world as the engine takes them: sorted steps with a time each.
import type { ReasonCode } from "./sink.ts";

/** One order of a mix. Quantity counts finished units (packs). */
export interface OrderSpec {
  readonly id: string;
  readonly variant: number;
  readonly quantity: number;
}

/** What happens at `timeS`. `event` numbers the scripted event it belongs to, -1 = none. */
export type ScriptStep = { readonly timeS: number; readonly event: number } & (
  | {
      readonly kind: "stop";
      readonly station: number;
      readonly durationS: number;
      readonly reason: ReasonCode;
    }
  | { readonly kind: "supply"; readonly supply: number; readonly open: boolean }
  | { readonly kind: "demand"; readonly demand: number; readonly open: boolean }
  | {
      readonly kind: "operator";
      readonly operator: number;
      readonly present: boolean;
      readonly reason: ReasonCode;
    }
  | { readonly kind: "foul"; readonly station: number; readonly on: boolean }
  | { readonly kind: "badLot"; readonly lot: number; readonly on: boolean }
  | { readonly kind: "scale"; readonly stations: readonly number[]; readonly factor: number }
  | { readonly kind: "orders"; readonly orders: readonly OrderSpec[] }
  /** Sources release a part only while fewer than this many of theirs are in the line; Infinity = no limit. */
  | { readonly kind: "workLimit"; readonly maxInProcess: number }
  /** Only tells that an event begins or ends (a sensor fault changes no flow). */
  | { readonly kind: "mark"; readonly on: boolean }
);

/** Steps in order of time; equal times keep their order. */
export function sortSteps(steps: readonly ScriptStep[]): ScriptStep[] {
  return steps
    .map((step, order) => ({ step, order }))
    .sort((left, right) => left.step.timeS - right.step.timeS || left.order - right.order)
    .map((entry) => entry.step);
}
