// `npm run screenshots`: the pictures of the README, taken from the running app with software GL, and the same in a small
// and a very large window, whose layout is checked. Options: --only NAME,NAME  --sizes 1920x1080,1280x720  --tier rich
// assets/screenshots holds 1920 x 1080; other sizes go to dist/screenshots. Ends with an error when a layout is wrong.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { type Browser, chromium, type Page } from "@playwright/test";
import { type GalleryServer, serveGallery } from "../visual/gallery-server.ts";
import { ensureBrowser } from "./browser.ts";
import { type GembaProcess, startGemba } from "./gemba-process.ts";
import { layoutProblems } from "./page-layout.ts";
import { packPng } from "./pack-png.ts";

const root = join(import.meta.dirname, "../..");
const realDay = join(root, "../shared/data/nist-smstestbed-mtconnect");
const shownSize = "1920x1080";
/** Software GL may need seconds for one frame of the richest tier on a very large screen. */
const settleMs = 120_000;

type Theme = "light" | "dark" | "show";

/** One picture of the app: how to get there from the start view. */
interface Shot {
  readonly name: string;
  readonly theme: Theme;
  readonly go: (page: Page) => Promise<void>;
}

const shots: readonly Shot[] = [
  { name: "hall-show", theme: "show", go: () => Promise.resolve() },
  { name: "robot-cell", theme: "show", go: (page) => frame(page, /\bA10 Cell/) },
  { name: "weld-cell", theme: "show", go: (page) => frame(page, /\bB10a /) },
  { name: "container", theme: "show", go: (page) => frame(page, /Container: thermal paste/) },
  { name: "operator-dark", theme: "dark", go: () => Promise.resolve() },
  { name: "operator-light", theme: "light", go: () => Promise.resolve() },
  { name: "inspector", theme: "light", go: (page) => treeItem(page, /\bB10a /).click() },
  {
    name: "schematic",
    theme: "light",
    go: async (page) => {
      await page.keyboard.press("Escape");
      await page.keyboard.press("s");
      await page.waitForTimeout(1500);
    },
  },
];

/** A picture of a recording that is imported for it, as the README says. */
interface Review {
  readonly name: string;
  readonly theme: Theme;
  /** The recording's name, which the page shows. */
  readonly title: string;
  /** What is imported; without it there is no picture. */
  readonly data: string;
  /** What `gemba import` is given besides the data. */
  readonly importArgs: readonly string[];
  /** Where the playhead stands. */
  readonly at: string;
  /** The machine that is selected. */
  readonly machine: RegExp;
  /** Signals whose trends stand under the lanes. */
  readonly trends: readonly RegExp[];
  /** The key of the camera view, where home is not it. */
  readonly view?: string;
  /** The window of time: from all of it, so often twice as close, then so many eighths of it earlier. */
  readonly closer: number;
  readonly earlier: number;
}

const reviews: readonly Review[] = [
  {
    name: "review-log",
    title: "trier",
    theme: "light",
    data: join(root, "../shared/data/trier-iot-smart-factory/event_log.csv"),
    importArgs: ["--plant", "assets/plants/trier", "--mapping", "assets/plants/trier/mapping.json"],
    // The transport of the first floor waits for the oven's light barrier.
    at: "2021-07-01T08:52:30Z",
    machine: /\bwt_1 /,
    trends: [],
    view: "2",
    closer: 12,
    earlier: 3,
  },
  {
    name: "review-day",
    title: "day",
    theme: "dark",
    data: realDay,
    importArgs: [],
    // Five minutes into a stop of eighteen.
    at: "2016-11-01T13:06:20Z",
    machine: /\bMazak03/,
    trends: [/X load/],
    closer: 2,
    earlier: 0,
  },
];

/** Pictures of the demo shift under review: where the playhead stands, and what is opened in the right dock. */
interface ShiftShot {
  readonly name: string;
  readonly theme: Theme;
  readonly at: string;
  readonly go: (page: Page) => Promise<void>;
}

const dockTab = (page: Page, name: string) =>
  page.getByRole("region", { name: "Constraint" }).getByRole("button", { name, exact: true });

/** The card of the finding at an asset, with its parts, its way and its suspect in the hall. */
async function openFinding(page: Page, title: RegExp): Promise<void> {
  await page.keyboard.press("d");
  await page.getByRole("region", { name: "Defects" }).getByRole("button", { name: title }).first().click();
}

