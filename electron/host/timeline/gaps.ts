// Stretches in which nothing was heard of a source, from what links say.
import type { Gap } from "./timeline.ts";

export class Gaps {
  readonly #closed: Gap[] = [];
  /** Sources not heard now, and since when. */
  readonly #open = new Map<string, number>();

  /** A source was last heard at `timeMs`, or is heard again since then. */
  tell(source: string, timeMs: number, heard: boolean): void {
    const fromMs = this.#open.get(source);
    if (!heard) {
      if (fromMs === undefined) this.#open.set(source, timeMs);
      return;
    }
    this.#open.delete(source);
    if (fromMs !== undefined && timeMs > fromMs) this.#closed.push({ fromMs, toMs: timeMs, source });
  }

  /** Those that touch [fromMs, toMs], cut to it, oldest first; one that has not ended reaches to its end. */
  within(fromMs: number, toMs: number): Gap[] {
    const open = [...this.#open].map(([source, sinceMs]) => ({ fromMs: sinceMs, toMs: Infinity, source }));
    return [...this.#closed, ...open]
      .filter((gap) => gap.toMs > fromMs && gap.fromMs < toMs)
      .map((gap) => ({ ...gap, fromMs: Math.max(gap.fromMs, fromMs), toMs: Math.min(gap.toMs, toMs) }))
      .sort((a, b) => a.fromMs - b.fromMs);
  }
}
