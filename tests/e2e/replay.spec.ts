// A shift of 8 h played in 8 s: clock, lanes and twin show the same time all the way, and what they show is true. Backward too.
import { expect, type Page, test } from "@playwright/test";
import { demoShiftFile, shortestStop, truthAt } from "../support/demo-shift.ts";
import { type GembaProcess, startGemba } from "../support/gemba-process.ts";
import { collectErrors, leaveFlat } from "../support/open-page.ts";

let gemba: GembaProcess;
test.beforeAll(async () => {
  test.setTimeout(240_000);
  gemba = await startGemba(["--source", `recording:${demoShiftFile()}`]);
});
test.afterAll(async () => {
  await gemba.stop();
});

/** What was on the page between two beats of its clocks. */
interface Seen {
  readonly clock: string;
  /** Plant time under the lanes' playhead; undefined where it was not found. */
  readonly laneMs: number | undefined;
  /** The newest frame then: its time, and the states it left. */
  readonly frameMs: number;
  readonly states: readonly number[];
}

const speed = (page: Page) => page.getByRole("textbox", { name: "Speed as a number" });

async function open(page: Page): Promise<string[]> {
  const errors = collectErrors(page);
  await leaveFlat(page);
  await page.goto(gemba.url);
  await expect(page.getByRole("tree")).toBeVisible();
  await page.waitForFunction(() => {
    const table = window.gemba?.table();
    return table !== undefined && table.endMs > table.startMs;
  });
  return errors;
}

/** Looks at the page at every picture, and notes what it shows once that stays for some. */
async function watch(page: Page): Promise<void> {
  await page.evaluate((restingLooks) => {
    const table = window.gemba?.table();
    const clock = document.querySelector(".mode__time");
    const canvas = document.querySelector<HTMLCanvasElement>("canvas[aria-label^='State lanes']");
    const context = canvas?.getContext("2d");
    if (table === undefined || clock === null || canvas === null || !context) throw new Error("no desk");
    const seen: unknown[] = [];
    Object.assign(window, { seen });
    const probe = document.createElement("i");
    probe.style.color = getComputedStyle(document.documentElement).getPropertyValue("--accent");
    document.body.append(probe);
    const accent = (getComputedStyle(probe).color.match(/\d+/g) ?? []).slice(0, 3).map(Number);
    probe.remove();
    /** Where the playhead is on the lanes: a line of the accent's colour down to the foot. */
    const laneMs = (): number | undefined => {
      const { data } = context.getImageData(0, canvas.height - 1, canvas.width, 1);
      const ratio = canvas.width / canvas.clientWidth;
      const names = Math.round(Math.min(16.5 * 16, canvas.clientWidth * 0.22));
      for (let x = Math.ceil(names * ratio); x < canvas.width; x += 1) {
        if (!accent.every((value, channel) => data[x * 4 + channel] === value)) continue;
        const share = ((x + 1) / ratio - names) / (canvas.clientWidth - names);
        return table.startMs + share * (table.endMs - table.startMs) * 1.02;
      }
      return undefined;
    };
    let before = "";
    let looks = 0;
    const look = (): void => {
      const now = { clock: clock.textContent, laneMs: laneMs() };
      const text = JSON.stringify(now);
      looks = text === before ? looks + 1 : 0;
      before = text;
      // Between two beats: clock and lanes are written one after the other, and a picture may come in between.
      if (looks === restingLooks)
        seen.push({ ...now, frameMs: table.frameTimeMs, states: [...table.assetState] });
      requestAnimationFrame(look);
    };
    look();
  }, 3);
}

const seenSoFar = (page: Page): Promise<readonly Seen[]> =>
  page.evaluate(() => (window as unknown as { seen: Seen[] }).seen);

/** A clock's text as plant time, of the 8 h that begin at `startMs` (06:00 in Berlin). */
function timeOfClock(text: string, startMs: number): number {
  const [hours = 0, minutes = 0, seconds = 0] = text.split(":").map(Number);
  return startMs + ((hours - 6) * 3600 + minutes * 60 + seconds) * 1000;
}

