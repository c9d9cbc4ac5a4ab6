// What the defect engine says: findings with their evidence, what to watch, and how quality is at work. Shapes only; the analyses
// are in shared/analyse/defect. Times are plant time, epoch milliseconds. A p is a probability under "all is as in clean history".
import { z } from "zod";

const timeMs = z.number().finite();
const count = z.number().int().nonnegative();
const share = z.number().min(0).max(1);
/** An estimate with its 95 % interval; `hi` absent = without an upper end, and then `value` may be absent as well. */
const estimate = z.object({
  value: z.number().finite().optional(),
  lo: z.number().finite(),
  hi: z.number().finite().optional(),
});
export type EstimateInfo = z.infer<typeof estimate>;

/** How far one signal is from what the others and clean history let expect. */
export const signalEvidenceSchema = z.object({
  /** Id of the signal, `assetId/name`. */
  signal: z.string(),
  unit: z.string(),
  /** What it has of the flag, 0 to 1; over all signals of the asset 1. */
  share,
  observed: z.number().finite(),
  expected: z.number().finite(),
  /** Where it lies in clean history, 99 of 100 rows. */
  normalLow: z.number().finite(),
  normalHigh: z.number().finite(),
});
export type SignalEvidence = z.infer<typeof signalEvidenceSchema>;

/** Something else that would have moved, had the process changed: its shift since the onset in clean standard deviations. */
export const witnessSchema = z.object({
  assetId: z.string(),
  /** Name of a signal or of a characteristic of the asset. */
  name: z.string(),
  measures: z.enum(["signal", "characteristic"]),
  shift: estimate,
  hasMoved: z.boolean(),
});
export type Witness = z.infer<typeof witnessSchema>;

/** What is wrong with a bad part, as its measured result says it. */
export const defectClassSchema = z.object({
  /** `station/characteristic/side`. */
  id: z.string(),
  /** Station, or cell of equal stations, that finds it. */
  assetId: z.string(),
  characteristic: z.string(),
  side: z.enum(["low", "high", "other"]),
});
export type DefectClass = z.infer<typeof defectClassSchema>;

/** One thing that parts have or lack: the station of a cell that made them, a lot, a tool, a program, a variant, a measured range. */
export const factorSchema = z.object({
  kind: z.enum(["station", "lot", "tool", "program", "variant", "component", "measured"]),
  /** Where parts got it. */
  assetId: z.string(),
  /** `B10b`, `L2`, or the characteristic of a measured range. */
  level: z.string(),
  low: z.number().finite().optional(),
  high: z.number().finite().optional(),
});
export type FactorInfo = z.infer<typeof factorSchema>;

/** Factors, one or two together, that bad parts are associated with. */
export const suspectSchema = z.object({
  factors: z.array(factorSchema).min(1).max(2),
  counts: z.object({ badWith: count, goodWith: count, badWithout: count, goodWithout: count }),
  oddsRatio: estimate,
  lift: estimate,
  /** Exact mid-p, and the share of false ones to expect among all with this q or less. */
  p: share,
  q: share,
  /** A few good parts that have it: the counter-evidence. */
  goodWithSerials: z.array(z.string()),
  /** Of two factors: parts with both, with the first alone, with the second alone, with neither. `has` is in the order of `factors`. */
  cells: z.array(z.object({ has: z.array(z.boolean()), bad: count, judged: count })).optional(),
});
export type SuspectInfo = z.infer<typeof suspectSchema>;

/** Where a part is now, or how it ended. */
export const partPlaceSchema = z.object({
  state: z.enum(["in", "moving", "shipped", "scrapped", "held", "unknown"]),
  /** Where it was last. */
  assetId: z.string().optional(),
  /** Serial of the product it went into. */
  into: z.string().optional(),
});
export type PartPlace = z.infer<typeof partPlaceSchema>;

/** A part that a finding is about. */
export const affectedPartSchema = z.object({
  serial: z.string(),
  product: z.string().optional(),
  variant: z.string().optional(),
  /** When the suspected station, or the one flagged, was done with it. */
  madeMs: timeMs,
  /** `found` = judged bad; `escaped` = passed an inspection that finds the same cause, then judged bad; `atRisk` = has the cause, not judged bad (yet). */
  status: z.enum(["found", "escaped", "atRisk"]),
  /** The result that judged it. */
  result: z
    .object({ assetId: z.string(), characteristic: z.string(), value: z.number().finite(), timeMs })
    .optional(),
  /** Inspection that passed it before. */
  passedAt: z.string().optional(),
  /** Station whose camera saw it last, where one did. */
  pictureAt: z.string().optional(),
  now: partPlaceSchema,
});
export type AffectedPart = z.infer<typeof affectedPartSchema>;

