// `npm test`: everything that must pass, and one last line `N passed, N failed`.
// The steps: check (types, layers, lint, format), vitest (unit, property, contract, desktop), Playwright (the built app in
// Chromium, and in Electron where there is one).
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureDesktopBuilt, ensurePageBuilt } from "../../electron/host/build.ts";
import { ensureBrowser } from "./browser.ts";

interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

const reports = mkdtempSync(join(tmpdir(), "gemba-tests-"));
const total: Tally = { passed: 0, failed: 0, skipped: 0 };

function run(name: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): number {
  console.log(`\n== ${name}`);
  const done = spawnSync("npx", ["--no-install", ...args], {
    stdio: "inherit",
    env: { ...process.env, ...env },
  });
  return done.status ?? 1;
}

function add(name: string, tally: Tally, status: number): void {
  total.passed += tally.passed;
  total.skipped += tally.skipped;
  // A runner that broke down without counting a failure has failed all the same.
  total.failed += status !== 0 ? Math.max(1, tally.failed) : tally.failed;
  console.log(`${name}: ${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`);
}

function readJson<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as T;
  } catch {
    return undefined; // The runner died before it wrote its report; its exit status counts as the failure.
  }
}

const check = spawnSync("npm", ["run", "-s", "check"], { stdio: "inherit" }).status ?? 1;
add("check", { passed: check === 0 ? 1 : 0, failed: check === 0 ? 0 : 1, skipped: 0 }, check);

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
const unitTally = readJson<{ numPassedTests: number; numFailedTests: number; numPendingTests: number }>(
  unitReport,
);
add(
  "unit",
  {
    passed: unitTally?.numPassedTests ?? 0,
    failed: unitTally?.numFailedTests ?? 1,
    skipped: unitTally?.numPendingTests ?? 0,
  },
  unit,
);

try {
  const browser = ensureBrowser();
  const pageReport = join(reports, "page.json");
  const page = run("the app in Chromium", ["playwright", "test", "-c", "tests/playwright.config.ts"], {
    GEMBA_CHROMIUM: browser,
    PLAYWRIGHT_JSON_OUTPUT_FILE: pageReport,
  });
  const stats = readJson<{ stats: { expected: number; unexpected: number; skipped: number; flaky: number } }>(
    pageReport,
  )?.stats;
  add(
    "app",
    {
      passed: stats?.expected ?? 0,
      failed: (stats?.unexpected ?? 1) + (stats?.flaky ?? 0),
      skipped: stats?.skipped ?? 0,
    },
    page,
  );
} catch (cause) {
  console.error(cause instanceof Error ? cause.message : String(cause));
  add("app", { passed: 0, failed: 1, skipped: 0 }, 1);
}

rmSync(reports, { recursive: true, force: true });
if (total.skipped > 0) console.log(`${total.skipped} skipped, each with its reason above`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
