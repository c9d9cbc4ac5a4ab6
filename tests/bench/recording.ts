// How recordings are written and read (workload of recording-workload.ts): rate, bytes a sample, what recording costs live, how
// long a file takes to open, to seek and to show lanes, and how much memory that takes; for 8 h and for three times as long.
// Compared in the same run with @mcap/core's own writer and one message a sample.
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zstdCompressSync } from "node:zlib";
import { McapWriter } from "@mcap/core";
import type { Fact } from "#shared/model/fact.ts";
import { createTwin, type Twin } from "#shared/twin/twin.ts";
import { RecordingWriter } from "../../electron/host/record/recording-writer.ts";
import { type Measured, seeks } from "./recording-read.ts";
import { hours8Ms, workload, workloadHead, workloadPlant, workloadStartMs } from "./recording-workload.ts";
import type { BenchRow, BenchTable } from "./table.ts";

const baselineSamples = 300_000;
const livePerS = 20_000;

/** Runs the benchmark. */
export async function run(): Promise<BenchTable> {
  const dir = mkdtempSync(join(tmpdir(), "gemba-bench-"));
  try {
    const twin = createTwin(workloadPlant());
    const rows: BenchRow[] = [];
    const baseline = await writeBaseline(join(dir, "baseline.mcap"));
    for (const stretch of [1, 3]) {
      const path = join(dir, `${stretch}.mcap`);
      const written = write(twin, path, stretch);
      const label = stretch === 1 ? "8 h, 10 M samples" : "24 h, 30 M samples";
      rows.push(
        least(
          `${label}: samples written a second`,
          written.samplesPerS,
          "1/s",
          3_000_000,
          baseline.samplesPerS,
        ),
        most(`${label}: bytes a sample`, written.bytesPerSample, "B", 9, baseline.bytesPerSample),
        { name: `${label}: whole file`, value: written.bytes / 1e6, unit: "MB" },
        ...rowsOf(label, read(path)),
      );
    }
    rows.push(
      most(
        `share of one core to record ${livePerS} samples/s`,
        liveShare(twin, join(dir, "live.mcap")) * 100,
        "%",
        10,
      ),
    );
    return {
      title: "recording: MCAP with keyframes",
      notes: [
        `Facts are made before the clock runs. Baseline: @mcap/core's writer, one message a sample, ${baselineSamples} of the same samples, zstd, 256 KiB chunks.`,
        "Bytes a sample: chunks of samples and keyframes with their indexes, over all samples; the whole file has states, minutes and the index besides.",
        "Seeks are at random times of the whole file, each a state of 2,000 signals; every 100th is held against playing the file through.",
        "Read in a process of its own, with the flags that npm run gemba has.",
        "Lanes: 200 machines over the whole file with 4,000 stretches each at most.",
      ],
      rows,
    };
  } finally {
    rmSync(dir, { recursive: true });
  }
}

function most(name: string, value: number, unit: string, limit: number, baseline?: number): BenchRow {
  const compared = baseline === undefined ? {} : { baseline, ratio: baseline / value };
  return { name, value, unit, target: `<= ${limit}`, pass: value <= limit, ...compared };
}

function least(name: string, value: number, unit: string, limit: number, baseline: number): BenchRow {
  return {
    name,
    value,
    unit,
    target: `>= ${limit}`,
    pass: value >= limit,
    baseline,
    ratio: value / baseline,
  };
}

/** Writes minute by minute; only the writing is timed. */
function write(
  twin: Twin,
  path: string,
  stretch: number,
): { samplesPerS: number; bytesPerSample: number; bytes: number } {
  let sampleBytes = 0;
  const writer = new RecordingWriter({
    path,
    twin,
    head: workloadHead,
    onChunk: ({ group, bytes }) => {
      if (group === "samples") sampleBytes += bytes;
    },
  });
  let samples = 0;
  let spentMs = 0;
  let batch: Fact[] = [];
  const flush = (): void => {
    const startMs = performance.now();
    writer.append(batch);
    writer.save();
    spentMs += performance.now() - startMs;
    batch = [];
  };
  let seconds = 0;
  for (const facts of workload(stretch)) {
    for (const fact of facts) {
      if (fact.kind === "sample") samples += 1;
      batch.push(fact);
    }
    seconds += 1;
    if (seconds % 60 === 0) flush();
  }
  flush();
  const startMs = performance.now();
  writer.advance(workloadStartMs + hours8Ms * stretch);
  writer.finish();
  spentMs += performance.now() - startMs;
  return {
    samplesPerS: (samples / spentMs) * 1000,
    bytesPerSample: sampleBytes / samples,
    bytes: statSync(path).size,
  };
}

