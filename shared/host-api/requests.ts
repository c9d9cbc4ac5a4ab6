// Every request a page can make: one map of name -> right, arguments, result. Both sides are typed from it and both check it.
import { z } from "zod";
import { alarmLoadSchema, defectReportSchema, qualityChartsSchema } from "../model/defect-schema.ts";
import { idSchema } from "../model/plant-schema.ts";
import { visitorCommandSchema } from "../simulate/visitor-schema.ts";
import { learnBaselineArgs, learntBaselineSchema } from "./baseline-schema.ts";
import { proposalSchema, proposeArgs, startArgs, uploadIdSchema } from "./import-schema.ts";
import {
  adviceSchema,
  bottleneckReportSchema,
  bottleneckWindowArgs,
  dueStopSchema,
  flowSchema,
  lineChangeSchema,
  whatIfSchema,
} from "./bottleneck-schema.ts";
import { hourBoardSchema, shiftLossesSchema, stopListSchema } from "./losses-schema.ts";
import { peopleRecordSchema, sayingSchema } from "./people-schema.ts";

/** What a viewer may do: `view` looks, `operate` changes what others share (sources, plant, notes, imports). */
export type Right = "view" | "operate";

const timeMs = z.number().finite();
const serial = z.string().min(1).max(128);

/** A window of plant time, each end of which may be left to the host. */
const windowArgs = z.object({ fromMs: timeMs.optional(), toMs: timeMs.optional() });

/** A stretch of plant time. */
const span = z.object({ fromMs: timeMs, toMs: timeMs });
export type TimeSpan = z.infer<typeof span>;

/** What marks can be asked for by: `stop` = changes into a stop, `state` = every change of a state, stops among them. */
export const markKinds = ["stop", "state", "condition", "finding", "order", "note"] as const;
export type MarkKind = (typeof markKinds)[number];
const markKind = z.enum(markKinds);

/** Where a viewer is on its timeline, and how it moves. The host's word is final; the page mirrors it. */
export const playheadSchema = z.object({
  timelineId: z.string(),
  mode: z.enum(["following", "paused", "playing"]),
  timeMs,
  /** Plant seconds per wall second; the live clock's own speed while following. Negative plays backward. */
  speed: z.number().min(-60).max(3600),
  range: z.object({ startMs: timeMs, endMs: timeMs, open: z.boolean() }),
  /** Playing goes round in here. */
  loop: span.optional(),
});
export type PlayheadState = z.infer<typeof playheadSchema>;

/** One stretch of one state in a lane. */
const laneSegment = z.object({
  fromMs: timeMs,
  toMs: timeMs,
  state: z.string(),
  /** Absent = production. */
  mode: z.string().optional(),
  nativeState: z.string().optional(),
  reason: z.string().optional(),
  reasonCode: z.string().optional(),
});
export type LaneSegment = z.infer<typeof laneSegment>;

const resultSchema = z.object({
  serial,
  asset: z.string(),
  step: z.string(),
  characteristic: z.string(),
  value: z.number(),
  unit: z.string(),
  verdict: z.enum(["ok", "notOk", "notMeasured"]),
  lsl: z.number().optional(),
  usl: z.number().optional(),
  target: z.number().optional(),
  /** Where on the part it was measured: fractions of length, width and height. */
  spot: z.tuple([z.number(), z.number(), z.number()]).readonly().optional(),
  attempt: z.number(),
  timeMs,
});

/** A part as known at a time: where it is, what was done to it, what went into it. */
const partSchema = z.object({
  serial,
  variant: z.string(),
  product: z.string(),
  /** Asset it is at, or undefined when it left the plant. */
  asset: z.string().optional(),
  parent: serial.optional(),
  components: z.array(z.object({ serial, product: z.string(), position: z.string().optional() })),
  lots: z.array(z.object({ lot: z.string(), quantity: z.number(), asset: z.string() })),
  events: z.array(z.object({ verb: z.string(), asset: z.string(), timeMs, detail: z.string().optional() })),
  results: z.array(resultSchema),
});
export type PartInfo = z.infer<typeof partSchema>;

