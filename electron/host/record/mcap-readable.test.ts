// Recordings are plain MCAP: @mcap/core's own indexed reader, knowing nothing of Gemba, finds schemas, JSON and statistics
// as `gemba info` tells them.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zstdDecompressSync } from "node:zlib";
import { McapIndexedReader, McapStreamReader } from "@mcap/core";
import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import type { AssetInterval } from "#shared/record/asset-interval-json.ts";
import { decodeEvent } from "#shared/record/event-json.ts";
import { decodeStateColumns } from "#shared/record/state-columns.ts";
import { createTwin } from "#shared/twin/twin.ts";
import { smallPlant } from "../../../tests/support/small-plant.ts";
import { historyHead, historyStartMs, randomFacts } from "../../../tests/support/random-facts.ts";
import { FileTimeline } from "../timeline/file-timeline.ts";
import { stateChannel, stateColumnsChannel } from "./format.ts";
import { McapFileReader } from "./mcap-reader.ts";
import { RecordingWriter } from "./recording-writer.ts";

const dir = mkdtempSync(join(tmpdir(), "gemba-mcap-"));
const path = join(dir, "small.mcap");
afterAll(() => {
  rmSync(dir, { recursive: true });
});

const writer = new RecordingWriter({ path, twin: createTwin(smallPlant()), head: historyHead });
const counts: Record<string, number> = {};
let states = 0;
let total = 0;
let lastMs = 0;
for (const fact of randomFacts(smallPlant(), 4, historyStartMs)) {
  if (total === 20_000) break;
  total += 1;
  lastMs = fact.receivedMs;
  counts[fact.kind] = (counts[fact.kind] ?? 0) + 1;
  if (fact.kind === "state") states += 1;
  writer.append([fact]);
}
writer.finish();
const bytes = readFileSync(path);
const decompressHandlers = { zstd: (packed: Uint8Array) => new Uint8Array(zstdDecompressSync(packed)) };

function indexed(): Promise<McapIndexedReader> {
  return McapIndexedReader.Initialize({
    readable: {
      size: () => Promise.resolve(BigInt(bytes.length)),
      read: (offset, length) =>
        Promise.resolve(new Uint8Array(bytes.subarray(Number(offset), Number(offset + length)))),
    },
    decompressHandlers,
  });
}

test("the library's indexed reader finds every channel, schema and JSON message", async () => {
  const reader = await indexed();
  const topics = new Map([...reader.channelsById.values()].map((channel) => [channel.topic, channel]));
  const jsonStates = topics.get("/state");
  const schema = reader.schemasById.get(jsonStates?.schemaId ?? 0);
  expect([schema?.name, schema?.encoding, jsonStates?.messageEncoding]).toEqual([
    "gemba.state",
    "jsonschema",
    "json",
  ]);
  expect(JSON.parse(Buffer.from(schema?.data ?? []).toString("utf8"))).toMatchObject({
    type: "object",
    required: ["receivedMs", "asset", "timeMs", "state"],
  });
  let read = 0;
  let lastNs = 0n;
  for await (const message of reader.readMessages({ topics: ["/state"] })) {
    const told = JSON.parse(Buffer.from(message.data).toString("utf8")) as Record<string, unknown>;
    expect([typeof told["asset"], typeof told["state"], typeof told["timeMs"]]).toEqual([
      "string",
      "string",
      "number",
    ]);
    expect(message.logTime).toBeGreaterThanOrEqual(lastNs);
    lastNs = message.logTime;
    read += 1;
  }
  expect(read).toBe(states);
  expect(reader.statistics?.channelMessageCounts.get(jsonStates?.id ?? 0)).toBe(BigInt(states));

  const info = spawnSync(process.execPath, ["electron/host/cli.ts", "info", path, "--json"], {
    cwd: new URL("../../..", import.meta.url).pathname,
    encoding: "utf8",
  });
  expect(JSON.parse(info.stdout)).toMatchObject({
    samples: counts["sample"],
    messages: Number(reader.statistics?.messageCount),
    chunks: reader.statistics?.chunkCount,
    problems: [],
  });
});

test("the columns of states at the end of a chunk tell what its JSON tells", async () => {
  const plant = smallPlant();
  const reader = await McapFileReader.open(path);
  let compared = 0;
  for (const place of reader.chunks.story) {
    const messages = reader.messages(place);
    const columns = messages.at(-1);
    const json = messages
      .filter(({ channelId }) => channelId === stateChannel)
      .map(({ data }) => decodeEvent(plant, "state", data));
    if (json.length === 0) continue;
    expect(columns?.channelId).toBe(stateColumnsChannel);
    expect(decodeStateColumns(columns?.data ?? new Uint8Array(), plant.assets.length)).toEqual(json);
    compared += json.length;
  }
  reader.close();
  expect(compared).toBe(states);
});

test("seconds in states, by intervals, are as their schemas say, and add up to what the states say", async () => {
  const reader = await indexed();
  const channels = [...reader.channelsById.values()].filter(({ topic }) => topic.startsWith("/asset/"));
  expect(channels.map(({ topic, messageEncoding }) => [topic, messageEncoding])).toEqual([
    ["/asset/10s", "json"],
    ["/asset/1min", "json"],
  ]);
  for (const { topic, schemaId, id } of channels) {
    const schema = reader.schemasById.get(schemaId);
    expect([schema?.name, schema?.encoding]).toEqual([
      topic === "/asset/10s" ? "gemba.asset10s" : "gemba.asset1min",
      "jsonschema",
    ]);
    const json: unknown = JSON.parse(Buffer.from(schema?.data ?? []).toString("utf8"));
    const check = z.fromJSONSchema(json as Parameters<typeof z.fromJSONSchema>[0]);
    const newest = new Map<string, AssetInterval>();
    let messages = 0n;
    for await (const message of reader.readMessages({ topics: [topic] })) {
      const told = check.parse(JSON.parse(Buffer.from(message.data).toString("utf8"))) as AssetInterval;
      expect(Number(message.logTime / 1000n)).toBe(Math.round(Date.parse(told.start) * 1000));
      newest.set(told.start, told);
      messages += 1n;
    }
    expect(messages).toBe(reader.statistics?.channelMessageCounts.get(id));
    const lengthS = [...newest.values()].reduce((sum, each) => sum + each.lengthS, 0);
    expect(lengthS).toBeCloseTo((lastMs - historyStartMs) / 1000, 3);
    if (topic === "/asset/10s") continue;
    const ranS = [...newest.values()].reduce((sum, each) => sum + (each.assets["M1"]?.states.run ?? 0), 0);
    const row = smallPlant().assetRowById.get("M1") ?? -1;
    const opened = await FileTimeline.open(path, "small");
    const lane = opened.ok
      ? ((await opened.value.lanes([row], historyStartMs, lastMs, Infinity))[0] ?? [])
      : [];
    if (opened.ok) opened.value.close();
    const runs = lane.filter((segment) => segment.state === "run");
    expect(ranS).toBeCloseTo(runs.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0) / 1000, 2);
  }
});

test("the library's stream reader reads it to its end, with every checksum", () => {
  const reader = new McapStreamReader({ decompressHandlers, validateCrcs: true });
  reader.append(bytes);
  let messages = 0;
  for (let record = reader.nextRecord(); record !== undefined; record = reader.nextRecord())
    if (record.type === "Message") messages += 1;
  expect(reader.done()).toBe(true);
  expect(messages).toBeGreaterThan(states);
});
