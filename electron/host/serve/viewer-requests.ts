// What each request of a page does, for one viewer. Rights and shapes are checked before any of this runs.
import { RequestError } from "#shared/host-api/envelope.ts";
import type { LaneSegment, Right } from "#shared/host-api/requests.ts";
import type { RequestHandlers } from "#shared/host-api/server.ts";
import { stateOfCode } from "#shared/frame/layout.ts";
import type { Asset } from "#shared/model/plant.ts";
import type { Host } from "../pipeline.ts";
import { plantVersionOf } from "../record/recording-head.ts";
import { baselineRequests } from "./baseline-requests.ts";
import { importRequests } from "./import-requests.ts";
import { analysableOf } from "./analysis-context.ts";
import { bottleneckRequests } from "./bottleneck-requests.ts";
import { defectRequests } from "./defect-requests.ts";
import { lossRequests } from "./loss-requests.ts";
import { peopleRequests } from "./people-requests.ts";
import { atResolution, resolutionFor } from "./lane-resolution.ts";
import { markDensity } from "../timeline/mark-kinds.ts";
import type { Mark, Timeline } from "../timeline/timeline.ts";
import { stepFrom } from "./step.ts";
import type { Viewer } from "./viewer.ts";

/** Segments in one answer, all its lanes together: some 10 MB. Lanes of many assets are thinned to fit. */
const maxLaneSegments = 100_000;

function notRecorded(): never {
  throw new RequestError({
    code: "refused",
    message: "This host writes no recordings",
    hint: "Another Gemba uses the data folder: do it there.",
  });
}

