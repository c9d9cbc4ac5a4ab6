// Trends of chosen signals under the lanes, on the lanes' own axis of time: band and line, limits, gaps, the value under the
// pointer. Drawn by uPlot outside React.
import { X } from "lucide-react";
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import type { Signal } from "#shared/model/plant.ts";
import { type HostCaller, useHost, useLiveTable } from "../../live/live-context.ts";
import type { LiveTable } from "../../live/live-table.ts";
import { everyTick } from "../../live/ticker.ts";
import { failureText } from "../../live/use-answer.ts";
import { formatValue } from "../../messages/format.ts";
import { t } from "../../messages/t.ts";
import { useTimeline } from "../../state/timeline.ts";
import { useView } from "../../state/view.ts";
import { type ThemeTokens, themes } from "../../ui/tokens.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { trendOptions } from "../common/trend-chart.ts";
import { remPixels } from "../common/use-virtual-rows.ts";
import { nameColumnWidth } from "./name-column.ts";
import type { PlayheadControl } from "./playhead-control.ts";
import type { RangeFeed } from "./range-feed.ts";
import { wheelFactor, wheelPixels } from "./time-window.ts";
import type { TimelineView } from "./timeline-view.ts";
import { bandColumns, heldUntilGone, type Points, valueAt, withGaps } from "./trend-band.ts";

const maxPoints = 4000;
/** The column of values beside a chart, rem; part of the column of names. */
const valuesRem = 3.25;
/** Beyond both edges this share of the window is asked for as well. */
const marginShare = 0.5;

export interface TrendRowsProps {
  readonly view: TimelineView;
  readonly whole: RangeFeed;
  readonly control: PlayheadControl;
}

export function TrendRows(props: TrendRowsProps) {
  const { plant } = useLiveTable();
  const trends = useTimeline((s) => s.trends);
  const signals = trends.flatMap((id) => plant.signals[plant.signalRowById.get(id) ?? -1] ?? []);
  if (signals.length === 0) return undefined;
  return (
    <div className="trends" role="group" aria-label={t("trends.title")}>
      {signals.map((signal) => (
        <TrendRow key={signal.id} signal={signal} {...props} />
      ))}
    </div>
  );
}

function TrendRow({ signal, view, whole, control }: TrendRowsProps & { readonly signal: Signal }) {
  const row = useRef<HTMLDivElement>(null);
  const table = useLiveTable();
  const host = useHost();
  const theme = useView((s) => s.theme);
  const toggleTrend = useTimeline((s) => s.toggleTrend);
  const name = signal.label ?? signal.name;
  const asset = signal.id.slice(0, signal.id.indexOf("/"));
  useEffect(() => {
    if (row.current === null) return;
    return startTrendRow({
      row: row.current,
      signal,
      table,
      host,
      view,
      whole,
      control,
      theme: themes[theme],
    });
  }, [signal, table, host, view, whole, control, theme]);
  return (
    <div ref={row} className="trend-row">
      <div className="trend-row__name">
        <IconButton label={t("trends.remove", { signal: name })} onClick={() => toggleTrend(signal.id)}>
          <X />
        </IconButton>
        <span className="trend-row__words" title={`${asset} · ${name}`}>
          <strong>{asset}</strong> {name}
        </span>
        <span className="trend-row__value live-value small" />
      </div>
      <div className="trend-row__chart" role="img" aria-label={t("inspect.trend", { signal: name })} />
      <div className="trend-row__line" data-line="hover" hidden />
      <div className="trend-row__line" data-line="playhead" hidden />
    </div>
  );
}

interface RowParts extends TrendRowsProps {
  readonly row: HTMLDivElement;
  readonly signal: Signal;
  readonly table: LiveTable;
  readonly host: HostCaller;
  readonly theme: ThemeTokens;
}

