// Read this first. What happens to a reading: source -> normalise -> stop rule -> recording -> timeline; viewers look at the
// timeline. One LivePlant = one plant and the source that tells of it. Knows no viewers.
import type { Clock } from "#shared/base/clock.ts";
import type { Disposable } from "#shared/base/disposable.ts";
import type { Outcome, ProblemList } from "#shared/base/problem.ts";
import { every, type Timers } from "#shared/base/timers.ts";
import { createStopRule } from "#shared/analyse/stop-rule.ts";
import type { RecorderInfo, SourceInfo } from "#shared/host-api/requests.ts";
import type { Fact, Finding, Reading } from "#shared/model/fact.ts";
import type { Plant } from "#shared/model/plant.ts";
import { createNormaliser, type Normaliser } from "#shared/normalise/normaliser.ts";
import type { VisitorCommand } from "#shared/simulate/visitor-schema.ts";
import { createTwin } from "#shared/twin/twin.ts";
import type { Finished, Recorder } from "./record/recorder.ts";
import type { RecordingStore } from "./record/recording-store.ts";
import { plantVersionOf } from "./record/recording-head.ts";
import { SourceHealth } from "./source-health.ts";
import type { Source, SourceSink } from "./sources/source.ts";
import type { Analysable } from "./analyse/analyses.ts";
import type { LogOrigin } from "./analyse/analysis-messages.ts";
import { packed } from "./analyse/fact-batch.ts";
import { LiveTimeline, type PastRecording } from "./timeline/live-timeline.ts";
import { RingTimeline } from "./timeline/ring.ts";

/** How often the timeline's end and the stop rule are brought to the clock while a source is silent. */
const advanceMs = 100;
/** How far back the log for analyses goes: a path goes back over the beginning of its shift. */
const longestBackMs = 12 * 3_600_000;

export interface LivePlantOptions {
  readonly plant: Plant;
  readonly source: Source;
  readonly wall: Clock;
  readonly timers: Timers;
  readonly version: string;
  readonly problems: ProblemList;
  /** Where the plant is recorded; absent = the last hour is all there is. */
  readonly store?: RecordingStore;
  /** Texts of text signals in the recordings before, by index. */
  readonly strings?: readonly string[];
  /** Facts as they come, and the time until which all are there. */
  readonly onFacts?: (facts: readonly Fact[], toMs: number) => void;
  /** A recording of the plant is whole. */
  readonly onRecorded?: (finished: Finished) => void;
}

export class LivePlant {
  /** The last hour. */
  readonly ring: RingTimeline;
  /** As far back as it was recorded. */
  readonly timeline: LiveTimeline;
  readonly #options: LivePlantOptions;
  readonly #normaliser: Normaliser;
  readonly #stopRule;
  readonly #health: SourceHealth;
  readonly #recorder: Recorder | undefined;
  readonly #abort = new AbortController();
  readonly #advancing: Disposable;
  /** The recordings behind the live one; asked for again when one ended. */
  #past: readonly PastRecording[] | undefined;
  // Reused for every batch: facts are appended, handed to the timeline, and the array is emptied.
  #facts: Fact[] = [];
  #normalised: Fact[] = [];

