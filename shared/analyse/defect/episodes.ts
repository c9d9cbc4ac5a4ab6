// From judged rows to what a person hears of: rows that stay unusual are one episode, episodes that run down the line are one
// incident. Nothing is deleted, only grouped.
import type { AssetState } from "#shared/model/state.ts";

/** When an episode begins and ends. A row is unusual at p <= `onP`; only p > `offP` is usual again, so that it does not chatter. */
export interface EpisodeRule {
  readonly onP: number;
  readonly offP: number;
  /** It begins when `needed` of the last `of` judged rows are unusual, and ends when `of` rows in a row are usual again. */
  readonly needed: number;
  readonly of: number;
  /** States whose rows do not count: nobody expects an idle machine to look as in production. */
  readonly gatedStates: ReadonlySet<AssetState>;
  /** Rows so soon after such a state do not count either: it warms up. */
  readonly settleMs: number;
}

/** States in which machines do not do what they do in production. */
export const gatedByDefault: ReadonlySet<AssetState> = new Set<AssetState>([
  "idle",
  "setup",
  "down",
  "noOrder",
  "hold",
  "planned",
  "off",
  "unknown",
]);

/** Three rows of four at one in a hundred, and four usual ones to end it. */
export const defaultEpisodeRule: EpisodeRule = {
  onP: 0.01,
  offP: 0.01,
  needed: 3,
  of: 4,
  gatedStates: gatedByDefault,
  settleMs: 60_000,
};

export interface Episode {
  readonly assetId: string;
  /** First unusual row of those that made it an episode. */
  readonly onsetMs: number;
  /** The row by which it was one. */
  readonly detectedMs: number;
  /** Last unusual row; absent = it goes on. */
  endMs?: number;
  endedBy?: "usual" | "state";
  /** The smallest p so far. */
  p: number;
  unusualRows: number;
}

/** A judged row; p is NaN when it was not valid. */
export interface JudgedRow {
  readonly timeMs: number;
  readonly p: number;
  readonly state?: AssetState | undefined;
  /** Since when rows have been rising, if that is known: an episode that begins with this row then began there. */
  readonly sinceMs?: number;
}

/** The episodes of one asset, row by row. */
export class EpisodeTracker {
  readonly #assetId: string;
  readonly #rule: EpisodeRule;
  /** Times of the last judged rows, NaN where one was usual. */
  #recent: number[] = [];
  #recentP: number[] = [];
  #usualInARow = 0;
  #lastUnusualMs = NaN;
  #countsFromMs = -Infinity;
  /** The one that goes on. */
  open: Episode | undefined;

  constructor(assetId: string, rule: EpisodeRule) {
    this.#assetId = assetId;
    this.#rule = rule;
  }

  /** Takes the next row; says which episode began or ended with it. A row that was not valid changes nothing. */
  step({ timeMs, p, state, sinceMs }: JudgedRow): { began?: Episode; ended?: Episode } {
    const { gatedStates, settleMs } = this.#rule;
    if (state !== undefined && gatedStates.has(state)) {
      this.#countsFromMs = timeMs + settleMs;
      this.#recent = [];
      this.#recentP = [];
      return this.#end("state");
    }
    if (timeMs < this.#countsFromMs || Number.isNaN(p)) return {};
    return this.open === undefined ? this.#watch(timeMs, p, sinceMs) : this.#follow(this.open, timeMs, p);
  }

  #watch(timeMs: number, p: number, sinceMs = Infinity): { began?: Episode } {
    const { onP, needed, of } = this.#rule;
    this.#recent.push(p <= onP ? timeMs : NaN);
    this.#recentP.push(p);
    if (this.#recent.length > of) {
      this.#recent.shift();
      this.#recentP.shift();
    }
    const unusual = this.#recent.filter((time) => !Number.isNaN(time));
    if (unusual.length < needed) return {};
    this.open = {
      assetId: this.#assetId,
      onsetMs: Math.min(unusual[0] ?? timeMs, sinceMs),
      detectedMs: timeMs,
      p: Math.min(...this.#recentP),
      unusualRows: unusual.length,
    };
    this.#lastUnusualMs = timeMs;
    this.#usualInARow = 0;
    this.#recent = [];
    this.#recentP = [];
    return { began: this.open };
  }

  #follow(open: Episode, timeMs: number, p: number): { ended?: Episode } {
    if (p > this.#rule.offP) {
      this.#usualInARow += 1;
      return this.#usualInARow < this.#rule.of ? {} : this.#end("usual");
    }
    this.#usualInARow = 0;
    this.#lastUnusualMs = timeMs;
    open.unusualRows += 1;
    open.p = Math.min(open.p, p);
    return {};
  }

  #end(by: "usual" | "state"): { ended?: Episode } {
    const ended = this.open;
    if (ended === undefined) return {};
    ended.endMs = this.#lastUnusualMs;
    ended.endedBy = by;
    this.open = undefined;
    return { ended };
  }
}

/** Episodes that are one thing for a person. The first to begin is its root. */
export interface Incident {
  readonly root: Episode;
  readonly episodes: readonly Episode[];
  readonly onsetMs: number;
  /** Absent = one of them goes on. */
  readonly endMs?: number;
}

export interface GroupingRule {
  /** Longest time that a part takes from one asset to another; undefined = it does not go there. */
  readonly transitMs: (fromAssetId: string, toAssetId: string) => number | undefined;
  /** An asset's episode that begins so soon after its last one belongs to that. */
  readonly sameAssetGapMs: number;
}

/**
 * Groups episodes into incidents: one that begins while an episode of the same asset is no longer ago than the gap, or within the
 * transit time after one of an asset upstream began (or while that goes on), joins it. Only earlier episodes take in later ones,
 * so an incident grows and is never told anew.
 */
export function incidentsOf(episodes: readonly Episode[], rule: GroupingRule): Incident[] {
  const inOrder = [...episodes].sort((a, b) => a.onsetMs - b.onsetMs);
  const groups: Episode[][] = [];
  for (const episode of inOrder) {
    const group = groups.find((others) => others.some((other) => takesIn(other, episode, rule)));
    if (group === undefined) groups.push([episode]);
    else group.push(episode);
  }
  return groups.flatMap((group) => {
    const [root] = group;
    if (root === undefined) return [];
    const ends = group.map(({ endMs }) => endMs);
    const isOver = ends.every((endMs) => endMs !== undefined);
    return [
      {
        root,
        episodes: group,
        onsetMs: root.onsetMs,
        ...(isOver ? { endMs: Math.max(...ends.map((endMs) => endMs ?? 0)) } : {}),
      },
    ];
  });
}

/** Whether a later episode belongs to the incident of an earlier one. */
export function takesIn(earlier: Episode, later: Episode, rule: GroupingRule): boolean {
  const overMs = earlier.endMs ?? Infinity;
  if (earlier.assetId === later.assetId) return later.onsetMs <= overMs + rule.sameAssetGapMs;
  const transitMs = rule.transitMs(earlier.assetId, later.assetId);
  return transitMs !== undefined && later.onsetMs <= overMs + transitMs;
}
