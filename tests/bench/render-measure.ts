// How the rendering benchmark measures: frames driven by hand in real Chromium at 64 x 64 pixels, draw calls left out
// (null-draw), each point in a fresh browser, the list run twice, the lower median kept. Knows no targets.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, type CDPSession, chromium, type Page } from "@playwright/test";
import react from "@vitejs/plugin-react";
import { build } from "vite";
import { ensureBrowser } from "../support/browser.ts";
import type { RenderBench } from "./render-page/render.tsx";
import { lowerMedian } from "./table.ts";

declare global {
  interface Window {
    bench?: RenderBench;
  }
}

const pageSource = fileURLToPath(new URL("render-page", import.meta.url));
const pageDir = fileURLToPath(new URL("../../dist/bench/render", import.meta.url));
const usualWarmUpFrames = 10;

export interface Point {
  readonly variant: "product" | "naive" | "cpuMovers" | "labels" | "cssLabels";
  readonly stations: number;
  readonly parts: number;
  readonly share: number;
  readonly frames: number;
  /** Frames before those that are measured; absent = 10. */
  readonly warmUpFrames?: number;
  /** Labels at most, for the variants of labels. */
  readonly labels?: number;
}

export interface Measured {
  /** Of the median frame, of all frames on average, and of the longest. */
  readonly cpuMs: number;
  readonly meanMs: number;
  readonly mostMs: number;
  readonly draws: number;
  /** Of the last frame, of the median one and of the largest. */
  readonly uploadBytes: number;
  readonly medianUploadBytes: number;
  readonly mostUploadBytes: number;
  readonly shown: number;
  readonly lit: number;
  readonly colours: number;
}

export async function buildPage(): Promise<void> {
  await build({
    configFile: false,
    root: pageSource,
    logLevel: "warn",
    plugins: [react()],
    build: {
      outDir: pageDir,
      emptyOutDir: true,
      target: "es2024",
      minify: false,
      rolldownOptions: { input: [join(pageSource, "render.html")] },
    },
  });
}

/** Serves the built page isolated, so that the page's clock resolves 5 microseconds. */
export async function serve(): Promise<{ url: string; close(): void }> {
  const types: Readonly<Record<string, string>> = {
    html: "text/html",
    js: "text/javascript",
    css: "text/css",
    woff2: "font/woff2",
  };
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? "/", "http://localhost").pathname).replace(
      /^([.][.][/\\])+/,
      "",
    );
    readFile(join(pageDir, path)).then(
      (bytes) => {
        response.writeHead(200, {
          "content-type": types[path.split(".").pop() ?? ""] ?? "application/octet-stream",
          "cross-origin-opener-policy": "same-origin",
          "cross-origin-embedder-policy": "require-corp",
        });
        response.end(bytes);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === "string") throw new Error("Bug: no port");
  return { url: `http://127.0.0.1:${address.port}`, close: () => void server.close() };
}

async function withPage<T>(
  url: string,
  query: string,
  work: (page: Page, browser: Browser, cdp: CDPSession) => Promise<T>,
): Promise<T> {
  const browser = await chromium.launch({
    executablePath: ensureBrowser(),
    args: [
      "--no-sandbox",
      "--use-angle=swiftshader",
      "--enable-unsafe-swiftshader",
      "--disable-background-networking",
      "--disable-component-update",
      "--js-flags=--expose-gc",
    ],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 200, height: 200 } });
    const failures: string[] = [];
    page.on("pageerror", (error) => failures.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") failures.push(message.text());
    });
    const cdp = await page.context().newCDPSession(page);
    await page.goto(`${url}/render.html?${query}`);
    await page.waitForFunction(() => window.bench?.ready() === true, undefined, { timeout: 180_000 });
    const result = await work(page, browser, cdp);
    const real = failures.filter((text) => !text.includes("404"));
    if (real.length > 0) throw new Error(`The page failed: ${real[0]}`);
    return result;
  } finally {
    await browser.close();
  }
}

function queryOf(point: Point): string {
  return `variant=${point.variant}&stations=${point.stations}&parts=${point.parts}&share=${point.share}&moves=0.01&most=${point.labels ?? 160}`;
}

