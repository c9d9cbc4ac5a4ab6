// `npm run bench -- frames`: what a changed row costs on its way to the page, and the page's main thread at
// 100,000 updates a second (row R6), against batched JSON. Real Chromium, real host server, nothing drawn.
import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { build } from "vite";
import { WebSocketServer } from "ws";
import { wallClock } from "#shared/base/clock.ts";
import { DirtyRows } from "#shared/frame/dirty-rows.ts";
import { encodeFrame, FrameBuffer } from "#shared/frame/encode.ts";
import { flagAllRows, flagFollowing, qualityCode } from "#shared/frame/layout.ts";
import type { Channel } from "#shared/host-api/channel.ts";
import { RequestError } from "#shared/host-api/envelope.ts";
import { type RequestHandlers, serveRequests } from "#shared/host-api/server.ts";
import { resolvePlant } from "#shared/model/plant.ts";
import { createTwin, PlantState } from "#shared/twin/plant-state.ts";
import { startHttp } from "../../electron/host/serve/http.ts";
import { findPageFile } from "../../electron/host/serve/static-files.ts";
import { ensureBrowser } from "../support/browser.ts";
import { codecRows } from "./frames-codec.ts";
import {
  framesPerS,
  type JsonUpdate,
  loadPlant,
  signalCount,
  updatesPerFrame,
  updatesPerS,
} from "./frames-page/load.ts";
import { type BenchTable, lowerMedian } from "./table.ts";

const pageSource = fileURLToPath(new URL("frames-page", import.meta.url));
const pageDir = fileURLToPath(new URL("../../dist/bench/frames", import.meta.url));
const warmUpMs = 3000;
const measureMs = 8000;
/** Back-pressure of the baseline: it skips a batch while this much is unsent. */
const maxUnsentBytes = 8_000_000;

async function buildPages(): Promise<void> {
  await build({
    configFile: false,
    root: pageSource,
    logLevel: "warn",
    build: {
      outDir: pageDir,
      emptyOutDir: true,
      target: "es2024",
      rolldownOptions: { input: [join(pageSource, "frames.html"), join(pageSource, "json.html")] },
    },
  });
}

/** Calls `work` `framesPerS` times a second, making up for late timers. */
function paced(work: (turn: number) => void): { stop(): void } {
  const startedMs = performance.now();
  let turn = 0;
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - startedMs) * framesPerS) / 1000);
    for (; turn < due; turn += 1) work(turn);
  }, 5);
  return {
    stop() {
      clearInterval(timer);
    },
  };
}

/** Row number of the n-th update of a turn: a window that moves on, so that no row comes twice in a turn. */
function rowOf(turn: number, update: number): number {
  return (turn * updatesPerFrame + update) % signalCount;
}

