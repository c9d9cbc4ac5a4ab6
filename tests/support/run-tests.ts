// `npm test`: everything that must pass, and one last line `N passed, N failed`.
// The steps: check (types, layers, lint, format), vitest (unit, property, contract, desktop), Playwright (the built app in
// Chromium, and in Electron where there is one).
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureDesktopBuilt, ensurePageBuilt } from "../../electron/host/build.ts";
import { ensureBrowser } from "./browser.ts";
import { readPlaywrightReport, readVitestReport, type Tally } from "./test-reports.ts";

const reports = mkdtempSync(join(tmpdir(), "gemba-tests-"));
const total: Tally = { passed: 0, skipped: 0, failures: [] };

function run(name: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): number {
  console.log(`\n== ${name}`);
  const done = spawnSync("npx", ["--no-install", ...args], {
    stdio: "inherit",
    env: { ...process.env, ...env },
  });
  return done.status ?? 1;
}

function add(name: string, tally: Tally, status: number): void {
  // A runner that broke down without counting a failure has failed all the same.
  const failures = status !== 0 && tally.failures.length === 0 ? [`it ended with ${status}`] : tally.failures;
  total.passed += tally.passed;
  total.skipped += tally.skipped;
  total.failures.push(...failures.map((failure) => `${name}: ${failure}`));
  console.log(`${name}: ${tally.passed} passed, ${failures.length} failed, ${tally.skipped} skipped`);
}

/** What is told of a runner that wrote no report. */
function broken(why: string): Tally {
  return { passed: 0, skipped: 0, failures: [why] };
}

const check = spawnSync("npm", ["run", "-s", "check"], { stdio: "inherit" }).status ?? 1;
add("check", { passed: check === 0 ? 1 : 0, skipped: 0, failures: [] }, check);

// Once for all: tests that need what is built would otherwise build it beside each other.
const log = (line: string): void => {
  console.log(line);
};
for (const built of [await ensurePageBuilt({ log }), await ensureDesktopBuilt({ log })])
  for (const problem of built.problems) console.error(`${problem.message}\n  -> ${problem.hint}`);

const unitReport = join(reports, "unit.json");
const unit = run("unit, property, contract", [
  "vitest",
  "run",
  "-c",
  "tests/vitest.config.ts",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${unitReport}`,
]);
add("unit", readVitestReport(unitReport, process.cwd()) ?? broken("it wrote no report"), unit);

try {
  const browser = ensureBrowser();
  const pageReport = join(reports, "page.json");
  const page = run("the app in Chromium", ["playwright", "test", "-c", "tests/playwright.config.ts"], {
    GEMBA_CHROMIUM: browser,
    PLAYWRIGHT_JSON_OUTPUT_FILE: pageReport,
  });
  add("app", readPlaywrightReport(pageReport) ?? broken("it wrote no report"), page);
} catch (cause) {
  const why = cause instanceof Error ? cause.message : String(cause);
  console.error(why);
  add("app", broken(why.split("\n", 1)[0]!), 1);
}

rmSync(reports, { recursive: true, force: true });
if (total.skipped > 0) console.log(`${total.skipped} skipped, each with its reason above`);
if (total.failures.length > 0) console.log(`\nWhat failed:\n${total.failures.join("\n")}\n`);
console.log(`${total.passed} passed, ${total.failures.length} failed`);
process.exitCode = total.failures.length === 0 ? 0 : 1;
