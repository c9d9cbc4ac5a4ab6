// MCAP files of other tools for `importFile`: each number in their messages can be a signal.
import { basename } from "node:path";
import type { Outcome, Problem, ProblemList } from "#shared/base/problem.ts";
import type { McapMapping } from "#shared/import/mapping-schema.ts";
import { plantOfData } from "#shared/import/plant-of-data.ts";
import type { Proposal } from "#shared/import/propose.ts";
import type { Reading } from "#shared/model/fact.ts";
import { checkPlant } from "#shared/model/plant-check.ts";
import { type Plant, resolvePlant } from "#shared/model/plant.ts";
import type { OpenedImport } from "./import-csv.ts";
import { ForeignMcapError, type ForeignMessage, readMcapMessages } from "./mcap-messages.ts";
import { decoderOf, fieldAt, type MessageDecoder, numberPaths, stepsOf } from "./message-fields.ts";
import type { ReadingBatch } from "./record-readings.ts";
import { shown } from "./refusals.ts";

/** How much of a file a proposal looks at, and how many messages of each topic. */
const mostProposalBytes = 256 * 1024 * 1024;
const mostProposalMessages = 20;

/** Every recording of ours has messages of this topic. */
const ownTopic = "/gemba/keyframe";

/** A mapping with every number of every topic that can be read. */
export async function proposeMcap(path: string): Promise<Outcome<Proposal<McapMapping>>> {
  const file = basename(path);
  const problems: Problem[] = [];
  const topics = new Map<string, { decode: MessageDecoder | string; seen: number; paths: Set<string> }>();
  try {
    for await (const { messages, bytesRead } of readMcapMessages(path)) {
      for (const { channel, data } of messages) {
        const { topic } = channel.channel;
        let found = topics.get(topic);
        if (found === undefined)
          topics.set(topic, (found = { decode: decoderOf(channel), seen: 0, paths: new Set<string>() }));
        if (typeof found.decode === "string" || found.seen >= mostProposalMessages) continue;
        found.seen += 1;
        const message = decoded(found.decode, data);
        if (message !== undefined) numberPaths(message, found.paths);
      }
      if (bytesRead > mostProposalBytes) break;
    }
  } catch (cause) {
    if (!(cause instanceof ForeignMcapError)) throw cause;
    problems.push(damaged(file, cause));
  }
  if (topics.has(ownTopic))
    return {
      ok: false,
      problems: [
        {
          path: ["import", file],
          id: "own-recording",
          severity: "error",
          message: `${file} is a recording of Gemba already.`,
          hint: "Open it as it is; gemba trim cuts a part out of it.",
          file: path,
        },
      ],
    };
  for (const [topic, { decode }] of topics)
    if (typeof decode === "string") problems.push(unreadable(file, topic, decode));
  const channels = [...topics].flatMap(([topic, { paths }]) =>
    paths.size === 0
      ? []
      : {
          topic,
          fields: [...paths].map((field) => ({
            path: field,
            key: `${assetOfTopic(topic)}/${field}`,
            type: "number" as const,
            unit: "1",
          })),
        },
  );
  if (channels.length > 0)
    return {
      ok: true,
      value: { mapping: { schema: 1, kind: "mcap", channels, sortWindowS: 2 }, questions: [] },
      problems,
    };
  problems.push({
    path: ["import", file],
    id: "no-fields",
    severity: "error",
    message: `No message of ${file} holds a number that can be read.`,
    hint: "Messages in JSON, and in protobuf with their schema, are read.",
    file: path,
  });
  return { ok: false, problems };
}

function assetOfTopic(topic: string): string {
  return topic.replace(/^\/+/, "").replaceAll("/", ".") || "data";
}

function decoded(decode: MessageDecoder, data: Uint8Array): unknown {
  try {
    return decode(data);
  } catch {
    return undefined; // Damaged: the import counts it.
  }
}

export interface OpenMcapOptions {
  readonly path: string;
  readonly mapping: McapMapping;
  readonly plant: Plant | undefined;
  readonly zone: string | undefined;
  readonly problems: ProblemList;
}

