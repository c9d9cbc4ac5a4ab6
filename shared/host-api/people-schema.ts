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
  /** On a finding. */
  z.object({
    kind: z.literal("verdict"),
    findingId: z.string().min(1).max(64),
    verdict: z.enum(["accept", "reject"]),
    text: text.optional(),
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

/** The moment of plant time a record belongs to; undefined = it belongs to the recording as a whole. */
export function momentOf(record: PeopleRecord): number | undefined {
  switch (record.kind) {
    case "note":
      return record.timeMs;
    case "reason":
      return record.fromMs;
    case "star":
    case "verdict":
    case "removal":
      return undefined;
  }
}