/** A host that sends frames of `updates` changed rows to every page. */
async function frameHost(updates: number): Promise<{ url: string; base: string; close(): Promise<void> }> {
  const file = loadPlant();
  const state = new PlantState(createTwin(resolvePlant(file)));
  const dataDir = mkdtempSync(join(tmpdir(), "gemba-bench-"));
  const pacers: { stop(): void }[] = [];

  function serve(channel: Channel): void {
    const dirty = { assets: new DirtyRows(1), signals: new DirtyRows(signalCount), slots: new DirtyRows(1) };
    const buffer = new FrameBuffer();
    let sequence = 0;
    let acknowledged = 0;
    const frame = (): void => {
      if (sequence - acknowledged >= 2) return;
      sequence += 1;
      const timeMs = wallClock.nowMs();
      const flags = flagFollowing | (sequence === 1 ? flagAllRows : 0);
      const fields = { sequence, flags, timeMs, startMs: 0, endMs: timeMs, epochMs: timeMs, speed: 1 };
      connection.sendFrame(encodeFrame(state, dirty, fields, buffer));
    };
    const unused = (): never => {
      throw new RequestError({ code: "failed", message: "not in this benchmark" });
    };
    const handlers: RequestHandlers = {
      "session.open": () => {
        const timeMs = wallClock.nowMs();
        pacers.push(
          paced((turn) => {
            for (let update = 0; update < updates; update += 1) {
              const row = rowOf(turn, update);
              state.signalValue[row] = Math.sin(turn + update) * 100;
              state.signalTimeMs[row] = wallClock.nowMs();
              state.signalQuality[row] = qualityCode("good");
              dirty.signals.mark(row);
            }
            frame();
            if (turn % (framesPerS / 2) === 0)
              connection.sendEvent({ name: "pulse", wallMs: wallClock.nowMs() });
          }),
        );
        const range = { startMs: 0, endMs: timeMs, open: true };
        const playhead = { timelineId: "live", mode: "following", timeMs, speed: 1, range } as const;
        return { version: "bench", right: "view", plant: file, plantVersion: "bench", playhead, strings: [] };
      },
      "view.pace": ({ hz }) => ({ hz }),
      "playhead.set": unused,
      "timeline.lanes": unused,
      "timeline.samples": unused,
      "timeline.marks": unused,
      "asset.detail": unused,
      "part.detail": unused,
      "sources.list": unused,
      "simulation.inject": unused,
    };
    const connection = serveRequests(channel, { right: "view", handlers });
    connection.onAcknowledge((drawn) => (acknowledged = drawn));
  }

  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  const http = await startHttp({ listen: "127.0.0.1", port: 0, dataDir, pageDir, log, onViewer: serve });
  return {
    url: http.url,
    base: `http://127.0.0.1:${http.port}`,
    async close() {
      for (const pacer of pacers) pacer.stop();
      await http.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A server that sends the same updates as batches of JSON text. */
async function jsonHost(updates: number): Promise<{ url: string; base: string; close(): Promise<void> }> {
  const tags = resolvePlant(loadPlant()).signals.map((signal) => signal.id);
  const server = createServer((request, response) => {
    void findPageFile(pageDir, request.url ?? "/").then(async (file) => {
      response.writeHead(file === undefined ? 404 : 200, {
        "content-type": file?.contentType ?? "text/plain",
      });
      response.end(file === undefined ? "" : await readFile(file.path));
    });
  });
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  const pacers: { stop(): void }[] = [];
  sockets.on("connection", (socket) => {
    pacers.push(
      paced((turn) => {
        if (updates === 0 || socket.bufferedAmount > maxUnsentBytes) return;
        const timestamp = wallClock.nowMs();
        const batch: JsonUpdate[] = [];
        for (let update = 0; update < updates; update += 1) {
          const value = Math.sin(turn + update) * 100;
          batch.push({ tag: tags[rowOf(turn, update)] ?? "", timestamp, value, quality: "good" });
        }
        socket.send(JSON.stringify(batch));
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${base}/json.html`,
    base,
    close() {
      for (const pacer of pacers) pacer.stop();
      for (const socket of sockets.clients) socket.terminate();
      return new Promise((resolve) =>
        server.close(() => {
          resolve();
        }),
      );
    },
  };
}

interface Load {
  /** Milliseconds of the page's main thread a second. */
  readonly taskMsPerS: number;
  readonly updatesPerS: number;
}

/** Opens a page in a fresh browser and measures its main thread. */
async function measured(host: { url: string; base: string }, page: string): Promise<Load> {
  const browser = await chromium.launch({
    executablePath: ensureBrowser(),
    args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
  });
  try {
    const tab = await browser.newPage();
    await tab.goto(host.url);
    await tab.goto(`${host.base}/${page}`);
    const session = await tab.context().newCDPSession(tab);
    await session.send("Performance.enable");
    const sample = async (): Promise<{ taskS: number; atS: number; applied: number }> => {
      const applied = await tab.evaluate(() => window.appliedUpdates);
      const { metrics } = await session.send("Performance.getMetrics");
      const metric = (name: string): number => metrics.find((one) => one.name === name)?.value ?? Number.NaN;
      return { taskS: metric("TaskDuration"), atS: metric("Timestamp"), applied };
    };
    await tab.waitForTimeout(warmUpMs);
    const before = await sample();
    await tab.waitForTimeout(measureMs);
    const after = await sample();
    const seconds = after.atS - before.atS;
    return {
      taskMsPerS: ((after.taskS - before.taskS) * 1000) / seconds,
      updatesPerS: (after.applied - before.applied) / seconds,
    };
  } finally {
    await browser.close();
  }
}

async function once(start: typeof frameHost, page: string, updates: number): Promise<Load> {
  const host = await start(updates);
  try {
    return await measured(host, page);
  } finally {
    await host.close();
  }
}

export async function run(): Promise<BenchTable> {
  const codec = await codecRows();
  await buildPages();
  const frames: Load[] = [];
  const json: Load[] = [];
  // A-B-A-B in fresh browsers, so that a busy moment of the machine meets both.
  for (let turn = 0; turn < 2; turn += 1) {
    frames.push(await once(frameHost, "frames.html", updatesPerFrame));
    json.push(await once(jsonHost, "json.html", updatesPerFrame));
  }
  const quiet = await once(frameHost, "frames.html", 0);
  for (const load of frames) {
    if (load.updatesPerS < updatesPerS * 0.95)
      throw new Error(`Only ${Math.round(load.updatesPerS)} updates/s arrived by frames`);
  }
  const framesMs = lowerMedian(frames.map((load) => load.taskMsPerS));
  const jsonMs = lowerMedian(json.map((load) => load.taskMsPerS));
  const ratio = jsonMs / framesMs;
  return {
    title: `Frames: 10,000 signals, ${framesPerS} frames/s; baseline = the same updates as batches of JSON`,
    notes: [
      "Codec rows: Node, one thread, lower median of batches. Transport is one message at a time, both ends in one thread.",
      "Main thread: Chromium, CDP TaskDuration over 8 s, A-B-A-B in fresh browsers, lower of two; nothing is drawn.",
      "Frames go through the product's link, decoder and live table; JSON through JSON.parse and arrays by tag.",
    ],
    rows: [
      ...codec,
      {
        name: `R6 main thread at ${updatesPerS.toLocaleString("en")} updates/s`,
        value: framesMs,
        unit: "ms/s",
        target: "<= 60",
        baseline: jsonMs,
        ratio,
        pass: framesMs <= 60,
      },
      { name: "R6 times below batched JSON", value: ratio, unit: "x", target: ">= 5", pass: ratio >= 5 },
      { name: "the same page and link without updates", value: quiet.taskMsPerS, unit: "ms/s" },
      {
        name: "updates that arrived",
        value: Math.min(...frames.map((load) => load.updatesPerS)),
        unit: "1/s",
        target: ">= 95,000",
        baseline: Math.min(...json.map((load) => load.updatesPerS)),
        pass: frames.every((load) => load.updatesPerS >= updatesPerS * 0.95),
      },
    ],
  };
}
