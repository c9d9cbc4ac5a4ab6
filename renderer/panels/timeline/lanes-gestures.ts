// What pointer, wheel and keys do on the lanes: choose, seek, move, zoom, select a stretch. Draws nothing.
import type { TimeSpan } from "#shared/host-api/requests.ts";
import type { LiveTable } from "../../live/live-table.ts";
import { useSelection } from "../../state/selection.ts";
import { useTimeline } from "../../state/timeline.ts";
import type { LanesBoard } from "./lanes-board.ts";
import { type Hit, hitAt, msPerPixel } from "./lanes-layout.ts";
import { clusterAt, type TimelineMark } from "./mark-clusters.ts";
import type { PlayheadControl } from "./playhead-control.ts";
import { assetIdOf } from "./ribbon-words.ts";
import { wheelFactor, wheelPixels } from "./time-window.ts";
import type { TimelineView } from "./timeline-view.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface GestureParts {
  readonly canvas: HTMLCanvasElement;
  readonly table: LiveTable;
  readonly board: LanesBoard;
  readonly view: TimelineView;
  readonly control: PlayheadControl;
  /** The pointer is somewhere else, or gone. */
  readonly onPoint: (point: Point | undefined) => void;
}

/** A hand that moved less than this clicked. */
const clickPixels = 4;
/** A mark is hit this near. */
export const markReach = 8;

interface Drag extends Point {
  readonly window: TimeSpan;
  readonly scrollTop: number;
  readonly hit: Hit;
  /** Selecting from this time on; undefined = moving the window. */
  readonly selectFromMs: number | undefined;
  moved: boolean;
}

