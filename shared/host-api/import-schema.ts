// What page and host say to each other of a file that is not ours: what it seems to be, the role of each column, how far it is.
import { z } from "zod";
import { mappingSchema } from "../import/mapping-schema.ts";
import { columnRoles } from "../import/columns.ts";

/** Id of an uploaded file; nobody can guess it. */
export const uploadIdSchema = z.string().regex(/^[0-9a-f]{32}$/);

/** The role of each column, in the order of the file. */
const roles = z.array(z.enum(columnRoles)).max(20_000);

export const proposeArgs = z.object({
  file: uploadIdSchema,
  /** As a person chose them; absent = as they seem to be. */
  roles: roles.optional(),
});

export const proposalSchema = z.object({
  name: z.string(),
  mapping: mappingSchema,
  questions: z.array(z.object({ id: z.enum(["zone", "dayOrMonth", "start"]), text: z.string() })),
  /** Columns and first rows of a CSV file; of others there are none. */
  sample: z.object({
    columns: z.array(z.object({ name: z.string(), role: z.enum(columnRoles) })),
    rows: z.array(z.array(z.string())),
  }),
});
export type ImportProposal = z.infer<typeof proposalSchema>;

export const startArgs = z.object({
  file: uploadIdSchema,
  mapping: mappingSchema,
  /** IANA zone of times that name none, and of the plant that is made. */
  zone: z.string().max(64).optional(),
  /** What the recording is called. */
  name: z.string().trim().min(1).max(80),
});

/** What an upload was: a recording of ours that can be opened, or a file to import. */
export const uploadedSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("recording"), id: z.string() }),
  z.object({ kind: z.literal("file"), id: uploadIdSchema, name: z.string() }),
]);
export type Uploaded = z.infer<typeof uploadedSchema>;

/** Why an upload was refused. */
export const uploadRefusalSchema = z.object({ message: z.string(), hint: z.string() });
export type UploadRefusal = z.infer<typeof uploadRefusalSchema>;