/** A spot on parts of one product where defects were measured; fractions of length, width and height, 0 to 1. */
export const spotSchema = z.object({
  product: z.string(),
  at: z.tuple([share, share, share]),
  serial: z.string(),
});
export type DefectSpot = z.infer<typeof spotSchema>;

/** What a flag was made with, and what that was trained and measured on. */
export const modelInfoSchema = z.object({
  name: z.string(),
  version: z.string(),
  sha256: z.string(),
  /** In words: `20 simulated clean shifts`. */
  trainedOn: z.string(),
  isSimulated: z.boolean(),
  trainedFromMs: timeMs.optional(),
  trainedToMs: timeMs.optional(),
  rows: count,
  /** Clean blocks that the limit was calibrated on, and the false incidents per line and shift it allows. */
  blocks: count,
  falsePerShift: z.number().nonnegative(),
  /** Who agreed to what it was trained on, and why, where a person said so. */
  agreed: z.object({ by: z.string(), because: z.string() }).optional(),
});
export type ModelInfo = z.infer<typeof modelInfoSchema>;

export const defectFindingSchema = z.object({
  id: z.string(),
  /** `condition` = a machine is not as usual; `sensor` = one sensor is not; `quality` = more bad parts of a class than usual. */
  kind: z.enum(["condition", "sensor", "quality"]),
  /** The machine flagged; of quality, where the bad parts are found. */
  assetId: z.string(),
  onsetMs: timeMs,
  detectedMs: timeMs,
  /** Absent = it goes on. */
  endMs: timeMs.optional(),
  /** How likely clean rows or counts are as far off; 1 in `oneInShifts` shifts of the whole line. */
  p: share,
  score: z.number().finite(),
  oneInShifts: z.number().positive(),
  /** Nothing clean was as far off: it is rarer than `oneInShifts` says, and how much rarer so many clean blocks cannot tell. */
  isRarer: z.literal(true).optional(),
  /** Signals by their share, most first: at most five. */
  signals: z.array(signalEvidenceSchema),
  witnesses: z.array(witnessSchema),
  /** Quality: the class, how many were found of how many judged, and the share of clean history. */
  class: defectClassSchema.optional(),
  bad: count.optional(),
  judged: count.optional(),
  usualRate: share.optional(),
  suspects: z.array(suspectSchema),
  affected: z.array(affectedPartSchema),
  /** How many parts are affected, where not all of them are listed. */
  affectedTotal: count.optional(),
  spots: z.array(spotSchema),
  /** Assets whose episodes are part of the same incident, first to begin first. */
  alsoAt: z.array(z.object({ assetId: z.string(), onsetMs: timeMs })),
  model: modelInfoSchema,
});
export type DefectFinding = z.infer<typeof defectFindingSchema>;

/** Learning: what is most unusual, without a flag. */
export const watchItemSchema = z.object({
  assetId: z.string(),
  timeMs,
  score: z.number().finite(),
  signals: z.array(signalEvidenceSchema),
  /** Since when its scores have been rising slowly, where that is more than clean ones do: what is usual may have changed. */
  risesSinceMs: timeMs.optional(),
});
export type WatchItem = z.infer<typeof watchItemSchema>;

/** Bad parts of those that had the key: one bar. */
export const paretoRowSchema = z.object({
  key: z.string(),
  class: defectClassSchema.optional(),
  assetId: z.string().optional(),
  bad: count,
  judged: count,
  rate: estimate,
});
export type ParetoRow = z.infer<typeof paretoRowSchema>;

export const paretoBy = ["class", "station", "tool", "lot"] as const;
export type ParetoBy = (typeof paretoBy)[number];

/** A model that people brought, and how it fares. */
export const ownModelSchema = z.object({
  name: z.string(),
  version: z.string(),
  /** What it judges; absent = it could not be opened. */
  assetId: z.string().optional(),
  /** `watching` = it flags; `notReady` = it is not calibrated for this plant, or on too little; `disabled` = refused, or ended. */
  state: z.enum(["watching", "notReady", "disabled"]),
  /** Why it does not flag, and what to do. */
  why: z.string().optional(),
  hint: z.string().optional(),
  /** Absent = it is not calibrated. */
  model: modelInfoSchema.optional(),
});
export type OwnModel = z.infer<typeof ownModelSchema>;

