// What a subcommand of `gemba` is. Exit codes: 0 done, 1 refused with the problems listed, 2 wrong usage.
import { type Problem, problemPlace } from "#shared/base/problem.ts";

/** Where a command writes: results on `out`, everything else on `err`. */
export interface CommandIo {
  out(text: string): void;
  err(text: string): void;
}

export type ExitCode = 0 | 1 | 2;

export interface Command {
  /** One line for the list of commands. */
  readonly summary: string;
  /** Usage, options and one example. */
  readonly help: string;
  run(args: readonly string[], io: CommandIo): Promise<ExitCode>;
}

/** Thrown for wrong usage; the command line prints it with the help's first line and exits with 2. */
export class UsageError extends Error {}

/** Our own refusals, and those of node:util parseArgs. */
export function isUsage(cause: unknown): cause is Error {
  return (
    cause instanceof UsageError ||
    (cause instanceof TypeError && "code" in cause && String(cause.code).startsWith("ERR_PARSE_ARGS"))
  );
}

/** A problem as two lines for a terminal: place and message, then the remedy. */
export function problemLines(problem: Problem): string {
  const count = problem.count !== undefined && problem.count > 1 ? ` (${problem.count} times)` : "";
  return `${problem.severity}: ${problemPlace(problem)}: ${problem.message}${count}\n  -> ${problem.hint}\n`;
}
