// One viewer: its playhead, its own fold of the plant, what changed since its last frame. Dies with its channel.
import { outputAt } from "#shared/analyse/output.ts";
import type { Clock } from "#shared/base/clock.ts";
import type { Disposable } from "#shared/base/disposable.ts";
import type { Problem } from "#shared/base/problem.ts";
import { every, type Timers } from "#shared/base/timers.ts";
import { flagAllRows, flagFollowing } from "#shared/frame/layout.ts";
import type { Channel } from "#shared/host-api/channel.ts";
import type { HostEvent } from "#shared/host-api/events.ts";
import { RequestError } from "#shared/host-api/envelope.ts";
import type { PlayheadState, RecordingInfo, Right, TimeSpan } from "#shared/host-api/requests.ts";
import { type PageConnection, serveRequests } from "#shared/host-api/server.ts";
import type { Fact } from "#shared/model/fact.ts";
import type { PlantState } from "#shared/twin/plant-state.ts";
import type { ImportTold } from "../import/import-jobs.ts";
import { Playhead } from "../timeline/playhead.ts";
import type { PeopleFile } from "../people/people-file.ts";
import type { Timeline } from "../timeline/timeline.ts";
import type { Host, Looked } from "../pipeline.ts";
import { lateStates } from "./late-states.ts";
import { SentFrames } from "./sent-frames.ts";
import { viewerRequests } from "./viewer-requests.ts";

/** Above this speed (plant per wall seconds) transitions come as lanes only. */
const transitionSpeed = 10;
/** A jump forward longer than this, wall milliseconds of playing, is a seek rather than a fold. */
const seekInsteadMs = 5_000;
/**
 * So is one longer than this, plant milliseconds, however fast it plays: keyframes are 30 s apart, so a seek folds less.
 * An 8 h file of the demo line, 120 s further: 3.6 ms by folding, 1.0 ms by seeking.
 */
const seekInsteadPlantMs = 30_000;
const defaultHz = 10;
/** The longest pause between ticks that a page can ask for; platforms take longer ones for none at all. */
const slowestTickMs = 60_000;
const pulseMs = 500;
const slowMs = 1_000;

export interface ViewerOptions {
  readonly host: Host;
  readonly channel: Channel;
  readonly right: Right;
  readonly wall: Clock;
  readonly timers: Timers;
  readonly report: (problem: Problem) => void;
}

export class Viewer {
  readonly #options: ViewerOptions;
  readonly #connection: PageConnection;
  readonly #frames: SentFrames;
  #looked: Looked | undefined;
  #playhead: Playhead | undefined;
  readonly #open: Disposable[] = [];
  #tickTimer: Disposable | undefined;
  #state: PlantState | undefined;
  #busy = false;
  #advancing: Promise<void> = Promise.resolve();
  #tickAgain = false;
  #seekPending = true;
  #sentMode: PlayheadState["mode"] | undefined;
  /** Texts of the string table the page has been told. */
  #toldStrings = 0;
  /** Until this arrival it was looked for states that were told late. */
  #lateToMs = -Infinity;
  #opened = false;
  #gone = false;
  #hz = defaultHz;