test("8 h at 3,600 times: everything shows one time, and what was true then", async ({ page }) => {
  const errors = await open(page);
  const { startMs, endMs } = await page.evaluate(() => {
    const table = window.gemba?.table();
    return { startMs: table?.startMs ?? 0, endMs: table?.endMs ?? 0 };
  });
  await watch(page);
  await speed(page).fill("3600");
  await speed(page).press("Enter");
  await page.waitForFunction((end) => window.gemba?.table()?.frameTimeMs === end, endMs);
  await page.waitForFunction(() => window.gemba?.table()?.speed === 0);
  const seen = await seenSoFar(page);
  expect(seen.length).toBeGreaterThanOrEqual(10);
  for (const { clock, laneMs, frameMs } of seen) {
    const clockMs = timeOfClock(clock, startMs);
    // Of one beat: 50 ms of the wall, and two pixels.
    if (laneMs !== undefined)
      expect(Math.abs(laneMs - clockMs)).toBeLessThan(3600 * 50 + (endMs - startMs) / 500);
    // The twin goes on between two beats.
    expect(Math.abs(frameMs - clockMs)).toBeLessThan(3600 * 1000);
  }
  expect(seen.filter(({ laneMs }) => laneMs !== undefined).length).toBeGreaterThan(seen.length / 2);
  // The twin at the frame's time is the file's at that time: every state of every asset.
  for (const each of [...seen.slice(2, 6), ...seen.slice(-1)]) {
    const truth = await truthAt(demoShiftFile(), each.frameMs);
    expect(each.states).toEqual([...truth.assetState]);
  }
  expect(errors).toEqual([]);
});

test("plays backward at 60 times, true all the way", async ({ page }) => {
  const errors = await open(page);
  await page.keyboard.press("End");
  const { endMs } = await page.evaluate(() => ({ endMs: window.gemba?.table()?.endMs ?? 0 }));
  await page.waitForFunction((end) => window.gemba?.table()?.frameTimeMs === end, endMs);
  await watch(page);
  await speed(page).fill("-60");
  await speed(page).press("Enter");
  await expect(page.locator(".mode__badge")).toContainText("-60");
  await page.waitForFunction((end) => (window.gemba?.table()?.frameTimeMs ?? end) < end - 120_000, endMs);
  await page.keyboard.press("k");
  const seen = await seenSoFar(page);
  for (const each of seen.slice(1, 5)) {
    const truth = await truthAt(demoShiftFile(), each.frameMs);
    expect(each.states).toEqual([...truth.assetState]);
  }
  expect(errors).toEqual([]);
});

test("a stop of a second is seen among eight hours", async ({ page }) => {
  const errors = await open(page);
  const stop = await shortestStop(demoShiftFile());
  expect(stop.toMs - stop.fromMs).toBeLessThan(3000);
  await page.waitForFunction(({ lane, fromMs }) => {
    const table = window.gemba?.table();
    const canvas = document.querySelector<HTMLCanvasElement>("canvas[aria-label^='State lanes']");
    const context = canvas?.getContext("2d");
    if (table === undefined || canvas === null || !context) return false;
    const ratio = canvas.width / canvas.clientWidth;
    const names = Math.round(Math.min(16.5 * 16, canvas.clientWidth * 0.22));
    const share = (fromMs - table.startMs) / ((table.endMs - table.startMs) * 1.02);
    const x = Math.round((names + share * (canvas.clientWidth - names)) * ratio);
    const top = (Number(canvas.dataset["lanesTop"]) + lane * 22) * ratio;
    const probe = document.createElement("i");
    probe.style.color = getComputedStyle(document.documentElement).getPropertyValue("--state-microstop");
    document.body.append(probe);
    const colour = (getComputedStyle(probe).color.match(/\d+/g) ?? []).slice(0, 3).map(Number);
    probe.remove();
    const { data } = context.getImageData(x - 2, top, 5, 22 * ratio);
    for (let at = 0; at < data.length; at += 4)
      if (colour.every((value, channel) => Math.abs((data[at + channel] ?? 0) - value) < 8)) return true;
    return false;
  }, stop);
  expect(errors).toEqual([]);
});