export const problemSchema = z.object({
  path: z.array(z.string()),
  id: z.string(),
  severity: z.enum(["error", "warning", "info"]),
  message: z.string(),
  hint: z.string(),
  file: z.string().optional(),
  line: z.number().optional(),
  count: z.number().optional(),
  sinceMs: z.number().optional(),
});

/** Health of one source. */
export const sourceInfoSchema = z.object({
  id: z.string(),
  kind: z.string(),
  label: z.string(),
  /** `waiting` = connecting or not yet started, `live`, `ended` = a replay ran out, `lost` = no reading and no heartbeat for 2 s, `failed`. */
  state: z.enum(["waiting", "live", "ended", "lost", "failed"]),
  /** Readings a wall second over the last 10 s. */
  readingsPerS: z.number(),
  /** Plant clock minus newest reading, milliseconds. */
  lagMs: z.number(),
  readings: z.number(),
  /** Lines or messages read, and those refused. */
  read: z.number(),
  refused: z.number(),
  /** Simulated plant: inject is offered and a badge says so. */
  simulated: z.boolean(),
  speed: z.number(),
});
export type SourceInfo = z.infer<typeof sourceInfoSchema>;

/** Actual, plan and forecast by rate at the playhead; a number that cannot be computed is absent and `why` says so. */
export const outputSchema = z.object({
  unitName: z.string(),
  shiftName: z.string().optional(),
  shiftStartMs: timeMs.optional(),
  shiftEndMs: timeMs.optional(),
  actual: z.number().optional(),
  plan: z.number().optional(),
  planAtEnd: z.number().optional(),
  forecast: z.number().optional(),
  ratePerHour: z.number().optional(),
  scrapped: z.number().optional(),
  why: z.string().optional(),
});
export type Output = z.infer<typeof outputSchema>;

/** One recording of the catalogue. */
export const recordingInfo = z.object({
  id: z.string(),
  name: z.string(),
  plant: z.string(),
  startMs: timeMs,
  endMs: timeMs,
  bytes: z.number(),
  starred: z.boolean(),
  /** The source that told it, in words. */
  source: z.string(),
  /** It is of a simulated plant: a badge says so. */
  simulated: z.boolean(),
});
export type RecordingInfo = z.infer<typeof recordingInfo>;

/** The recorder of the live plant. `off` = there is none; `stopped` = it could not go on, and a problem says why. */
const recorderInfo = z.object({ state: z.enum(["off", "recording", "stopped"]), bytes: z.number() });
export type RecorderInfo = z.infer<typeof recorderInfo>;

/** Id of a recording in the catalogue. */
const recordingId = z.string().min(1).max(64);

