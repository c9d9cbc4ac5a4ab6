// What was refused of a file: the first ones by line and column, the rest counted.
import type { ProblemReporter } from "#shared/base/problem.ts";

/** Refused rows and values that are listed one by one. */
export const mostListed = 100;

export class Refusals {
  readonly #problems: ProblemReporter;
  readonly #file: string;
  count = 0;

  constructor(problems: ProblemReporter, file: string) {
    this.#problems = problems;
    this.#file = file;
  }

  /** A row, or one value of it, cannot be used. `column` by name, where it is one column's fault. */
  refuse(line: number, column: string | undefined, id: string, message: string, hint: string): void {
    this.count += 1;
    if (this.count > mostListed) {
      this.#problems.report({
        path: ["import", this.#file],
        id: "more-refused",
        severity: "warning",
        message: `More of ${this.#file} was refused than the ${mostListed} listed.`,
        hint: "Mend what is listed first: it shows what is wrong.",
        file: this.#file,
      });
      return;
    }
    const place = column === undefined ? `line ${line}` : `line ${line}, column "${column}"`;
    this.#problems.report({
      path: ["import", this.#file, place],
      id,
      severity: "warning",
      message: `Refused at ${place}: ${message}`,
      hint,
      file: this.#file,
      line,
    });
  }
}

/** Text from a file, short enough for a message. */
export function shown(text: string): string {
  return `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`;
}