export function openMcap(options: OpenMcapOptions): Promise<Outcome<OpenedImport>> {
  return Promise.resolve(opened(options));
}

function opened(options: OpenMcapOptions): Outcome<OpenedImport> {
  const { path, mapping, zone } = options;
  const file = basename(path);
  const name = mapping.name ?? file.replace(/\.[^.]+$/, "");
  let plant = options.plant;
  if (plant === undefined) {
    const signals = mapping.channels.flatMap(({ fields }) => fields);
    const made = checkPlant(plantOfData({ name, timeZone: zone ?? "UTC", assets: [], signals }), file);
    if (!made.ok) return made;
    plant = resolvePlant(made.value);
  }
  return {
    ok: true,
    value: {
      plant,
      batches: readForeign(options),
      name,
      sortWindowMs: mapping.sortWindowS * 1000,
      ...(mapping.gapS === undefined ? {} : { gapMs: mapping.gapS * 1000 }),
    },
    problems: [],
  };
}

interface TopicReader {
  readonly decode: MessageDecoder | string;
  readonly fields: readonly { readonly key: string; readonly steps: readonly string[] }[];
}

async function* readForeign(options: OpenMcapOptions): AsyncGenerator<ReadingBatch, void, undefined> {
  const { path, mapping, problems } = options;
  const file = basename(path);
  const fieldsOf = new Map(mapping.channels.map(({ topic, fields }) => [topic, fields]));
  const readers = new Map<ForeignMessage["channel"], TopicReader | undefined>();
  let refused = 0;
  const readerOf = (channel: ForeignMessage["channel"]): TopicReader | undefined => {
    if (readers.has(channel)) return readers.get(channel);
    const { topic } = channel.channel;
    const fields = fieldsOf.get(topic)?.map(({ key, path: field }) => ({ key, steps: stepsOf(field) }));
    const reader = fields === undefined ? undefined : { decode: decoderOf(channel), fields };
    if (typeof reader?.decode === "string") problems.report(unreadable(file, topic, reader.decode));
    readers.set(channel, reader);
    return reader;
  };
  const read = ({ channel, timeMs, data }: ForeignMessage, into: Reading[]): void => {
    const reader = readerOf(channel);
    if (reader === undefined) return;
    const message = typeof reader.decode === "string" ? undefined : decoded(reader.decode, data);
    if (message === undefined) {
      refused += 1;
      if (typeof reader.decode !== "string") problems.report(badMessage(file, channel.channel.topic, timeMs));
      return;
    }
    for (const { key, steps } of reader.fields)
      into.push({ kind: "value", key, timeMs, value: fieldAt(message, steps) });
  };
  try {
    for await (const { messages, bytesRead, bytesTotal } of readMcapMessages(path)) {
      const readings: Reading[] = [];
      for (const message of messages) read(message, readings);
      yield { readings, bytesRead, bytesTotal, refused };
    }
  } catch (cause) {
    if (!(cause instanceof ForeignMcapError)) throw cause;
    problems.report(damaged(file, cause));
  }
}

function damaged(file: string, { message, offset }: ForeignMcapError): Problem {
  return {
    path: ["import", file],
    id: "damaged",
    severity: "warning",
    message: `${file} could not be read further than about byte ${offset}: ${message}`,
    hint: "What came before is used. Get the file again, or mend it with `mcap recover`.",
    file,
  };
}

function unreadable(file: string, topic: string, why: string): Problem {
  return {
    path: ["import", file, topic],
    id: "unreadable-topic",
    severity: "warning",
    message: `The topic ${shown(topic)} is left out: ${why}.`,
    hint: "Record it as JSON, or as protobuf with its schema.",
    file,
  };
}

function badMessage(file: string, topic: string, timeMs: number): Problem {
  return {
    path: ["import", file, topic],
    id: "bad-message",
    severity: "warning",
    message: `Messages of ${shown(topic)} are damaged and were left out; the newest is of ${isoOf(timeMs)}.`,
    hint: "Get the file again from where it was recorded.",
    file,
  };
}

function isoOf(timeMs: number): string {
  return timeMs <= 8.64e15 ? new Date(timeMs).toISOString() : `${timeMs} ms`;
}
