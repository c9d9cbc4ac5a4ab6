// One host: the live plant if there is one, the recordings that can be opened, and everybody who looks at either.
// Knows no transport. What happens to a reading is in live-plant.ts.
import type { Clock } from "#shared/base/clock.ts";
import { type Disposable, disposable } from "#shared/base/disposable.ts";
import { type Outcome, type Problem, ProblemList } from "#shared/base/problem.ts";
import type { Timers } from "#shared/base/timers.ts";
import type { Channel } from "#shared/host-api/channel.ts";
import type { RecorderInfo, RecordingInfo, Right, SourceInfo } from "#shared/host-api/requests.ts";
import type { Plant } from "#shared/model/plant.ts";
import type { VisitorCommand } from "#shared/simulate/visitor-schema.ts";
import { isFlowFact } from "#shared/analyse/bottleneck/log-of-facts.ts";
import { Analyses } from "./analyse/analyses.ts";
import type { AnalysisQuestion, DefectQuestion, DefectWorkerData } from "./analyse/analysis-messages.ts";
import type { Baselines } from "./analyse/baselines.ts";
import type { LearntPlaces } from "./analyse/learnt-files.ts";
import { isWatched } from "./analyse/log-facts.ts";
import type { ImportJobs } from "./import/import-jobs.ts";
import { LivePlant } from "./live-plant.ts";
import { PeopleFile } from "./people/people-file.ts";
import { peoplePath } from "./record/retention.ts";
import type { RecordingStore } from "./record/recording-store.ts";
import { Viewer } from "./serve/viewer.ts";
import type { Source } from "./sources/source.ts";
import type { FileTimeline } from "./timeline/file-timeline.ts";
import type { Timeline } from "./timeline/timeline.ts";

export interface HostOptions {
  /** The plant to show live, and the source that tells of it; absent = recordings only. */
  readonly live?: { readonly plant: Plant; readonly source: Source };
  /** The recording that is shown where nothing is live: its id in the store. */
  readonly recording?: string;
  /** The recordings that can be opened; the live plant is recorded into it. */
  readonly store?: RecordingStore;
  /** Makes recordings of files that pages send; absent = another host writes to the data folder. */
  readonly imports?: ImportJobs;
  /** Texts of text signals in the recordings before, by index. */
  readonly strings?: readonly string[];
  readonly wall: Clock;
  readonly timers: Timers;
  readonly version: string;
  /** Problems found before the host started: they stay listed. */
  readonly problems?: readonly Problem[];
  /** Where it may stand what plants are like when all is well; files of other plants are passed over. */
  readonly learnt?: LearntPlaces;
  /** Learns that from recordings; absent = another host writes to the data folder. */
  readonly baselines?: Baselines;
  /** Folders of models that people brought. */
  readonly models?: readonly string[];
  /** Where notes and reasons of the live plant are kept; absent = nobody can give any. */
  readonly peopleFile?: string;
}

/** What a viewer looks at. */
export interface Looked {
  readonly timeline: Timeline;
  readonly recording?: RecordingInfo | undefined;
  /** What people said of it; undefined = nothing can be kept. */
  readonly people?: PeopleFile | undefined;
  /** A recording is opened for one viewer, which closes it. */
  close(): void;
}

export class Host {
  readonly live: LivePlant | undefined;
  readonly wall: Clock;
  readonly version: string;
  readonly problems: ProblemList;
  /** The thread of the constraint. */
  readonly analyses = new Analyses<AnalysisQuestion>({
    worker: "analysis-worker",
    takes: isFlowFact,
    longestLiveMs: 20 * 3_600_000,
  });
  /** The thread of the defect engine. */
  readonly defects: Analyses<DefectQuestion>;
  readonly #options: HostOptions;
  /** What people said of the live plant; undefined = nothing is kept. */
  readonly #people: PeopleFile | undefined;
  /** What people said of recordings that are looked at: viewers of one share it. */
  readonly #peopleOf = new Map<string, PeopleFile>();
  readonly #viewers = new Set<Viewer>();

