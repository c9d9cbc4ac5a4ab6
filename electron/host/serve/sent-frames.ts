// The frames that one page gets: which rows changed since the last, whether there is anything to send, whether the page is behind.
import { DirtyRows } from "#shared/frame/dirty-rows.ts";
import { encodeFrame, FrameBuffer } from "#shared/frame/encode.ts";
import { flagAllRows, flagFollowing, flagNewEpoch } from "#shared/frame/layout.ts";
import type { PageConnection } from "#shared/host-api/server.ts";
import type { Plant } from "#shared/model/plant.ts";
import type { DirtySink } from "#shared/twin/dirty-sink.ts";
import type { PlantState } from "#shared/twin/plant-state.ts";

/** Frames sent and not yet drawn before the viewer waits. */
const maxUnacknowledged = 2;
/** Above this speed (plant per wall seconds) parts are placed instead of moved. */
const moveSpeed = 60;
/** Seconds in float32 stay exact enough for this long. */
const epochMs = 3_600_000;

/** What a frame would show. */
export interface FramePlace {
  readonly timeMs: number;
  readonly speed: number;
  /** Of the place alone: following, all rows. */
  readonly flags: number;
  readonly range: { readonly startMs: number; readonly endMs: number };
}

export class SentFrames {
  /** Hears which rows change. */
  readonly sink: DirtySink = {
    asset: (row) => {
      this.#dirty.assets.mark(row);
    },
    signal: (row) => {
      this.#dirty.signals.mark(row);
    },
    slot: (slot) => {
      this.#dirty.slots.mark(slot);
    },
  };
  readonly #connection: PageConnection;
  readonly #buffer = new FrameBuffer();
  #dirty = { assets: new DirtyRows(0), signals: new DirtyRows(0), slots: new DirtyRows(0) };
  #sequence = 0;
  #acknowledged = 0;
  #epochMs = 0;
  #sentTimeMs = Number.NaN;
  #sentSpeed = Number.NaN;
  #sentFollowing = false;
  #sentInstant = false;

  constructor(connection: PageConnection) {
    this.#connection = connection;
  }

  /** The page has not yet drawn what it was sent. */
  get isBehind(): boolean {
    return this.#sequence - this.#acknowledged >= maxUnacknowledged;
  }

  acknowledge(sequence: number): void {
    this.#acknowledged = Math.max(this.#acknowledged, Math.min(sequence, this.#sequence));
  }

  /** Frames of another plant, or of the same on another timeline, follow. */
  begin(plant: Plant): void {
    this.#dirty = {
      assets: new DirtyRows(plant.assets.length),
      signals: new DirtyRows(plant.signals.length),
      slots: new DirtyRows(256),
    };
  }

  /** False for a playhead that stands on an unchanged plant: it is sent nothing at all. */
  isNews(place: FramePlace): boolean {
    const { assets, signals, slots } = this.#dirty;
    return (
      assets.count + signals.count + slots.count > 0 ||
      (place.flags & flagAllRows) !== 0 ||
      this.#needsEpoch(place) ||
      place.timeMs !== this.#sentTimeMs ||
      place.speed !== this.#sentSpeed ||
      isFollowing(place) !== this.#sentFollowing
    );
  }

  /** Sends the rows that changed, or all of them. */
  send(state: PlantState, place: FramePlace): void {
    const { timeMs, speed, range } = place;
    let { flags } = place;
    if (this.#needsEpoch(place)) {
      this.#epochMs = Math.floor(timeMs);
      flags |= flagNewEpoch;
    }
    const instantMoves = isInstant(place);
    this.#sentTimeMs = timeMs;
    this.#sentSpeed = speed;
    this.#sentFollowing = isFollowing(place);
    this.#sentInstant = instantMoves;
    this.#sequence += 1;
    this.#connection.sendFrame(
      encodeFrame(
        state,
        this.#dirty,
        {
          sequence: this.#sequence,
          flags,
          timeMs,
          startMs: range.startMs,
          endMs: range.endMs,
          epochMs: this.#epochMs,
          speed,
          instantMoves,
        },
        this.#buffer,
      ),
    );
  }

  #needsEpoch(place: FramePlace): boolean {
    return (
      (place.flags & flagAllRows) !== 0 ||
      place.timeMs - this.#epochMs > epochMs ||
      place.timeMs < this.#epochMs ||
      // Moves under way are shown in another manner now: all are sent again.
      isInstant(place) !== this.#sentInstant
    );
  }
}

const isFollowing = ({ flags }: FramePlace): boolean => (flags & flagFollowing) !== 0;
const isInstant = ({ speed }: FramePlace): boolean => Math.abs(speed) > moveSpeed;
