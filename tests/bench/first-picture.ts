// `npm run bench -- first-picture`: from opening the page to the first picture of the plant, at 1280 x 720 in the lightest tier, on
// the demo line, each in a fresh browser without a cache; and the same for the least page that shows one box with three.
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { build, preview } from "vite";
import { ensureBrowser } from "../support/browser.ts";
import { startGemba } from "../support/gemba-process.ts";
import { type BenchRow, type BenchTable, lowerMedian } from "./table.ts";

declare global {
  interface Window {
    firstPictureMs?: number;
    firstFrames?: () => number;
  }
}

const runs = 5;
const leastPage = fileURLToPath(new URL("first-page", import.meta.url));
const leastDir = fileURLToPath(new URL("../../dist/bench/first", import.meta.url));

/** Who draws the page itself: the processor, as browsers do that find no GPU, or software GL like the scene. */
const ways = {
  "the page drawn by the CPU": ["--enable-unsafe-swiftshader"],
  "the page drawn by software GL too": ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
} as const;

/** Milliseconds from the start of the navigation until the first frame is drawn, the graphics process included. */
async function firstPictureMs(url: string, flags: readonly string[]): Promise<number> {
  const browser = await chromium.launch({
    executablePath: ensureBrowser(),
    args: ["--no-sandbox", ...flags, "--disable-background-networking", "--disable-component-update"],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
    await page.addInitScript(() => {
      localStorage.setItem("gemba.tier", "light");
      const look = (): void => {
        const frames = window.firstFrames?.() ?? window.gemba?.scene().frames ?? 0;
        const canvas = document.querySelector("main canvas, body > canvas");
        if (frames === 0 || !(canvas instanceof HTMLCanvasElement)) {
          requestAnimationFrame(look);
          return;
        }
        // A pixel read back waits until all that was asked for is drawn.
        const gl = canvas.getContext("webgl2");
        gl?.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
        window.firstPictureMs = performance.now();
      };
      requestAnimationFrame(look);
    });
    await page.goto(url);
    await page.waitForFunction(() => window.firstPictureMs !== undefined, undefined, { timeout: 60_000 });
    return await page.evaluate(() => window.firstPictureMs ?? Number.NaN);
  } finally {
    await browser.close();
  }
}

export async function run(): Promise<BenchTable> {
  await build({
    configFile: false,
    root: leastPage,
    logLevel: "warn",
    build: { outDir: leastDir, emptyOutDir: true, rolldownOptions: { input: [`${leastPage}/first.html`] } },
  });
  const least = await preview({
    configFile: false,
    root: leastPage,
    logLevel: "error",
    build: { outDir: leastDir },
    preview: { port: 0, host: "127.0.0.1" },
  });
  const leastUrl = `${least.resolvedUrls?.local[0] ?? ""}first.html`;
  const gemba = await startGemba([]);
  try {
    const rows: BenchRow[] = [];
    for (const [way, flags] of Object.entries(ways)) {
      const ours: number[] = [];
      const theirs: number[] = [];
      // In turn, so that a machine that is busy for a while is busy for both.
      for (let count = 0; count < runs; count += 1) {
        theirs.push(await firstPictureMs(leastUrl, flags));
        ours.push(await firstPictureMs(gemba.url, flags));
      }
      const value = lowerMedian(ours) / 1000;
      const baseline = lowerMedian(theirs) / 1000;
      rows.push(
        {
          name: `first picture, ${way}, median of ${runs}`,
          value,
          unit: "s",
          target: "<= 2",
          pass: value <= 2,
          baseline,
          ratio: baseline / value,
        },
        { name: "   the fastest of them", value: Math.min(...ours) / 1000, unit: "s" },
        { name: "   above one box", value: value - baseline, unit: "s" },
      );
    }
    return {
      title: "first picture: the demo line at 1280 x 720 in the lightest tier, fresh browsers",
      notes: ["Baseline: a page with nothing but three and one box, in the same minutes."],
      rows,
    };
  } finally {
    await gemba.stop();
    await least.close();
  }
}