export const defectReportSchema = z.object({
  window: z.object({ fromMs: timeMs, toMs: timeMs }),
  engine: z.object({ name: z.string(), version: z.string() }),
  /** Absent = nothing is learnt yet, and nothing is flagged. */
  model: modelInfoSchema.optional(),
  /** Clean blocks so far and needed, while it is learning. */
  learning: z.object({ blocks: count, needed: count }).optional(),
  findings: z.array(defectFindingSchema),
  watch: z.array(watchItemSchema),
  pareto: z.record(z.enum(paretoBy), z.array(paretoRowSchema)),
  /** Parts that passed a station at the first attempt, of those it judged. */
  firstPass: z.array(
    z.object({ assetId: z.string(), passed: count, judged: count, rate: estimate, lineOrder: count }),
  ),
  /** What could not be judged, in words for the person: signals that are missing too often, assets without rows. */
  notJudged: z.array(z.object({ assetId: z.string(), why: z.string() })),
  /** Models that people brought to this plant. */
  ownModels: z.array(ownModelSchema),
});
export type DefectReport = z.infer<typeof defectReportSchema>;

/** A run rule of Western Electric and Nelson that points break. */
export const ruleBreakSchema = z.object({
  rule: z.enum(["beyond3s", "nineOneSide", "sixTrend", "fourteenAlternate", "twoOfThree2s", "fourOfFive1s"]),
  fromPoint: count,
  toPoint: count,
});

/** A control chart of one characteristic, of one variant where limits differ. */
export const controlChartSchema = z.object({
  assetId: z.string(),
  characteristic: z.string(),
  variant: z.string().optional(),
  unit: z.string(),
  chart: z.enum(["individuals", "xbar"]),
  /** Parts in a point: 1 for individuals. */
  subgroup: z.number().int().positive(),
  points: z.array(z.object({ timeMs, value: z.number().finite(), serial: z.string(), isBad: z.boolean() })),
  centre: z.number().finite(),
  lcl: z.number().finite(),
  ucl: z.number().finite(),
  /** What centre and limits were worked out from. */
  basis: z.string(),
  lsl: z.number().finite().optional(),
  usl: z.number().finite().optional(),
  breaks: z.array(ruleBreakSchema),
  n: count,
  cp: estimate.optional(),
  cpk: estimate.optional(),
  /** Why there is no capability: `unstable`, `tooFew`, `noLimits`, `constant`. */
  noCapability: z.string().optional(),
});
export type ControlChart = z.infer<typeof controlChartSchema>;

/** Before and after a change of tool, program or what a stop's reason says was changed. */
export const changeEffectSchema = z.object({
  assetId: z.string(),
  timeMs,
  what: z.enum(["tool", "program", "stop"]),
  /** New tool or program, or the stop's reason. */
  to: z.string(),
  class: defectClassSchema,
  before: z.object({ bad: count, judged: count, rate: estimate }),
  after: z.object({ bad: count, judged: count, rate: estimate }),
  p: share,
});
export type ChangeEffect = z.infer<typeof changeEffectSchema>;

export const qualityChartsSchema = z.object({
  charts: z.array(controlChartSchema),
  changes: z.array(changeEffectSchema),
});
export type QualityCharts = z.infer<typeof qualityChartsSchema>;

/** Load of alarms of one operator's view, after ISA-18.2-2016: conditions of machines as they came. */
export const alarmLoadSchema = z.object({
  window: z.object({ fromMs: timeMs, toMs: timeMs }),
  alarms: count,
  perHour: z.number().nonnegative(),
  /** Ten-minute periods, those with more than ten alarms, and the most in one. */
  periods: count,
  floods: count,
  mostInTenMinutes: count,
  /** Sources with most alarms. */
  top: z.array(z.object({ assetId: z.string(), code: z.string(), text: z.string(), alarms: count })),
  topTenShare: share,
  /** Came and went three times or more within a minute; over in 10 s; standing for more than 24 h. */
  chattering: count,
  fleeting: count,
  stale: count,
  /** By level as the source gives it. */
  levels: z.object({ warning: count, fault: count }),
  /** Flags of the engine in the window: notifications, not alarms. */
  flags: count,
});
export type AlarmLoad = z.infer<typeof alarmLoadSchema>;
