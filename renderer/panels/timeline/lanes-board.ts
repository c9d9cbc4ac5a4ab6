// The lanes as they are kept on their canvas: what is in sight, what it lacks, and one picture whenever something would look
// different. Knows no gesture.
import type { MarkKind } from "#shared/host-api/requests.ts";
import { everyTick } from "../../live/ticker.ts";
import type { LiveTable } from "../../live/live-table.ts";
import type { HostCaller } from "../../live/live-context.ts";
import { t } from "../../messages/t.ts";
import { useBottleneck } from "../../state/bottleneck.ts";
import { useConnection } from "../../state/connection.ts";
import { findingsOf, useDefects } from "../../state/defects.ts";
import { useLateStates } from "../../state/late-states.ts";
import { usePeople } from "../../state/people.ts";
import { usePlayback } from "../../state/playback.ts";
import { useSelection } from "../../state/selection.ts";
import { useTimeline } from "../../state/timeline.ts";
import { useView } from "../../state/view.ts";
import { themes } from "../../ui/tokens.ts";
import { stationRows } from "../common/plant-groups.ts";
import { remPixels } from "../common/use-virtual-rows.ts";
import type { RangeFeed } from "./range-feed.ts";
import { LaneDetails } from "./lane-detail.ts";
import { LanePainter } from "./lane-painter.ts";
import { LanesFeed, resolutionOf } from "./lanes-feed.ts";
import {
  lanesInSight,
  lanesTop,
  type LanesView,
  maxScroll,
  msPerPixel,
  scrollToLane,
  xOfTime,
} from "./lanes-layout.ts";
import { clusterMarks, type MarkCluster } from "./mark-clusters.ts";
import { MarksFeed } from "./marks-feed.ts";
import { nameColumnWidth } from "./name-column.ts";
import { Ribbon } from "./ribbon.ts";
import type { TimelineView } from "./timeline-view.ts";

export interface BoardParts {
  readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;
  readonly table: LiveTable;
  readonly host: HostCaller;
  readonly view: TimelineView;
  readonly whole: RangeFeed;
}

export class LanesBoard {
  readonly rows: readonly number[];
  readonly laneOfRow: ReadonlyMap<number, number>;
  readonly lanes: LanesFeed;
  readonly marks: MarksFeed;
  readonly details: LaneDetails;
  /** Marks as they are drawn now. */
  clusters: readonly MarkCluster[] = [];
  readonly ribbon: Ribbon;
  readonly #parts: BoardParts;
  readonly #painter: LanePainter;
  #scrollTop = 0;
  #isScrolledByHand = false;
  #rem = remPixels();
  #drawnKey = "";
  #toldProblem: string | undefined;
  #scheduled = false;
  #stopped = false;
  readonly #open: (() => void)[] = [];

  constructor(parts: BoardParts) {
    const { canvas, context, table, host, view } = parts;
    this.#parts = parts;
    this.#painter = new LanePainter(context);
    this.lanes = new LanesFeed(host, table);
    this.marks = new MarksFeed(host, table);
    this.details = new LaneDetails(host, table);
    this.rows = stationRows(table.plant);
    this.laneOfRow = new Map(this.rows.map((row, lane) => [row, lane]));
    this.ribbon = new Ribbon(table, this.laneOfRow);
    const redraw = (): void => this.schedule();
    const ticking = [
      everyTick(4, () => {
        view.track(usePlayback.getState().playhead?.mode === "paused");
        redraw();
      }),
      everyTick(1, () => this.fetch()),
      view.onChange(() => {
        redraw();
        this.fetch();
      }),
    ];
    const resized = new ResizeObserver(() => {
      this.#rem = remPixels();
      const { assetId } = useSelection.getState();
      // What is selected stays in sight while the panel finds its size, until a person scrolls.
      if (!this.#isScrolledByHand && assetId !== undefined) {
        this.#scrollTop = 0;
        this.#showLane(assetId);
      }
      redraw();
      this.fetch();
    });
    resized.observe(canvas);
    this.#open.push(
      () => {
        for (const each of ticking) each[Symbol.dispose]();
        resized.disconnect();
      },
      useSelection.subscribe((now, before) => {
        if (now.assetId !== before.assetId && now.assetId !== undefined) {
          if (!this.#isScrolledByHand) this.#scrollTop = 0;
          this.#showLane(now.assetId);
        }
        redraw();
      }),
      useView.subscribe(redraw),
      usePlayback.subscribe(redraw),
      useTimeline.subscribe(() => {
        redraw();
        this.fetch();
      }),
      useBottleneck.subscribe(redraw),
      useDefects.subscribe(({ report }) => {
        this.marks.setFindings(findingsOf(report));
        redraw();
      }),
      usePeople.subscribe(() => {
        this.marks.forget();
        this.fetch();
      }),
      useLateStates.subscribe(({ told }) => {
        this.lanes.doubt(told);
        this.marks.forget();
        this.fetch();
      }),
    );
    void document.fonts.ready.then(() => {
      this.#drawnKey = "";
      redraw();
    });
    this.marks.setFindings(findingsOf(useDefects.getState().report));
    this.fetch();
  }

