// `npm run bench -- review`: what a reviewer waits for, in real Chromium on the real host, lightest tier, software GL: from the
// click that opens a recording to its first complete picture (scene and lanes), and from a seek to its drawn picture.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import { createTwin } from "#shared/twin/twin.ts";
import { RecordingWriter } from "../../electron/host/record/recording-writer.ts";
import { ensureBrowser } from "../support/browser.ts";
import { startGemba } from "../support/gemba-process.ts";
import "../support/page-window.ts";
import { hours8Ms, workload, workloadHead, workloadPlant, workloadStartMs } from "./recording-workload.ts";
import type { BenchRow, BenchTable } from "./table.ts";

const seeks = 60;
/** A person looks at the list of recordings for so long before choosing one, milliseconds. */
const lookedMs = 1000;

export async function run(): Promise<BenchTable> {
  const gemba = await startGemba(["--cold"]);
  const browser = await chromium.launch({
    executablePath: ensureBrowser(),
    args: [
      "--no-sandbox",
      "--use-gl=angle",
      "--use-angle=swiftshader",
      "--enable-unsafe-swiftshader",
      "--disable-gpu-rasterization",
    ],
  });
  try {
    for (const stretch of [1, 3]) writeRecording(join(gemba.dataDir, "recordings"), stretch);
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
    await page.addInitScript(() => {
      localStorage.setItem("gemba.tier", "light");
    });
    await page.goto(gemba.url);
    await page.waitForFunction(() => (window.gemba?.scene().frames ?? 0) > 3);
    const rows: BenchRow[] = [];
    for (const [name, label] of [
      ["bench-1", "8 h, 10 M samples"],
      ["bench-3", "24 h, 30 M samples"],
    ] as const) {
      const openMs = await open(page, name);
      const seekMs = (await seekTimes(page)).sort((a, b) => a - b);
      const at = (share: number): number => seekMs[Math.floor(share * (seekMs.length - 1))] ?? NaN;
      rows.push(
        row(`${label}: open to the first complete picture`, openMs, 1000),
        { name: `${label}: seek to drawn picture, median`, value: at(0.5), unit: "ms" },
        row(`${label}: seek to drawn picture, p95 of ${seeks}`, at(0.95), 150),
      );
    }
    return {
      title: "review: a recording in the page",
      notes: [
        "200 machines, 2,000 signals. The page is open on the live demo plant before; what is opened has another plant, so its scene is built anew.",
        "The page itself is rastered by the CPU, as browsers do without a GPU; the list of recordings has been open for a second.",
        "Complete: the scene has drawn the recording's first frame and the lanes in sight are on their canvas.",
      ],
      rows,
    };
  } finally {
    await browser.close();
    await gemba.stop();
  }
}

function row(name: string, value: number, limitMs: number): BenchRow {
  return { name, value, unit: "ms", target: `<= ${limitMs}`, pass: value <= limitMs };
}

function writeRecording(dir: string, stretch: number): void {
  mkdirSync(dir, { recursive: true });
  const writer = new RecordingWriter({
    path: join(dir, `bench-${stretch}.mcap`),
    twin: createTwin(workloadPlant()),
    journal: false,
    head: workloadHead,
  });
  for (const facts of workload(stretch)) writer.append(facts);
  writer.advance(workloadStartMs + hours8Ms * stretch);
  writer.finish();
}

/** Opens a recording from the list; milliseconds from the click to scene and lanes. */
async function open(page: Page, name: string): Promise<number> {
  await page.keyboard.press("r");
  const button = page.getByRole("button", { name: `Open ${name}` });
  await button.waitFor();
  await page.waitForTimeout(lookedMs);
  return button.evaluate(async (element: HTMLElement, shown) => {
    const lanes = (): HTMLCanvasElement | undefined =>
      [...document.querySelectorAll<HTMLCanvasElement>("canvas[data-known]")].at(0);
    const before = window.gemba?.table();
    const startMs = performance.now();
    element.click();
    let framesThen: number | undefined;
    for (;;) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const table = window.gemba?.table();
      const frames = window.gemba?.scene().frames ?? 0;
      if (table === undefined || table === before || table.version === 0) continue;
      // The first frame after the table is there may still be the scene of before.
      framesThen ??= frames;
      const isListed = document.body.textContent.includes(shown);
      if (frames > framesThen && lanes()?.dataset["known"] === "true" && isListed)
        return performance.now() - startMs;
      if (performance.now() - startMs > 60_000) throw new Error("the recording was not shown");
    }
  }, name);
}

/** Milliseconds from each of some seeks all over the recording to its drawn picture. */
function seekTimes(page: Page): Promise<number[]> {
  return page.evaluate(async (count) => {
    const { gemba } = window;
    const table = gemba?.table();
    if (gemba === undefined || table === undefined) throw new Error("no page");
    const { startMs, endMs } = table;
    const times: number[] = [];
    for (let seek = 0; seek < count; seek += 1) {
      // A walk that comes everywhere: the golden ratio's multiples.
      const timeMs = Math.round(startMs + ((seek * 0.618_034) % 1) * (endMs - startMs));
      const frames = gemba.scene().frames;
      const beganMs = performance.now();
      void gemba.ask("playhead.set", { mode: "paused", timeMs });
      while (Math.abs(table.frameTimeMs - timeMs) > 1 || gemba.scene().frames === frames)
        await new Promise((resolve) => requestAnimationFrame(resolve));
      times.push(performance.now() - beganMs);
    }
    return times;
  }, seeks);
}
