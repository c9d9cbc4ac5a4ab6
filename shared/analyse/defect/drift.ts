// Slow change of what is usual. It is told, never followed in silence: a new baseline needs a drift, clean rows and a person's word,
// and the one before is kept.

export interface PageHinkleyRule {
  /** Mean of clean scores. */
  readonly meanScore: number;
  /** Rises smaller than this are none. */
  readonly slack: number;
  /** Sum of rises above the slack that counts as drift. */
  readonly threshold: number;
}

/** Page's test for a rise of the mean (Page 1954, Hinkley 1971): the sum of (score - mean - slack) since it was least. */
export class PageHinkley {
  readonly #rule: PageHinkleyRule;
  #sum = 0;
  #least = 0;
  #row = 0;
  #leastRow = 0;

  constructor(rule: PageHinkleyRule) {
    this.#rule = rule;
  }

  /** How far the scores have risen, as a share of the threshold. */
  get rise(): number {
    return (this.#sum - this.#least) / this.#rule.threshold;
  }

  /** The row since which they have been rising; rows are counted from 0 and NaN is none. */
  get sinceRow(): number {
    return this.#leastRow;
  }

  /** Takes the next score; whether that is drift. */
  step(score: number): boolean {
    if (Number.isNaN(score)) return false;
    this.#row += 1;
    this.#sum += score - this.#rule.meanScore - this.#rule.slack;
    if (this.#sum < this.#least) {
      this.#least = this.#sum;
      this.#leastRow = this.#row;
    }
    return this.rise > 1;
  }
}

/**
 * The rule that clean scores in order of time give: slack = half their deviation; threshold = three times the farthest that they rose
 * themselves, at least ten deviations. Clean rows of a slow process rise farther by chance, so the threshold is measured.
 */
export function pageHinkleyRule(cleanScores: readonly number[]): PageHinkleyRule {
  const scores = cleanScores.filter((score) => !Number.isNaN(score));
  const meanScore = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const deviation = Math.sqrt(
    scores.reduce((sum, score) => sum + (score - meanScore) ** 2, 0) / Math.max(1, scores.length - 1),
  );
  const slack = deviation / 2;
  const trial = new PageHinkley({ meanScore, slack, threshold: 1 });
  let farthest = 0;
  for (const score of scores) {
    trial.step(score);
    farthest = Math.max(farthest, trial.rise);
  }
  return { meanScore, slack, threshold: Math.max(3 * farthest, 10 * deviation) };
}

/** A range of rows that a model was learnt from. */
export interface Baseline {
  readonly fromMs: number;
  readonly toMs: number;
  /** Who agreed to it; absent = the first one. */
  readonly agreedBy?: string;
}

/** What is known of rows that might become the next baseline. */
export interface Candidate {
  readonly fromMs: number;
  readonly toMs: number;
  readonly validRows: number;
  /** Drift was told, or a person said that something was changed on purpose (recipe, tool). */
  readonly reason: "drift" | "change" | undefined;
  /** Spans of episodes, also of those dismissed; absent end = it goes on. */
  readonly episodes: readonly { readonly onsetMs: number; readonly endMs?: number }[];
}

export type BaselineRefusal = "no-reason" | "too-few-rows" | "episode";

/** Why rows must not become the baseline, or undefined: an episode learnt as usual would never be seen again. */
function refusalOf(candidate: Candidate, leastRows: number): BaselineRefusal | undefined {
  if (candidate.reason === undefined) return "no-reason";
  if (candidate.validRows < leastRows) return "too-few-rows";
  const touches = candidate.episodes.some(
    ({ onsetMs, endMs = Infinity }) => onsetMs <= candidate.toMs && endMs >= candidate.fromMs,
  );
  return touches ? "episode" : undefined;
}

/** The baselines so far, newest last. */
export type Baselines = readonly [Baseline, ...Baseline[]];

/** The baselines with the candidate as newest, or why not. */
export function agreed(
  baselines: Baselines,
  candidate: Candidate,
  by: string,
  leastRows: number,
): Baselines | BaselineRefusal {
  const { fromMs, toMs } = candidate;
  return refusalOf(candidate, leastRows) ?? [...baselines, { fromMs, toMs, agreedBy: by }];
}

/** The baselines without the newest; the first one always stays. */
export function takenBack([first, ...later]: Baselines): Baselines {
  return [first, ...later.slice(0, -1)];
}