async function measure(url: string, point: Point): Promise<Measured> {
  return withPage(url, queryOf(point), async (page) => {
    const result = await page.evaluate(
      async ({ frames, warmUp }) => {
        const { bench } = window;
        if (bench === undefined || !bench.isolated) throw new Error("not isolated");
        await bench.frames(warmUp, false);
        const { costs, uploadBytes } = await bench.frames(frames, false);
        const { draws } = bench.counters();
        return { costs, draws, uploadBytes, shown: bench.shown(), guard: bench.guard() };
      },
      { frames: point.frames, warmUp: point.warmUpFrames ?? Math.min(usualWarmUpFrames, point.frames) },
    );
    const { lit, colours, error } = result.guard;
    // Elements are not in the context's pixels: they are counted by their boxes instead.
    if (point.variant === "cssLabels") {
      if (result.shown !== point.labels) throw new Error(`${result.shown} elements are on the screen`);
    } else if (error !== 0 || lit < 0.02 || colours < 3)
      throw new Error(`Nothing was drawn: ${JSON.stringify({ point, ...result.guard })}`);
    return {
      cpuMs: lowerMedian(result.costs),
      meanMs: result.costs.reduce((sum, cost) => sum + cost, 0) / result.costs.length,
      mostMs: Math.max(...result.costs),
      draws: result.draws,
      uploadBytes: result.uploadBytes.at(-1) ?? Number.NaN,
      medianUploadBytes: lowerMedian(result.uploadBytes),
      mostUploadBytes: Math.max(...result.uploadBytes),
      shown: result.shown,
      lit,
      colours,
    };
  });
}

async function heapBytes(cdp: CDPSession): Promise<number> {
  await cdp.send("HeapProfiler.collectGarbage");
  const { metrics } = await cdp.send("Performance.getMetrics");
  return metrics.find((metric) => metric.name === "JSHeapUsedSize")?.value ?? Number.NaN;
}

/** Heap of 10,000 stations and 100,000 parts above an empty page, and its growth over 10,000 ticks; MB. */
export async function heap(url: string): Promise<{ aboveMB: number; growthMB: number }> {
  const point: Point = { variant: "product", stations: 10_000, parts: 100_000, share: 0.01, frames: 0 };
  return withPage(url, queryOf(point), async (page, browser, cdp) => {
    const empty = await browser.newPage();
    const emptyCdp = await empty.context().newCDPSession(empty);
    await emptyCdp.send("Performance.enable");
    const emptyBytes = await heapBytes(emptyCdp);
    await empty.close();
    await cdp.send("Performance.enable");
    const run = (count: number): Promise<void> =>
      page.evaluate(async (frames) => {
        await window.bench?.frames(frames, false);
      }, count);
    await run(200);
    const before = await heapBytes(cdp);
    for (let turn = 0; turn < 10; turn += 1) await run(1000);
    const after = await heapBytes(cdp);
    return { aboveMB: (before - emptyBytes) / 1e6, growthMB: (after - before) / 1e6 };
  });
}

export interface Idle {
  readonly frames: number;
  readonly mainMsPerS: number;
  readonly rendererShare: number;
  readonly gpuShare: number;
}

/** A paused plant of 1,000 stations in the real render loop for 60 s: frames drawn, main thread and processes. */
export async function idle(url: string): Promise<Idle> {
  return withPage(url, "variant=product&stations=1000&parts=2000&still=1", async (page, browser, cdp) => {
    const browserCdp = await browser.newBrowserCDPSession();
    await cdp.send("Performance.enable");
    await page.waitForTimeout(6000);
    const reading = async (): Promise<{ frames: number; taskS: number; renderer: number; gpu: number }> => {
      const { metrics } = await cdp.send("Performance.getMetrics");
      const { processInfo } = await browserCdp.send("SystemInfo.getProcessInfo");
      const cpu = (type: string): number =>
        processInfo
          .filter((process) => process.type === type)
          .reduce((sum, process) => sum + process.cpuTime, 0);
      const frames = await page.evaluate(() => window.bench?.counters().frames ?? -1);
      return {
        frames,
        taskS: metrics.find((metric) => metric.name === "TaskDuration")?.value ?? Number.NaN,
        renderer: cpu("renderer"),
        gpu: cpu("GPU"),
      };
    };
    const before = await reading();
    const seconds = 60;
    await page.waitForTimeout(seconds * 1000);
    const after = await reading();
    return {
      frames: after.frames - before.frames,
      mainMsPerS: ((after.taskS - before.taskS) * 1000) / seconds,
      rendererShare: ((after.renderer - before.renderer) / seconds) * 100,
      gpuShare: ((after.gpu - before.gpu) / seconds) * 100,
    };
  });
}

/** Runs a list of points twice, in order, and keeps of each the run with the lower cost: of its median frame, or its mean. */
export async function twice(
  url: string,
  points: readonly Point[],
  by: "cpuMs" | "meanMs" = "cpuMs",
): Promise<Measured[]> {
  const first: Measured[] = [];
  for (const point of points) first.push(await measure(url, point));
  const kept: Measured[] = [];
  for (const [index, point] of points.entries()) {
    const again = await measure(url, point);
    const before = first[index];
    kept.push(before !== undefined && before[by] < again[by] ? before : again);
  }
  return kept;
}
