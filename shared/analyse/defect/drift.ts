// Slow change of what is usual. It is told, never followed in silence: another baseline takes a person's word (`gemba baseline`).

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
