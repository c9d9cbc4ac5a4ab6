// `npm run bench -- lanes`: what it costs the page to draw 200 lanes of 8 h anew, and whether 10,000 marks scroll without a
// long task. Real Chromium, the product's own painter and board, software raster.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { build, preview } from "vite";
import { ensureBrowser } from "../support/browser.ts";
import type { LanesBench, RedrawResult } from "./lanes-page/lanes.ts";
import type { BenchRow, BenchTable } from "./table.ts";

declare global {
  interface Window {
    lanesBench?: LanesBench;
  }
}

const pageSource = fileURLToPath(new URL("lanes-page", import.meta.url));
const pageDir = fileURLToPath(new URL("../../dist/bench/lanes", import.meta.url));
const redraws = 40;
const frames = 300;

export async function run(): Promise<BenchTable> {
  const shared = { configFile: false, root: pageSource, logLevel: "warn" } as const;
  await build({
    ...shared,
    build: {
      outDir: pageDir,
      emptyOutDir: true,
      target: "es2024",
      rolldownOptions: { input: [join(pageSource, "lanes.html")] },
    },
  });
  const server = await preview({
    ...shared,
    build: { outDir: pageDir },
    preview: { port: 0, host: "127.0.0.1" },
  });
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
    await page.goto(`${server.resolvedUrls?.local[0] ?? ""}lanes.html`);
    await page.waitForFunction(() => window.lanesBench !== undefined);
    const session = await page.context().newCDPSession(page);
    // Time of the processor and not of the clock: who else works on the machine does not count.
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    const taskMs = async (): Promise<number> => {
      const { metrics } = await session.send("Performance.getMetrics");
      return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN) * 1000;
    };
    const redraw = async (
      exact: boolean,
      shown: number,
    ): Promise<RedrawResult & { readonly cpuMs: number }> => {
      const measure = (times: number): Promise<RedrawResult | undefined> =>
        page.evaluate(([all, lanes, count]) => window.lanesBench?.redraw(all, lanes, count), [
          exact,
          shown,
          times,
        ] as const);
      await measure(5);
      // Both runs prepare the same; what differs are the redraws.
      const beforeMs = await taskMs();
      await measure(1);
      const betweenMs = await taskMs();
      const result = await measure(1 + redraws);
      const afterMs = await taskMs();
      if (result === undefined) throw new Error("the page measures nothing");
      return { ...result, cpuMs: (afterMs - betweenMs - (betweenMs - beforeMs)) / redraws };
    };
    const all = await redraw(false, 200);
    const exact = await redraw(true, 200);
    const panel = await redraw(false, 12);
    const scrolled = await page.evaluate((count) => window.lanesBench?.scroll(count), frames);
    if (scrolled === undefined) throw new Error("the page measures nothing");
    const rows: BenchRow[] = [
      {
        name: "200 lanes x 8 h drawn anew, all in sight, CPU of a redraw",
        value: all.cpuMs,
        unit: "ms",
        target: "<= 100",
        pass: all.cpuMs <= 100,
        baseline: exact.cpuMs,
        ratio: exact.cpuMs / all.cpuMs,
      },
      { name: "   the same by the clock, median", value: all.medianMs, unit: "ms" },
      {
        name: "   stretches sent for it",
        value: all.segments,
        unit: "stretches",
        baseline: exact.segments,
        ratio: exact.segments / all.segments,
      },
      { name: "the 12 lanes that a panel shows of them, CPU", value: panel.cpuMs, unit: "ms" },
      {
        name: `${scrolled.marks} marks and lanes scrolled for ${scrolled.frames} frames, longest task`,
        value: scrolled.longestTaskMs,
        unit: "ms",
        target: "<= 50",
        pass: scrolled.longestTaskMs <= 50 && scrolled.marks >= 10_000,
      },
      {
        name: "   a frame of it with its waiting for the screen, median",
        value: scrolled.medianFrameMs,
        unit: "ms",
      },
    ];
    return {
      title: "lanes: drawing and scrolling the timeline",
      notes: [
        "Baseline of the redraw: the same lanes with every stretch instead of those that the host merges by pixel.",
        "Tasks of 50 ms and less are not told by the browser and count as 0.",
      ],
      rows,
    };
  } finally {
    await browser.close();
    await server.close();
  }
}
