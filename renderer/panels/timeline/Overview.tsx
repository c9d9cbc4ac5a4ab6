// The overview: the whole range on one strip, with the window as a brush that is dragged and resized. No render per frame.
import { useEffect, useRef } from "react";
import type { TimeSpan } from "#shared/host-api/requests.ts";
import type { DefectFinding } from "#shared/model/defect-schema.ts";
import { type HostCaller, useHost, useLiveTable } from "../../live/live-context.ts";
import type { LiveTable } from "../../live/live-table.ts";
import { everyTick } from "../../live/ticker.ts";
import { formatDuration } from "../../messages/format.ts";
import { t } from "../../messages/t.ts";
import { findingsOf, useDefects } from "../../state/defects.ts";
import { useLateStates } from "../../state/late-states.ts";
import { usePeople } from "../../state/people.ts";
import { useSelection } from "../../state/selection.ts";
import { useTimeline } from "../../state/timeline.ts";
import { useView } from "../../state/view.ts";
import { themes } from "../../ui/tokens.ts";
import { remPixels } from "../common/use-virtual-rows.ts";
import { countedWithFindings } from "./finding-marks.ts";
import { fitCanvas, knownAtMs } from "./lanes-board.ts";
import { LanesFeed, resolutionOf } from "./lanes-feed.ts";
import { type LanesView, msPerPixel, timeOfX, xOfTime } from "./lanes-layout.ts";
import { nameColumnWidth } from "./name-column.ts";
import { paintOverview } from "./overview-painter.ts";
import type { RangeFeed } from "./range-feed.ts";
import { shortestWindowMs, wheelFactor, wheelPixels } from "./time-window.ts";
import type { TimelineView } from "./timeline-view.ts";

/** An edge is held this near. */
const edgePixels = 6;

export interface OverviewProps {
  readonly view: TimelineView;
  readonly whole: RangeFeed;
}

export function Overview({ view, whole }: OverviewProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const table = useLiveTable();
  const host = useHost();
  useEffect(() => {
    if (canvas.current === null) return;
    return startOverview({ canvas: canvas.current, table, host, view, whole });
  }, [table, host, view, whole]);
  return (
    <canvas ref={canvas} className="overview" tabIndex={0} role="img" aria-label={t("overview.canvas")} />
  );
}

interface OverviewParts extends OverviewProps {
  readonly canvas: HTMLCanvasElement;
  readonly table: LiveTable;
  readonly host: HostCaller;
}

/** Brings the strip to life; returns how to stop. */
function startOverview({ canvas, table, host, view, whole }: OverviewParts): () => void {
  const context = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
  if (context === null) return () => undefined;
  const feed = new LanesFeed(host, table);
  let rem = remPixels();
  let drawnKey = "";
  let scheduled = false;
  let stopped = false;

  const strip = (): LanesView => {
    const { fromMs, toMs } = view.range();
    return {
      fromMs,
      toMs: Math.max(toMs, fromMs + 1000),
      // Room for the playhead at the very end.
      width: canvas.clientWidth - 4,
      height: canvas.clientHeight,
      nameWidth: nameColumnWidth(rem, canvas.clientWidth),
      axisHeight: 0,
      marksHeight: 0,
      laneHeight: canvas.clientHeight,
      scrollTop: 0,
      laneCount: 1,
    };
  };
  const selectedRow = (): number | undefined =>
    table.plant.assetRowById.get(useSelection.getState().assetId ?? "");
  const shownFindings = (): readonly DefectFinding[] =>
    useTimeline.getState().kinds.includes("finding") ? findingsOf(useDefects.getState().report) : [];
  const draw = (): void => {
    const seen = strip();
    if (seen.width <= 0 || seen.height <= 0) return;
    const window = view.window();
    const row = selectedRow();
    const theme = useView.getState().theme;
    const selection = view.draft ?? useTimeline.getState().selection;
    const pixelMs = msPerPixel(seen);
    const findings = shownFindings();
    const key = [
      seen.width,
      seen.height,
      Math.round(seen.fromMs / pixelMs),
      pixelMs.toFixed(0),
      Math.round(window.fromMs / pixelMs),
      Math.round(window.toMs / pixelMs),
      Math.round(view.playheadMs() / pixelMs),
      selection?.fromMs,
      selection?.toMs,
      view.hoverMs === undefined ? undefined : Math.round(view.hoverMs / pixelMs),
      whole.version,
      findings.map(({ detectedMs }) => detectedMs).join(),
      feed.version,
      row,
      table.stale,
      theme,
      rem,
    ].join(" ");
    if (key === drawnKey) return;
    drawnKey = key;
    fitCanvas(canvas, context, canvas.clientWidth, canvas.clientHeight);
    context.fillStyle = themes[theme].panel;
    context.fillRect(0, 0, canvas.clientWidth, canvas.clientHeight);
    paintOverview(context, {
      view: seen,
      theme: themes[theme],
      rem,
      window,
      selection,
      density: countedWithFindings(whole.density, findings, whole.fromMs, whole.bucketMs),
      densityFromMs: whole.fromMs,
      bucketMs: whole.bucketMs,
      gaps: whole.gaps,
      lane: row === undefined ? undefined : feed.laneOf(row, seen, resolutionOf(pixelMs)),
      label: t("overview.label", { duration: formatDuration(seen.toMs - seen.fromMs) }),
      playheadMs: view.playheadMs(),
      hoverMs: view.hoverMs,
      stale: table.stale,
    });
  };
  const schedule = (): void => {
    if (scheduled || stopped) return;
    scheduled = true;
    requestAnimationFrame(() => {
      scheduled = false;
      if (!stopped) draw();
    });
  };
  const fetchMissing = (): void => {
    void whole.want(useTimeline.getState().kinds).then(schedule);
    const row = selectedRow();
    const seen = strip();
    feed.setKnownAt(knownAtMs(table));
    if (row !== undefined && seen.width > 0)
      void feed.want([row], seen, resolutionOf(msPerPixel(seen))).then(schedule);
  };
  const stopGestures = listenToBrush(canvas, view, strip);
  const stops = [everyTick(4, schedule), everyTick(1, fetchMissing), view.onChange(schedule)];
  const unsubscribe = [
    useSelection.subscribe((now, before) => {
      if (now.assetId !== before.assetId) fetchMissing();
      schedule();
    }),
    useTimeline.subscribe(() => {
      fetchMissing();
      schedule();
    }),
    usePeople.subscribe(() => {
      whole.forget();
      fetchMissing();
    }),
    useLateStates.subscribe(({ told }) => {
      feed.doubt(told);
      whole.forget();
      fetchMissing();
    }),
    useView.subscribe(schedule),
    useDefects.subscribe(schedule),
  ];
  const resized = new ResizeObserver(() => {
    rem = remPixels();
    fetchMissing();
    schedule();
  });
  resized.observe(canvas);
  void document.fonts.ready.then(() => {
    drawnKey = "";
    schedule();
  });
  fetchMissing();
  return () => {
    stopped = true;
    stopGestures();
    for (const each of stops) each[Symbol.dispose]();
    for (const each of unsubscribe) each();
    resized.disconnect();
  };
}

