// What a source of readings is. Adding one = a folder beside this file and a line in registry.ts.
import type { Clock } from "#shared/base/clock.ts";
import type { Outcome, Problem } from "#shared/base/problem.ts";
import type { Reading } from "#shared/model/fact.ts";
import type { VisitorCommand } from "#shared/simulate/visitor-schema.ts";

/** Where a source puts what it learns. All calls are cheap and never throw. */
export interface SourceSink {
  /** Readings in the source's own order; plant time. */
  push(readings: readonly Reading[]): void;
  /** Proof of life; of a paced source: everything up to its clock's now has been pushed. */
  heartbeat(): void;
  /** Lines or messages read and refused since the start, for the source page. */
  counted(read: number, refused: number): void;
  report(problem: Problem): void;
  clear(path: readonly string[], id: string): void;
}

/** A place readings come from. */
export interface Source {
  readonly id: string;
  readonly kind: string;
  readonly label: string;
  readonly simulated: boolean;
  /** A simulation or a replay: readings arrive at their own time, in order. Else they arrive when they are pushed. */
  readonly paced: boolean;
  /** Plant time of this source; fixed once it started. */
  readonly clock: Clock & { readonly speed: number };
  /**
   * Emits readings until `signal` aborts or a replay ends (then it resolves). Reconnects by itself and reports each
   * outage as one Problem. Bad input is a Problem and never ends it. Rejects only for bugs.
   * Readings of the past (a warm start, the rows before the replay's start) are pushed before the first await.
   */
  start(sink: SourceSink, signal: AbortSignal): Promise<void>;
  /** Simulations only: makes something happen now, and returns its id. */
  inject?(command: VisitorCommand): Outcome<string>;
}
