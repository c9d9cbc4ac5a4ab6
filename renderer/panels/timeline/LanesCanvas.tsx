// The lanes on their canvas, and the card beside the pointer. Mounts board and gestures; no render per frame.
import { useEffect, useRef } from "react";
import type { LaneSegment, TimeSpan } from "#shared/host-api/requests.ts";
import { type HostCaller, useHost, useLiveTable } from "../../live/live-context.ts";
import type { LiveTable } from "../../live/live-table.ts";
import { everyTick } from "../../live/ticker.ts";
import { formatCount, formatDay, formatDuration } from "../../messages/format.ts";
import { t, tCount, tWord } from "../../messages/t.ts";
import { useBottleneck } from "../../state/bottleneck.ts";
import { useSelection } from "../../state/selection.ts";
import { stationRows } from "../common/plant-groups.ts";
import type { RangeFeed } from "./range-feed.ts";
import { segmentAt } from "./lane-store.ts";
import { knownAtMs, LanesBoard } from "./lanes-board.ts";
import { resolutionOf } from "./lanes-feed.ts";
import { listenToLanes, markReach, type Point } from "./lanes-gestures.ts";
import { hitAt, lanesTop, msPerPixel, yOfLane } from "./lanes-layout.ts";
import { clusterAt, type MarkCluster, type TimelineMark } from "./mark-clusters.ts";
import type { PlayheadControl } from "./playhead-control.ts";
import { ribbonLines } from "./ribbon-words.ts";
import { exactClock } from "./time-axis.ts";
import type { TimelineView } from "./timeline-view.ts";
import { showTip } from "./tip.ts";

/** Marks of a cluster that are told one by one. */
const toldMarks = 4;

export interface LanesCanvasProps {
  readonly control: PlayheadControl;
  readonly view: TimelineView;
  readonly whole: RangeFeed;
}

