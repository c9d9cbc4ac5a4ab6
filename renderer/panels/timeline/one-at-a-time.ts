// Requests of a feed: one series at a time; of what is wanted meanwhile, the newest is asked for next.
import { failureText } from "../../live/use-answer.ts";

export class OneAtATime<Wanted extends readonly unknown[]> {
  /** What went wrong the last time; undefined when it went well. */
  problem: string | undefined;
  #asking = false;
  #next: Wanted | undefined;

  /** Whether something is being asked for: then `wanted` is kept for afterwards, in place of what waited before. */
  waits(...wanted: Wanted): boolean {
    if (this.#asking) this.#next = wanted;
    return this.#asking;
  }

  /** Runs a series of requests to its end, then hands what waited to `again`; after a failure it is forgotten. */
  async run(series: () => Promise<void>, again: (...wanted: Wanted) => Promise<void>): Promise<void> {
    this.#asking = true;
    try {
      await series();
      this.problem = undefined;
    } catch (failure) {
      this.problem = failureText(failure);
    } finally {
      this.#asking = false;
    }
    const next = this.#next;
    this.#next = undefined;
    if (next !== undefined && this.problem === undefined) await again(...next);
  }
}
