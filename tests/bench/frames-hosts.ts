// The two servers of the frames benchmark: the product's host sending frames, and a plain server sending batches of JSON.
import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { WebSocketServer } from "ws";
import { wallClock } from "#shared/base/clock.ts";
import { DirtyRows } from "#shared/frame/dirty-rows.ts";
import { encodeFrame, FrameBuffer } from "#shared/frame/encode.ts";
import { flagAllRows, flagFollowing, qualityCode } from "#shared/frame/layout.ts";
import type { Channel } from "#shared/host-api/channel.ts";
import { type RequestHandlers, serveRequests } from "#shared/host-api/server.ts";
import { resolvePlant } from "#shared/model/plant.ts";
import { createTwin } from "#shared/twin/twin.ts";
import { PlantState } from "#shared/twin/plant-state.ts";
import { startHttp } from "../../electron/host/serve/http.ts";
import { findPageFile } from "../../electron/page/static-files.ts";
import { framesPerS, type JsonUpdate, loadPlant, signalCount, updatesPerFrame } from "./frames-page/load.ts";

/** Folder of the benchmark's built pages. */
export const pageDir = fileURLToPath(new URL("../../dist/bench/frames", import.meta.url));
/** Back-pressure of the baseline: it skips a batch while this much is unsent. */
const maxUnsentBytes = 8_000_000;

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

export interface BenchHost {
  /** Opened first: gives the page its cookie. */
  readonly url: string;
  readonly base: string;
  close(): Promise<void>;
}

/** A host that sends frames of `updates` changed rows to every page of `page`, built as `version`. */
export async function frameHost(
  updates: number,
  page = { dir: pageDir, version: "bench" },
): Promise<BenchHost> {
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
    const handlers: Partial<RequestHandlers> = {
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
        return {
          version: page.version,
          right: "view",
          plant: file,
          plantVersion: "bench",
          hasLive: true,
          playhead,
          strings: [],
        };
      },
      "view.pace": ({ hz }) => ({ hz }),
      "timeline.lanes": ({ fromMs, toMs }) => ({ fromMs, toMs, lanes: [] }),
      "timeline.samples": () => ({ timeMs: [], value: [] }),
      "timeline.marks": () => ({ marks: [] }),
      "sources.list": () => ({ sources: [], problems: [] }),
    };
    const connection = serveRequests(channel, { right: "view", handlers });
    connection.onAcknowledge((drawn) => (acknowledged = drawn));
  }

  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  const http = await startHttp({
    listen: "127.0.0.1",
    port: 0,
    dataDir,
    pageDir: page.dir,
    log,
    onViewer: serve,
  });
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
export async function jsonHost(updates: number): Promise<BenchHost> {
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