/** What holds the brush: its body, or one of its edges. */
type Hold = "body" | "from" | "to";

function listenToBrush(canvas: HTMLCanvasElement, view: TimelineView, strip: () => LanesView): () => void {
  const listeners = new AbortController();
  const { signal } = listeners;
  let drag: { readonly hold: Hold; readonly startMs: number; readonly window: TimeSpan } | undefined;
  const xOf = (event: MouseEvent): number => event.clientX - canvas.getBoundingClientRect().left;
  const holdAt = (x: number): Hold | undefined => {
    const seen = strip();
    const { fromMs, toMs } = view.window();
    const from = xOfTime(seen, fromMs);
    const to = Math.min(seen.width, xOfTime(seen, toMs));
    if (Math.abs(x - to) <= edgePixels) return "to";
    if (Math.abs(x - from) <= edgePixels) return "from";
    return x > from && x < to ? "body" : undefined;
  };
  canvas.addEventListener(
    "pointerdown",
    (event) => {
      const x = xOf(event);
      const seen = strip();
      if (event.button !== 0 || x < seen.nameWidth - edgePixels) return;
      const timeMs = timeOfX(seen, x);
      let hold = holdAt(x);
      if (hold === undefined) {
        // Beside the window: it comes here, and the hand holds it.
        const { fromMs, toMs } = view.window();
        view.show({ fromMs: timeMs - (toMs - fromMs) / 2, toMs: timeMs + (toMs - fromMs) / 2 });
        hold = "body";
      }
      const window = view.window();
      // The air after the newest end is not on the strip: the edge that is held there is the strip's own.
      const held = hold === "to" ? { ...window, toMs: Math.min(window.toMs, seen.toMs) } : window;
      drag = { hold, startMs: timeMs, window: held };
      canvas.setPointerCapture(event.pointerId);
    },
    { signal },
  );
  canvas.addEventListener(
    "pointermove",
    (event) => {
      const x = xOf(event);
      const seen = strip();
      const timeMs = timeOfX(seen, x);
      if (drag === undefined) {
        const hold = holdAt(x);
        canvas.style.cursor = hold === undefined ? "pointer" : hold === "body" ? "grab" : "ew-resize";
        view.hover(x < seen.nameWidth ? undefined : timeMs);
        return;
      }
      const { fromMs, toMs } = drag.window;
      const byMs = timeMs - drag.startMs;
      if (byMs === 0) return;
      if (drag.hold === "body") view.show({ fromMs: fromMs + byMs, toMs: toMs + byMs });
      else if (drag.hold === "from")
        view.show({ fromMs: Math.min(fromMs + byMs, toMs - shortestWindowMs), toMs });
      else view.show({ fromMs, toMs: Math.max(toMs + byMs, fromMs + shortestWindowMs) });
    },
    { signal },
  );
  for (const type of ["pointerup", "pointercancel"] as const)
    canvas.addEventListener(type, () => (drag = undefined), { signal });
  canvas.addEventListener("pointerleave", () => view.hover(undefined), { signal });
  canvas.addEventListener("dblclick", () => view.fit(), { signal });
  canvas.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const { fromMs, toMs } = view.window();
      const across = wheelPixels(event.deltaX, event.deltaMode);
      const down = wheelPixels(event.deltaY, event.deltaMode);
      if (Math.abs(across) > Math.abs(down)) view.pan((across / canvas.clientWidth) * (toMs - fromMs));
      else view.zoom(wheelFactor(down), (fromMs + toMs) / 2);
    },
    { signal, passive: false },
  );
  canvas.addEventListener(
    "keydown",
    (event) => {
      const sideways = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
      if (sideways === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
      const { fromMs, toMs } = view.window();
      view.pan((sideways * (toMs - fromMs)) / 8);
      event.preventDefault();
    },
    { signal },
  );
  return () => listeners.abort();
}