/** The handlers of one viewer's requests. */
export function viewerRequests(viewer: Viewer, host: Host, right: Right): RequestHandlers {
  const assetOf = (id: string): Asset => {
    const { timeline } = viewer;
    const row = timeline.plant.assetRowById.get(id);
    const asset = row === undefined ? undefined : timeline.plant.assets[row];
    if (asset === undefined) {
      throw new RequestError({
        code: "invalid",
        message: `The plant has no asset "${id}"`,
        hint: "Choose one of the tree.",
      });
    }
    return asset;
  };
  const playheadMs = (): number => viewer.state?.timeMs ?? viewer.timeline.now().timeMs;
  // A viewer may look at another timeline later.
  const context = {
    get timeline() {
      return viewer.timeline;
    },
    get people() {
      return viewer.people;
    },
    get recording() {
      return viewer.recording;
    },
    playheadMs,
    assetOf,
    get analysable() {
      return analysableOf(viewer, host);
    },
  };

  /** The timeline's marks and the notes of people among them, newest first. A note on no asset has row -1. */
  const marksOf: Timeline["marks"] = async (query) => {
    const { timeline, people } = viewer;
    const marks = await timeline.marks(query);
    const asset = query.assetRow === undefined ? undefined : timeline.plant.assets[query.assetRow]?.id;
    const hasNotes = query.kinds?.includes("note") ?? true;
    const notes = (hasNotes ? people?.notes(query.fromMs, query.toMs, asset) : undefined) ?? [];
    if (notes.length === 0) return marks;
    const rowOf = (id: string | undefined): number => timeline.plant.assetRowById.get(id ?? "") ?? -1;
    return [
      ...marks,
      ...notes.map(({ timeMs, assetId, text }): Mark => ({
        timeMs,
        asset: rowOf(assetId),
        kind: "note",
        text,
      })),
    ]
      .sort((a, b) => b.timeMs - a.timeMs)
      .slice(0, query.limit);
  };

  return {
    ...lossRequests(context),
    ...bottleneckRequests(context, host.analyses),
    ...defectRequests(context, host.defects),
    ...baselineRequests(context, host),
    ...peopleRequests(context),
    ...importRequests(host.imports),
    "session.open": async ({ recording, resume }) => {
      const looked = await host.look(recording);
      if (!looked.ok) {
        const [problem] = looked.problems;
        throw new RequestError({
          code: "failed",
          message: problem?.message ?? "",
          hint: problem?.hint ?? "",
        });
      }
      viewer.look(looked.value);
      const { timeline } = viewer;
      const { startMs, endMs } = timeline.range();
      let notice: string | undefined;
      // A recording is read from its beginning.
      if (viewer.recording !== undefined) viewer.seek({ mode: "paused", timeMs: startMs });
      // A place on another timeline, from before another plant was opened, means nothing here.
      const isOfThis = resume?.timelineId === undefined || resume.timelineId === timeline.id;
      if (resume !== undefined && resume.mode !== "following" && isOfThis) {
        if (resume.timeMs < startMs || resume.timeMs > endMs) notice = "outsideRange";
        viewer.seek(resume);
      }
      viewer.begin();
      return {
        version: host.version,
        right,
        plant: timeline.plant.file,
        plantVersion: plantVersionOf(timeline.plant),
        hasLive: host.live !== undefined,
        ...(viewer.recording === undefined ? {} : { recording: viewer.recording }),
        playhead: viewer.playhead.state(host.wall.nowMs()),
        strings: [...timeline.strings()],
        ...(notice === undefined ? {} : { notice }),
      };
    },
    "playhead.set": async (change) => {
      const playhead = viewer.seek(change);
      // What the page asks next is about the place it is at then.
      await viewer.whenSeen();
      return playhead;
    },
    "view.pace": ({ hz }) => {
      viewer.setPace(hz);
      return { hz };
    },
    "timeline.lanes": async ({ assets, fromMs, toMs, maxSegments, resolutionMs, knownAtMs }) => {
      const wanted = [...new Set(assets)];
      const rows = wanted.map((id) => assetOf(id).row);
      const most = Math.min(maxSegments, Math.floor(maxLaneSegments / Math.max(1, wanted.length)));
      const atResolutionMs =
        resolutionMs === undefined ? undefined : resolutionFor(resolutionMs, toMs - fromMs, most);
      const asked = atResolutionMs === undefined ? most : Infinity;
      const lanes = await viewer.timeline.lanes(rows, fromMs, toMs, asked, knownAtMs);
      const drawn = (segments: readonly LaneSegment[]): LaneSegment[] =>
        atResolutionMs === undefined ? [...segments] : atResolution(segments, atResolutionMs);
      return {
        fromMs,
        toMs,
        ...(atResolutionMs === undefined ? {} : { resolutionMs: atResolutionMs }),
        lanes: wanted.map((asset, index) => ({ asset, segments: drawn(lanes[index] ?? []) })),
      };
    },
    "timeline.gaps": ({ fromMs, toMs }) => ({ gaps: [...viewer.timeline.gaps(fromMs, toMs)] }),
    "timeline.samples": async ({ signal, fromMs, toMs, maxPoints }) => {
      const row = viewer.timeline.plant.signalRowById.get(signal);
      if (row === undefined)
        throw new RequestError({ code: "invalid", message: `The plant has no signal "${signal}"` });
      const series = await viewer.timeline.samples(row, fromMs, toMs, maxPoints);
      // JSON has no undefined in arrays: a gap is null on the wire.
      return { timeMs: [...series.timeMs], value: series.value.map((value) => value ?? null) };
    },
    "timeline.marks": async ({ asset, fromMs, toMs, kinds, limit }) => {
      const assetRow = asset === undefined ? undefined : assetOf(asset).row;
      const marks = await marksOf({ assetRow, kinds, fromMs, toMs, limit });
      return {
        marks: marks.map(({ timeMs, asset: row, kind, text, state, id }) => ({
          timeMs,
          asset: viewer.timeline.plant.assets[row]?.id ?? "",
          kind,
          text,
          ...(state === undefined ? {} : { state }),
          ...(id === undefined ? {} : { id }),
        })),
      };
    },
    "timeline.density": async ({ fromMs, toMs, buckets, kinds }) => ({
      counts: markDensity(
        await marksOf({ kinds, fromMs, toMs, limit: Infinity }),
        { fromMs, toMs },
        buckets,
        kinds,
      ),
    }),
    "timeline.step": async ({ asset, by, kinds, fromMs, direction }) => {
      if (by === "cycle" && asset === undefined) {
        throw new RequestError({
          code: "invalid",
          message: "Cycles are those of one station",
          hint: "Choose a station first.",
        });
      }
      const found = await stepFrom(viewer.timeline, marksOf, {
        assetRow: asset === undefined ? undefined : assetOf(asset).row,
        by,
        kinds,
        fromMs,
        direction,
      });
      if (found === undefined) return {};
      const id = viewer.timeline.plant.assets[found.assetRow]?.id;
      return { timeMs: found.timeMs, ...(id === undefined ? {} : { asset: id }) };
    },
    "asset.detail": async ({ asset, limit }) => {
      const { row } = assetOf(asset);
      const state = viewer.state ?? (await viewer.timeline.stateAt(playheadMs()));
      const reason = state.reason(row);
      const results = await viewer.timeline.results(row, state.timeMs, limit);
      return {
        state: stateOfCode(state.assetState[row] ?? 0),
        sinceMs: state.assetSinceMs[row] ?? 0,
        nativeState: state.nativeState(row),
        ...(reason === undefined ? {} : { reason: reason.text }),
        parts: state
          .partsIn(row)
          .slice(0, limit)
          .map((part) => ({
            serial: part.serial,
            variant: part.variant ?? "",
            product: part.product,
            sinceMs: part.sinceMs,
          })),
        results: [...results],
        conditions: [...state.conditions()]
          .filter((condition) => condition.assetRow === row)
          .map(({ key, level, code, text, timeMs }) => ({ key, level, code, text, timeMs })),
      };
    },
    "part.detail": async ({ serial, slot, asOfMs = playheadMs() }) => {
      const wanted = serial ?? (slot === undefined ? undefined : viewer.state?.moves.owner(slot));
      const part = wanted === undefined ? undefined : await viewer.timeline.part(wanted, asOfMs);
      return part === undefined ? {} : { part };
    },
    "recordings.list": () => host.recordings(),
    "recording.star": async ({ id, starred }) => ({
      recording: (await host.star(id, starred)) ?? notRecorded(),
    }),
    "recording.trim": async ({ fromMs, toMs, name }) => {
      const range = viewer.timeline.range();
      const [from, to] = [Math.max(fromMs, range.startMs), Math.min(toMs, range.endMs)];
      if (to <= from) {
        throw new RequestError({
          code: "invalid",
          message: "There is nothing between these times",
          hint: "Select a range of the viewer.timeline.",
        });
      }
      return { recording: (await host.trim(context, from, to, name)) ?? notRecorded() };
    },
    "sources.list": () => ({
      sources: host.sourceInfos(),
      problems: host.problems.list().map((problem) => ({ ...problem, path: [...problem.path] })),
    }),
    "simulation.inject": (command) => {
      const done = host.inject(command);
      if (done === undefined) {
        throw new RequestError({
          code: "refused",
          message: "This plant is not simulated",
          hint: "Gemba reads machines and never commands them.",
        });
      }
      if (!done.ok) {
        const [problem] = done.problems;
        throw new RequestError({
          code: "invalid",
          message: problem?.message ?? "This cannot be done",
          hint: problem?.hint ?? "",
        });
      }
      return { id: done.value };
    },
  };
}
