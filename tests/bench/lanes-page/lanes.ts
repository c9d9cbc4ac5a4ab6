// The page of `npm run bench -- lanes`: the product's own painter and board on 200 stations with 8 h of states and 10,000
// marks made up from a seed. Measures itself; the host answers in the page as the real one does.
import { atResolution } from "../../../electron/host/serve/lane-resolution.ts";
import { generatedPlant } from "../../../renderer/gallery/generated-plant.ts";
import type { HostCaller } from "../../../renderer/live/live-context.ts";
import { LiveTable } from "../../../renderer/live/live-table.ts";
import { stationRows } from "../../../renderer/panels/common/plant-groups.ts";
import { LanePainter } from "../../../renderer/panels/timeline/lane-painter.ts";
import { LanesBoard } from "../../../renderer/panels/timeline/lanes-board.ts";
import { resolutionOf } from "../../../renderer/panels/timeline/lanes-feed.ts";
import { type LanesView, msPerPixel } from "../../../renderer/panels/timeline/lanes-layout.ts";
import type { TimelineMark } from "../../../renderer/panels/timeline/mark-clusters.ts";
import { RangeFeed } from "../../../renderer/panels/timeline/range-feed.ts";
import { TimelineView } from "../../../renderer/panels/timeline/timeline-view.ts";
import { themes } from "../../../renderer/ui/tokens.ts";
import { ManualClock } from "#shared/base/clock.ts";
import { seededRandom } from "#shared/base/random.ts";
import type { LaneSegment, RequestArgs, RequestName, RequestResult } from "#shared/host-api/requests.ts";
import { resolvePlant } from "#shared/model/plant.ts";

export interface RedrawResult {
  /** Of the median redraw and of the longest. */
  readonly medianMs: number;
  readonly mostMs: number;
  readonly segments: number;
}

export interface ScrollResult {
  readonly frames: number;
  readonly marks: number;
  readonly longestTaskMs: number;
  readonly medianFrameMs: number;
  readonly clusters: number;
}

const startMs = Date.UTC(2026, 10, 23, 5);
const hoursMs = 8 * 3_600_000;
const endMs = startMs + hoursMs;
const plant = resolvePlant(generatedPlant({ stations: 200 }));
const rows = stationRows(plant);
const random = seededRandom(7);

/** States of a busy station: run and waits by turns of a cycle, a short stop now and then, a breakdown a few times a shift. */
function history(): LaneSegment[] {
  const segments: LaneSegment[] = [];
  for (let timeMs = startMs; timeMs < endMs;) {
    const chance = random.next();
    const state =
      chance < 0.5
        ? "run"
        : chance < 0.7
          ? "starved"
          : chance < 0.93
            ? "blocked"
            : chance < 0.995
              ? "microstop"
              : "down";
    const lastsMs =
      state === "down"
        ? 300_000 * random.next() + 60_000
        : state === "microstop"
          ? 1_000 + random.next() * 20_000
          : 2_000 + random.next() * 36_000;
    const toMs = Math.min(endMs, timeMs + lastsMs);
    segments.push({ fromMs: timeMs, toMs, state });
    timeMs = toMs;
  }
  return segments;
}
const histories = new Map(rows.map((row) => [row, history()]));
const markCount = 10_000;
const marks: TimelineMark[] = Array.from({ length: markCount }, (_, index) => {
  const state = index % 9 === 0 ? "down" : "microstop";
  const timeMs = startMs + ((index + random.next()) / markCount) * hoursMs;
  const asset = plant.assets[rows[index % rows.length] ?? 0]?.id ?? "";
  return index % 7 === 0
    ? { timeMs, asset, kind: "condition", text: "Pressure low" }
    : { timeMs, asset, kind: "state", text: state, state };
});

const host: HostCaller = {
  call<K extends RequestName>(name: K, args: RequestArgs<K>): Promise<RequestResult<K>> {
    const answers: { readonly [N in RequestName]?: (args: never) => unknown } = {
      "timeline.lanes": ({ assets, fromMs, toMs, resolutionMs }: RequestArgs<"timeline.lanes">) => ({
        fromMs,
        toMs,
        lanes: assets.map((asset) => ({
          asset,
          segments: atResolution(
            within(histories.get(plant.assetRowById.get(asset) ?? -1) ?? [], fromMs, toMs),
            resolutionMs ?? 0,
          ),
        })),
      }),
      "timeline.marks": ({ fromMs, toMs }: RequestArgs<"timeline.marks">) => ({
        marks: marks.filter(({ timeMs }) => timeMs >= fromMs && timeMs <= toMs).toReversed(),
      }),
    };
    return Promise.resolve(answers[name]?.(args as never) as RequestResult<K>);
  },
};