export function LanesCanvas({ control, view, whole }: LanesCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const tip = useRef<HTMLDivElement>(null);
  const table = useLiveTable();
  const host = useHost();
  useEffect(() => {
    if (canvas.current === null || tip.current === null) return;
    return startLanes({ canvas: canvas.current, tip: tip.current, table, host, control, view, whole });
  }, [table, host, control, view, whole]);
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

interface LanesParts extends LanesCanvasProps {
  readonly canvas: HTMLCanvasElement;
  readonly tip: HTMLDivElement;
  readonly table: LiveTable;
  readonly host: HostCaller;
}

/** Brings the canvas to life; returns how to stop. */
function startLanes({ canvas, tip, table, host, control, view, whole }: LanesParts): () => void {
  const context = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
  if (context === null) return () => undefined;
  const board = new LanesBoard({ canvas, context, table, host, view, whole });
  const zone = table.plant.file.timeZone;
  let pointer: Point | undefined;

  const tell = (): void => {
    const seen = board.view();
    const hit = pointer === undefined ? undefined : hitAt(seen, pointer.x, pointer.y);
    const row = hit?.lane === undefined ? undefined : board.rows[hit.lane];
    const asset = row === undefined ? undefined : table.plant.assets[row];
    canvas.style.cursor = hit?.area === "axis" ? "grab" : hit?.timeMs === undefined ? "default" : "crosshair";
    useSelection.getState().hover(asset?.id);
    view.hover(hit?.timeMs);
    tip.hidden = true;
    const ribbon = pointer === undefined ? undefined : board.ribbon.at(seen, pointer.x, pointer.y);
    if (board.ribbon.point(ribbon?.piece.stretch)) board.schedule();
    if (pointer === undefined || hit?.timeMs === undefined) return;
    const { info } = useBottleneck.getState();
    const at = { x: pointer.x, width: seen.width, height: seen.height };
    if (hit.area === "marks") {
      const cluster = clusterAt(board.clusters, pointer.x, markReach);
      if (cluster === undefined) return;
      const below = lanesTop(seen) + 4;
      showTip(tip, markLines(cluster, board.marks.marks, zone), { ...at, above: seen.axisHeight, below });
    } else if (ribbon !== undefined && info !== undefined) {
      const lines = ribbonLines(table.plant, info, ribbon.piece.stretch);
      const y = hit.area === "ribbon" ? lanesTop(seen) : pointer.y;
      showTip(tip, lines, { ...at, above: y - (seen.ribbonHeight ?? 0), below: y + 8 });
    } else if (hit.area === "lanes" && asset !== undefined && row !== undefined && hit.lane !== undefined) {
      const detail = board.details.at(row, hit.timeMs);
      const lane = board.lanes.laneOf(row, seen, resolutionOf(msPerPixel(seen)));
      const gap = gapAt(whole.gaps, hit.timeMs);
      const segment = knownIn(gap, detail?.segment ?? segmentAt(lane, hit.timeMs));
      const lines = segmentLines(asset.id, segment, hit.timeMs, zone, detail !== undefined);
      if (gap !== undefined) lines.push(t("lanes.gap", { span: spanText(gap, hit.timeMs, zone) }));
      if (detail?.then !== undefined)
        lines.push(t("lanes.knownLater", { state: tWord("state", detail.then.state) }));
      showTip(tip, lines, {
        ...at,
        above: yOfLane(seen, hit.lane) - 4,
        below: yOfLane(seen, hit.lane + 1) + 4,
      });
    }
  };
  // Where the pointer rests, the exact stretch is asked for, however far out the view is.
  const askDetail = (): void => {
    if (pointer === undefined) return;
    const seen = board.view();
    const { lane, timeMs } = hitAt(seen, pointer.x, pointer.y);
    const row = lane === undefined ? undefined : board.rows[lane];
    if (row === undefined || timeMs === undefined) return;
    void board.details.want(row, timeMs, msPerPixel(seen), knownAtMs(table)).then((isNew) => isNew && tell());
  };
  const stopListening = listenToLanes({
    canvas,
    table,
    board,
    view,
    control,
    onPoint: (point) => {
      pointer = point;
      tell();
    },
  });
  const resting = everyTick(4, askDetail);
  return () => {
    stopListening();
    resting[Symbol.dispose]();
    board[Symbol.dispose]();
  };
}

function gapAt(gaps: readonly TimeSpan[], timeMs: number): TimeSpan | undefined {
  return gaps.find(({ fromMs, toMs }) => timeMs >= fromMs && timeMs < toMs);
}

/** What is known of a stretch in a gap: only what was told later of it, not what was true before nothing was heard. */
function knownIn(gap: TimeSpan | undefined, segment: LaneSegment | undefined): LaneSegment | undefined {
  if (gap === undefined || segment === undefined) return segment;
  return segment.fromMs <= gap.fromMs || segment.state === "unknown" ? undefined : segment;
}

/** What the card says of a stretch. Merged ones have no length of their own: it is told once the exact one is known. */
function segmentLines(
  assetId: string,
  segment: LaneSegment | undefined,
  timeMs: number,
  zone: string,
  isExact: boolean,
): string[] {
  if (segment === undefined) return [`${assetId} · ${t("lanes.noData")}`, exactClock(timeMs, zone)];
  return [
    `${assetId} · ${tWord("state", segment.state)}`,
    isExact
      ? `${formatDuration(segment.toMs - segment.fromMs)} · ${spanText(segment, timeMs, zone)}`
      : exactClock(timeMs, zone),
    [segment.reason, segment.nativeState].filter((text) => text !== undefined && text !== "").join(" · "),
  ];
}

/** From when to when, with the day of an end that lies on another day than `timeMs`. */
function spanText({ fromMs, toMs }: TimeSpan, timeMs: number, zone: string): string {
  const end = (endMs: number): string => {
    const day = formatDay(endMs, zone);
    return day === formatDay(timeMs, zone) ? exactClock(endMs, zone) : `${day} ${exactClock(endMs, zone)}`;
  };
  return `${end(fromMs)} – ${end(toMs)}`;
}

/** What the card says of a cluster of marks: each of a few, or their number and time. */
function markLines(cluster: MarkCluster, marks: readonly TimelineMark[], zone: string): string[] {
  const told = marks.slice(cluster.first, Math.min(cluster.end, cluster.first + toldMarks));
  const [first] = told;
  const last = marks[cluster.end - 1];
  if (first === undefined || last === undefined) return [];
  const line = (mark: TimelineMark): string =>
    `${exactClock(mark.timeMs, zone)} · ${mark.asset} · ${markText(mark)}`;
  if (cluster.count === 1) return [`${first.asset} · ${markText(first)}`, exactClock(first.timeMs, zone)];
  const more = cluster.count - told.length;
  return [
    tCount("marks.count", cluster.count),
    ...told.map(line),
    more > 0 ? t("marks.more", { count: formatCount(more), time: exactClock(last.timeMs, zone) }) : "",
  ];
}

/** A mark in words: a state by its name, with the reason that follows it. */
function markText(mark: TimelineMark): string {
  if (mark.kind === "finding") return tWord("finding", mark.text);
  if (mark.state === undefined) return mark.text;
  const reason = mark.text.startsWith(`${mark.state}: `) ? mark.text.slice(mark.state.length + 2) : "";
  return [tWord("state", mark.state), reason].filter((text) => text !== "").join(" · ");
}