/** Listens on the canvas; returns how to stop. */
export function listenToLanes(parts: GestureParts): () => void {
  const { canvas, table, board, view, control, onPoint } = parts;
  const { plant } = table;
  const listeners = new AbortController();
  const on = <K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (event: HTMLElementEventMap[K]) => void,
    passive = true,
  ): void => canvas.addEventListener(type, listener, { signal: listeners.signal, passive });
  const place = (event: MouseEvent): Point => {
    const box = canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const clampToRange = (timeMs: number): number => {
    const { fromMs, toMs } = view.range();
    return Math.min(Math.max(timeMs, fromMs), toMs);
  };
  let drag: Drag | undefined;

  on("pointerdown", (event) => {
    if (event.button !== 0) return;
    const point = place(event);
    const seen = board.view();
    const hit = hitAt(seen, point.x, point.y);
    const selectFromMs = event.shiftKey && hit.timeMs !== undefined ? clampToRange(hit.timeMs) : undefined;
    drag = { ...point, window: view.window(), scrollTop: seen.scrollTop, hit, selectFromMs, moved: false };
    canvas.setPointerCapture(event.pointerId);
  });
  on("pointermove", (event) => {
    const point = place(event);
    if (drag !== undefined) {
      drag.moved ||= Math.abs(point.x - drag.x) > clickPixels || Math.abs(point.y - drag.y) > clickPixels;
      if (drag.moved) moveDrag(drag, point);
    }
    onPoint(point);
  });
  on("pointerup", (event) => {
    const done = drag;
    drag = undefined;
    if (done === undefined) return;
    if (done.selectFromMs !== undefined) {
      const { draft } = view;
      view.setDraft(undefined);
      if (draft !== undefined && done.moved) control.select(draft);
    } else if (!done.moved) click(place(event));
  });
  on("pointercancel", () => {
    drag = undefined;
    view.setDraft(undefined);
  });
  on("pointerleave", () => onPoint(undefined));
  on("dblclick", (event) => {
    const point = place(event);
    if (hitAt(board.view(), point.x, point.y).area === "axis") view.fit();
  });
  on("wheel", onWheel, false);
  on("keydown", onKey, false);

  function moveDrag(from: Drag, point: Point): void {
    const seen = board.view();
    if (from.selectFromMs !== undefined) {
      const timeMs = clampToRange(view.window().fromMs + (point.x - seen.nameWidth) * msPerPixel(seen));
      view.setDraft({
        fromMs: Math.min(from.selectFromMs, timeMs),
        toMs: Math.max(from.selectFromMs, timeMs),
      });
      return;
    }
    // Names have no time: they only scroll. The axis only moves through time.
    if (from.hit.timeMs !== undefined) {
      const byMs = (from.x - point.x) * msPerPixel(seen);
      view.show({ fromMs: from.window.fromMs + byMs, toMs: from.window.toMs + byMs });
    }
    if (from.hit.area === "lanes") board.scrollTo(from.scrollTop - (point.y - from.y));
  }

  function click(point: Point): void {
    const seen = board.view();
    const { area, lane, timeMs } = hitAt(seen, point.x, point.y);
    // The axis is held to move it; a click there leaves live alone.
    if (area === "axis") return;
    if (area === "marks") {
      const mark = markAt(board, point.x, timeMs);
      if (mark === undefined) return;
      useSelection.getState().selectAsset(mark.asset);
      control.seek(clampToRange(mark.timeMs));
      return;
    }
    const path = board.ribbon.at(seen, point.x, point.y);
    if (path !== undefined && timeMs !== undefined && (area === "ribbon" || path.isChange)) {
      const { stretch } = path.piece;
      useSelection.getState().selectAsset(assetIdOf(plant, stretch));
      control.seek(clampToRange(path.isChange ? stretch.fromMs : timeMs));
      return;
    }
    const row = lane === undefined ? undefined : board.rows[lane];
    if (row !== undefined) useSelection.getState().selectAsset(plant.assets[row]?.id);
    if (timeMs !== undefined) control.seek(clampToRange(timeMs));
  }

  function onWheel(event: WheelEvent): void {
    event.preventDefault();
    const point = place(event);
    const seen = board.view();
    const { area, timeMs } = hitAt(seen, point.x, point.y);
    const across = wheelPixels(event.deltaX, event.deltaMode);
    const down = wheelPixels(event.deltaY, event.deltaMode);
    const isSideways = Math.abs(across) > Math.abs(down);
    // Some systems turn a wheel with Shift sideways by themselves.
    if (event.ctrlKey || event.shiftKey || (area !== "lanes" && !isSideways))
      view.zoom(wheelFactor(isSideways ? across : down), timeMs);
    else if (isSideways) view.pan(across * msPerPixel(seen));
    else board.scrollTo(seen.scrollTop + down);
    onPoint(point);
  }

  function onKey(event: KeyboardEvent): void {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    if (!isPlain) return;
    const sideways = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (sideways !== 0) {
      const { fromMs, toMs } = view.window();
      view.pan((sideways * (toMs - fromMs)) / 8);
      event.preventDefault();
      return;
    }
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const now = useSelection.getState().assetId;
    const lane = board.laneOfRow.get(plant.assetRowById.get(now ?? "") ?? -1);
    const row = board.rows[Math.min(board.rows.length - 1, Math.max(0, (lane ?? -1) + step))];
    if (row !== undefined) useSelection.getState().selectAsset(plant.assets[row]?.id);
  }

  return () => listeners.abort();
}

/** The mark nearest to a place on the strip. */
export function markAt(board: LanesBoard, x: number, timeMs: number | undefined): TimelineMark | undefined {
  const cluster = clusterAt(board.clusters, x, markReach);
  if (cluster === undefined || timeMs === undefined) return undefined;
  let best: TimelineMark | undefined;
  for (const mark of board.marks.marks.slice(cluster.first, cluster.end)) {
    if (best === undefined || Math.abs(mark.timeMs - timeMs) < Math.abs(best.timeMs - timeMs)) best = mark;
  }
  return best;
}

/** Selects up to the playhead from where the selection begins, or from the playhead on: for keys. */
export function selectionTo(
  edge: "from" | "to",
  timeMs: number,
  range: TimeSpan,
  selection: TimeSpan | undefined = useTimeline.getState().selection,
): TimeSpan {
  const { fromMs, toMs } = selection ?? range;
  if (edge === "from") return timeMs < toMs ? { fromMs: timeMs, toMs } : { fromMs: timeMs, toMs: range.toMs };
  return timeMs > fromMs ? { fromMs, toMs: timeMs } : { fromMs: range.fromMs, toMs: timeMs };
}
