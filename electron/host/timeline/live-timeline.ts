// The live plant as far back as it was recorded: the chain of its recordings, the one that is being written, and the last
// hour in memory. Where one recording ends and the next begins cannot be seen; where nothing was recorded is a gap.
import type { Shipments } from "#shared/analyse/output.ts";
import type { Disposable } from "#shared/base/disposable.ts";
import { stateCode } from "#shared/frame/layout.ts";
import type { LaneSegment, PartInfo } from "#shared/host-api/requests.ts";
import type { Fact, PartEvent, Result, StateFact } from "#shared/model/fact.ts";
import type { Plant } from "#shared/model/plant.ts";
import type { PlantState } from "#shared/twin/plant-state.ts";
import type { Twin } from "#shared/twin/twin.ts";
import type { FileTimeline } from "./file-timeline.ts";
import { capSegments, joinSegments } from "./lanes.ts";
import type { RingTimeline } from "./ring.ts";
import { decimate } from "./series.ts";
import type { Gap, LifeFact, Mark, MarkQuery, SampleSeries, Timeline, TimeRange } from "./timeline.ts";

/** A finished recording of the same plant and source, opened when it is first looked at. */
export interface PastRecording {
  readonly startMs: number;
  readonly endMs: number;
  readonly path: string;
  /** The earliest time that it tells of; undefined = not known before it is opened. */
  readonly earliestMs: number | undefined;
  open(): Promise<FileTimeline | undefined>;
}

/** A stretch between recordings shorter than this is not drawn as a gap: a roll takes a moment. */
const seamMs = 2_000;
/** Less than lies between two arrivals. */
const momentMs = 0.001;

export class LiveTimeline implements Timeline {
  readonly #ring: RingTimeline;
  /** Oldest first; none overlaps another or the live stretch. */
  readonly #past: () => readonly PastRecording[];
  readonly #growing: () => FileTimeline | undefined;

  constructor(
    ring: RingTimeline,
    past: () => readonly PastRecording[],
    growing: () => FileTimeline | undefined,
  ) {
    this.#ring = ring;
    this.#past = past;
    this.#growing = growing;
  }

  get id(): string {
    return this.#ring.id;
  }

  get plant(): Plant {
    return this.#ring.plant;
  }

  get twin(): Twin {
    return this.#ring.twin;
  }

  range(): TimeRange {
    const { startMs, endMs, open } = this.#ring.range();
    const firstMs = this.#past()[0]?.startMs ?? this.#growing()?.range().startMs ?? startMs;
    return { startMs: Math.min(firstMs, startMs), endMs, open };
  }

  now(): { timeMs: number; speed: number } {
    return this.#ring.now();
  }

