// The few facts that are wanted for a whole recording at once: states, conditions, orders, findings, links, strings and ends
// of parts. Held in memory, in order of arrival; a shift of 200 machines is some ten megabytes.
import type { Shipments } from "#shared/analyse/output.ts";
import type { LaneSegment } from "#shared/host-api/requests.ts";
import type { Fact, StateFact } from "#shared/model/fact.ts";
import type { StateReason } from "#shared/model/state.ts";
import type { Plant } from "#shared/model/plant.ts";
import type { EventFact } from "#shared/record/event-schemas.ts";
import { firstAfter, insertByTime, itself } from "#shared/base/sorted.ts";
import { Gaps } from "./gaps.ts";
import {
  changeFact,
  changesBefore,
  insertChange,
  knownBy,
  type StateChange,
  toSegments,
  withChanges,
} from "./lanes.ts";
import { MarkedFacts } from "./marked-facts.ts";
import type { Gap, Mark, MarkQuery } from "./timeline.ts";

/** A fact and its place among those that arrived at one time. */
export interface Told {
  readonly fact: EventFact;
  readonly sequence: number;
}

const receivedOf = ({ fact }: Told): number => fact.receivedMs;

export class Story {
  /** In order of arrival. */
  readonly told: Told[] = [];
  readonly strings: string[] = [];
  readonly #startMs: number;
  readonly #changes: StateChange[][];
  /** States that were told here of the time before `#startMs`: the lanes of earlier recordings have them. */
  readonly #statesOfBefore: StateFact[] = [];
  readonly #marks: MarkedFacts;
  readonly #gaps = new Gaps();
  readonly #shippedMs: number[] = [];
  readonly #scrappedMs: number[] = [];
  readonly #countAt: string | undefined;
  // States say the same words over and over; each is kept once.
  readonly #words = new Map<string, string>();
  readonly #reasons = new Map<string, StateReason>();

  /** `startMs` = where the recording begins. */
  constructor(plant: Plant, startMs: number) {
    this.#startMs = startMs;
    this.#marks = new MarkedFacts(plant);
    this.#countAt = plant.file.plan?.countAt;
    this.#changes = plant.assets.map(() => []);
  }

  /** Takes the next fact. */
  take(fact: EventFact, sequence: number): void {
    switch (fact.kind) {
      case "state": {
        const change = this.#interned(fact);
        this.told.push({ fact: change, sequence });
        this.#marks.add(change);
        const changes = this.#changes[fact.asset];
        if (changes !== undefined) insertChange(changes, change);
        if (change.timeMs < this.#startMs) this.#statesOfBefore.push(change);
        return;
      }
      case "string":
        this.strings[fact.index] = fact.text;
        break;
      case "link":
        this.#gaps.tell(fact.source, fact.timeMs, fact.heard);
        break;
      case "part": {
        const { verb, asset, timeMs } = fact.event;
        if (verb === "scrap") insertByTime(this.#scrappedMs, timeMs, itself);
        if (verb === "ship" && (this.#countAt === undefined || asset === this.#countAt))
          insertByTime(this.#shippedMs, timeMs, itself);
        break;
      }
      case "condition":
      case "result":
      case "order":
      case "travel":
      case "finding":
        break;
    }
    this.told.push({ fact, sequence });
    this.#marks.add(fact);
  }

  /** A state that held already when the recording began: lanes show it, and it is no event. */
  takeBefore(fact: EventFact): void {
    if (fact.kind === "state") insertChange(this.#changes[fact.asset] ?? [], this.#interned(fact));
  }

  /** What was told in (fromMs, toMs]. */
  between(fromMs: number, toMs: number): readonly Told[] {
    return this.told.slice(
      firstAfter(this.told, fromMs, receivedOf),
      firstAfter(this.told, toMs, receivedOf),
    );
  }

  /** The states that lanes from `timeMs` on begin with, as known then. */
  statesBefore(timeMs: number): StateFact[] {
    return this.#changes.flatMap((changes, row) =>
      changesBefore(changes, timeMs).map((change) => changeFact(row, change)),
    );
  }

  /** The states before `timeMs` that were told here of the time before this recording, in order of arrival. */
  statesOfBefore(timeMs: number): readonly StateFact[] {
    const states = this.#statesOfBefore;
    return states.every((state) => state.timeMs < timeMs)
      ? states
      : states.filter((state) => state.timeMs < timeMs);
  }

  /** `later` = states of its time that were told by the recordings after it, in order of arrival. */
  lane(
    assetRow: number,
    fromMs: number,
    toMs: number,
    maxSegments: number,
    knownAtMs = Infinity,
    later: readonly StateFact[] = [],
  ): LaneSegment[] {
    const told = later.filter(({ asset }) => asset === assetRow);
    const changes = withChanges(this.#changes[assetRow] ?? [], told);
    return toSegments(knownBy(changes, knownAtMs), fromMs, toMs, maxSegments);
  }

  gaps(fromMs: number, toMs: number): Gap[] {
    return this.#gaps.within(fromMs, toMs);
  }

  marks(query: MarkQuery): Mark[] {
    return this.#marks.within(query);
  }

  shipments(knownFromMs: number): Shipments {
    return { shippedMs: this.#shippedMs, scrappedMs: this.#scrappedMs, knownFromMs };
  }

  #interned(fact: Extract<Fact, { kind: "state" }>): Extract<Fact, { kind: "state" }> {
    const { nativeState, reason } = fact;
    const word = this.#words.get(nativeState);
    if (word === undefined) this.#words.set(nativeState, nativeState);
    if (reason === undefined) return { ...fact, nativeState: word ?? nativeState };
    const key = JSON.stringify(reason);
    const known = this.#reasons.get(key);
    if (known === undefined) this.#reasons.set(key, reason);
    return { ...fact, nativeState: word ?? nativeState, reason: known ?? reason };
  }
}
