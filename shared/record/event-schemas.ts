// The channels of a recording that anybody can read: facts as JSON with ids instead of rows, and the JSON schema of each.
// One message = one fact; `receivedMs` is its arrival, epoch milliseconds.
import type { Fact } from "../model/fact.ts";

/** Kinds of facts that are told as JSON; samples are columns. */
export type EventFact = Exclude<Fact, { kind: "sample" }>;
export type EventKind = EventFact["kind"];

type Properties = Readonly<Record<string, unknown>>;
interface EventSchema {
  readonly type: "object";
  readonly properties: Properties;
  readonly required: readonly string[];
}

const text = { type: "string" };
const number = { type: "number" };
const flag = { type: "boolean" };
const reason = {
  type: "object",
  properties: { code: text, text, source: text, by: text, atMs: number },
};

const schemaOf = (required: readonly string[], properties: Properties): EventSchema => ({
  type: "object",
  properties: { receivedMs: number, ...properties },
  required: ["receivedMs", ...required],
});

/** The JSON schema of each kind, as it goes into the file. */
export const eventSchemas: Readonly<Record<EventKind, EventSchema>> = {
  state: schemaOf(["asset", "timeMs", "state"], {
    asset: text,
    timeMs: number,
    state: text,
    mode: text,
    nativeState: text,
    reason,
    backfill: flag,
  }),
  condition: schemaOf(["asset", "timeMs", "key", "level"], {
    asset: text,
    timeMs: number,
    key: text,
    level: text,
    code: text,
    text,
  }),
  part: schemaOf(["asset", "timeMs", "verb", "serial"], {
    asset: text,
    timeMs: number,
    verb: text,
    serial: text,
    variant: text,
    again: flag,
    product: text,
    to: text,
    arriveMs: number,
    vehicle: text,
    component: text,
    lot: text,
    quantity: number,
    position: text,
    attempt: number,
    reason: text,
  }),
  result: schemaOf(["asset", "timeMs", "serial", "characteristic", "value"], {
    asset: text,
    timeMs: number,
    serial: text,
    step: text,
    characteristic: text,
    value: number,
    unit: text,
    verdict: text,
    lsl: number,
    usl: number,
    target: number,
    attempt: number,
    program: text,
    tool: text,
    curveRef: text,
    spot: { type: "array", items: number },
  }),
  order: schemaOf(["timeMs", "order"], {
    timeMs: number,
    asset: text,
    order: {
      type: "object",
      properties: {
        id: text,
        variant: text,
        quantity: number,
        plannedStartMs: number,
        dueMs: number,
        sequence: number,
      },
    },
  }),
  travel: schemaOf(["vehicle", "from", "to", "timeMs", "arriveMs"], {
    vehicle: text,
    from: text,
    to: text,
    timeMs: number,
    arriveMs: number,
    load: number,
  }),
  finding: schemaOf(["timeMs", "finding"], { timeMs: number, finding: { type: "object" } }),
  link: schemaOf(["timeMs", "source", "heard"], { timeMs: number, source: text, heard: flag }),
  string: schemaOf(["timeMs", "index", "text"], { timeMs: number, index: number, text }),
};