/** Builds the chart, keeps it filled and in step with the lanes; returns how to stop. */
function startTrendRow({ row, signal, table, host, view, whole, control, theme }: RowParts): () => void {
  const holder = row.querySelector<HTMLElement>(".trend-row__chart");
  const valueText = row.querySelector<HTMLElement>(".trend-row__value");
  const [hoverLine, playheadLine] = row.querySelectorAll<HTMLElement>(".trend-row__line");
  if (holder === null || valueText === null || hoverLine === undefined || playheadLine === undefined)
    return () => undefined;
  const rem = remPixels();
  const valuesWidth = Math.round(rem * valuesRem);
  const nameWidth = (): number => nameColumnWidth(rem, row.clientWidth);
  const plotWidth = (): number => Math.max(10, row.clientWidth - nameWidth());
  const place = (): void => {
    row.style.setProperty("--names", `${nameWidth()}px`);
    holder.style.left = `${nameWidth() - valuesWidth}px`;
  };
  place();
  const sizes = () => ({ width: plotWidth() + valuesWidth, height: row.clientHeight });
  const zone = table.plant.file.timeZone;
  const chart = new uPlot(
    trendOptions({
      signal,
      theme,
      zone,
      rem,
      ...sizes(),
      timeMs: table.frameTimeMs,
      underLanes: { valuesWidth },
    }),
    [[], [], [], []],
    holder,
  );
  let points: Points = { timeMs: [], value: [] };
  let known = { fromMs: 0, toMs: 0, spanMs: 0 };
  let asking = false;
  let stopped = false;
  let scheduled = false;
  let drawnKey = "";
  let version = 0;

  const fill = async (): Promise<void> => {
    const { fromMs, toMs } = view.window();
    const spanMs = toMs - fromMs;
    const lastMs = Math.min(toMs, table.endMs);
    const isSharp = known.spanMs <= spanMs * 1.5 && known.spanMs >= spanMs / 4;
    const isThere =
      known.fromMs <= Math.max(fromMs, table.startMs) && known.toMs >= lastMs - Math.max(1000, spanMs / 1000);
    if (asking || stopped || table.stale || (isThere && isSharp)) return;
    asking = true;
    try {
      const from = Math.max(table.startMs, fromMs - spanMs * marginShare);
      const to = Math.min(table.endMs, toMs + spanMs * marginShare);
      const series = await host.call("timeline.samples", {
        signal: signal.id,
        fromMs: from,
        toMs: to,
        maxPoints,
      });
      points = heldUntilGone(withGaps(series, whole.gaps));
      known = { fromMs: from, toMs: to, spanMs };
      row.title = "";
      version += 1;
      schedule();
    } catch (failure) {
      row.title = failureText(failure);
      known = { fromMs, toMs, spanMs };
    } finally {
      asking = false;
    }
  };
  const draw = (): void => {
    if (stopped) return;
    const window = view.window();
    const xOf = (timeMs: number): number =>
      nameWidth() + ((timeMs - window.fromMs) / (window.toMs - window.fromMs)) * plotWidth();
    const key = `${window.fromMs} ${window.toMs} ${version} ${row.clientWidth}`;
    if (key !== drawnKey) {
      drawnKey = key;
      // A value holds: the line goes on to where the timeline ends.
      const last = points.value.at(-1);
      const held: Points =
        last === undefined || last === null || table.stale
          ? points
          : { timeMs: [...points.timeMs, known.toMs], value: [...points.value, last] };
      chart.batch(() => {
        chart.setData(bandColumns(held, window, Math.ceil(plotWidth() / 2)), false);
        chart.setScale("x", { min: window.fromMs / 1000, max: window.toMs / 1000 });
      });
    }
    placeLine(
      hoverLine,
      view.hoverMs === undefined ? undefined : xOf(view.hoverMs),
      nameWidth(),
      row.clientWidth,
    );
    placeLine(playheadLine, xOf(view.playheadMs()), nameWidth(), row.clientWidth);
    const value = valueAt(points, view.hoverMs ?? view.playheadMs());
    const text =
      value === undefined
        ? t("value.none")
        : signal.type === "enum"
          ? (signal.labels?.[value] ?? String(value))
          : formatValue(value, signal.unit);
    if (valueText.textContent !== text) valueText.textContent = text;
  };
  const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    requestAnimationFrame(() => {
      scheduled = false;
      draw();
    });
  };
  const listeners = new AbortController();
  const { signal: ended } = listeners;
  const timeAt = (event: MouseEvent): number | undefined => {
    const x = event.clientX - row.getBoundingClientRect().left - nameWidth();
    const window = view.window();
    return x < 0 ? undefined : window.fromMs + (x / plotWidth()) * (window.toMs - window.fromMs);
  };
  row.addEventListener("pointermove", (event) => view.hover(timeAt(event)), { signal: ended });
  row.addEventListener("pointerleave", () => view.hover(undefined), { signal: ended });
  holder.addEventListener(
    "click",
    (event) => {
      const timeMs = timeAt(event);
      const { fromMs, toMs } = view.range();
      if (timeMs !== undefined) control.seek(Math.min(toMs, Math.max(fromMs, timeMs)));
    },
    { signal: ended },
  );
  row.addEventListener(
    "wheel",
    (event) => {
      const across = wheelPixels(event.deltaX, event.deltaMode);
      const down = wheelPixels(event.deltaY, event.deltaMode);
      const isSideways = Math.abs(across) > Math.abs(down);
      // Straight down scrolls the list of trends, as it does everywhere.
      if (!event.ctrlKey && !event.shiftKey && !isSideways) return;
      event.preventDefault();
      const window = view.window();
      if (event.ctrlKey || event.shiftKey) view.zoom(wheelFactor(isSideways ? across : down), timeAt(event));
      else view.pan((across / plotWidth()) * (window.toMs - window.fromMs));
    },
    { signal: ended, passive: false },
  );
  const ticking = [
    everyTick(4, schedule),
    everyTick(1, () => void fill()),
    view.onChange(() => {
      schedule();
      void fill();
    }),
  ];
  const resized = new ResizeObserver(() => {
    place();
    chart.setSize(sizes());
    schedule();
  });
  resized.observe(row);
  void fill();
  return () => {
    stopped = true;
    listeners.abort();
    for (const each of ticking) each[Symbol.dispose]();
    resized.disconnect();
    chart.destroy();
  };
}

function placeLine(line: HTMLElement, x: number | undefined, low: number, high: number): void {
  line.hidden = x === undefined || x < low || x > high;
  if (x !== undefined) line.style.transform = `translateX(${Math.round(x)}px)`;
}
