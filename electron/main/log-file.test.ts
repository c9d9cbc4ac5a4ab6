// The log keeps what happened, and does not grow without end.
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ManualClock } from "#shared/base/clock.ts";
import { openLogFile } from "./log-file.ts";

const clock = new ManualClock(Date.UTC(2026, 10, 23, 6));
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gemba-log-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("every line has its time", () => {
  const log = openLogFile(join(folder, "logs"), clock);
  log.write("one\ntwo\n");
  expect(readFileSync(log.path, "utf8")).toBe("2026-11-23T06:00:00.000Z one\n2026-11-23T06:00:00.000Z two\n");
});

test("a large log is put aside, and only one such is kept", () => {
  for (let round = 0; round < 3; round += 1) {
    const { path, write } = openLogFile(folder, clock);
    write(`round ${round}`);
    truncateSync(path, 6 * 1024 * 1024);
  }
  openLogFile(folder, clock).write("now");
  expect(readdirSync(folder).sort()).toEqual(["gemba.1.log", "gemba.log"]);
  expect(readFileSync(join(folder, "gemba.log"), "utf8")).toMatch(/Z now\n$/);
});

test("where none can be written the app goes on", () => {
  const file = join(folder, "a-file");
  writeFileSync(file, "");
  expect(() => openLogFile(file, clock).write("lost")).not.toThrow();
});