  constructor(options: HostOptions) {
    this.#options = options;
    const { live, wall, version, timers, store, strings } = options;
    this.wall = wall;
    this.version = version;
    this.problems = new ProblemList(() => wall.nowMs());
    for (const problem of [...(options.problems ?? []), ...(store?.problems ?? [])])
      this.problems.report(problem);
    const { problems } = this;
    this.defects = new Analyses({
      worker: "defect-worker",
      takes: isWatched,
      longestLiveMs: Infinity,
      data: { learnt: options.learnt, models: options.models ?? [] } satisfies DefectWorkerData,
    });
    for (const analyses of [this.analyses, this.defects])
      analyses.onFailed((problem) => {
        this.problems.report(problem);
      });
    this.defects.onFound((findings) => {
      this.live?.found(findings);
      for (const viewer of this.#viewers) if (viewer.isOfLive) viewer.tellFindings();
    });
    if (options.peopleFile !== undefined)
      this.#people = this.#listenTo(new PeopleFile({ path: options.peopleFile, clock: wall, problems }));
    options.imports?.onTold((told) => {
      for (const viewer of this.#viewers) viewer.tellImport(told);
    });
    if (live === undefined) return;
    this.live = new LivePlant({
      ...live,
      wall,
      timers,
      version,
      problems,
      onFacts: (facts, toMs) => {
        this.analyses.takeLive(facts, toMs);
        this.defects.takeLive(facts, toMs);
      },
      onRecorded: ({ path, startMs, endMs }) => {
        this.#people?.copy(peoplePath(path), startMs, endMs);
      },
      ...(store === undefined ? {} : { store }),
      ...(strings === undefined ? {} : { strings }),
    });
  }

  /** Starts the source; resolves when it ends by itself or the host is closed. */
  async run(): Promise<void> {
    if (this.live === undefined) return;
    const running = this.live.run();
    // After the past came in, which is read from the log at once.
    this.defects.open(this.live.analysable);
    await running;
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

  /** Where a recording lies that pages can open, by its id. */
  async pathOf(id: string): Promise<string | undefined> {
    return (await this.#options.store?.catalogue.find(id))?.path;
  }

  /** Undefined = nothing can be learnt here. */
  get baselines(): Baselines | undefined {
    return this.#options.baselines;
  }

  /** What plants are judged by has changed: they are watched anew by it, the live one from the beginning of its log. */
  judgeAnew(): void {
    this.defects.closeAll();
    if (this.live !== undefined) this.defects.open(this.live.analysable);
    for (const viewer of this.#viewers) viewer.tellFindings();
  }

  /** Undefined = nothing can be imported here. */
  get imports(): ImportJobs | undefined {
    return this.#options.imports;
  }

  /** Offers a file that a person opened on this machine to everybody who may import it. */
  offerImport(file: string, fileName: string): void {
    for (const viewer of this.#viewers) viewer.offerImport(file, fileName);
  }

  /** What a page sees that asks for a recording, or for nothing in particular. */
  async look(recordingId?: string): Promise<Outcome<Looked>> {
    const id = recordingId ?? (this.live === undefined ? this.#options.recording : undefined);
    if (id === undefined) {
      if (this.live === undefined) return { ok: false, problems: [nothingToSee] };
      const value = { timeline: this.live.timeline, close: () => undefined };
      return {
        ok: true,
        value: this.#people === undefined ? value : { ...value, people: this.#people },
        problems: [],
      };
    }
    const { store } = this.#options;
    const found = await store?.catalogue.find(id);
    if (store === undefined || found === undefined) return { ok: false, problems: [nothingToSee] };
    const opened = await store.catalogue.open(id);
    for (const problem of opened.problems) this.problems.report(problem);
    if (!opened.ok) return opened;
    const timeline: FileTimeline = opened.value;
    return {
      ok: true,
      value: {
        timeline,
        recording: store.catalogue.info(found),
        people: this.#peopleOfRecording(found.path, store),
        close: () => {
          timeline.close();
        },
      },
      problems: opened.problems,
    };
  }

  /** The recordings that can be opened, newest first. */
  async recordings(): Promise<{ recordings: RecordingInfo[]; recorder: RecorderInfo }> {
    const { catalogue } = this.#options.store ?? {};
    const listed = (await catalogue?.list()) ?? [];
    return {
      recordings: listed.flatMap((recording) => catalogue?.info(recording) ?? []),
      recorder: this.live?.recorder ?? { state: "off", bytes: 0 },
    };
  }

  /** Cuts a range of what a viewer looks at into a recording of its own. Undefined where nothing can be written. */
  async trim(
    looked: Pick<Looked, "timeline" | "people" | "recording">,
    fromMs: number,
    toMs: number,
    name: string,
  ): Promise<RecordingInfo | undefined> {
    const { store, version, wall } = this.#options;
    if (store === undefined) return undefined;
    this.live?.settleRecording();
    // A cut says where it comes from, and does not pass for measured where it is computed.
    const { source, simulated } = looked.recording ?? {
      source: this.live?.source.label ?? name,
      simulated: this.live?.source.simulated ?? false,
    };
    const cut = await store.trim(looked.timeline, fromMs, toMs, name, {
      sourceLabel: source,
      simulated,
      gembaVersion: version,
      createdMs: wall.nowMs(),
    });
    if (cut !== undefined) {
      const path = (await store.catalogue.find(cut.id))?.path;
      if (path !== undefined) looked.people?.copy(peoplePath(path), fromMs, toMs);
    }
    return cut;
  }

  /** Stars a recording, or takes the star away. Undefined when there is no such recording, or it may not be written. */
  async star(id: string, starred: boolean): Promise<RecordingInfo | undefined> {
    const { store } = this.#options;
    const recording = await store?.catalogue.find(id);
    if (store === undefined || recording === undefined) return undefined;
    await this.#peopleOfRecording(recording.path, store).add({ kind: "star", starred });
    return store.catalogue.info(recording);
  }

  #peopleOfRecording(path: string, store: RecordingStore): PeopleFile {
    const known = this.#peopleOf.get(path);
    if (known !== undefined) return known;
    const { wall, problems } = this;
    const options = { path: peoplePath(path), otherwise: store.peopleElsewhere(path), clock: wall, problems };
    const people = this.#listenTo(new PeopleFile(options));
    this.#peopleOf.set(path, people);
    return people;
  }

  /** Everybody who looks at the same hears at once what one of them said. */
  #listenTo(people: PeopleFile): PeopleFile {
    people.onChange(() => {
      for (const viewer of this.#viewers) if (viewer.people === people) viewer.tellPeople();
    });
    return people;
  }

  sourceInfos(): SourceInfo[] {
    return this.live === undefined ? [] : [this.live.sourceInfo()];
  }

  /** Acts on a simulated plant and gives the id of what was done; undefined when the source takes no commands. */
  inject(command: VisitorCommand): Outcome<string> | undefined {
    return this.live?.inject(command);
  }

  /** Stops the source and closes every viewer. */
  close(): void {
    this.live?.close();
    for (const viewer of [...this.#viewers]) viewer[Symbol.dispose]();
    this.#options.store?.close();
    void this.#options.imports?.close();
    void this.#options.baselines?.close();
    void this.analyses.close();
    void this.defects.close();
  }
}

const nothingToSee: Problem = {
  path: ["recording"],
  id: "no-recording",
  severity: "error",
  message: "This recording is not there any more.",
  hint: "Choose another one of the list.",
};