/** Reads in a process of its own, whose memory is that of the reader alone. */
function read(path: string): Measured {
  const script = new URL("recording-read.ts", import.meta.url).pathname;
  const done = spawnSync(process.execPath, ["--max-semi-space-size=16", script, path], {
    encoding: "utf8",
    maxBuffer: 1e7,
  });
  if (done.status !== 0) throw new Error(done.stderr);
  // Our own script said it a moment ago.
  return JSON.parse(done.stdout) as Measured;
}

function rowsOf(label: string, read: Measured): BenchRow[] {
  return [
    { name: `${label}: open and first state`, value: read.firstStateMs, unit: "ms" },
    most(`${label}: open, first state and lanes`, read.lanesMs, "ms", 1000),
    { name: `${label}: seek p50`, value: read.seekMs[0], unit: "ms" },
    most(`${label}: seek p95`, read.seekMs[1], "ms", 50),
    { name: `${label}: slowest of ${seeks} seeks`, value: read.seekMs[2], unit: "ms" },
    { name: `${label}: trend of one signal over the whole file`, value: read.trendMs, unit: "ms" },
    most(`${label}: resident memory after ${2 * seeks} seeks`, read.residentMB[1], "MB", 400),
    {
      name: `${label}: of it grown in the second ${seeks}`,
      value: read.residentMB[1] - read.residentMB[0],
      unit: "MB",
    },
  ];
}

/** CPU time over plant time while 20,000 samples a second are recorded, saved every second. */
function liveShare(twin: Twin, path: string): number {
  const writer = new RecordingWriter({ path, twin, head: workloadHead });
  const seconds = 60;
  let spentUs = 0;
  let batch: Fact[] = [];
  let second = 0;
  for (const facts of workload(1)) {
    // The workload's seconds, so many of them pressed into one that the rate is reached.
    for (const fact of facts) {
      if (fact.kind !== "sample") continue;
      const timeMs = workloadStartMs + second * 1000 + (batch.length / livePerS) * 1000;
      batch.push({ ...fact, timeMs, receivedMs: timeMs });
    }
    if (batch.length < livePerS) continue;
    const began = process.cpuUsage();
    writer.append(batch);
    writer.save();
    const used = process.cpuUsage(began);
    spentUs += used.user + used.system;
    batch = [];
    second += 1;
    if (second === seconds) break;
  }
  writer.finish();
  return spentUs / (seconds * 1e6);
}

/** One message a sample by the library's own writer. */
async function writeBaseline(path: string): Promise<{ samplesPerS: number; bytesPerSample: number }> {
  const file = await open(path, "w");
  const writer = new McapWriter({
    writable: {
      position: () => BigInt(position),
      write: async (bytes) => {
        position += bytes.byteLength;
        await file.write(bytes);
      },
    },
    chunkSize: 256 * 1024,
    compressChunk: (bytes) => ({ compression: "zstd", compressedData: zstdCompressSync(bytes) }),
  });
  let position = 0;
  await writer.start({ profile: "", library: "bench" });
  const channelId = await writer.registerChannel({
    schemaId: 0,
    topic: "/sample",
    messageEncoding: "bench",
    metadata: new Map(),
  });
  const samples: Extract<Fact, { kind: "sample" }>[] = [];
  for (const facts of workload(1)) {
    for (const fact of facts) if (fact.kind === "sample") samples.push(fact);
    if (samples.length >= baselineSamples) break;
  }
  const startMs = performance.now();
  for (const [index, { signal, timeMs, value }] of samples.entries()) {
    const data = new DataView(new ArrayBuffer(10));
    data.setUint16(0, signal, true);
    data.setFloat64(2, value, true);
    const logTime = BigInt(Math.round(timeMs * 1000)) * 1000n;
    await writer.addMessage({
      channelId,
      sequence: index,
      logTime,
      publishTime: logTime,
      data: new Uint8Array(data.buffer),
    });
  }
  await writer.end();
  const spentMs = performance.now() - startMs;
  await file.close();
  return {
    samplesPerS: (samples.length / spentMs) * 1000,
    bytesPerSample: statSync(path).size / samples.length,
  };
}