  async stateAt(timeMs: number): Promise<PlantState> {
    if (this.#isInRing(timeMs)) return this.#ring.stateAt(timeMs);
    const file = await this.#fileAt(timeMs);
    if (file === undefined) return this.#ring.stateAt(timeMs);
    const { endMs } = file.range();
    const state = await file.stateAt(Math.min(timeMs, endMs));
    // After its end nothing was recorded, so nothing is known.
    if (timeMs > endMs + seamMs) state.assetState.fill(stateCode("unknown"));
    state.timeMs = timeMs;
    return state;
  }

  async facts(fromMs: number, toMs: number): Promise<readonly Fact[]> {
    if (this.#isInRing(fromMs)) return this.#ring.facts(fromMs, toMs);
    const heldMs = this.#heldMs();
    const files = await this.#filesIn(fromMs, Math.min(toMs, heldMs));
    const pieces = await Promise.all(files.map((file) => file.facts(fromMs, Math.min(toMs, heldMs))));
    const rest = toMs > heldMs ? await this.#ring.facts(Math.max(fromMs, heldMs), toMs) : [];
    return [...pieces.flat(), ...rest];
  }

  async late(toMs: number): Promise<readonly Fact[]> {
    const heldMs = this.#heldMs();
    const pieces = await Promise.all((await this.#filesIn(toMs, Infinity)).map((file) => file.late(toMs)));
    const recorded = pieces.flat().filter(({ receivedMs }) => receivedMs <= heldMs);
    const held = await this.#ring.late(toMs);
    return [...recorded, ...held.filter(({ receivedMs }) => receivedMs > heldMs)];
  }

  async statesBefore(timeMs: number): Promise<readonly StateFact[]> {
    return ((await this.#fileAt(timeMs)) ?? this.#ring).statesBefore(timeMs);
  }

  heldFromMs(): number {
    const isRecorded = this.#growing() !== undefined || this.#past().length > 0;
    return isRecorded ? -Infinity : this.#ring.heldFromMs();
  }

  async lanes(
    assetRows: readonly number[],
    fromMs: number,
    toMs: number,
    maxSegments: number,
    knownAtMs?: number,
  ): Promise<readonly (readonly LaneSegment[])[]> {
    const files = await this.#filesTelling(fromMs, toMs);
    if (!files.some((file) => file.range().startMs <= toMs))
      return this.#ring.lanes(assetRows, fromMs, toMs, maxSegments, knownAtMs);
    const whole: LaneSegment[][] = assetRows.map(() => []);
    let atMs = fromMs;
    for (const [index, file] of files.entries()) {
      const pieceFromMs = Math.max(atMs, file.range().startMs);
      const pieceToMs = Math.min(toMs, this.#goesOnToMs(file, files[index + 1]));
      if (pieceToMs <= pieceFromMs) continue;
      const later = files.slice(index + 1).flatMap(({ story }) => story.statesOfBefore(pieceToMs));
      const lanes = await file.lanes(assetRows, pieceFromMs, pieceToMs, maxSegments, knownAtMs, later);
      for (const [row, lane] of whole.entries()) joinSegments(lane, atMs, pieceFromMs, lanes[row] ?? []);
      atMs = pieceToMs;
    }
    for (const lane of whole) joinSegments(lane, atMs, toMs, []);
    return whole.map((lane) => capSegments(lane, maxSegments));
  }

  async samples(signalRow: number, fromMs: number, toMs: number, maxPoints: number): Promise<SampleSeries> {
    const ringFromMs = this.#ring.range().startMs;
    if (fromMs >= ringFromMs) return this.#ring.samples(signalRow, fromMs, toMs, maxPoints);
    const recordedToMs = Math.min(toMs, ringFromMs);
    const files = await this.#filesTelling(fromMs, recordedToMs);
    const points: [number, number | undefined][] = [];
    const add = ({ timeMs, value }: SampleSeries): void => {
      for (const [index, at] of timeMs.entries()) points.push([at, value[index]]);
    };
    for (const [index, file] of files.entries()) {
      add(await file.samples(signalRow, fromMs, recordedToMs, maxPoints));
      const { endMs } = file.range();
      // Between recordings that do not follow each other there is no value.
      if (endMs < recordedToMs && file !== this.#growing() && !isFollowed(file, files[index + 1]))
        points.push([endMs, undefined]);
    }
    if (toMs > ringFromMs) add(await this.#ring.samples(signalRow, ringFromMs, toMs, maxPoints));
    points.sort((a, b) => a[0] - b[0]);
    return decimate(
      points.map(([timeMs]) => timeMs),
      points.map(([, value]) => value),
      fromMs,
      toMs,
      maxPoints,
    );
  }

  async marks(query: MarkQuery): Promise<readonly Mark[]> {
    if (this.#isInRing(query.fromMs)) return this.#ring.marks(query);
    const files = await this.#filesTelling(query.fromMs, query.toMs);
    if (files.length === 0) return this.#ring.marks(query);
    const ofFiles = await Promise.all(files.map((file) => file.marks(query)));
    // What one file is told late may be older than the newest of the file before it.
    return ofFiles
      .flat()
      .sort((a, b) => b.timeMs - a.timeMs)
      .slice(0, query.limit);
  }

  async part(serial: string, timeMs: number): Promise<PartInfo | undefined> {
    const { startMs } = this.#ring.range();
    const known = timeMs >= startMs ? await this.#ring.part(serial, timeMs) : undefined;
    if (known !== undefined) return known;
    // The file in which it was last seen holds its whole life.
    for (const file of (await this.#filesIn(-Infinity, timeMs)).toReversed()) {
      const part = await file.part(serial, timeMs);
      if (part !== undefined) return part;
    }
    return undefined;
  }

  async results(assetRow: number, timeMs: number, limit: number): Promise<readonly Result[]> {
    const found = this.#isInRing(timeMs) ? [...(await this.#ring.results(assetRow, timeMs, limit))] : [];
    if (found.length > 0) return found;
    const file = await this.#fileAt(timeMs);
    return file?.results(assetRow, timeMs, limit) ?? found;
  }

  async partEvents(assetRow: number, fromMs: number, toMs: number): Promise<readonly PartEvent[]> {
    const ringFromMs = this.#ring.range().startMs;
    const events: PartEvent[] = [];
    if (fromMs < ringFromMs) {
      const pieceToMs = Math.min(toMs, ringFromMs);
      for (const file of await this.#filesIn(fromMs, pieceToMs))
        events.push(...(await file.partEvents(assetRow, Math.max(fromMs, file.range().startMs), pieceToMs)));
    }
    if (toMs > ringFromMs)
      events.push(...(await this.#ring.partEvents(assetRow, Math.max(fromMs, ringFromMs), toMs)));
    return events;
  }

  async lives(timeMs: number): Promise<readonly LifeFact[]> {
    return (await this.#fileAt(timeMs))?.lives(timeMs) ?? this.#ring.lives(timeMs);
  }

  gaps(fromMs: number, toMs: number): readonly Gap[] {
    const { startMs, endMs } = this.range();
    const ends = [...this.#past().map((past) => [past.startMs, past.endMs] as const)];
    const liveMs = this.#growing()?.range().startMs ?? this.#ring.range().startMs;
    const between: Gap[] = [];
    let lastMs = startMs;
    for (const [from, to] of [...ends, [liveMs, endMs] as const]) {
      if (from - lastMs > seamMs && from > fromMs && lastMs < toMs)
        between.push({ fromMs: Math.max(lastMs, fromMs), toMs: Math.min(from, toMs), source: "" });
      lastMs = Math.max(lastMs, to);
    }
    return [...between, ...(this.#growing() ?? this.#ring).gaps(fromMs, toMs)].sort(
      (a, b) => a.fromMs - b.fromMs,
    );
  }

  shipments(): Shipments {
    // It counts a production day back, over rolls too.
    return this.#ring.shipments();
  }

  strings(): readonly string[] {
    return this.#ring.strings();
  }

  onGrow(listener: () => void): Disposable {
    return this.#ring.onGrow(listener);
  }

  /** What arrived after this is in the ring; a ring that has forgotten nothing yet holds what arrived since it began. */
  #heldMs(): number {
    const heldMs = this.#ring.heldFromMs();
    return heldMs === -Infinity ? this.#ring.range().startMs - momentMs : heldMs;
  }

  #isInRing(timeMs: number): boolean {
    return timeMs >= Math.max(this.#ring.heldFromMs(), this.#ring.range().startMs);
  }

  /** The newest recording that began at or before a time. */
  async #fileAt(timeMs: number): Promise<FileTimeline | undefined> {
    const growing = this.#growing();
    if (growing !== undefined && growing.range().startMs <= timeMs) return growing;
    return this.#past()
      .findLast(({ startMs }) => startMs <= timeMs)
      ?.open();
  }

  /** Recordings that touch [fromMs, toMs], oldest first. */
  async #filesIn(fromMs: number, toMs: number): Promise<FileTimeline[]> {
    const growing = this.#growing();
    const files = await this.#opened(({ startMs, endMs }) => endMs >= fromMs && startMs <= toMs);
    return growing !== undefined && growing.range().startMs <= toMs ? [...files, growing] : files;
  }

  /** Recordings that touch [fromMs, toMs] or tell of it late, oldest first. One that says it tells of later times stays closed. */
  async #filesTelling(fromMs: number, toMs: number): Promise<FileTimeline[]> {
    const growing = this.#growing();
    const files = await this.#opened(
      ({ startMs, endMs, earliestMs = -Infinity }) =>
        endMs >= fromMs && Math.min(startMs, earliestMs) <= toMs,
    );
    return growing === undefined ? files : [...files, growing];
  }

  async #opened(isWanted: (past: PastRecording) => boolean): Promise<FileTimeline[]> {
    const files = await Promise.all(
      this.#past()
        .filter(isWanted)
        .map((past) => past.open()),
    );
    return files.filter((file) => file !== undefined);
  }

  /** How far what a recording says last holds: to the next one where that follows at once. */
  #goesOnToMs(file: FileTimeline, next: FileTimeline | undefined): number {
    if (file === this.#growing()) return Infinity;
    return isFollowed(file, next) ? next.range().startMs : file.range().endMs;
  }
}

/** Whether nothing is missing between a recording and the next. */
function isFollowed(file: FileTimeline, next: FileTimeline | undefined): next is FileTimeline {
  return next !== undefined && next.range().startMs - file.range().endMs <= seamMs;
}
