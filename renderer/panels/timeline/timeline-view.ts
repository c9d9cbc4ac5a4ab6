// Which stretch of the timeline is looked at, where the pointer is on it, and what is being selected. Mutable: canvases draw
// from it, gestures and commands change it. It moves with live only while the playhead follows and nobody moved it.
import { type Disposable, Listeners } from "#shared/base/disposable.ts";
import type { TimeSpan } from "#shared/host-api/requests.ts";
import type { LiveTable } from "../../live/live-table.ts";
import {
  fitWindow,
  marginShare,
  panWindow,
  revealTime,
  shortestWindowMs,
  wholeWindow,
  zoomWindow,
} from "./time-window.ts";

/** What is shown of a live plant at first. */
const firstSpanMs = 3_600_000;
/** Faster than this, plant per wall seconds, a picture between two beats would show minutes that no clock shows. */
const beatSpeed = 60;
/** A plant that has just begun does not race over the lanes. */
const shortestLiveMs = 60_000;

export class TimelineView {
  /** Time under the pointer in any part of the panel. */
  hoverMs: number | undefined;
  /** The selection while it is being dragged. */
  draft: TimeSpan | undefined;
  readonly #table: LiveTable;
  readonly #changed = new Listeners<void>();
  /** Length of the window while it moves with live; undefined = nobody zoomed yet. */
  #spanMs: number | undefined;
  /** The window where it does not move by itself. */
  #held: TimeSpan | undefined;
  #wasFollowing = true;
  #last: TimeSpan | undefined;
  #playheadMs = Number.NaN;
  /** The time that clocks show since the last beat of the page (live/ticker.ts). */
  #beatMs = Number.NaN;
  #wasInside = true;

  constructor(table: LiveTable) {
    this.#table = table;
  }

  /** Everything there is to look at. */
  range(): TimeSpan {
    const { startMs, endMs } = this.#table;
    return {
      fromMs: startMs,
      toMs: Math.max(startMs, endMs, this.#table.following ? this.#table.timeMs() : endMs),
    };
  }

  /** The stretch shown now. */
  window(): TimeSpan {
    const range = this.range();
    const { following } = this.#table;
    // Who stops following keeps what was in sight; who follows again sees the newest.
    if (this.#wasFollowing && !following) this.#held ??= this.#last;
    if (!this.#wasFollowing && following) this.#held = undefined;
    this.#wasFollowing = following;
    this.#last = this.#held === undefined ? this.#newest(range) : fitWindow(this.#held, range);
    return this.#last;
  }

  /** The window moves with live. */
  get movesWithLive(): boolean {
    return this.#held === undefined && this.#table.following;
  }

  /** A smaller factor looks closer; `aroundMs` stays where it is, else the playhead does if it is in sight. */
  zoom(factor: number, aroundMs?: number): void {
    const range = this.range();
    const window = this.window();
    if (this.movesWithLive) {
      const longestMs = wholeWindow(range).toMs - range.fromMs;
      const spanMs = Math.min(longestMs, Math.max(shortestWindowMs, (window.toMs - window.fromMs) * factor));
      // All of it stays all of it, however it grows.
      this.#spanMs = spanMs >= longestMs ? Infinity : spanMs;
    } else {
      const playheadMs = this.#table.timeMs();
      const isSeen = playheadMs >= window.fromMs && playheadMs <= window.toMs;
      const middleMs = isSeen ? playheadMs : (window.fromMs + window.toMs) / 2;
      this.#held = zoomWindow(window, factor, aroundMs ?? middleMs, range);
    }
    this.changed();
  }

  /** Moves the window; at the newest end it goes on with live if the playhead does. */
  pan(byMs: number): void {
    this.show(panWindow(this.window(), byMs, this.range()));
  }

  /** Shows a stretch as it is, as far as there is one. */
  show(window: TimeSpan): void {
    const range = this.range();
    const spanMs = window.toMs - window.fromMs;
    this.#held = fitWindow(window, range);
    if (this.#table.following && this.#held.toMs >= range.toMs + spanMs * marginShare * 0.5) {
      this.#spanMs = spanMs;
      this.#held = undefined;
    }
    this.changed();
  }

  /** Shows everything. */
  fit(): void {
    if (this.#table.following) {
      this.#spanMs = Infinity;
      this.#held = undefined;
    } else this.#held = wholeWindow(this.range());
    this.changed();
  }

  /** Moves with live again, as soon as the playhead does. */
  follow(): void {
    this.#held = undefined;
    this.changed();
  }

  /** Where the playhead is drawn: at high speeds where the clocks last said it is, so that all of them say one time. */
  playheadMs(): number {
    const isFast = Math.abs(this.#table.speed) > beatSpeed && !Number.isNaN(this.#beatMs);
    return isFast ? this.#beatMs : this.#table.timeMs();
  }

  /** Called on every beat. Keeps a playhead in sight that plays out of it or jumps, but lets a person look elsewhere while it plays. */
  track(paused: boolean): void {
    const playheadMs = this.#table.timeMs();
    this.#beatMs = playheadMs;
    const window = this.window();
    const isInside = playheadMs >= window.fromMs && playheadMs <= window.toMs;
    if (
      !this.#table.following &&
      playheadMs !== this.#playheadMs &&
      !isInside &&
      (this.#wasInside || paused)
    ) {
      this.#held = revealTime(window, playheadMs, this.range());
      this.#wasInside = true;
      this.#playheadMs = playheadMs;
      this.changed();
      return;
    }
    this.#playheadMs = playheadMs;
    this.#wasInside = isInside;
  }

  hover(timeMs: number | undefined): void {
    if (timeMs === this.hoverMs) return;
    this.hoverMs = timeMs;
    this.changed();
  }

  setDraft(draft: TimeSpan | undefined): void {
    this.draft = draft;
    this.changed();
  }

  onChange(listener: () => void): Disposable {
    return this.#changed.add(listener);
  }

  changed(): void {
    this.#changed.emit();
  }

  /** A recording that is finished is shown whole; of a live plant the last hour, or what there is of it. */
  #newest(range: TimeSpan): TimeSpan {
    const wholeMs = range.toMs - range.fromMs;
    const spanMs = this.#spanMs ?? (this.#table.following ? firstSpanMs : Infinity);
    // An hour and a little more is an hour: nothing is left over that nobody would miss but everybody sees missing.
    if (spanMs >= wholeMs * 0.95 && wholeMs >= shortestLiveMs) return wholeWindow(range);
    const shownMs = Math.min(spanMs, Math.max(wholeMs, shortestLiveMs));
    const toMs = range.toMs + shownMs * marginShare;
    return { fromMs: toMs - shownMs, toMs };
  }
}
