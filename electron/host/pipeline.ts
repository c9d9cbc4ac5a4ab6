// Read this first. What happens to a reading: source -> normalise -> stop rule -> timeline; viewers look at the timeline.
// One Host = one plant, its sources, its live timeline and everybody who looks at it. Knows no transport.
import { createHash } from "node:crypto";
import type { Clock } from "#shared/base/clock.ts";
import { type Disposable, disposable } from "#shared/base/disposable.ts";
import { type Outcome, type Problem, ProblemList } from "#shared/base/problem.ts";
import { every, type Timers } from "#shared/base/timers.ts";
import { createStopRule } from "#shared/analyse/stop-rule.ts";
import type { Channel } from "#shared/host-api/channel.ts";
import type { Right, SourceInfo } from "#shared/host-api/requests.ts";
import type { Fact, Reading } from "#shared/model/fact.ts";
import type { Plant } from "#shared/model/plant.ts";
import { createNormaliser, type Normaliser } from "#shared/normalise/normaliser.ts";
import type { VisitorCommand } from "#shared/simulate/visitor-schema.ts";
import { createTwin } from "#shared/twin/plant-state.ts";
import { PeopleFile } from "./people/people-file.ts";
import { Viewer } from "./serve/viewer.ts";
import { SourceHealth } from "./source-health.ts";
import type { Source, SourceSink } from "./sources/source.ts";
import { RingTimeline } from "./timeline/ring.ts";

/** How often the timeline's end and the stop rule are brought to the clock while a source is silent. */
const advanceMs = 100;

export interface HostOptions {
  readonly plant: Plant;
  readonly source: Source;
  readonly wall: Clock;
  readonly timers: Timers;
  readonly version: string;
  /** Problems found before the host started: they stay listed. */
  readonly problems?: readonly Problem[];
  /** Where notes and reasons of the live plant are kept; absent = nobody can give any. */
  readonly peopleFile?: string;
}

export class Host {
  readonly timeline: RingTimeline;
  readonly wall: Clock;
  readonly version: string;
  /** Changes with every change of the plant file. */
  readonly plantVersion: string;
  readonly problems: ProblemList;
  /** What people said of the live plant; undefined = nothing is kept. */
  readonly people: PeopleFile | undefined;
  readonly #options: HostOptions;
  readonly #normaliser: Normaliser;
  readonly #stopRule;
  readonly #health: SourceHealth;
  readonly #abort = new AbortController();
  readonly #viewers = new Set<Viewer>();
  readonly #advancing: Disposable;
  // Reused for every batch: facts are appended, handed to the timeline, and the array is emptied.
  #facts: Fact[] = [];
  #normalised: Fact[] = [];

  constructor(options: HostOptions) {
    this.#options = options;
    this.wall = options.wall;
    this.version = options.version;
    const { plant, source } = options;
    this.plantVersion = createHash("sha256").update(JSON.stringify(plant.file)).digest("hex").slice(0, 16);
    this.problems = new ProblemList(() => options.wall.nowMs());
    for (const problem of options.problems ?? []) this.problems.report(problem);
    this.people =
      options.peopleFile === undefined
        ? undefined
        : new PeopleFile({ path: options.peopleFile, clock: options.wall, problems: this.problems });
    this.people?.onChange(() => {
      for (const viewer of this.#viewers) viewer.tellPeople();
    });
    this.timeline = new RingTimeline(
      `live-${this.plantVersion}-${source.id}`,
      createTwin(plant),
      source.clock.speed,
    );
    this.#normaliser = createNormaliser(plant, { problems: this.problems, path: ["sources", source.id] });
    this.#stopRule = createStopRule(plant);
    this.#health = new SourceHealth(source, options.wall);
    this.#advancing = every(options.timers, advanceMs, () => {
      this.#advance();
    });
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
        this.problems.report(problem);
      },
      clear: (path, id) => {
        this.problems.clear(path, id);
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
      this.problems.report({
        path: ["sources", source.id],
        id: "source-failed",
        severity: "error",
        message: `${source.label} stopped: ${cause instanceof Error ? cause.message : String(cause)}`,
        hint: "Start Gemba again; the log has the details.",
      });
    }
  }

  /** Lets a page look: one channel, one viewer. */
  addViewer(channel: Channel, right: Right): Disposable {
    const viewer = new Viewer({
      host: this,
      channel,
      right,
      wall: this.wall,
      timers: this.#options.timers,
      report: (problem) => {
        this.problems.report(problem);
      },
    });
    if (!viewer.gone) this.#viewers.add(viewer);
    return disposable(() => {
      viewer[Symbol.dispose]();
    });
  }

  /** Called by a viewer when it is gone. */
  forget(viewer: Viewer): void {
    this.#viewers.delete(viewer);
  }

  get viewerCount(): number {
    return this.#viewers.size;
  }

  sourceInfos(): SourceInfo[] {
    return [this.#health.info(this.timeline.range().endMs)];
  }

  /** Acts on a simulated plant and gives the id of what was done; undefined when the source takes no commands. */
  inject(command: VisitorCommand): Outcome<string> | undefined {
    return this.#options.source.inject?.(command);
  }

  /** Stops the source and closes every viewer. */
  close(): void {
    this.#abort.abort();
    this.#advancing[Symbol.dispose]();
    for (const viewer of [...this.#viewers]) viewer[Symbol.dispose]();
  }

  #push(readings: readonly Reading[]): void {
    const { source } = this.#options;
    const nowMs = source.clock.nowMs();
    if (this.#health.took(readings)) this.#tellLink(nowMs, true);
    for (const reading of readings) {
      const receivedMs = this.timeline.arrivalMs(source.paced ? reading.timeMs : nowMs);
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
    this.timeline.advance(timeMs);
  }

  #append(): void {
    if (this.#facts.length === 0) return;
    for (const [index, fact] of this.#facts.entries()) {
      const receivedMs = this.timeline.arrivalMs(fact.receivedMs);
      if (receivedMs !== fact.receivedMs) this.#facts[index] = { ...fact, receivedMs };
    }
    this.timeline.append(this.#facts);
    this.#facts = [];
  }

  /** The source is not heard since `timeMs`, or is heard again from then on. A paced one misses nothing. */
  #tellLink(timeMs: number, heard: boolean): void {
    const { source } = this.#options;
    if (source.paced) return;
    const receivedMs = this.timeline.arrivalMs(source.clock.nowMs());
    this.#facts.push({ kind: "link", receivedMs, timeMs, source: source.id, heard });
    this.#append();
  }

  /** Nothing can be said of the source's assets any more; the stop rule hears of it too. */
  #forgetStates(): void {
    const { endMs } = this.timeline.range();
    const arrivalMs = this.timeline.arrivalMs(endMs);
    this.#normaliser.lost(endMs, arrivalMs, this.#normalised);
    this.#appendNormalised();
    this.timeline.advance(arrivalMs);
  }

  /** Nothing more comes: the timeline ends here. */
  #close(): void {
    this.#advancing[Symbol.dispose]();
    this.timeline.close();
  }

  #advance(): void {
    const { source } = this.#options;
    if (this.#health.isLost()) {
      this.#health.tellLost();
      // A paced source misses nothing: its time stands still until it goes on where it was.
      if (!source.paced) {
        this.#tellLink(this.timeline.range().endMs - this.#health.silentMs(), false);
        this.#forgetStates();
      }
    }
    if (!source.paced) this.#completeTo(source.clock.nowMs());
  }
}
