// A Problem is bad input or a broken outside world, kept as state at a place until it heals.
// Bugs are not Problems: they throw (see assert.ts).

/** How bad it is: an `error` refuses the input, a `warning` goes on without a part of it, `info` only tells. */
export type Severity = "error" | "warning" | "info";

/** What is wrong, where, and what a person can do about it. One entry per `path` + `id`. */
export interface Problem {
  /** Where it belongs, outermost first: `["plant.json", "assets", "B10a", "capacity"]` or `["sources", "shdr"]`. */
  readonly path: readonly string[];
  /** Stable name of the kind of problem, kebab-case: `unknown-unit`. */
  readonly id: string;
  readonly severity: Severity;
  /** What is wrong, one sentence, with the offending value. */
  readonly message: string;
  /** What to do about it, one sentence. */
  readonly hint: string;
  /** File and 1-based line, when the input is a text file. */
  readonly file?: string;
  readonly line?: number;
  /** How often it was seen since it was first reported. */
  readonly count?: number;
  /** Wall-clock time it was first seen. */
  readonly sinceMs?: number;
}

/** Takes problems where they arise; each is handled exactly once, by being reported. */
export interface ProblemReporter {
  report(problem: Problem): void;
  /** Removes the entry of `path` + `id`, because it healed. */
  clear(path: readonly string[], id: string): void;
}

/** Either a value or the problems that prevent it; a value may come with warnings. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T; readonly problems: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** The key under which a problem is kept: one entry per path and id. */
export function problemKey(path: readonly string[], id: string): string {
  return `${path.join("\u001f")}\u001e${id}`;
}

/** The place of a problem in one line: `file:line` or `path › to › it`. */
export function problemPlace(problem: {
  readonly path: readonly string[];
  readonly file?: string | undefined;
  readonly line?: number | undefined;
}): string {
  if (problem.file !== undefined) {
    return problem.line === undefined ? problem.file : `${problem.file}:${problem.line}`;
  }
  return problem.path.join(" › ");
}

/** Keeps the open problems, counts repeats, and tells a listener when the list changed. */
export class ProblemList implements ProblemReporter {
  readonly #open = new Map<string, Problem>();
  readonly #nowMs: () => number;
  #version = 0;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** Grows with every change; compare it to know whether to read `list()` again. */
  get version(): number {
    return this.#version;
  }

  report(problem: Problem): void {
    const key = problemKey(problem.path, problem.id);
    const known = this.#open.get(key);
    this.#open.set(key, {
      ...problem,
      count: (known?.count ?? 0) + (problem.count ?? 1),
      sinceMs: known?.sinceMs ?? problem.sinceMs ?? this.#nowMs(),
    });
    this.#version += 1;
  }

  clear(path: readonly string[], id: string): void {
    if (this.#open.delete(problemKey(path, id))) this.#version += 1;
  }

  /** The open problems, oldest first. */
  list(): Problem[] {
    return [...this.#open.values()];
  }
}
