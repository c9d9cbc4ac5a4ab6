// `npm run bench -- frames`: what a changed row costs on its way to the page, and the page's main thread at
// 100,000 updates a second (row R6), against batched JSON. Real Chromium, real host server, nothing drawn.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { build } from "vite";
import packageJson from "../../package.json" with { type: "json" };
import { ensurePageBuilt } from "../../electron/host/build.ts";
import { ensureBrowser } from "../support/browser.ts";
import { codecRows } from "./frames-codec.ts";
import { type BenchHost, frameHost, jsonHost, pageDir } from "./frames-hosts.ts";
import { framesPerS, updatesPerFrame, updatesPerS } from "./frames-page/load.ts";
import { type BenchTable, lowerMedian } from "./table.ts";

const pageSource = fileURLToPath(new URL("frames-page", import.meta.url));
const warmUpMs = 3000;
const measureMs = 8000;

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

interface Load {
  /** Milliseconds of the page's main thread a second. */
  readonly taskMsPerS: number;
  /** What the page counts, a second: updates, or frames. */
  readonly countPerS: number;
}

/** Opens a page in a fresh browser and measures its main thread; `count` is the expression that tells its progress. */
async function measured(host: BenchHost, page: string, count: string): Promise<Load> {
  const browser = await chromium.launch({
    executablePath: ensureBrowser(),
    args: [
      "--no-sandbox",
      "--use-angle=swiftshader",
      "--enable-unsafe-swiftshader",
      "--disable-background-networking",
      "--disable-component-update",
    ],
  });
  try {
    const tab = await browser.newPage();
    await tab.goto(host.url);
    await tab.goto(`${host.base}/${page}`);
    const session = await tab.context().newCDPSession(tab);
    await session.send("Performance.enable");
    const sample = async (): Promise<{ taskS: number; atS: number; applied: number }> => {
      const applied = Number(await tab.evaluate(count));
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
      countPerS: (after.applied - before.applied) / seconds,
    };
  } finally {
    await browser.close();
  }
}

async function once(
  start: () => Promise<BenchHost>,
  page: string,
  count = "window.appliedUpdates",
): Promise<Load> {
  const host = await start();
  try {
    return await measured(host, page, count);
  } finally {
    await host.close();
  }
}

/** The whole app on the same load, and without updates: what the rest of the page adds. */
async function wholeApp(): Promise<{ busy: Load; quiet: Load }> {
  const built = await ensurePageBuilt({ log: (line) => void process.stderr.write(`${line}\n`) });
  if (!built.ok) throw new Error(built.problems[0]?.message ?? "the page cannot be built");
  const page = { dir: built.value, version: packageJson.version };
  const framesApplied = "window.gemba.table().version";
  const busy = await once(() => frameHost(updatesPerFrame, page), "", framesApplied);
  const quiet = await once(() => frameHost(0, page), "", framesApplied);
  return { busy, quiet };
}

export async function run(): Promise<BenchTable> {
  const codec = await codecRows();
  await buildPages();
  const frames: Load[] = [];
  const json: Load[] = [];
  // A-B-A-B in fresh browsers, so that a busy moment of the machine meets both.
  for (let turn = 0; turn < 2; turn += 1) {
    frames.push(await once(() => frameHost(updatesPerFrame), "frames.html"));
    json.push(await once(() => jsonHost(updatesPerFrame), "json.html"));
  }
  const quiet = await once(() => frameHost(0), "frames.html");
  const app = await wholeApp();
  for (const load of frames) {
    if (load.countPerS < updatesPerS * 0.95)
      throw new Error(`Only ${Math.round(load.countPerS)} updates/s arrived by frames`);
  }
  const framesMs = lowerMedian(frames.map((load) => load.taskMsPerS));
  const jsonMs = lowerMedian(json.map((load) => load.taskMsPerS));
  const ratio = jsonMs / framesMs;
  return {
    title: `Frames: 10,000 signals, ${framesPerS} frames/s; baseline = the same updates as batches of JSON`,
    notes: [
      "Codec rows: Node, one thread, lower median of batches. Transport is one message at a time, both ends in one thread.",
      "Main thread: Chromium, CDP TaskDuration over 8 s, A-B-A-B in fresh browsers, lower of two; nothing is drawn.",
      "The whole app: 1,000 stations, scene, tree and lanes mounted; its main thread also draws. With other work on the machine it gets fewer frames.",
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
      { name: "the whole app at that load, scene in software GL", value: app.busy.taskMsPerS, unit: "ms/s" },
      { name: "frames a second it applied then", value: app.busy.countPerS, unit: "1/s" },
      { name: "the whole app without updates", value: app.quiet.taskMsPerS, unit: "ms/s" },
      {
        name: "updates that arrived",
        value: Math.min(...frames.map((load) => load.countPerS)),
        unit: "1/s",
        target: ">= 95,000",
        baseline: Math.min(...json.map((load) => load.countPerS)),
        pass: frames.every((load) => load.countPerS >= updatesPerS * 0.95),
      },
    ],
  };
}
