// What the two runners wrote of their run: how many tests passed, and which did not and why.
import { readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";

/** What one step of `npm test` came to. */
export interface Tally {
  passed: number;
  skipped: number;
  /** A line each: where it stands, what it is called, and what it said first. */
  failures: string[];
}

interface VitestReport {
  numPassedTests: number;
  numPendingTests: number;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
  }[];
}

interface PlaywrightSuite {
  suites?: PlaywrightSuite[];
  specs?: {
    title: string;
    file: string;
    line: number;
    tests: { status: string; results: { error?: { message?: string } }[] }[];
  }[];
}

interface PlaywrightReport {
  stats: { expected: number; skipped: number };
  suites: PlaywrightSuite[];
  errors: { message?: string }[];
}

/** Reads vitest's JSON report; undefined where there is none, because the runner died before it wrote one. */
export function readVitestReport(file: string, root: string): Tally | undefined {
  const report = readJson<VitestReport>(file);
  if (report === undefined) return undefined;
  const failures = report.testResults.flatMap((tests) => {
    const where = tests.name.replace(root, "").replace(/^\//, "");
    const failed = tests.assertionResults.filter(({ status }) => status === "failed");
    // A file that can't be loaded, or whose hooks fail, has failed without a test of it.
    if (failed.length === 0 && tests.status === "failed") return [failure(where, "", tests.message)];
    return failed.map((test) => failure(where, test.fullName, test.failureMessages[0]));
  });
  return { passed: report.numPassedTests, skipped: report.numPendingTests, failures };
}

/** Reads Playwright's JSON report; undefined where there is none, because the runner died before it wrote one. */
export function readPlaywrightReport(file: string): Tally | undefined {
  const report = readJson<PlaywrightReport>(file);
  if (report === undefined) return undefined;
  const failures = report.errors.map((error) => failure("Playwright", "", error.message));
  const visit = (suite: PlaywrightSuite): void => {
    suite.suites?.forEach(visit);
    for (const spec of suite.specs ?? [])
      for (const test of spec.tests)
        if (test.status === "unexpected" || test.status === "flaky")
          failures.push(
            failure(
              `${spec.file}:${spec.line}`,
              spec.title,
              test.results.find(({ error }) => error !== undefined)?.error?.message,
            ),
          );
  };
  report.suites.forEach(visit);
  return { passed: report.stats.expected, skipped: report.stats.skipped, failures };
}

function failure(where: string, title: string, message: string | undefined): string {
  const said = stripVTControlCharacters(message ?? "it said nothing")
    .trim()
    .split("\n", 1)[0]!;
  return [where, title, said].filter((part) => part !== "").join(" › ");
}

function readJson<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as T;
  } catch {
    return undefined;
  }
}