const shiftShots: readonly ShiftShot[] = [
  {
    name: "defect-pin",
    theme: "light",
    at: "2026-01-05T05:50:00Z",
    go: async (page) => {
      await page.keyboard.press("e");
    },
  },
  {
    name: "defect-part",
    theme: "show",
    at: "2026-01-05T08:30:00Z",
    go: async (page) => {
      await openFinding(page, /B20/);
      await page.keyboard.press("3");
    },
  },
  {
    name: "defect-card",
    theme: "dark",
    at: "2026-01-05T08:30:00Z",
    go: (page) => openFinding(page, /B20/),
  },
  {
    name: "defect-pareto",
    theme: "light",
    at: "2026-01-05T12:30:00Z",
    go: async (page) => {
      await page.keyboard.press("d");
      await page
        .getByRole("region", { name: "Defects" })
        .getByRole("button", { name: "Pareto", exact: true })
        .click();
    },
  },
  {
    name: "constraint",
    theme: "show",
    at: "2026-01-05T06:45:00Z",
    go: async (page) => {
      await page.keyboard.press("c");
    },
  },
  {
    name: "constraint-waterfall",
    theme: "light",
    at: "2026-01-05T08:45:00Z",
    go: async (page) => {
      // In a small window the layers are a menu.
      const toggle = page.getByRole("button", { name: "Bottleneck", exact: true });
      if (await toggle.isVisible()) await toggle.click();
      else {
        await page.getByRole("button", { name: "Layers" }).click();
        await page.getByRole("menuitemcheckbox", { name: "Bottleneck" }).click();
        await page.keyboard.press("Escape");
      }
      await page.keyboard.press("c");
      await dockTab(page, "Waterfall").click();
    },
  },
  {
    name: "constraint-what-if",
    theme: "dark",
    at: "2026-01-05T10:45:00Z",
    go: async (page) => {
      await page.keyboard.press("w");
      const advice = page.getByRole("region", { name: "Worth trying" });
      await advice.getByRole("button").first().click();
      await page.getByRole("region", { name: "Rerun" }).waitFor();
    },
  },
];

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    sizes: { type: "string", default: `${shownSize},1280x720,3840x2160` },
    tier: { type: "string", default: "rich" },
  },
});
const only = values.only?.split(",");
const isWanted = (name: string): boolean => only === undefined || only.includes(name);

const treeItem = (page: Page, name: RegExp) => page.getByRole("treeitem", { name });

/** Selects in the tree and frames, as a person does. */
async function frame(page: Page, name: RegExp): Promise<void> {
  // The tree shows only what is in sight; the search brings it there.
  await page.getByRole("searchbox").fill(name.source.replace(/\\b/g, "").trim());
  await treeItem(page, name).first().click();
  await page.keyboard.press("f");
  await page.getByRole("searchbox").fill("");
}

/** A page of the app in a theme, with the tier, on a live plant. Less motion: the camera is where it goes at once. */
async function open(browser: Browser, url: string, theme: Theme, size: Size): Promise<Page> {
  const page = await browser.newPage({ viewport: size, reducedMotion: "reduce" });
  page.setDefaultTimeout(settleMs);
  await page.addInitScript(
    ([themeName, tier]) => {
      localStorage.clear();
      localStorage.setItem("gemba.theme", themeName ?? "light");
      localStorage.setItem("gemba.tier", tier ?? "auto");
    },
    [theme, values.tier],
  );
  await page.goto(url);
  await page.getByRole("tree").waitFor();
  await page.waitForFunction(() => {
    const table = window.gemba?.table();
    // A recording stands still: one frame is all there is.
    return table !== undefined && table.endMs > 0 && (!table.following || table.version > 3);
  });
  return page;
}

/** Nothing is pointed at, nothing is typed in. */
async function atRest(page: Page): Promise<void> {
  await page.mouse.move(1, 1);
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
}

