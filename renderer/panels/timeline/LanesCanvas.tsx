// The lanes on their canvas: keeps the view, draws when something changed, answers the pointer. No render per frame.
import { useEffect, useRef } from "react";
import { useHost, useLiveTable, type HostCaller } from "../../live/live-context.ts";
import type { LiveTable } from "../../live/live-table.ts";
import { everyTick } from "../../live/ticker.ts";
import { formatClock, formatCount, formatDuration } from "../../messages/format.ts";
import { t, tWord } from "../../messages/t.ts";
import { useConnection } from "../../state/connection.ts";
import { usePlayback } from "../../state/playback.ts";
import { useSelection } from "../../state/selection.ts";
import { useView } from "../../state/view.ts";
import { themes } from "../../ui/tokens.ts";
import { stationRows } from "../common/plant-groups.ts";
import { remPixels } from "../common/use-virtual-rows.ts";
import { segmentAt } from "./lane-store.ts";
import { LanesFeed } from "./lanes-feed.ts";
import { hitAt, lanesInSight, type LanesView, maxScroll, yOfLane } from "./lanes-layout.ts";
import { LanePainter } from "./lane-painter.ts";
import type { PlayheadControl } from "./playhead-control.ts";

export interface LanesCanvasProps {
  readonly spanMs: number;
  readonly control: PlayheadControl;
}

export function LanesCanvas({ spanMs, control }: LanesCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const tip = useRef<HTMLDivElement>(null);
  const table = useLiveTable();
  const host = useHost();
  const span = useRef(spanMs);
  useEffect(() => {
    span.current = spanMs;
  }, [spanMs]);
  useEffect(() => {
    if (canvas.current === null || tip.current === null) return;
    return startLanes({
      canvas: canvas.current,
      tip: tip.current,
      table,
      host,
      control,
      spanMs: () => span.current,
    });
  }, [table, host, control]);
  return (
    <div className="lanes">
      <canvas
        ref={canvas}
        className="lanes__canvas"
        tabIndex={0}
        role="img"
        aria-label={t("lanes.canvas", { count: formatCount(stationRows(table.plant).length) })}
      />
      <div ref={tip} className="lanes__tip" hidden />
    </div>
  );
}

interface LanesParts {
  readonly canvas: HTMLCanvasElement;
  readonly tip: HTMLDivElement;
  readonly table: LiveTable;
  readonly host: HostCaller;
  readonly control: PlayheadControl;
  readonly spanMs: () => number;
}

