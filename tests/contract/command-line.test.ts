// The command line as its users see it: exit codes, what is on stdout, the same bytes twice.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gemba-cli-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function gemba(...args: string[]): { status: number | null; out: string; err: string } {
  const done = spawnSync(process.execPath, ["electron/host/cli.ts", ...args], {
    cwd: root,
    encoding: "utf8",
    timeout: 60_000,
  });
  return { status: done.status, out: done.stdout, err: done.stderr };
}

describe("wrong usage exits with 2 and says how it goes", () => {
  const cases: readonly (readonly [string, readonly string[], RegExp])[] = [
    ["no command", [], /Usage: gemba COMMAND/],
    ["an unknown command", ["fly"], /no command "fly"/],
    ["an unknown option", ["check", "--deep", "x"], /--deep/],
    ["no folder to check", ["check"], /exactly one folder/],
    ["a speed that is none", ["serve", "--speed", "fast"], /--speed needs a number/],
    ["a start that is no time", ["serve", "--start", "soon"], /--start needs an ISO time/],
    ["no plant to simulate", ["simulate"], /--plant DIR/],
    ["a negative length", ["simulate", "--plant", "assets/plants/demo", "--hours=-1"], /--hours/],
  ];
  test.each(cases)("%s", (_name, args, says) => {
    const done = gemba(...args);
    expect(done.err).toMatch(says);
    expect([done.status, done.out]).toEqual([2, ""]);
  });
});

test("help is on stdout, with an example, and exits with 0", () => {
  for (const command of ["start", "serve", "check", "simulate", "schema", "token"]) {
    const done = gemba(command, "--help");
    expect([done.status, done.err]).toEqual([0, ""]);
    expect(done.out).toMatch(/^Usage: gemba /);
    expect(done.out).toMatch(/^Example: gemba /m);
  }
});

test("what cannot be opened is refused with 1, place and remedy, without a stack trace", () => {
  for (const args of [
    ["serve", "--source", "teleport"],
    ["serve", "--source", "shdr:/nowhere"],
    ["serve", "--plant", "/nowhere"],
    ["simulate", "--plant", "/nowhere"],
    ["check", "/nowhere"],
  ]) {
    const done = gemba(...args);
    const said = done.err + done.out;
    expect(done.status, args.join(" ")).toBe(1);
    expect(said).toMatch(/ {2}-> \S/);
    expect(said).not.toMatch(/^\s+at .*:\d+:\d+/m);
  }
});

test("the demo plant is good, and --json prints one document and nothing else", () => {
  const done = gemba("check", "assets/plants/demo", "--json");
  expect([done.status, done.err]).toEqual([0, ""]);
  expect(JSON.parse(done.out)).toMatchObject({ ok: true, plant: { id: expect.any(String) as string } });
});

test("a simulated shift has the same bytes every time, and others for another seed", () => {
  const digest = (seed: string, name: string): string => {
    const [events, truth] = [join(folder, `${name}.csv`), join(folder, `${name}.json`)];
    const done = gemba(
      "simulate",
      "--plant",
      "assets/plants/demo",
      "--hours",
      "2",
      "--seed",
      seed,
      "--events",
      events,
      "--truth",
      truth,
      "--json",
    );
    expect(done.status).toBe(0);
    expect(JSON.parse(done.out)).toMatchObject({ ok: true });
    return createHash("sha256").update(readFileSync(events)).update(readFileSync(truth)).digest("hex");
  };
  const first = digest("7", "a");
  expect([digest("7", "b") === first, digest("8", "c") === first]).toEqual([true, false]);
});

test("the event log is ordered and speaks the words of its format", () => {
  const events = join(folder, "order.csv");
  gemba("simulate", "--plant", "assets/plants/demo", "--hours", "1", "--events", events);
  const [head, ...lines] = readFileSync(events, "utf8").trimEnd().split("\n");
  expect(head).toBe("time_s,resource,event,part,state,reason");
  const times = lines.map((line) => Number(line.split(",")[0]));
  expect(times.every((time, index) => time >= (times[index - 1] ?? 0))).toBe(true);
  expect(
    lines.every((line) => /^\d+\.\d{6},[\w.-]+,(arrive|start|finish|depart|join|scrap|state),/.test(line)),
  ).toBe(true);
});

test("the token stays until a new one is asked for", () => {
  const data = join(folder, "data");
  const first = gemba("token", "--data", data).out;
  expect(first).toMatch(/^[0-9a-f]{32}\n$/);
  expect(gemba("token", "--data", data).out).toBe(first);
  expect(gemba("token", "--data", data, "--new").out).not.toBe(first);
});

test("a file or folder that cannot be written is refused with its place, not with a stack trace", () => {
  const file = join(folder, "a-file");
  writeFileSync(file, "");
  for (const args of [
    ["token", "--data", join(file, "nowhere")],
    ["simulate", "--plant", "assets/plants/demo", "--hours", "1", "--events", "/nowhere/events.csv"],
  ]) {
    const done = gemba(...args);
    expect([done.status, done.err.includes("nowhere"), done.err.includes("  -> ")], done.err).toEqual([
      1,
      true,
      true,
    ]);
  }
});
