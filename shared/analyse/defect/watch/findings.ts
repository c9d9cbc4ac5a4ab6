// Episodes of machines as findings for people: one for each incident, with an id that holds, changed in place and never told anew.
import type { DefectFinding, ModelInfo, SignalEvidence, Witness } from "#shared/model/defect-schema.ts";
import { conformalP, isBeyondAll } from "../conformal.ts";
import { type Episode, type GroupingRule, takesIn } from "../episodes.ts";
import { findingId, type Sha256 } from "../finding-id.ts";
import { blocksPerShift } from "./fit.ts";

/** Findings that are kept, and how long an incident is over before nothing can join it any more. */
const mostFindings = 500;
const longestWaitMs = 3_600_000;

/** What is known when an episode begins, besides it. */
export interface Told {
  readonly kind: "condition" | "sensor";
  readonly witnesses: readonly Witness[];
}

interface Incident {
  readonly id: string;
  readonly told: Told;
  readonly episodes: Episode[];
  p: number;
  score: number;
  signals: readonly SignalEvidence[];
  witnesses: readonly Witness[];
}

/** How rare a score is in clean shifts, by the largest scores of their blocks, ascending. */
function rarityOf(maxima: Float64Array, score: number): Pick<DefectFinding, "oneInShifts" | "isRarer"> {
  return {
    oneInShifts: 1 / (blocksPerShift * conformalP(maxima, score)),
    ...(isBeyondAll(maxima, score) ? { isRarer: true } : {}),
  };
}

/** What a row of an episode shows; evidence is worked out when it is asked for. */
export interface Shown {
  readonly p: number;
  readonly score: number;
  readonly evidence: () => readonly SignalEvidence[];
  readonly witnesses: () => readonly Witness[];
}

export class Findings {
  readonly #rule: GroupingRule;
  readonly #sha256: Sha256;
  readonly #by: string | undefined;
  readonly #incidents: Incident[] = [];
  readonly #incidentOf = new Map<Episode, Incident>();

  /** `by`: the model that judges, where it is not the engine's own. */
  constructor(rule: GroupingRule, sha256: Sha256, by?: string) {
    this.#rule = rule;
    this.#sha256 = sha256;
    this.#by = by;
  }

  /** An episode began: it joins the incident that it belongs to, or is a new one. */
  begin(episode: Episode, told: Told): void {
    const { assetId, onsetMs, detectedMs } = episode;
    const known = this.#incidents.find(
      (incident) =>
        incident.told.kind === told.kind &&
        !isLongOver(incident, detectedMs) &&
        incident.episodes.some((other) => this.#belong(other, episode, told)),
    );
    if (known !== undefined) {
      known.episodes.push(episode);
      this.#incidentOf.set(episode, known);
      return;
    }
    const id = findingId(told.kind, assetId, onsetMs, this.#sha256, this.#by);
    const incident = {
      id,
      told,
      episodes: [episode],
      p: episode.p,
      score: -Infinity,
      signals: [],
      witnesses: told.witnesses,
    };
    this.#incidents.push(incident);
    this.#incidentOf.set(episode, incident);
    if (this.#incidents.length > mostFindings)
      for (const gone of this.#incidents.shift()?.episodes ?? []) this.#incidentOf.delete(gone);
  }

  /** What a row of an episode shows. Evidence is of the asset where the incident began, and of its most unusual row. */
  update(episode: Episode, row: Shown): void {
    const incident = this.#incidentOf.get(episode);
    if (incident === undefined || incident.episodes[0]?.assetId !== episode.assetId) return;
    incident.p = Math.min(incident.p, row.p);
    if (row.score < incident.score) return;
    incident.score = row.score;
    incident.signals = row.evidence();
    // Who was asked is asked again: with more rows and parts they are surer.
    if (incident.told.witnesses.length > 0) incident.witnesses = row.witnesses();
  }

  /** All of them. `maxima`: the largest scores of clean blocks, ascending. */
  list(model: ModelInfo, maxima: Float64Array): DefectFinding[] {
    return this.#incidents.map(({ id, told, episodes, p, score, signals, witnesses }) => {
      const [root] = episodes;
      const ends = episodes.map(({ endMs }) => endMs ?? Infinity);
      const endMs = Math.max(...ends);
      return {
        id,
        kind: told.kind,
        assetId: root?.assetId ?? "",
        onsetMs: root?.onsetMs ?? NaN,
        detectedMs: root?.detectedMs ?? NaN,
        ...(endMs === Infinity ? {} : { endMs }),
        p,
        score,
        ...rarityOf(maxima, score),
        signals: [...signals],
        witnesses: [...witnesses],
        suspects: [],
        affected: [],
        spots: [],
        alsoAt: firstOfOthers(episodes),
        model,
      };
    });
  }

  #belong(other: Episode, episode: Episode, told: Told): boolean {
    // A broken sensor does not run down the line.
    if (other.assetId !== episode.assetId && told.kind === "sensor") return false;
    // Told later but begun earlier: the cause was seen after its effect.
    const [earlier, later] = episode.onsetMs < other.onsetMs ? [episode, other] : [other, episode];
    return takesIn(earlier, later, this.#rule);
  }
}

function isLongOver({ episodes }: Incident, nowMs: number): boolean {
  return episodes.every(({ endMs = Infinity }) => endMs + longestWaitMs < nowMs);
}

/** Where else it showed: each other asset's first episode, first to begin first. */
function firstOfOthers(episodes: readonly Episode[]): { assetId: string; onsetMs: number }[] {
  const firsts = new Map<string, number>();
  for (const { assetId, onsetMs } of episodes.slice(1))
    if (assetId !== episodes[0]?.assetId)
      firsts.set(assetId, Math.min(onsetMs, firsts.get(assetId) ?? Infinity));
  return [...firsts]
    .map(([assetId, onsetMs]) => ({ assetId, onsetMs }))
    .sort((a, b) => a.onsetMs - b.onsetMs);
}