  get rem(): number {
    return this.#rem;
  }

  /** What is in sight, in CSS pixels. */
  view(): LanesView {
    const { canvas, view } = this.#parts;
    const { fromMs, toMs } = view.window();
    const width = canvas.clientWidth;
    const height = canvas.clientHeight;
    const rem = this.#rem;
    const seen: LanesView = {
      fromMs,
      toMs,
      width,
      height,
      nameWidth: nameColumnWidth(rem, width),
      axisHeight: Math.round(rem * 1.5),
      // A panel made small keeps its lanes and lets go of the marks.
      marksHeight: height > rem * 6 ? Math.round(rem * 1.25) : 0,
      ribbonHeight: this.ribbon.isShown && height > rem * 7.5 ? Math.round(rem * 1.25) : 0,
      laneHeight: Math.round(rem * 1.375),
      scrollTop: this.#scrollTop,
      laneCount: this.rows.length,
    };
    this.#scrollTop = Math.min(this.#scrollTop, maxScroll(seen));
    return { ...seen, scrollTop: this.#scrollTop };
  }

  scrollTo(scrollTop: number): void {
    this.#isScrolledByHand = true;
    this.#scrollTop = Math.min(maxScroll(this.view()), Math.max(0, scrollTop));
    this.schedule();
    this.fetch();
  }

  /** The next picture comes with the next frame. */
  schedule(): void {
    if (this.#scheduled || this.#stopped) return;
    this.#scheduled = true;
    requestAnimationFrame(() => {
      this.#scheduled = false;
      if (!this.#stopped) this.#draw();
    });
  }

  /** Asks for what is in sight and not there. */
  fetch(): void {
    const { table } = this.#parts;
    const view = this.view();
    if (view.width === 0 || view.height === 0) return;
    const { kinds } = useTimeline.getState();
    this.lanes.setKnownAt(knownAtMs(table));
    const { first, end } = lanesInSight(view);
    const before = this.lanes.version;
    void this.lanes.want(this.rows.slice(first, end + 4), view, resolutionOf(msPerPixel(view))).then(() => {
      if (this.lanes.version !== before) this.schedule();
      const { problem } = this.lanes;
      if (problem !== undefined && problem !== this.#toldProblem)
        useConnection.getState().say(t("lanes.unavailable", { message: problem }));
      this.#toldProblem = problem;
      this.#fetchMarks(view, kinds);
    });
  }

  /** After the lanes: marks are many, and lanes are what is looked at first. */
  #fetchMarks(view: LanesView, kinds: readonly MarkKind[]): void {
    const before = this.marks.version;
    void this.marks.want(view, kinds).then(() => {
      if (this.marks.version !== before) this.schedule();
    });
  }

  [Symbol.dispose](): void {
    this.#stopped = true;
    for (const stop of this.#open) stop();
  }

  #showLane(assetId: string): void {
    const lane = this.laneOfRow.get(this.#parts.table.plant.assetRowById.get(assetId) ?? -1);
    if (lane !== undefined) this.#scrollTop = scrollToLane(this.view(), lane);
  }

  #draw(): void {
    const { canvas, context, table, view: timeline, whole } = this.#parts;
    const { plant } = table;
    const view = this.view();
    if (view.width === 0 || view.height === 0) return;
    const selection = useSelection.getState();
    const theme = useView.getState().theme;
    const choices = useTimeline.getState();
    const pixelMs = msPerPixel(view);
    const span = timeline.draft ?? choices.selection;
    const looping = usePlayback.getState().playhead?.loop !== undefined;
    const rowOf = (id: string | undefined): number | undefined =>
      id === undefined ? undefined : plant.assetRowById.get(id);
    // Nothing is drawn when nothing would look different.
    const key = [
      view.width,
      view.height,
      view.scrollTop,
      Math.round(view.fromMs / pixelMs),
      Math.round(view.toMs / pixelMs),
      pixelMs,
      // A second matters as a number on the axis, a pixel as a place.
      Math.round(timeline.playheadMs() / Math.min(1000, pixelMs)),
      this.lanes.version,
      this.marks.version,
      whole.version,
      statesKey(table, this.rows),
      table.stale,
      selection.assetId,
      selection.hoverAssetId,
      span?.fromMs,
      span?.toMs,
      looping,
      timeline.hoverMs,
      theme,
      this.#rem,
      view.ribbonHeight,
      this.ribbon.key(timeline.playheadMs()),
    ].join(" ");
    if (key === this.#drawnKey) return;
    this.#drawnKey = key;
    fitCanvas(canvas, context, view.width, view.height);
    this.clusters = clusterMarks(
      this.marks.marks,
      view.fromMs - pixelMs * 8,
      view.toMs,
      (timeMs) => xOfTime(view, timeMs),
      this.#rem * 0.375,
    );
    canvas.dataset["lanesTop"] = String(lanesTop(view));
    const resolutionMs = resolutionOf(pixelMs);
    // Whether the first lane in sight is known: for tests and benchmarks.
    const firstRow = this.rows[lanesInSight(view).first];
    const isKnown = firstRow !== undefined && this.lanes.laneOf(firstRow, view, resolutionMs) !== undefined;
    canvas.dataset["known"] = String(isKnown);
    this.#painter.draw({
      view,
      plant,
      rows: this.rows,
      rem: this.#rem,
      theme: themes[theme],
      laneOf: (row) => this.lanes.laneOf(row, view, resolutionMs),
      clusters: this.clusters,
      ribbon: this.ribbon.picture(view, theme, this.#rem, timeline.playheadMs()),
      gaps: whole.gaps,
      selection: span,
      looping,
      hoverMs: timeline.hoverMs,
      states: table.assetState,
      playheadMs: timeline.playheadMs(),
      liveMs: Math.max(table.endMs, table.following ? table.timeMs() : 0),
      following: table.following,
      stale: table.stale,
      selectedRow: rowOf(selection.assetId),
      hoverRow: rowOf(selection.hoverAssetId),
    });
  }
}

/** Lanes are shown as they were known at this time, to the second; undefined = as known now. */
export function knownAtMs(table: LiveTable): number | undefined {
  const isThen = useTimeline.getState().knownThen && !table.following;
  return isThen ? Math.floor(table.timeMs() / 1000) * 1000 : undefined;
}

/** Gives a canvas as many pixels as the screen has for it, and draws in CSS pixels. */
export function fitCanvas(
  canvas: HTMLCanvasElement,
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
): void {
  const ratio = globalThis.devicePixelRatio;
  const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== across || canvas.height !== down) [canvas.width, canvas.height] = [across, down];
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
}

/** The states of all lanes as one number that differs when one of them does (FNV-1a). */
function statesKey(table: LiveTable, rows: readonly number[]): number {
  let hash = 0x811c9dc5;
  for (const row of rows) hash = Math.imul(hash ^ (table.assetState[row] ?? 0), 0x01000193);
  return hash >>> 0;
}
