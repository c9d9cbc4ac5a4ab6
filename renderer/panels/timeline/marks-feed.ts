// Fetches the marks of the kinds that are shown, in order of time, for what is in sight and a little around it; findings that the
// host's marks do not hold are put among them.
import type { MarkKind, TimeSpan } from "#shared/host-api/requests.ts";
import type { DefectFinding } from "#shared/model/defect-schema.ts";
import type { HostCaller } from "../../live/live-context.ts";
import type { LiveTable } from "../../live/live-table.ts";
import { firstMarkFrom, type TimelineMark } from "./mark-clusters.ts";
import { withFindings } from "./finding-marks.ts";
import { OneAtATime } from "./one-at-a-time.ts";

/** Marks of one answer: to read more of them at once would be felt as a stop. */
const limit = 5_000;
/** More than this many answers of `limit` marks are not asked for: then the oldest are missing, and the strip says so. */
const mostAnswers = 20;
/** A mark may be told a little late: new ones are asked for again this far back. */
const overlapMs = 60_000;

export class MarksFeed {
  /** Oldest first. */
  marks: readonly TimelineMark[] = [];
  /** Grows when marks change. */
  version = 0;
  /** As the host told them. */
  #told: readonly TimelineMark[] = [];
  #findings: readonly DefectFinding[] = [];
  /** What the marks cover. */
  #known: TimeSpan | undefined;
  #kinds = "";
  readonly #requests = new OneAtATime<Parameters<MarksFeed["want"]>>();
  readonly #host: HostCaller;
  readonly #table: LiveTable;

  constructor(host: HostCaller, table: LiveTable) {
    this.#host = host;
    this.#table = table;
  }

  /** Marks are known from here on. */
  get knownFromMs(): number {
    return this.#known?.fromMs ?? Infinity;
  }

  /** What the defect engine found of the shift at the playhead. */
  setFindings(findings: readonly DefectFinding[]): void {
    if (findings === this.#findings) return;
    this.#findings = findings;
    this.#show(this.#told);
  }

  /** What people say is a mark too: all are asked for again, and those shown stay until then. */
  forget(): void {
    this.#known = undefined;
  }

  /** Asks for what is missing in the window; one series of requests at a time, of those that wait the newest. */
  async want(window: TimeSpan, kinds: readonly MarkKind[]): Promise<void> {
    const key = kinds.join(" ");
    if (key !== this.#kinds) {
      this.#kinds = key;
      this.#known = undefined;
      this.#show([]);
    }
    if (this.#requests.waits(window, kinds)) return;
    if (this.#table.stale || kinds.length === 0) return;
    const fromMs = Math.max(window.fromMs, this.#table.startMs);
    const toMs = Math.min(window.toMs, this.#table.endMs);
    const known = this.#known;
    if (toMs <= fromMs || (known !== undefined && known.fromMs <= fromMs && known.toMs >= toMs - 500)) return;
    await this.#requests.run(
      async () => {
        if (known !== undefined && known.fromMs <= fromMs && known.toMs >= fromMs)
          await this.#append(Math.max(known.fromMs, known.toMs - overlapMs), this.#table.endMs, kinds);
        else await this.#replace({ fromMs, toMs }, kinds);
      },
      (...next) => this.want(...next),
    );
  }

  async #append(fromMs: number, toMs: number, kinds: readonly MarkKind[]): Promise<void> {
    const fresh = await this.#fetch({ fromMs, toMs }, kinds);
    if (this.#known === undefined || kinds.join(" ") !== this.#kinds) return;
    const marks = [...this.#told.slice(0, firstMarkFrom(this.#told, fresh.fromMs)), ...fresh.marks];
    this.#known = { fromMs: this.#known.fromMs, toMs };
    // What the host has forgotten is forgotten here too.
    const old = firstMarkFrom(marks, this.#table.startMs);
    this.#show(old > 1000 ? marks.slice(old) : marks);
  }

  async #replace(window: TimeSpan, kinds: readonly MarkKind[]): Promise<void> {
    const marginMs = (window.toMs - window.fromMs) / 2;
    const fromMs = Math.max(window.fromMs - marginMs, this.#table.startMs);
    const toMs = Math.min(window.toMs + marginMs, this.#table.endMs);
    const fresh = await this.#fetch({ fromMs, toMs }, kinds);
    if (kinds.join(" ") !== this.#kinds) return;
    this.#known = { fromMs: fresh.fromMs, toMs };
    this.#show(fresh.marks);
  }

  #show(told: readonly TimelineMark[]): void {
    this.#told = told;
    const isOfKinds = this.#kinds.split(" ").includes("finding");
    this.marks = isOfKinds ? withFindings(told, this.#findings) : told;
    this.version += 1;
  }

  /** The marks of a span, and from where on they are all there. */
  async #fetch(
    span: TimeSpan,
    kinds: readonly MarkKind[],
  ): Promise<{ readonly marks: TimelineMark[]; readonly fromMs: number }> {
    const newestFirst: TimelineMark[] = [];
    let toMs = span.toMs;
    for (let answers = 0; answers < mostAnswers; answers += 1) {
      const { marks } = await this.#host.call("timeline.marks", {
        fromMs: span.fromMs,
        toMs,
        kinds: [...kinds],
        limit,
      });
      newestFirst.push(...marks);
      const oldest = marks.at(-1);
      if (marks.length < limit || oldest === undefined)
        return { marks: newestFirst.sort((a, b) => a.timeMs - b.timeMs), fromMs: span.fromMs };
      // More of the same instant may have found no room: all of it is asked for again, unless it alone fills an answer.
      const newest = marks[0]?.timeMs;
      if (newest === oldest.timeMs) toMs = oldest.timeMs - 0.001;
      else {
        toMs = oldest.timeMs;
        while (newestFirst.at(-1)?.timeMs === toMs) newestFirst.pop();
      }
    }
    return { marks: newestFirst.sort((a, b) => a.timeMs - b.timeMs), fromMs: toMs };
  }
}