/** Brings the canvas to life; returns how to stop. */
function startLanes({ canvas, tip, table, host, control, spanMs }: LanesParts): () => void {
  const context = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
  if (context === null) return () => undefined;
  const painter = new LanePainter(context);
  const feed = new LanesFeed(host, table);
  const { plant } = table;
  const rows = stationRows(plant);
  const laneOfRow = new Map(rows.map((row, lane) => [row, lane]));
  let scrollTop = 0;
  /** Right edge of the view while it does not follow the playhead, after a drag. */
  let heldEndMs: number | undefined;
  let drawnKey = "";
  let toldProblem: string | undefined;
  let scheduled = false;
  let rem = remPixels();
  let pointer: { readonly x: number; readonly y: number } | undefined;

  const edges = (): { fromMs: number; toMs: number } => {
    const playheadMs = table.timeMs();
    const following = usePlayback.getState().playhead?.mode === "following";
    const span = spanMs();
    const margin = span * 0.02;
    let toMs = heldEndMs ?? Math.max(playheadMs, table.endMs) + margin;
    if (following && heldEndMs === undefined) toMs = playheadMs + margin;
    // The playhead is always in sight unless the view was moved by hand.
    if (heldEndMs === undefined && playheadMs < toMs - span) toMs = playheadMs + span * 0.9;
    return { fromMs: toMs - span, toMs };
  };
  const viewNow = (): LanesView => {
    const { fromMs, toMs } = edges();
    const width = canvas.clientWidth;
    const view: LanesView = {
      fromMs,
      toMs,
      width,
      height: canvas.clientHeight,
      nameWidth: Math.round(Math.min(rem * 16.5, width * 0.22)),
      axisHeight: Math.round(rem * 1.5),
      laneHeight: Math.round(rem * 1.375),
      scrollTop,
      laneCount: rows.length,
    };
    scrollTop = Math.min(scrollTop, maxScroll(view));
    return { ...view, scrollTop };
  };
  const draw = (): void => {
    scheduled = false;
    const view = viewNow();
    if (view.width === 0 || view.height === 0) return;
    const selection = useSelection.getState();
    const theme = useView.getState().theme;
    const pixel = (view.toMs - view.fromMs) / Math.max(1, view.width - view.nameWidth);
    const rowOf = (id: string | undefined): number | undefined =>
      id === undefined ? undefined : plant.assetRowById.get(id);
    // Nothing is drawn when nothing would look different.
    const key = [
      view.width,
      view.height,
      scrollTop,
      Math.round(view.toMs / pixel),
      Math.round(table.timeMs() / 1000),
      spanMs(),
      feed.version,
      statesKey(table, rows),
      table.stale,
      selection.assetId,
      selection.hoverAssetId,
      theme,
      rem,
    ].join(" ");
    if (key === drawnKey) return;
    drawnKey = key;
    const ratio = globalThis.devicePixelRatio;
    const [width, height] = [Math.round(view.width * ratio), Math.round(view.height * ratio)];
    if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    painter.draw({
      view,
      plant,
      rows,
      rem,
      theme: themes[theme],
      lanes: feed.lanes,
      states: table.assetState,
      playheadMs: table.timeMs(),
      liveMs: Math.max(table.endMs, table.timeMs()),
      following: table.following,
      stale: table.stale,
      selectedRow: rowOf(selection.assetId),
      hoverRow: rowOf(selection.hoverAssetId),
    });
  };
  const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    requestAnimationFrame(draw);
  };
  const fetchMissing = (): void => {
    const view = viewNow();
    const { first, end } = lanesInSight(view);
    const before = feed.version;
    void feed
      .want(
        rows.slice(first, end + 4),
        view.fromMs,
        Math.min(view.toMs, table.timeMs() > table.endMs ? table.timeMs() : table.endMs),
      )
      .then(() => {
        if (feed.version !== before) schedule();
        if (feed.problem !== undefined && feed.problem !== toldProblem) {
          useConnection.getState().say(t("lanes.unavailable", { message: feed.problem }));
        }
        toldProblem = feed.problem;
      });
  };

  const place = (event: PointerEvent | WheelEvent): { x: number; y: number } => {
    const box = canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const showTip = (): void => {
    if (pointer === undefined) {
      tip.hidden = true;
      useSelection.getState().hover(undefined);
      return;
    }
    const view = viewNow();
    const { lane, timeMs } = hitAt(view, pointer.x, pointer.y);
    const row = lane === undefined ? undefined : rows[lane];
    const asset = row === undefined ? undefined : plant.assets[row];
    useSelection.getState().hover(asset?.id);
    const segment =
      row === undefined || timeMs === undefined ? undefined : segmentAt(feed.lanes.get(row), timeMs);
    if (asset === undefined || timeMs === undefined) {
      tip.hidden = true;
      return;
    }
    const zone = plant.file.timeZone;
    const lines =
      segment === undefined
        ? [`${asset.id} · ${t("lanes.noData")}`, formatClock(timeMs, zone)]
        : [
            `${asset.id} · ${tWord("state", segment.state)}`,
            `${formatDuration(segment.toMs - segment.fromMs)} · ${formatClock(segment.fromMs, zone)} – ${formatClock(segment.toMs, zone)}`,
            [segment.reason, segment.nativeState]
              .filter((text) => text !== undefined && text !== "")
              .join(" · "),
          ];
    tip.replaceChildren(
      ...lines
        .filter((line) => line !== "")
        .map((line, index) => {
          const element = document.createElement(index === 0 ? "strong" : "span");
          element.textContent = line;
          return element;
        }),
    );
    tip.hidden = false;
    const left = Math.min(pointer.x + rem, view.width - tip.offsetWidth - rem / 2);
    const below = yOfLane(view, (lane ?? 0) + 1) + 4;
    const top =
      below + tip.offsetHeight > view.height ? yOfLane(view, lane ?? 0) - tip.offsetHeight - 4 : below;
    tip.style.transform = `translate(${Math.round(left)}px, ${Math.round(Math.max(0, top))}px)`;
  };

  let drag:
    | {
        readonly x: number;
        readonly y: number;
        readonly toMs: number;
        readonly scrollTop: number;
        moved: boolean;
      }
    | undefined;
  const listeners = new AbortController();
  const on = <K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (event: HTMLElementEventMap[K]) => void,
    passive = true,
  ): void => {
    canvas.addEventListener(type, listener, { signal: listeners.signal, passive });
  };
  on("pointerdown", (event) => {
    if (event.button !== 0) return;
    drag = { ...place(event), toMs: edges().toMs, scrollTop, moved: false };
    canvas.setPointerCapture(event.pointerId);
  });
  on("pointermove", (event) => {
    pointer = place(event);
    if (
      drag !== undefined &&
      (drag.moved || Math.abs(pointer.x - drag.x) > 4 || Math.abs(pointer.y - drag.y) > 4)
    ) {
      drag.moved = true;
      const view = viewNow();
      const perPixel = (view.toMs - view.fromMs) / (view.width - view.nameWidth);
      heldEndMs = drag.toMs - (pointer.x - drag.x) * perPixel;
      scrollTop = Math.min(maxScroll(view), Math.max(0, drag.scrollTop - (pointer.y - drag.y)));
    }
    showTip();
    schedule();
  });
  on("pointerup", (event) => {
    const clicked = drag !== undefined && !drag.moved;
    drag = undefined;
    if (!clicked) return;
    const { x, y } = place(event);
    const { lane, timeMs } = hitAt(viewNow(), x, y);
    const row = lane === undefined ? undefined : rows[lane];
    if (row !== undefined) useSelection.getState().selectAsset(plant.assets[row]?.id);
    if (timeMs !== undefined)
      control.seek(Math.min(Math.max(timeMs, table.startMs), Math.max(table.endMs, table.timeMs())));
  });
  on("pointerleave", () => {
    pointer = undefined;
    showTip();
    schedule();
  });
  on(
    "wheel",
    (event) => {
      event.preventDefault();
      const view = viewNow();
      if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        const perPixel = (view.toMs - view.fromMs) / (view.width - view.nameWidth);
        heldEndMs = edges().toMs + (event.deltaX === 0 ? event.deltaY : event.deltaX) * perPixel;
      } else scrollTop = Math.min(maxScroll(view), Math.max(0, scrollTop + event.deltaY));
      schedule();
      fetchMissing();
    },
    false,
  );
  on(
    "keydown",
    (event) => {
      const now = useSelection.getState().assetId;
      const lane = laneOfRow.get(plant.assetRowById.get(now ?? "") ?? -1);
      const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
      if (step === 0) return;
      event.preventDefault();
      const row = rows[Math.min(rows.length - 1, Math.max(0, (lane ?? -1) + step))];
      if (row !== undefined) useSelection.getState().selectAsset(plant.assets[row]?.id);
    },
    false,
  );

  const stopSelection = useSelection.subscribe((now, before) => {
    if (now.assetId !== before.assetId && now.assetId !== undefined) {
      const lane = laneOfRow.get(plant.assetRowById.get(now.assetId) ?? -1);
      if (lane !== undefined) {
        const view = viewNow();
        const top = lane * view.laneHeight;
        const window = view.height - view.axisHeight;
        if (top < scrollTop) scrollTop = top;
        else if (top + view.laneHeight > scrollTop + window) scrollTop = top + view.laneHeight - window;
        scrollTop = Math.min(maxScroll(view), Math.max(0, scrollTop));
      }
    }
    schedule();
  });
  const stopView = useView.subscribe(schedule);
  const stopPlayback = usePlayback.subscribe((now, before) => {
    if (now.playhead?.mode === "following" && before.playhead?.mode !== "following") heldEndMs = undefined;
    schedule();
  });
  const ticking = [everyTick(4, schedule), everyTick(1, fetchMissing)];
  const resized = new ResizeObserver(() => {
    rem = remPixels();
    schedule();
    fetchMissing();
  });
  resized.observe(canvas);
  void document.fonts.ready.then(() => {
    drawnKey = "";
    schedule();
  });
  fetchMissing();

  return () => {
    listeners.abort();
    stopSelection();
    stopView();
    stopPlayback();
    for (const each of ticking) each[Symbol.dispose]();
    resized.disconnect();
  };
}

/** The states of all lanes as one number that differs when one of them does (FNV-1a). */
function statesKey(table: LiveTable, rows: readonly number[]): number {
  let hash = 0x811c9dc5;
  for (const row of rows) hash = Math.imul(hash ^ (table.assetState[row] ?? 0), 0x01000193);
  return hash >>> 0;
}
