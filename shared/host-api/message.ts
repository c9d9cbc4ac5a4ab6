// The 8-byte header in front of every message, and messages whose body is JSON. Knows no request and no event.
import type { Outcome, Problem } from "../base/problem.ts";
import { textOfUtf8, utf8Bytes } from "../base/text.ts";
import { messageHeaderBytes, type MessageKind, messageKinds, wireVersion } from "../frame/layout.ts";

/** First bytes of a message; `request` is the request answered, or the sequence of a frame or an event. */
export interface MessageHeader {
  readonly kind: MessageKind;
  readonly request: number;
}

const kindOfCode = new Map<number, MessageKind>([
  [messageKinds.frame, "frame"],
  [messageKinds.event, "event"],
  [messageKinds.request, "request"],
  [messageKinds.reply, "reply"],
  [messageKinds.blob, "blob"],
]);

/** Id of the Problem that means: the other side speaks another version of the wire. */
export const wireVersionProblem = "wire-version";

function refused(id: string, message: string, hint: string): { ok: false; problems: readonly Problem[] } {
  return { ok: false, problems: [{ path: ["channel"], id, severity: "error", message, hint }] };
}

/** Writes the header at the start of `bytes`, which holds at least 8 of them. */
export function writeMessageHeader(bytes: Uint8Array, kind: MessageKind, request: number): void {
  bytes[0] = messageKinds[kind];
  bytes[1] = wireVersion;
  bytes[2] = 0;
  bytes[3] = 0;
  bytes[4] = request & 0xff;
  bytes[5] = (request >>> 8) & 0xff;
  bytes[6] = (request >>> 16) & 0xff;
  bytes[7] = (request >>> 24) & 0xff;
}

/** Reads the header; refuses a short message, another version, an unknown kind and non-zero reserved bytes. */
export function parseMessageHeader(bytes: Uint8Array): Outcome<MessageHeader> {
  if (bytes.byteLength < messageHeaderBytes) {
    return refused(
      "short-message",
      `A message of ${bytes.byteLength} bytes has no header`,
      "Send the 8-byte header first.",
    );
  }
  const [code = 0, version = 0, low = 0, high = 0, r0 = 0, r1 = 0, r2 = 0, r3 = 0] = bytes;
  if (version !== wireVersion) {
    return refused(
      wireVersionProblem,
      `The other side speaks version ${version} of the wire, this one version ${wireVersion}`,
      "Reload the page, or restart the host, so that both are of the same build.",
    );
  }
  const kind = kindOfCode.get(code);
  if (kind === undefined)
    return refused("unknown-kind", `Message kind ${code} is unknown`, "Use a kind of layout.ts.");
  if (low !== 0 || high !== 0) {
    return refused("reserved-bytes", "The reserved bytes of a message are not zero", "Write zero there.");
  }
  return {
    ok: true,
    value: { kind, request: (r0 | (r1 << 8) | (r2 << 16) | (r3 << 24)) >>> 0 },
    problems: [],
  };
}

/** A message of the header alone: the acknowledgement of a frame or of events. */
export function headerMessage(kind: MessageKind, request: number): Uint8Array {
  const bytes = new Uint8Array(messageHeaderBytes);
  writeMessageHeader(bytes, kind, request);
  return bytes;
}

/** A message whose body is `body`, copied. */
export function bytesMessage(kind: MessageKind, request: number, body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(messageHeaderBytes + body.byteLength);
  writeMessageHeader(bytes, kind, request);
  bytes.set(body, messageHeaderBytes);
  return bytes;
}

/** A message whose body is `value` as JSON. `value` must be JSON data. */
export function jsonMessage(kind: MessageKind, request: number, value: unknown): Uint8Array {
  return bytesMessage(kind, request, utf8Bytes(JSON.stringify(value)));
}

/** The JSON body of a message whose header is already checked. */
export function jsonBody(bytes: Uint8Array): Outcome<unknown> {
  const text = textOfUtf8(bytes.subarray(messageHeaderBytes));
  if (text === undefined)
    return refused("not-utf8", "The body of a message is not UTF-8", "Send JSON in UTF-8.");
  try {
    return { ok: true, value: JSON.parse(text), problems: [] };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : "it cannot be parsed";
    return refused(
      "bad-json",
      `The body of a message is not JSON: ${reason.slice(0, 200)}`,
      "Send one JSON value.",
    );
  }
}