  constructor(options: ViewerOptions) {
    this.#options = options;
    this.#connection = serveRequests(options.channel, {
      right: options.right,
      handlers: viewerRequests(this, options.host, options.right),
      report: options.report,
    });
    this.#frames = new SentFrames(this.#connection);
    this.#open.push(
      this.#connection.onAcknowledge((sequence) => {
        this.#frames.acknowledge(sequence);
      }),
      every(options.timers, pulseMs, () => {
        this.#connection.sendEvent({ name: "pulse", wallMs: options.wall.nowMs() });
      }),
      every(options.timers, slowMs, () => {
        this.#tellSlowNews();
        this.#tellLateStates().catch((cause: unknown) => {
          this.#fail(cause);
        });
      }),
    );
    this.setPace(defaultHz);
    // Last, because a channel that is closed already says so at once.
    this.#open.push(
      this.#connection.onClose(() => {
        this[Symbol.dispose]();
      }),
    );
  }

  /** Its channel is closed: it does nothing more. */
  get gone(): boolean {
    return this.#gone;
  }

  /** The plant at this viewer's playhead, once it has one. */
  get state(): PlantState | undefined {
    return this.#state;
  }

  /** What it looks at; a page that has not opened its session sees nothing. Throws RequestError then. */
  get timeline(): Timeline {
    if (this.#looked === undefined)
      throw new RequestError({ code: "refused", message: "Open the session first" });
    return this.#looked.timeline;
  }

  get people(): PeopleFile | undefined {
    return this.#looked?.people;
  }

  get recording(): RecordingInfo | undefined {
    return this.#looked?.recording;
  }

  /** Its place on the timeline. Throws RequestError before the session is open. */
  get playhead(): Playhead {
    return (this.#playhead ??= new Playhead(this.timeline));
  }

  /** Looks at another timeline, from its own place of rest. */
  look(looked: Looked): void {
    this.#looked?.close();
    this.#looked = looked;
    this.#playhead = undefined;
    this.#state = undefined;
    this.#lateToMs = looked.timeline.range().endMs;
    this.#frames.begin(looked.timeline.plant);
    if (this.#gone) looked.close();
  }

  /** The session is open: frames may go. */
  begin(): void {
    this.#opened = true;
    this.#seekPending = true;
    this.#toldStrings = this.timeline.strings().length;
    this.tick();
    this.#tellSlowNews();
    for (const told of this.#options.host.imports?.states() ?? []) this.tellImport(told);
  }

  /** Somebody said something, or took it back. */
  tellPeople(): void {
    if (this.#opened) this.#connection.sendEvent({ name: "people" });
  }

  /** Whether it looks at the live plant. */
  get isOfLive(): boolean {
    return this.#looked !== undefined && this.#looked.recording === undefined;
  }

  /** What the defect engine says of the live plant has changed. */
  tellFindings(): void {
    if (this.#opened) this.#connection.sendEvent({ name: "findings" });
  }

  /** An import goes on or ended. */
  tellImport({ job, state }: ImportTold): void {
    if (this.#opened && this.#options.right === "operate")
      this.#connection.sendEvent({ name: "import", job, state });
  }

  /** A file can be imported that a person opened on this machine. */
  offerImport(file: string, fileName: string): void {
    if (this.#opened && this.#options.right === "operate")
      this.#connection.sendEvent({ name: "importOffered", file, fileName });
  }

  setPace(hz: number): void {
    this.#hz = hz;
    this.#tickTimer?.[Symbol.dispose]();
    this.#tickTimer =
      hz === 0
        ? undefined
        : every(this.#options.timers, Math.min(1000 / hz, slowestTickMs), () => {
            this.tick();
          });
  }

  /** Moves the playhead and shows the new place at once. */
  seek(change: {
    mode: PlayheadState["mode"];
    timeMs?: number | undefined;
    speed?: number | undefined;
    loop?: TimeSpan | null | undefined;
  }): PlayheadState {
    const wallMs = this.#options.wall.nowMs();
    const beforeMs = this.#state?.timeMs ?? -Infinity;
    const timeMs = this.playhead.set(wallMs, change);
    if (change.timeMs !== undefined || change.mode === "following" || timeMs < beforeMs)
      this.#seekPending = true;
    this.#sentMode = this.playhead.mode;
    this.tick();
    return this.playhead.state(wallMs);
  }

  /** Brings the state to the playhead and sends what changed, unless the page is behind. */
  tick(): void {
    if (this.#busy) {
      this.#tickAgain = true;
      return;
    }
    if (!this.#opened || this.#hz === 0 || this.#frames.isBehind) return;
    this.#busy = true;
    this.#advancing = this.#advance().then(
      () => {
        this.#busy = false;
        if (this.#tickAgain && this.#seekPending) {
          this.#tickAgain = false;
          this.tick();
        }
        this.#tickAgain = false;
      },
      (cause: unknown) => {
        this.#fail(cause);
      },
    );
  }

  /** Resolves when the place of the last seek is shown; a page that is behind is not waited for. */
  whenSeen(): Promise<void> {
    return this.#advancing;
  }

  /** A bug costs this viewer and nobody else: its page connects anew. */
  #fail(cause: unknown): void {
    this.#options.report({
      path: ["viewer"],
      id: "viewer-failed",
      severity: "error",
      message: `A viewer was closed: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`,
      hint: "This is a bug; the page connects anew by itself.",
    });
    this[Symbol.dispose]();
  }

  [Symbol.dispose](): void {
    this.#gone = true;
    this.#opened = false;
    this.#tickTimer?.[Symbol.dispose]();
    for (const open of this.#open.splice(0)) open[Symbol.dispose]();
    this.#connection[Symbol.dispose]();
    this.#looked?.close();
    this.#looked = undefined;
    this.#options.host.forget(this);
  }

  async #advance(): Promise<void> {
    const { timeline } = this;
    const timeMs = this.playhead.timeMs(this.#options.wall.nowMs());
    const { speed } = this.playhead;
    let flags = this.playhead.mode === "following" ? flagFollowing : 0;
    const state = this.#state;
    if (state === undefined || this.#seekPending || this.#isSeek(state.timeMs, timeMs, speed)) {
      this.#seekPending = false;
      this.#state = await timeline.stateAt(timeMs);
      flags |= flagAllRows;
    } else if (timeMs > state.timeMs) {
      this.#fold(state, await timeline.facts(state.timeMs, timeMs), timeMs, speed);
    }
    if (this.#gone) return;
    this.#tellPlayhead();
    const place = { timeMs, speed, flags, range: this.timeline.range() };
    if (this.#state === undefined || !this.#frames.isNews(place)) return;
    this.#tellStrings();
    this.#frames.send(this.#state, place);
  }

  /** Whether the facts between two places cannot or need not be played through. */
  #isSeek(fromMs: number, toMs: number, speed: number): boolean {
    const farMs = Math.min(Math.max(1, Math.abs(speed)) * seekInsteadMs, seekInsteadPlantMs);
    if (toMs < fromMs || toMs - fromMs > farMs) return true;
    return toMs > fromMs && fromMs < this.timeline.heldFromMs();
  }

  /** Folds facts into the state; transitions go out as an event before the frame that shows them. */
  #fold(state: PlantState, facts: readonly Fact[], timeMs: number, speed: number): void {
    const transitions: Extract<HostEvent, { name: "transitions" }>["items"] = [];
    for (const fact of facts) {
      state.apply(fact, this.#frames.sink);
      if (fact.kind === "state" && Math.abs(speed) <= transitionSpeed) {
        transitions.push({
          asset: fact.asset,
          timeMs: fact.timeMs,
          state: fact.state,
          nativeState: fact.nativeState,
          ...(fact.reason === undefined ? {} : { reason: fact.reason.text }),
        });
      }
    }
    state.timeMs = timeMs;
    if (transitions.length > 0) this.#connection.sendEvent({ name: "transitions", items: transitions });
  }

  /** Texts go out before the first frame that can show them, wherever the playhead was when they came. */
  #tellStrings(): void {
    const strings = this.timeline.strings();
    if (strings.length <= this.#toldStrings) return;
    const from = this.#toldStrings;
    if (this.#connection.sendEvent({ name: "strings", from, texts: strings.slice(from) })) {
      this.#toldStrings = strings.length;
    }
  }

  /** The playhead changed its mode by itself: it reached an end. */
  #tellPlayhead(): void {
    if (this.playhead.mode === this.#sentMode) return;
    this.#sentMode = this.playhead.mode;
    this.#connection.sendEvent({
      name: "playhead",
      playhead: this.playhead.state(this.#options.wall.nowMs()),
    });
  }

  /** Whatever the playhead does: lanes show more than its place. */
  async #tellLateStates(): Promise<void> {
    if (!this.#opened) return;
    const { timeline } = this;
    const { endMs } = timeline.range();
    if (endMs <= this.#lateToMs) return;
    const looking = lateStates(timeline, this.#lateToMs, endMs);
    this.#lateToMs = endMs;
    const items = await looking;
    if (items.length > 0 && !this.#gone && timeline === this.#looked?.timeline)
      this.#connection.sendEvent({ name: "lateStates", items });
  }

  #tellSlowNews(): void {
    if (!this.#opened) return;
    const { host } = this.#options;
    const sources = host.sourceInfos();
    this.#connection.sendEvent({ name: "sources", sources, problemCount: host.problems.list().length });
    const timeMs = this.#state?.timeMs ?? this.timeline.now().timeMs;
    this.#connection.sendEvent({
      name: "output",
      output: outputAt(this.timeline.plant, this.timeline.shipments(), timeMs),
    });
  }
}
