// `gemba import` as people call it: what is on stdout, how it exits, and that Ctrl-C leaves nothing.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ImportFolder } from "../import/test-files.ts";
import { projectRoot } from "../project-root.ts";
import { assetStates } from "#shared/model/state.ts";
import { FileTimeline } from "../timeline/file-timeline.ts";
import { importCommand } from "./import.ts";
import { simulate } from "./simulate.ts";
import { runOf } from "../../../tests/support/run-command.ts";

const run = runOf(importCommand);

const good =
  "time,press.force\n2026-01-05T06:00:00Z,1\n2026-01-05T06:00:01Z,x\n2026-01-05T06:00:02Z,2\n2026-01-05T06:00:03Z,3\n";

test("a summary is on stdout, problems on stderr, and what was read counts", async () => {
  using folder = new ImportFolder();
  const out = join(folder.dir, "press.mcap");
  const done = await run(folder.write("press.csv", good), "--out", out);
  expect([done.code, done.out]).toEqual([
    0,
    `${out}: 2026-01-05T06:00:00.000Z to 2026-01-05T06:00:03.000Z, 3 samples, 0 events, 0 gaps, 1 refused.\n`,
  ]);
  expect(done.err).toMatch(
    /press\.csv:3: Refused at line 3, column "press.force": "x" is no number.*\n {2}-> \S/,
  );
});

test("--json is one document, whether it went well or not", async () => {
  using folder = new ImportFolder();
  const path = folder.write("press.csv", good);
  const done = await run(path, "--out", join(folder.dir, "press.mcap"), "--json");
  expect(JSON.parse(done.out)).toMatchObject({
    ok: true,
    range: { start: "2026-01-05T06:00:00.000Z", end: "2026-01-05T06:00:03.000Z" },
    samples: 3,
    events: 0,
    refused: 1,
    problems: [{ id: "not-a-number", line: 3 }],
  });
  for (const args of [
    [join(folder.dir, "none.csv")],
    [path, "--mapping", path],
    [path, "--plant", "/nowhere"],
    [folder.dir],
  ]) {
    const refused = await run(...args, "--out", join(folder.dir, "other.mcap"), "--json");
    expect([refused.code, (JSON.parse(refused.out) as { ok: boolean; problems: unknown[] }).ok]).toEqual([
      1,
      false,
    ]);
  }
  expect(existsSync(join(folder.dir, "other.mcap"))).toBe(false);
});

test("--propose prints a mapping that --mapping takes", async () => {
  using folder = new ImportFolder();
  const path = folder.write("press.csv", good.replaceAll("Z,", ","));
  const proposed = await run(path, "--propose");
  expect([proposed.code, proposed.err]).toEqual([0, expect.stringContaining("--zone") as string]);
  const mapping = folder.write("mapping.json", proposed.out);
  const done = await run(
    path,
    "--mapping",
    mapping,
    "--zone",
    "America/Chicago",
    "--out",
    join(folder.dir, "press.mcap"),
  );
  expect(done.out).toContain("2026-01-05T12:00:00.000Z to");
});

test("what gemba simulate writes, imported with its plant, says the same", async () => {
  using folder = new ImportFolder();
  const events = join(folder.dir, "events.csv");
  const demo = join(projectRoot, "assets/plants/demo");
  const io = { out: () => undefined, err: () => undefined };
  await simulate.run(["--plant", demo, "--hours", "1", "--events", events], io);
  const done = await run(events, "--plant", demo, "--out", join(folder.dir, "hour.mcap"), "--json");
  expect(JSON.parse(done.out)).toMatchObject({ ok: true, refused: 0, problems: [{ id: "no-start" }] });

  const last = new Map<string, string>();
  for (const line of readFileSync(events, "utf8").split("\n")) {
    const [, resource = "", event, , state = ""] = line.split(",");
    if (event === "state") last.set(resource, state);
  }
  const opened = await FileTimeline.open(join(folder.dir, "hour.mcap"), "hour");
  if (!opened.ok) throw new Error("not opened");
  const { plant } = opened.value;
  const state = await opened.value.stateAt(Infinity);
  opened.value.close();
  const found = [...last.keys()].map(
    (id) => assetStates[state.assetState[plant.assetRowById.get(id) ?? -1] ?? 0],
  );
  expect(found).toEqual([...last.values()]);
});

test("Ctrl-C ends an import and leaves nothing", async () => {
  using folder = new ImportFolder();
  const lines = Array.from(
    { length: 20_000 },
    (_, row) => `${1_767_592_800 + row},${row},${row / 7},${row % 13}`,
  );
  const path = folder.write(
    "long.csv",
    `epoch_time,a.x,a.y,a.z\n${Array.from({ length: 60 }, () => lines.join("\n")).join("\n")}\n`,
  );
  const child = spawn(
    process.execPath,
    ["electron/host/cli.ts", "import", path, "--out", join(folder.dir, "long.mcap")],
    {
      cwd: projectRoot,
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  child.stderr.once("data", () => child.kill("SIGINT"));
  let err = "";
  child.stderr.on("data", (text: Buffer) => (err += text.toString()));
  const code = await new Promise((resolve) => child.once("close", resolve));
  expect([code, err.includes("Cancelled"), folder.files()]).toEqual([1, true, ["long.csv"]]);
});

test("help says how it goes, and the example of the README is the one that works", () => {
  expect(importCommand.help).toMatch(/^Usage: gemba import /);
  expect(readFileSync(join(projectRoot, "README.md"), "utf8")).toContain(
    "--mapping assets/plants/trier/mapping.json",
  );
});