/** The scene has drawn what was asked: further frames came, and the picture stood still between the last of them. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async (limitMs) => {
    await document.fonts.ready;
    const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
    const frames = (): number => window.gemba?.scene().frames ?? 0;
    const places = async (): Promise<string> => {
      const all: (number | undefined)[] = [];
      for (const id of ["A10", "B10a", "D90"]) {
        const at = await window.gemba?.screenPlaceOf(id);
        all.push(at && Math.round(at.x), at && Math.round(at.y));
      }
      return JSON.stringify(all);
    };
    const isFlat = document.querySelector(".schematic") !== null;
    // Names are written a few a frame: some frames after the camera has come to rest all of them are there.
    const framesAtRest = 4;
    let [before, restedAt, waitedMs, quietMs] = ["", frames(), 0, 0];
    while (!isFlat && waitedMs < limitMs) {
      const now = await places();
      if (now !== before) [before, restedAt] = [now, frames()];
      if (frames() - restedAt >= framesAtRest) return;
      const drawn = frames();
      await wait(100);
      waitedMs += 100;
      // Where nothing moves and nothing waits, no frame comes: what is there is all.
      quietMs = frames() === drawn ? quietMs + 100 : 0;
      if (quietMs > 5000 && drawn > 0) return;
    }
  }, settleMs);
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const wrong: string[] = [];

/** Takes the picture, checks the layout, says where it is and how large. */
async function take(page: Page, name: string, size: Size): Promise<void> {
  const label = `${size.width}x${size.height}`;
  const folder =
    label === shownSize ? join(root, "assets/screenshots") : join(root, "dist/screenshots", label);
  mkdirSync(folder, { recursive: true });
  // The sheet of states scrolls; it has no panels.
  const problems = name === "states-greyscale" ? [] : await page.evaluate(layoutProblems);
  for (const problem of problems) wrong.push(`${label} ${name}: ${problem}`);
  const png = packPng(await page.screenshot({ timeout: settleMs }));
  const file = join(folder, `${name}.png`);
  writeFileSync(file, png);
  process.stdout.write(`${relative(root, file)} ${Math.round(png.length / 1024)} kB\n`);
}

/** All pictures of the demo line in one window size: one page for each theme. */
async function demoPictures(browser: Browser, gemba: GembaProcess, size: Size): Promise<void> {
  for (const theme of ["show", "dark", "light"] as const) {
    const wanted = shots.filter((shot) => shot.theme === theme && isWanted(shot.name));
    if (wanted.length === 0) continue;
    const page = await open(browser, gemba.url, theme, size);
    // Before that the camera has no home to leave.
    await page.waitForFunction(() => (window.gemba?.scene().frames ?? 0) > 0);
    for (const shot of wanted) {
      await shot.go(page);
      await atRest(page);
      await settled(page);
      await take(page, shot.name, size);
    }
    await page.close();
  }
}

/** Three machining centres on a recorded day, some hours in. */
async function realDayPicture(browser: Browser, size: Size): Promise<void> {
  if (!isWanted("real-day")) return;
  if (!existsSync(realDay)) {
    process.stdout.write("real-day skipped: the recorded day is not beside the project\n");
    return;
  }
  const gemba = await startGemba(["--source", `shdr:${realDay}`, "--speed", "120"]);
  try {
    const page = await open(browser, gemba.url, "light", size);
    // An hour into the day at 120 times its pace, then the next moment at which a machine is known to run.
    await page.waitForTimeout(30_000);
    await treeItem(page, /Mazak01/).click();
    await page.waitForFunction(() => {
      const table = window.gemba?.table();
      const row = table?.plant.assetRowById.get("Mazak01");
      return table !== undefined && row !== undefined && table.assetState[row] === 1;
    });
    await settled(page);
    await take(page, "real-day", size);
    await page.close();
  } finally {
    await gemba.stop();
  }
}

/** A recording under review: one import and one host for all sizes. */
async function reviewPictures(browser: Browser, review: Review): Promise<void> {
  if (!isWanted(review.name)) return;
  if (!existsSync(review.data)) {
    process.stdout.write(`${review.name} skipped: ${relative(root, review.data)} is not there\n`);
    return;
  }
  const dir = mkdtempSync(join(tmpdir(), "gemba-review-"));
  const file = join(dir, `${review.title}.mcap`);
  const args = ["import", review.data, ...review.importArgs, "--out", file];
  execFileSync(process.execPath, ["electron/host/cli.ts", ...args], { cwd: root, stdio: "ignore" });
  const gemba = await startGemba(["--source", `recording:${file}`]);
  try {
    for (const size of sizes) await reviewPicture(browser, gemba, review, size);
  } finally {
    await gemba.stop();
    rmSync(dir, { recursive: true });
  }
}