  constructor(options: LivePlantOptions) {
    this.#options = options;
    const { plant, source, store, strings = [], wall, timers, version, problems } = options;
    const twin = createTwin(plant);
    this.ring = new RingTimeline(
      `live-${plantVersionOf(plant)}-${source.id}`,
      twin,
      source.clock.speed,
      strings,
    );
    this.#normaliser = createNormaliser(plant, { problems, path: ["sources", source.id], strings });
    this.#stopRule = createStopRule(plant);
    this.#health = new SourceHealth(source, wall);
    this.#recorder = store?.recorder(
      { twin, source, wall, timers, version, problems },
      strings,
      (finished) => {
        if (finished !== undefined) options.onRecorded?.(finished);
        void store.refresh().then(() => {
          this.#past = undefined;
        });
      },
    );
    this.timeline = new LiveTimeline(
      this.ring,
      () => this.#chain(),
      () => this.#recorder?.growing,
    );
    this.#advancing = every(timers, advanceMs, () => {
      this.#advance();
    });
  }

  get source(): Source {
    return this.#options.source;
  }

  get recorder(): RecorderInfo {
    return this.#recorder?.info ?? { state: "off", bytes: 0 };
  }

  /** Starts the source; resolves when it ends by itself or the host is closed. */
  async run(): Promise<void> {
    const { source } = this.#options;
    const sink: SourceSink = {
      push: (readings) => {
        this.#push(readings);
      },
      heartbeat: () => {
        if (this.#health.heard()) this.#tellLink(source.clock.nowMs(), true);
        if (source.paced) this.#completeTo(source.clock.nowMs());
      },
      counted: (read, refused) => {
        this.#health.counted(read, refused);
      },
      report: (problem) => {
        this.#options.problems.report(problem);
      },
      clear: (path, id) => {
        this.#options.problems.clear(path, id);
      },
    };
    try {
      const running = source.start(sink, this.#abort.signal);
      // The past is in: there is a now to look at from the first moment.
      this.#completeTo(source.clock.nowMs());
      await running;
      if (!this.#abort.signal.aborted) {
        this.#health.ended();
        this.#completeTo(source.clock.nowMs());
        this.#close();
      }
    } catch (cause) {
      this.#health.failed();
      this.#forgetStates();
      this.#close();
      this.#options.problems.report({
        path: ["sources", source.id],
        id: "source-failed",
        severity: "error",
        message: `${source.label} stopped: ${cause instanceof Error ? cause.message : String(cause)}`,
        hint: "Start Gemba again; the log has the details.",
      });
    }
  }

  /** Its log, as analyses read it. */
  get analysable(): Analysable {
    return { key: this.timeline.id, origin: (takes) => this.#log(takes) };
  }

  /** The log of the last hours: recordings by their paths, and what is held in memory. */
  #log(takes: (fact: Fact) => boolean): LogOrigin {
    const fromMs = this.timeline.now().timeMs - longestBackMs;
    const { startMs, endMs: toMs } = this.ring.range();
    const hasForgotten = this.ring.heldFromMs() > -Infinity;
    const heldMs = hasForgotten ? Math.max(this.ring.heldFromMs(), startMs) : -Infinity;
    const facts = packed(this.ring.held(heldMs, Infinity).filter(takes));
    const history = this.#chain()
      .filter(({ endMs }) => endMs > fromMs)
      .map(({ path }) => path);
    const growing = this.#recorder?.growing;
    if (hasForgotten && growing !== undefined) history.push(growing.reader.path);
    return { kind: "live", plant: this.#options.plant.file, fromMs, history, heldMs, facts, toMs };
  }

  /** What the defect engine found goes into the recording as it was told, and onto the timeline as a mark. */
  found(findings: readonly Finding[]): void {
    const { endMs } = this.ring.range();
    for (const finding of findings) {
      const receivedMs = this.ring.arrivalMs(endMs);
      // Told again when it is over, it is the same mark: where it was flagged.
      this.#facts.push({ kind: "finding", receivedMs, timeMs: finding.detectedMs, finding });
      this.#append();
    }
  }

  /** Everything up to now can be read from the recording: before a piece of it is cut out. */
  settleRecording(): void {
    this.#recorder?.settle();
  }

  sourceInfo(): SourceInfo {
    return this.#health.info(this.ring.range().endMs);
  }

  /** Acts on a simulated plant and gives the id of what was done; undefined when the source takes no commands. */
  inject(command: VisitorCommand): Outcome<string> | undefined {
    return this.#options.source.inject?.(command);
  }

  /** Stops the source and finishes the recording. */
  close(): void {
    this.#abort.abort();
    this.#advancing[Symbol.dispose]();
    this.#recorder?.[Symbol.dispose]();
  }

  #chain(): readonly PastRecording[] {
    const { store, source } = this.#options;
    const liveMs = this.#recorder?.growing?.range().startMs;
    if (store === undefined || liveMs === undefined) return [];
    return (this.#past ??= store.pastOf(this.ring.twin, source, liveMs));
  }

  #push(readings: readonly Reading[]): void {
    const { source } = this.#options;
    const nowMs = source.clock.nowMs();
    if (this.#health.took(readings)) this.#tellLink(nowMs, true);
    for (const reading of readings) {
      const receivedMs = this.ring.arrivalMs(source.paced ? reading.timeMs : nowMs);
      this.#normaliser.accept(reading, receivedMs, this.#normalised);
      this.#appendNormalised();
    }
    this.#normaliser.settle(this.#normalised);
    this.#appendNormalised();
  }

  #appendNormalised(): void {
    for (const fact of this.#normalised) this.#stopRule.accept(fact, this.#facts);
    this.#normalised.length = 0;
    this.#append();
  }

  /** Everything up to `timeMs` is in: stops that fell due become facts, then playheads may go there. */
  #completeTo(timeMs: number): void {
    this.#stopRule.advance(timeMs, this.#facts);
    this.#append();
    this.ring.advance(timeMs);
    this.#recorder?.advance(timeMs);
    this.#options.onFacts?.([], timeMs);
  }

  #append(): void {
    if (this.#facts.length === 0) return;
    for (const [index, fact] of this.#facts.entries()) {
      const receivedMs = this.ring.arrivalMs(fact.receivedMs);
      if (receivedMs !== fact.receivedMs) this.#facts[index] = { ...fact, receivedMs };
    }
    // First the recording: what was shown is never missing in it.
    this.#recorder?.append(this.#facts);
    this.ring.append(this.#facts);
    this.#options.onFacts?.(this.#facts, this.ring.range().endMs);
    this.#facts = [];
  }

  /** The source is not heard since `timeMs`, or is heard again from then on. A paced one misses nothing. */
  #tellLink(timeMs: number, heard: boolean): void {
    const { source } = this.#options;
    if (source.paced) return;
    const receivedMs = this.ring.arrivalMs(source.clock.nowMs());
    this.#facts.push({ kind: "link", receivedMs, timeMs, source: source.id, heard });
    this.#append();
  }

  /** Nothing can be said of the source's assets any more; the stop rule hears of it too. */
  #forgetStates(): void {
    const { endMs } = this.ring.range();
    const arrivalMs = this.ring.arrivalMs(endMs);
    this.#normaliser.lost(endMs, arrivalMs, this.#normalised);
    this.#appendNormalised();
    this.ring.advance(arrivalMs);
  }

  /** Nothing more comes: the timeline ends here. */
  #close(): void {
    this.#advancing[Symbol.dispose]();
    this.#recorder?.[Symbol.dispose]();
    this.ring.close();
  }

  #advance(): void {
    const { source } = this.#options;
    if (this.#health.isLost()) {
      this.#health.tellLost();
      // A paced source misses nothing: its time stands still until it goes on where it was.
      if (!source.paced) {
        this.#tellLink(this.ring.range().endMs - this.#health.silentMs(), false);
        this.#forgetStates();
      }
    }
    if (!source.paced) this.#completeTo(source.clock.nowMs());
  }
}
