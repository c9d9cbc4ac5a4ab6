// Numbers inside of messages: decodes JSON and protobuf, lists the fields that are numbers, and gets one by its path.
import { createFileRegistry, fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import type { ForeignChannel } from "./mcap-messages.ts";

/** Gives the object in a message. Throws plain errors for one that is damaged. */
export type MessageDecoder = (data: Uint8Array) => unknown;

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** A decoder for a channel; a text that says why there is none. */
export function decoderOf({ channel, schema }: ForeignChannel): MessageDecoder | string {
  if (channel.messageEncoding === "json") return (data) => JSON.parse(utf8.decode(data)) as unknown;
  if (channel.messageEncoding !== "protobuf")
    return `its messages are "${channel.messageEncoding}"; json and protobuf are read`;
  if (schema?.encoding !== "protobuf") return "it has no protobuf schema";
  try {
    const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, schema.data));
    const message = registry.getMessage(schema.name);
    return message === undefined
      ? `its schema does not describe "${schema.name}"`
      : (data) => fromBinary(message, data);
  } catch (cause) {
    return `its schema is damaged: ${cause instanceof Error ? cause.message : String(cause)}`;
  }
}

const mostDepth = 6;
const mostItems = 16;
/** Most fields of one message that become signals. */
export const mostFields = 200;

/** Paths of the numbers in a message: `pose.position.x`, `force[2]`. */
export function numberPaths(value: unknown, into: Set<string>, path = "", depth = 0): void {
  if (into.size >= mostFields || depth > mostDepth) return;
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") {
    if (path !== "") into.add(path);
  } else if (Array.isArray(value)) {
    // Images and point clouds are no signals.
    if (value.length <= mostItems)
      value.forEach((item, index) => numberPaths(item, into, `${path}[${index}]`, depth + 1));
  } else if (isPlainObject(value)) {
    for (const [name, item] of Object.entries(value))
      if (!name.startsWith("$") && !/[.[\]]/.test(name))
        numberPaths(item, into, path === "" ? name : `${path}.${name}`, depth + 1);
  }
}

/** The steps of a path, for `fieldAt`. */
export function stepsOf(path: string): string[] {
  return path.replaceAll(/\[(\d+)\]/g, ".$1").split(".");
}

/** The number or word at a path; undefined when the message has none there. */
export function fieldAt(message: unknown, steps: readonly string[]): number | string | undefined {
  let value = message;
  for (const step of steps) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[step];
  }
  if (typeof value === "bigint" || typeof value === "boolean") return Number(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  return typeof value === "string" ? value : undefined;
}

function isPlainObject(value: unknown): value is object {
  return (
    typeof value === "object" &&
    value !== null &&
    !ArrayBuffer.isView(value) &&
    // A time is the message's own affair.
    !("$typeName" in value && value.$typeName === "google.protobuf.Timestamp")
  );
}
