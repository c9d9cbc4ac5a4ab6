// What the bottleneck engine answers: which resource limits the line, since when, what it costs, and what would help.
// Shapes only; the analysis is shared/analyse/bottleneck. Times are plant time, epoch milliseconds; units are finished units (packs).
import { z } from "zod";
import { idSchema } from "../model/plant-schema.ts";

const timeMs = z.number().finite();
const count = z.number().int().nonnegative();
const share = z.number().min(0).max(1);
const units = z.number().finite();
const interval = z.object({ mean: units, lo: units, hi: units });
/** A station, a cell of equal stations, an operator, a fleet of vehicles, a supply or a demand; ids of assets. */
const resource = { resource: z.string(), members: z.array(z.string()).optional() };

export const pathReasonSchema = z.enum([
  "ideal",
  "slow",
  "microstop",
  "breakdown",
  "setup",
  "operator",
  "transport",
  "planned",
  "supply",
  "demand",
  "unexplained",
]);

/** Time on the critical path by what it was spent on. */
const lostSchema = z.object({
  reason: pathReasonSchema,
  code: z.string().optional(),
  text: z.string().optional(),
  minutes: z.number().finite(),
  parts: units,
});

export const rankedSchema = z.object({
  ...resource,
  share,
  /** Calibrated probability that it is the one whose speed-up pays most. */
  pBest: share,
  /** Units an hour gained by durations 10 % shorter; absent while it is computed. */
  gain10: interval.optional(),
  lost: z.array(lostSchema),
  soleShare: share,
  shiftShare: share,
});
export type RankedInfo = z.infer<typeof rankedSchema>;

const stretchSchema = z.object({
  fromMs: timeMs,
  toMs: timeMs,
  ...resource,
  /** Later units may still change it. */
  provisional: z.boolean(),
  /** Where its beginning may lie as well. */
  tieFromMs: timeMs.optional(),
  tieToMs: timeMs.optional(),
});
export type ConstraintStretchInfo = z.infer<typeof stretchSchema>;

/** A stop of a station or supply: how long it was, and what it cost by a rerun without it. */
const stopSchema = z.object({
  assetId: z.string(),
  fromMs: timeMs,
  toMs: timeMs,
  open: z.boolean(),
  code: z.string(),
  text: z.string(),
  /** Absent while it is computed, or where it cannot be. */
  unitsLost: units.optional(),
  /** Open: when the line begins to lose units; absent = never. */
  losesFromMs: timeMs.optional(),
  /** Open: units that an hour more of it costs. */
  lossPerHour: units.optional(),
});
export type StopCost = z.infer<typeof stopSchema>;

const lossSchema = z.object({
  ...resource,
  reason: pathReasonSchema,
  code: z.string().optional(),
  text: z.string().optional(),
  minutes: z.number().finite(),
  units,
});

/** From plan to actual: plan - losses + stock + pace (its `aheadUnits`) - residual = actual. */
export const waterfallSchema = z.object({
  planUnits: units,
  actualUnits: count,
  losses: z.array(lossSchema),
  /** Units that were past the first constraint already when the window began. */
  stockUnits: units,
  /** What was made while a resource set the pace, and how much more (or less) than the plan's takt gives in that time. */
  pace: z.array(z.object({ ...resource, minutes: z.number().finite(), units, aheadUnits: units })),
  residualUnits: units,
});
export type WaterfallInfo = z.infer<typeof waterfallSchema>;

export const forecastSchema = z.object({
  atMs: timeMs,
  /** Probability of each resource to be the constraint so many seconds ahead, and that by persistence. */
  horizons: z.array(
    z.object({
      horizonS: z.number(),
      p: z.record(z.string(), share),
      persistence: z.record(z.string(), share),
    }),
  ),
  /** Units expected until the end of the shift. */
  unitsAtShiftEnd: interval.optional(),
});

export const bottleneckReportSchema = z.object({
  window: z.object({ fromMs: timeMs, toMs: timeMs, units: count }),
  unitName: z.string(),
  /** The constraint at the end of the window, or of the window as a whole; absent = it cannot be told. */
  named: z.string().optional(),
  word: z.enum(["clear", "likely", "two candidates", "not known"]),
  ranking: z.array(rankedSchema),
  tieSet: z.array(z.string()),
  coverage: share,
  thin: z.array(z.object({ resource: z.string(), coverage: share })),
  level: z.enum(["L1", "L2", "L3"]),
  methods: z.array(z.object({ name: z.string(), pick: z.string().optional(), score: z.number() })),
  stretches: z.array(stretchSchema),
  /** Until when the stretches will not change any more. */
  settledToMs: timeMs.optional(),
  waterfall: waterfallSchema.optional(),
  stops: z.array(stopSchema),
  forecast: forecastSchema.optional(),
  warnings: z.array(z.string()),
  provenance: z.object({ engine: z.string(), seed: z.number(), inputHash: z.string() }),
  /** False = figures that take reruns are still to come: ask again. */
  isWhole: z.boolean(),
  /** Why there is nothing to say. */
  why: z.string().optional(),
});
export type BottleneckInfo = z.infer<typeof bottleneckReportSchema>;

/** One thing that a person would change. */
export const lineChangeSchema = z.discriminatedUnion("kind", [
  /** Cycles of a station or cell x `factor`. */
  z.object({ kind: z.literal("cycle"), resource: idSchema, factor: z.number().min(0.2).max(3) }),
  z.object({ kind: z.literal("buffer"), resource: idSchema, capacity: z.number().int().min(1).max(500) }),
  /** Stops of a station (absent = of all) x `factor`. */
  z.object({ kind: z.literal("repair"), resource: idSchema.optional(), factor: z.number().min(0).max(3) }),
  /** One more station of the same kind beside it. */
  z.object({ kind: z.literal("parallel"), resource: idSchema, count: z.number().int().min(1).max(5) }),
  /** So many more of an operator position. */
  z.object({ kind: z.literal("operators"), resource: idSchema, count: z.number().int().min(1).max(5) }),
  /** A stop of the log did not happen. */
  z.object({ kind: z.literal("removeStop"), resource: idSchema, fromMs: timeMs }),
]);
export type LineChangeInfo = z.infer<typeof lineChangeSchema>;

export const whatIfSchema = z.object({
  /** Units in the window: as it was by replay, and with the changes. */
  baseUnits: units,
  units: interval,
  unitsPerHour: z.object({ base: units, changed: interval }),
  /** The constraint that then stands. */
  nextConstraint: z.string().optional(),
  shares: z.array(z.object({ ...resource, share })),
});
export type WhatIfInfo = z.infer<typeof whatIfSchema>;

/** A change worth trying, by units an hour gained. */
export const adviceSchema = z.object({
  change: lineChangeSchema,
  gainPerHour: interval,
  nextConstraint: z.string().optional(),
});
export type AdviceInfo = z.infer<typeof adviceSchema>;

/** What a stop that is due costs, by when it begins. */
export const dueStopSchema = z.object({
  costs: z.array(z.object({ atMs: timeMs, unitsLost: units })),
});
export type DueStopInfo = z.infer<typeof dueStopSchema>;
/** Parts an hour from place to place, in a window just before a time; a way that none took is left out. */
export const flowSchema = z.object({
  fromMs: timeMs,
  toMs: timeMs,
  ways: z.array(z.object({ from: z.string(), to: z.string(), perHour: units })),
});
export type FlowInfo = z.infer<typeof flowSchema>;

export const bottleneckWindowArgs = z.object({ fromMs: timeMs.optional(), toMs: timeMs.optional() });