export const requests = {
  /** Starts the session: what there is to see. `resume` asks to be put back after a lost link. */
  "session.open": {
    right: "view",
    args: z.object({
      /** The recording to look at; absent = the live plant. */
      recording: recordingId.optional(),
      resume: z
        .object({
          /** The timeline the place is on; absent = whatever is looked at. */
          timelineId: z.string().optional(),
          mode: z.enum(["following", "paused", "playing"]),
          timeMs,
          speed: playheadSchema.shape.speed,
          loop: span.optional(),
        })
        .optional(),
    }),
    result: z.object({
      version: z.string(),
      right: z.enum(["view", "operate"]),
      /** plant.json as checked; the page resolves it to the same rows. */
      plant: z.unknown(),
      plantVersion: z.string(),
      /** The recording looked at; absent = the live plant. */
      recording: recordingInfo.optional(),
      /** There is a live plant to go back to. */
      hasLive: z.boolean(),
      playhead: playheadSchema,
      /** String table of the timeline so far. */
      strings: z.array(z.string()),
      /** Set when `resume` could not be met exactly. */
      notice: z.string().optional(),
    }),
  },
  /** Moves or changes the playhead of this viewer. */
  "playhead.set": {
    right: "view",
    args: z.object({
      mode: z.enum(["following", "paused", "playing"]),
      timeMs: timeMs.optional(),
      speed: z.number().min(-60).max(3600).optional(),
      /** The stretch in which playing goes round; null = none any more, absent = as before. */
      loop: span.nullable().optional(),
    }),
    result: playheadSchema,
  },
  /** How often frames are wanted, and whether the page is visible at all (0 Hz = none). */
  "view.pace": {
    right: "view",
    args: z.object({ hz: z.number().min(0).max(60) }),
    result: z.object({ hz: z.number() }),
  },
  /**
   * State lanes, one for each different asset. With `resolutionMs`, neighbours shorter than it share one stretch that
   * shows the most urgent of them, so that no stop is lost; the answer tells the resolution it has, which is coarser
   * where `maxSegments` would be exceeded. Without it, at most `maxSegments` each (fewer when many assets are asked
   * for), the shortest merged into their neighbours, stops kept before anything else.
   */
  "timeline.lanes": {
    right: "view",
    args: z.object({
      assets: z.array(idSchema).max(2000),
      fromMs: timeMs,
      toMs: timeMs,
      maxSegments: z.number().int().min(1).max(20_000),
      resolutionMs: z.number().min(0).max(86_400_000).optional(),
      /** As it was known then: without what arrived later. Absent = as known now. */
      knownAtMs: timeMs.optional(),
    }),
    result: z.object({
      fromMs: timeMs,
      toMs: timeMs,
      /** Present when it was asked for; 0 = every stretch is there. */
      resolutionMs: z.number().optional(),
      lanes: z.array(z.object({ asset: z.string(), segments: z.array(laneSegment) })),
    }),
  },
  /** One signal over time, decimated with minimum and maximum kept. */
  "timeline.samples": {
    right: "view",
    args: z.object({
      signal: z.string().max(130),
      fromMs: timeMs,
      toMs: timeMs,
      maxPoints: z.number().int().min(2).max(10_000),
    }),
    result: z.object({ timeMs: z.array(timeMs), value: z.array(z.number().nullable()) }),
  },
  /** Stretches without data, oldest first. */
  "timeline.gaps": {
    right: "view",
    args: z.object({ fromMs: timeMs, toMs: timeMs }),
    result: z.object({ gaps: z.array(z.object({ fromMs: timeMs, toMs: timeMs, source: z.string() })) }),
  },
  /** State changes, conditions and what else happened to one asset or all, newest first. `kinds` absent = all. */
  "timeline.marks": {
    right: "view",
    args: z.object({
      asset: idSchema.optional(),
      fromMs: timeMs,
      toMs: timeMs,
      kinds: z.array(markKind).max(markKinds.length).optional(),
      limit: z.number().int().min(1).max(20_000),
    }),
    result: z.object({
      marks: z.array(
        z.object({
          timeMs,
          asset: z.string(),
          kind: z.string(),
          text: z.string(),
          /** The new state, of a change of state. */
          state: z.string().optional(),
          /** Of a finding: the same as in `defect.report`, and each time it is told. */
          id: z.string().optional(),
        }),
      ),
    }),
  },
  /** How many marks of each kind fall into each of so many equal parts of [fromMs, toMs); kinds without any are absent. */
  "timeline.density": {
    right: "view",
    args: z.object({
      fromMs: timeMs,
      toMs: timeMs,
      buckets: z.number().int().min(1).max(4000),
      kinds: z.array(markKind).max(markKinds.length),
    }),
    result: z.object({ counts: z.partialRecord(markKind, z.array(z.number())) }),
  },
  /**
   * The nearest event, end of a cycle (a part leaves `asset`) or mark of `kinds` beyond `fromMs`, of one asset or all;
   * nothing when there is none.
   */
  "timeline.step": {
    right: "view",
    args: z.object({
      asset: idSchema.optional(),
      by: z.enum(["event", "cycle", "mark"]),
      kinds: z.array(markKind).max(markKinds.length).optional(),
      fromMs: timeMs,
      direction: z.enum(["forward", "backward"]),
    }),
    result: z.object({ timeMs: timeMs.optional(), asset: z.string().optional() }),
  },
  /** Parts at an asset at the playhead, oldest first, and its newest results. */
  "asset.detail": {
    right: "view",
    args: z.object({ asset: idSchema, limit: z.number().int().min(1).max(200) }),
    result: z.object({
      state: z.string(),
      sinceMs: timeMs,
      nativeState: z.string(),
      reason: z.string().optional(),
      parts: z.array(z.object({ serial, variant: z.string(), product: z.string(), sinceMs: timeMs })),
      results: z.array(resultSchema),
      conditions: z.array(
        z.object({ key: z.string(), level: z.string(), code: z.string(), text: z.string(), timeMs }),
      ),
    }),
  },
  /** One part by serial, or by the slot it is drawn in; as known at the playhead, or at another time. */
  "part.detail": {
    right: "view",
    args: z.object({
      serial: serial.optional(),
      slot: z.number().int().nonnegative().optional(),
      asOfMs: timeMs.optional(),
    }),
    result: z.object({ part: partSchema.optional() }),
  },
  /** Recordings that can be opened, newest first, and the recorder of the live plant. */
  "recordings.list": {
    right: "view",
    args: z.object({}),
    result: z.object({ recordings: z.array(recordingInfo), recorder: recorderInfo }),
  },
  /** A starred recording is never deleted to make room. */
  "recording.star": {
    right: "operate",
    args: z.object({ id: recordingId, starred: z.boolean() }),
    result: z.object({ recording: recordingInfo }),
  },
  /** Cuts a range of what is looked at into a recording of its own, with everything needed to see it. */
  "recording.trim": {
    right: "operate",
    args: z.object({ fromMs: timeMs, toMs: timeMs, name: z.string().trim().min(1).max(80) }),
    result: z.object({ recording: recordingInfo }),
  },
  /**
   * Time elements and OEE from the beginning of the shift at `atMs` (absent = the playhead) until then. Without an asset: of the
   * line end.
   */
  "losses.shift": {
    right: "view",
    args: z.object({ asset: idSchema.optional(), atMs: timeMs.optional(), knownAtMs: timeMs.optional() }),
    result: shiftLossesSchema,
  },
  /** Stops in a window (absent = all of the shift at the playhead) of one asset, all below it, or the plant, and their sums. */
  "losses.stops": {
    right: "view",
    args: z.object({
      asset: idSchema.optional(),
      fromMs: timeMs.optional(),
      toMs: timeMs.optional(),
      /** Newest or longest first; those that do not fit are the last. */
      order: z.enum(["start", "duration"]).optional(),
      limit: z.number().int().min(1).max(5000),
      knownAtMs: timeMs.optional(),
    }),
    result: stopListSchema,
  },
  /** Plan and actual for each clock hour of the shift at `atMs` (absent = the playhead). */
  "losses.hours": {
    right: "view",
    args: z.object({ atMs: timeMs.optional() }),
    result: hourBoardSchema,
  },
  /** What limits the line in a window (absent = the shift at the playhead, as far as it is known). */
  "bottleneck.report": { right: "view", args: bottleneckWindowArgs, result: bottleneckReportSchema },
  /** Parts an hour on each way in the quarter of an hour before `atMs` (absent = the playhead). */
  "flow.rates": { right: "view", args: z.object({ atMs: timeMs.optional() }), result: flowSchema },
  /** The window again, with changes: a rerun of what was recorded. Nothing of the plant is changed. */
  "bottleneck.whatIf": {
    right: "view",
    args: bottleneckWindowArgs.extend({ changes: z.array(lineChangeSchema).min(1).max(12) }),
    result: whatIfSchema,
  },
  /** When a stop of a station that is due costs least, by running the live line on from now. Refused on what has ended. */
  "bottleneck.dueStop": {
    right: "view",
    args: z.object({ resource: idSchema, minutes: z.number().min(1).max(240) }),
    result: dueStopSchema,
  },
  /** Changes worth trying, by units an hour gained. */
  "bottleneck.advice": {
    right: "view",
    args: bottleneckWindowArgs,
    result: z.object({ advice: z.array(adviceSchema) }),
  },
  /** What is not as usual in a window (absent = the shift at the playhead, as far as it is known): findings with their evidence. */
  "defect.report": { right: "view", args: windowArgs, result: defectReportSchema },
  /** Control charts and capability of a station's characteristics, and what changes of tool and program did. */
  "defect.charts": {
    right: "view",
    args: windowArgs.extend({ asset: idSchema }),
    result: qualityChartsSchema,
  },
  /** How many alarms an operator had in a window (absent = the shift at the playhead). */
  "alarm.load": { right: "view", args: windowArgs, result: alarmLoadSchema },
  /**
   * Learns what the plant is like when all is well from recordings that the caller calls clean; takes some 15 s for a shift. Refused with
   * problems where the baseline so far finds what was not accepted in them, or less would be watched.
   */
  "baseline.learn": {
    right: "operate",
    args: learnBaselineArgs,
    result: z.object({ problems: z.array(problemSchema), learnt: learntBaselineSchema.optional() }),
  },
  /** Puts the baseline before in its place again; problems where there is none. */
  "baseline.takeBack": {
    right: "operate",
    args: z.object({}),
    result: z.object({ problems: z.array(problemSchema) }),
  },
  /** What people said of moments in a range, oldest moment first; what was taken back is left out. */
  "people.list": {
    right: "view",
    args: z.object({
      fromMs: timeMs,
      toMs: timeMs,
      kind: z.enum(["note", "reason", "star", "verdict"]).optional(),
    }),
    result: z.object({
      records: z.array(peopleRecordSchema),
      /** Why nothing can be added here. */
      why: z.string().optional(),
    }),
  },
  /** Keeps what a person says. It is a record; nothing is commanded. */
  "people.add": {
    right: "operate",
    args: sayingSchema,
    result: z.object({ record: peopleRecordSchema }),
  },
  /** Takes back what was said. The line stays in the file. */
  "people.remove": {
    right: "operate",
    args: z.object({ id: z.string().max(64) }),
    result: z.object({ id: z.string() }),
  },
  /** What an uploaded file seems to be, or what it is with roles of columns that a person chose. */
  "import.propose": { right: "operate", args: proposeArgs, result: proposalSchema },
  /** Begins to make a recording of an uploaded file; the event `import` tells how far it is and how it ended. */
  "import.start": { right: "operate", args: startArgs, result: z.object({ job: z.string() }) },
  /** Stops an import; nothing is left of it. */
  "import.cancel": {
    right: "operate",
    args: z.object({ job: z.string().max(64) }),
    result: z.object({ job: z.string() }),
  },
  /** An uploaded file is not wanted any more. */
  "import.forget": {
    right: "operate",
    args: z.object({ file: uploadIdSchema }),
    result: z.object({ file: z.string() }),
  },
  /** All sources with their health and open problems. */
  "sources.list": {
    right: "view",
    args: z.object({}),
    result: z.object({ sources: z.array(sourceInfoSchema), problems: z.array(problemSchema) }),
  },
  /** Acts on a simulated plant; refused on every other source. */
  "simulation.inject": { right: "operate", args: visitorCommandSchema, result: z.object({ id: z.string() }) },
} as const satisfies Record<string, { right: Right; args: z.ZodType; result: z.ZodType }>;

export type RequestMap = typeof requests;
export type RequestName = keyof RequestMap;
export type RequestArgs<K extends RequestName> = z.input<RequestMap[K]["args"]>;
export type RequestResult<K extends RequestName> = z.output<RequestMap[K]["result"]>;
/** Why a request was not done. `refused` = rights or unknown name, `invalid` = arguments, `failed` = tried and could not. */
export interface RequestFailure {
  readonly code: "refused" | "invalid" | "failed";
  readonly message: string;
  readonly hint?: string;
}
