// Encode, transport, decode and apply of 10,000 changed rows in Node, against the same rows as one batch of JSON.
import type { AddressInfo } from "node:net";
import { MessageChannel } from "node:worker_threads";
import { WebSocket, WebSocketServer } from "ws";
import { ManualClock } from "#shared/base/clock.ts";
import { decodeFrame, type DecodedFrame } from "#shared/frame/decode.ts";
import { DirtyRows } from "#shared/frame/dirty-rows.ts";
import { encodeFrame, FrameBuffer } from "#shared/frame/encode.ts";
import { qualityCode } from "#shared/frame/layout.ts";
import type { Channel } from "#shared/host-api/channel.ts";
import { type Plant, resolvePlant } from "#shared/model/plant.ts";
import { createTwin } from "#shared/twin/twin.ts";
import { PlantState } from "#shared/twin/plant-state.ts";
import { portChannel } from "../../electron/host/serve/message-port.ts";
import { webSocketChannel } from "../../electron/host/serve/websocket.ts";
import { LiveTable } from "../../renderer/live/live-table.ts";
import { JsonTable } from "./frames-page/json-table.ts";
import { type JsonUpdate, loadPlant, parseUpdates, rowsPerTable } from "./frames-page/load.ts";
import { type BenchRow, lowerMedian } from "./table.ts";

const timeMs = 1_800_000_000_000;

/** Milliseconds a call of `work`: the lower median of 9 batches after 2 of warm-up. */
function timed(work: () => void, callsPerBatch = 40): number {
  const batches: number[] = [];
  for (let batch = -2; batch < 9; batch += 1) {
    const startedMs = performance.now();
    for (let call = 0; call < callsPerBatch; call += 1) work();
    if (batch >= 0) batches.push((performance.now() - startedMs) / callsPerBatch);
  }
  return lowerMedian(batches);
}

/** Milliseconds from sending `bytes` to having them at the other end, one after the other. */
async function transported(sender: Channel, receiver: Channel, bytes: Uint8Array): Promise<number> {
  let arrived: (() => void) | undefined;
  receiver.onMessage(() => arrived?.());
  const times: number[] = [];
  for (let call = -20; call < 200; call += 1) {
    const startedMs = performance.now();
    const waiting = new Promise<void>((resolve) => (arrived = resolve));
    sender.send(bytes);
    await waiting;
    if (call >= 0) times.push(performance.now() - startedMs);
  }
  return lowerMedian(times);
}

async function overWebSocket(bytes: Uint8Array): Promise<number> {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
  await new Promise((resolve) => server.once("listening", resolve));
  const connected = new Promise<WebSocket>((resolve) => server.once("connection", resolve));
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const socket = await connected;
  const ms = await transported(webSocketChannel(socket), webSocketChannel(client), bytes);
  client.terminate();
  server.close();
  return ms;
}

async function overPort(bytes: Uint8Array): Promise<number> {
  const { port1, port2 } = new MessageChannel();
  const ms = await transported(portChannel(port1), portChannel(port2), bytes);
  port1.close();
  return ms;
}

/** A state whose every signal has a value, and the same as updates for JSON. */
function filledState(plant: Plant): { state: PlantState; updates: JsonUpdate[] } {
  const state = new PlantState(createTwin(plant));
  const updates = plant.signals.map((signal): JsonUpdate => {
    const value = Math.sin(signal.row) * 100;
    state.signalValue[signal.row] = value;
    state.signalTimeMs[signal.row] = timeMs - 50;
    state.signalQuality[signal.row] = qualityCode("good");
    return { tag: signal.id, timestamp: timeMs - 50, value, quality: "good" };
  });
  return { state, updates };
}

function decoded(bytes: Uint8Array, plant: Plant, paths: number): DecodedFrame {
  const frame = decodeFrame(bytes, { assets: plant.assets.length, signals: plant.signals.length, paths });
  if (!frame.ok) throw new Error(`Bug: ${frame.problems[0]?.message}`);
  return frame.value;
}

/** The rows "per 10,000 rows" of the frames table. */
export async function codecRows(): Promise<BenchRow[]> {
  const plant = resolvePlant(loadPlant());
  const { state, updates } = filledState(plant);
  const dirty = { assets: new DirtyRows(1), signals: new DirtyRows(rowsPerTable), slots: new DirtyRows(1) };
  const buffer = new FrameBuffer();
  const encode = (): Uint8Array => {
    dirty.signals.markAll();
    const fields = { sequence: 1, flags: 0, timeMs, startMs: 0, endMs: timeMs, epochMs: timeMs, speed: 1 };
    return encodeFrame(state, dirty, fields, buffer);
  };
  const bytes = encode().slice();
  const text = JSON.stringify(updates);
  const textBytes = new TextEncoder().encode(text);
  const table = new LiveTable(plant, new ManualClock(timeMs));
  const paths = table.twin.paths.paths.length;
  const jsonTable = new JsonTable(plant.signals.map((signal) => signal.id));

  const frame = decoded(bytes, plant, paths);
  table.apply(frame);
  jsonTable.apply(updates);
  for (const signal of plant.signals) {
    // The guard: both ways lead to the same values, else the times mean nothing.
    if (table.signalValue[signal.row] !== jsonTable.value[signal.row])
      throw new Error(`Bug: ${signal.id} differs`);
  }

  const row = (name: string, value: number, baseline: number, unit = "ms"): BenchRow => ({
    name: `${name}, per 10,000 rows`,
    value,
    unit,
    baseline,
    ratio: baseline / value,
  });
  const parsed = parseUpdates(text);
  return [
    row("size", bytes.byteLength / 1000, textBytes.byteLength / 1000, "kB"),
    row(
      "encode",
      timed(() => encode()),
      timed(() => void JSON.stringify(updates), 10),
    ),
    row("transport by WebSocket on loopback", await overWebSocket(bytes), await overWebSocket(textBytes)),
    row("transport by MessagePort", await overPort(bytes), await overPort(textBytes)),
    row(
      "decode and check",
      timed(() => void decoded(bytes, plant, paths)),
      timed(() => void parseUpdates(text), 10),
    ),
    row(
      "apply to the table",
      timed(() => {
        table.apply(frame);
      }),
      timed(() => {
        jsonTable.apply(parsed);
      }, 10),
    ),
  ];
}
