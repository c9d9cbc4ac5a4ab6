// What people say about a plant over time: notes, reasons of stops, stars, verdicts. One JSON line each, append-only; a
// later record that `removes` an earlier one supersedes it. Never a command, never a person's name.
import { z } from "zod";
import { idSchema } from "../model/plant-schema.ts";

const timeMs = z.number().finite();
const corner = z.tuple([z.number().finite(), z.number().finite(), z.number().finite()]);
const recordId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
const text = z.string().trim().max(2000);
const removes = recordId.optional();

/** What a person says, without id, time and position: the host adds those. */
export const sayingSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("note"),
    timeMs,
    assetId: idSchema.optional(),
    /** Where the camera stood, plant frame, metres. */
    camera: z.object({ eye: corner, target: corner }).optional(),
    text: text.min(1),
    removes,
  }),
  /** Assigned to the stop of an asset that began at `fromMs`. */
  z.object({
    kind: z.literal("reason"),
    assetId: idSchema,
    fromMs: timeMs,
    code: idSchema,
    text: text.min(1),
    removes,
  }),
  /** On the recording as a whole. */
  z.object({ kind: z.literal("star"), starred: z.boolean(), removes }),
  /** On a finding: it is so, it is not, or it is something else. The newest on a finding holds. */
  z.object({
    kind: z.literal("verdict"),
    findingId: z.string().min(1).max(64),
    assetId: idSchema,
    /** When what was found began: where the record is listed. */
    onsetMs: timeMs,
    verdict: z.enum(["confirm", "dismiss", "relabel"]),
    /** Of a dismissal: a nuisance, known already, or the sensor's fault. */
    reason: z.enum(["nuisance", "known", "wrongSensor", "other"]).optional(),
    /** Of a new label: what it is. */
    label: z.string().trim().min(1).max(80).optional(),
    text: text.optional(),
    /** What it was like, so that the next of its sort is known. */
    like: z.object({
      kind: z.enum(["condition", "sensor", "quality"]),
      classId: z.string().max(200).optional(),
      shares: z.array(z.object({ signal: z.string().max(140), share: z.number() })).max(10),
    }),
    /** What made the finding, so that the verdict is a label for that model. */
    model: z.object({ name: z.string().max(80), version: z.string().max(40), sha256: z.string().max(64) }),
    removes,
  }),
  /** Takes another record back and says nothing instead. */
  z.object({ kind: z.literal("removal"), removes: recordId }),
]);
export type Saying = z.infer<typeof sayingSchema>;

const said = z.object({
  id: recordId,
  /** Wall time at which it was said. */
  atMs: timeMs,
  /** A position, such as `desk` or `OP-D30-1`. */
  by: z.string().min(1).max(64),
});
export const peopleRecordSchema = z.intersection(said, sayingSchema);
/** One line of a people file. */
export type PeopleRecord = z.infer<typeof peopleRecordSchema>;
export type NoteRecord = Extract<PeopleRecord, { kind: "note" }>;
export type ReasonRecord = Extract<PeopleRecord, { kind: "reason" }>;
export type VerdictRecord = Extract<PeopleRecord, { kind: "verdict" }>;

/** The moment of plant time a record belongs to; undefined = it belongs to the recording as a whole. */
export function momentOf(record: PeopleRecord): number | undefined {
  switch (record.kind) {
    case "note":
      return record.timeMs;
    case "reason":
      return record.fromMs;
    case "verdict":
      return record.onsetMs;
    case "star":
    case "removal":
      return undefined;
  }
}