async function reviewPicture(
  browser: Browser,
  gemba: GembaProcess,
  review: Review,
  size: Size,
): Promise<void> {
  const page = await open(browser, `${gemba.url}#at=${review.at}`, review.theme, size);
  await treeItem(page, review.machine).first().click();
  for (let press = 0; press < review.closer; press += 1) await page.keyboard.press("+");
  if (review.view !== undefined) await page.keyboard.press(review.view);
  for (const trend of review.trends) await addTrend(page, trend);
  await page.getByRole("img", { name: /State lanes/ }).focus();
  for (let press = 0; press < review.earlier; press += 1) await page.keyboard.press("ArrowLeft");
  await page.waitForFunction(
    () => document.querySelector<HTMLElement>(".lanes__canvas")?.dataset["known"] === "true",
  );
  await atRest(page);
  await settled(page);
  await take(page, review.name, size);
  await page.close();
}

/** Puts the trend of a signal of the selected machine under the lanes. */
async function addTrend(page: Page, signal: RegExp): Promise<void> {
  await page.getByRole("button", { name: /Choose signals to see/ }).click();
  await page.getByRole("menuitemcheckbox", { name: signal }).first().click();
  await page.keyboard.press("Escape");
  await page.getByRole("img", { name: signal }).first().waitFor();
}

/** What limits the line in the demo shift and what is not as usual in it, as a recording. */
async function shiftPictures(browser: Browser): Promise<void> {
  const wanted = shiftShots.filter(({ name }) => isWanted(name));
  if (wanted.length === 0) return;
  const dir = mkdtempSync(join(tmpdir(), "gemba-shift-"));
  const file = join(dir, "shift.mcap");
  const args = ["simulate", "--plant", "assets/plants/demo", "--hours", "8", "--out", file];
  execFileSync(process.execPath, ["electron/host/cli.ts", ...args], { cwd: root, stdio: "ignore" });
  const gemba = await startGemba(["--source", `recording:${file}`]);
  try {
    for (const size of sizes)
      for (const shot of wanted) {
        const page = await open(browser, `${gemba.url}#at=${shot.at}`, shot.theme, size);
        await page.waitForFunction(() => window.gemba?.report()?.isWhole === true);
        await page.waitForFunction(() => (window.gemba?.findings().length ?? 0) > 0);
        await shot.go(page);
        await atRest(page);
        await settled(page);
        await take(page, shot.name, size);
        await page.close();
      }
  } finally {
    await gemba.stop();
    rmSync(dir, { recursive: true });
  }
}

/** All states side by side without colour. */
async function greyPicture(browser: Browser, gallery: GalleryServer, size: Size): Promise<void> {
  const page = await browser.newPage({ viewport: size });
  await page.goto(`${gallery.origin}gallery/panels.html?view=states&grey`);
  await page.locator(".states__row").first().waitFor();
  await page.evaluate(() => document.fonts.ready);
  await take(page, "states-greyscale", size);
  await page.close();
}

const startedMs = performance.now();
const sizes = values.sizes.split(",").map((text): Size => {
  const [width = 1920, height = 1080] = text.split("x").map(Number);
  return { width, height };
});
const browser = await chromium.launch({
  executablePath: ensureBrowser(),
  args: [
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
  ],
});
try {
  if (isWanted("states-greyscale")) {
    const gallery = await serveGallery();
    for (const size of sizes) await greyPicture(browser, gallery, size);
    await gallery.close();
  }
  if (shots.some((shot) => isWanted(shot.name))) {
    const gemba = await startGemba([]);
    try {
      for (const size of sizes) await demoPictures(browser, gemba, size);
    } finally {
      await gemba.stop();
    }
  }
  for (const size of sizes) await realDayPicture(browser, size);
  for (const review of reviews) await reviewPictures(browser, review);
  await shiftPictures(browser);
} finally {
  await browser.close();
}
process.stdout.write(`${Math.round((performance.now() - startedMs) / 1000)} s\n`);
if (wrong.length > 0) {
  process.stderr.write(`The layout is wrong:\n${wrong.join("\n")}\n`);
  process.exitCode = 1;
}