function within(segments: readonly LaneSegment[], fromMs: number, toMs: number): LaneSegment[] {
  return segments
    .filter((segment) => segment.toMs > fromMs && segment.fromMs < toMs)
    .map((segment) => ({
      ...segment,
      fromMs: Math.max(fromMs, segment.fromMs),
      toMs: Math.min(toMs, segment.toMs),
    }));
}

const canvas = document.querySelector("canvas") ?? document.createElement("canvas");
const context = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
const table = new LiveTable(plant, new ManualClock(0));
Object.assign(table, { startMs, endMs, frameTimeMs: endMs, following: false });

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** All lanes at once on a canvas that is high enough, `times` times; every pixel is painted and read back once. */
function redraw(exact: boolean, shown: number, times: number): RedrawResult {
  if (context === null) throw new Error("no 2D context");
  const laneHeight = 22;
  const view: LanesView = {
    fromMs: startMs,
    toMs: endMs,
    width: 1920,
    height: 44 + shown * laneHeight,
    nameWidth: 264,
    axisHeight: 24,
    marksHeight: 20,
    laneHeight,
    scrollTop: 0,
    laneCount: rows.length,
  };
  [canvas.width, canvas.height] = [view.width, view.height];
  const resolutionMs = exact ? 0 : resolutionOf(msPerPixel(view));
  const lanes = new Map(
    rows.map((row) => [
      row,
      { fromMs: startMs, toMs: endMs, segments: atResolution(histories.get(row) ?? [], resolutionMs) },
    ]),
  );
  const painter = new LanePainter(context);
  const spent: number[] = [];
  for (let time = 0; time < times + 5; time += 1) {
    const beganMs = performance.now();
    painter.draw({
      view,
      plant,
      rows,
      rem: 16,
      theme: themes.light,
      laneOf: (row) => lanes.get(row),
      clusters: [],
      gaps: [],
      selection: undefined,
      looping: false,
      hoverMs: undefined,
      states: table.assetState,
      playheadMs: endMs - time * 60_000,
      liveMs: endMs,
      following: false,
      stale: false,
      selectedRow: undefined,
      hoverRow: undefined,
    });
    // What was recorded is painted now, so that painting counts.
    context.getImageData(0, 0, 1, 1);
    if (time >= 5) spent.push(performance.now() - beganMs);
  }
  const segments = [...lanes.values()].reduce((sum, lane) => sum + lane.segments.length, 0);
  return { medianMs: median(spent), mostMs: Math.max(...spent), segments };
}

/** The panel's board with all marks in its window's range, moved by a few pixels in every frame. */
async function scroll(frames: number): Promise<ScrollResult> {
  if (context === null) throw new Error("no 2D context");
  canvas.style.width = "1920px";
  canvas.style.height = "300px";
  const view = new TimelineView(table);
  const board = new LanesBoard({ canvas, context, table, host, view, whole: new RangeFeed(host, table) });
  view.fit();
  // The first fetch is part of opening, not of scrolling.
  for (let frame = 0; frame < 10; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
  view.zoom(0.25, startMs + hoursMs / 2);
  for (let frame = 0; frame < 10; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
  let longestTaskMs = 0;
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) longestTaskMs = Math.max(longestTaskMs, entry.duration);
  });
  observer.observe({ type: "longtask" });
  const spent: number[] = [];
  let clusters = 0;
  for (let frame = 0; frame < frames; frame += 1) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const beganMs = performance.now();
    view.pan(((frame < frames / 2 ? 1 : -1) * hoursMs) / frames);
    board.schedule();
    await new Promise<void>((resolve) => requestAnimationFrame(() => resolve()));
    context.getImageData(0, 0, 1, 1);
    spent.push(performance.now() - beganMs);
    clusters = Math.max(clusters, board.clusters.length);
  }
  await new Promise((resolve) => setTimeout(resolve, 100));
  observer.disconnect();
  board[Symbol.dispose]();
  // A frame that took longer than any long task that was told bounds it from above.
  return { frames, marks: board.marks.marks.length, longestTaskMs, medianFrameMs: median(spent), clusters };
}

export interface LanesBench {
  redraw: typeof redraw;
  scroll: typeof scroll;
}
const bench: LanesBench = { redraw, scroll };
Object.assign(window, { lanesBench: bench });
