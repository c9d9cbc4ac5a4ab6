// The JSON around requests and replies, checked where it arrives. The contents are checked by requests.ts.
import { z } from "zod";
import { type RequestFailure, type RequestName, requests } from "./requests.ts";

/** Body of a request message. */
export const requestEnvelope = z.object({ name: z.string().max(64), args: z.unknown() });

/** Body of a reply message. */
export const replyEnvelope = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), result: z.unknown() }),
  z.object({
    ok: z.literal(false),
    failure: z.object({
      code: z.enum(["refused", "invalid", "failed"]),
      message: z.string(),
      hint: z.string().optional(),
    }),
  }),
]);

/** A request that was not done, as thrown by a handler on the host and by `call` on the page. */
export class RequestError extends Error {
  readonly failure: RequestFailure;
  constructor(failure: RequestFailure) {
    super(failure.message);
    this.name = "RequestError";
    this.failure = failure;
  }
}

/** Whether this name is a request we know. */
export function isRequestName(name: string): name is RequestName {
  return Object.hasOwn(requests, name);
}

/** The first things a schema found wrong, in one line. */
export function issueText(error: z.ZodError): string {
  return error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.length === 0 ? "value" : issue.path.join(".")}: ${issue.message}`)
    .join("; ");
}
