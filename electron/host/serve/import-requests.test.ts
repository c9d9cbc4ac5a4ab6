// What a page does with a file it sent: sees what it is, chooses roles, imports it in a thread, cancels, opens the recording.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ManualTimers } from "#shared/base/timers.ts";
import { createHostClient, type HostClient } from "#shared/host-api/client.ts";
import type { ImportState } from "#shared/host-api/events.ts";
import { memoryChannelPair } from "#shared/host-api/memory-channel.ts";
import { ManualSource } from "../../../tests/support/host-fixture.ts";
import { smallPlant } from "../../../tests/support/small-plant.ts";
import { ImportJobs } from "../import/import-jobs.ts";
import { Uploads } from "../import/uploads.ts";
import { Host } from "../pipeline.ts";
import { RecordingStore } from "../record/recording-store.ts";
import { isStarred } from "../record/retention.ts";

let dataDir: string;
let host: Host;
let uploads: Uploads;
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "gemba-import-"));
  const timers = new ManualTimers(Date.UTC(2026, 10, 23, 6));
  const store = await RecordingStore.open(dataDir, true, isStarred);
  uploads = new Uploads({ dataDir });
  const imports = new ImportJobs({
    uploads,
    infoOf: (path) => store.infoOf(path),
    nowMs: () => timers.clock.nowMs(),
    version: "test",
  });
  const live = { plant: smallPlant(), source: new ManualSource(timers.clock) };
  host = new Host({ live, store, imports, wall: timers.clock, timers, version: "test" });
});
afterEach(async () => {
  host.close();
  await host.imports?.close();
  rmSync(dataDir, { recursive: true });
});

async function connect(right: "view" | "operate" = "operate"): Promise<HostClient> {
  const { host: hostEnd, page } = memoryChannelPair();
  host.addViewer(hostEnd, right);
  const client = createHostClient(page);
  await client.call("session.open", {});
  return client;
}

async function send(name: string, text: string): Promise<string> {
  const uploaded = await uploads.receive(name, Readable.from([Buffer.from(text)]), undefined);
  return uploaded.id;
}

/** How an import ends. */
function ended(page: HostClient): Promise<ImportState> {
  return new Promise((resolve) => {
    page.onEvent((event) => {
      if (event.name === "import" && event.state.kind !== "running") resolve(event.state);
    });
  });
}

const wide = [
  "Zeit;Press/force;Press/temp",
  "05.01.2026 06:00:00;1,5;20,0",
  "05.01.2026 06:00:01;2,5;21,0",
  "05.01.2026 06:00:02;zwei;22,0",
  "05.01.2026 06:00:03;3,5;23,0",
].join("\n");

test("a file is proposed with roles and questions, imported in a thread, and opened", async () => {
  const page = await connect();
  const file = await send("press.csv", wide);
  const proposal = await page.call("import.propose", { file });
  expect(proposal).toMatchObject({
    name: "press.csv",
    mapping: { kind: "wide", csv: { separator: ";", decimal: "," }, time: { format: "dmy" } },
    questions: [{ id: "zone" }],
    sample: {
      columns: [
        { name: "Zeit", role: "time" },
        { name: "Press/force", role: "value" },
        { name: "Press/temp", role: "value" },
      ],
      rows: [["05.01.2026 06:00:00", "1,5", "20,0"], {}, {}, {}],
    },
  });
  const ending = ended(page);
  await page.call("import.start", {
    file,
    mapping: proposal.mapping,
    zone: "Europe/Berlin",
    name: "Press on Monday",
  });
  const end = await ending;
  if (end.kind !== "done") throw new Error(JSON.stringify(end));
  expect([end.recording.name, end.recording.startMs, end.refused]).toEqual([
    "Press on Monday.mcap",
    Date.UTC(2026, 0, 5, 5),
    1,
  ]);
  expect(end.problems.map(({ line, file: name }) => [line, name])).toEqual([[4, "press.csv"]]);
  expect(readdirSync(join(dataDir, "imports", ".part"))).toEqual([]);
  const looker = await connect("view");
  const session = await looker.call("session.open", { recording: end.recording.id });
  expect(session.recording?.name).toBe("Press on Monday.mcap");
  const { value } = await looker.call("timeline.samples", {
    signal: "Press/force",
    fromMs: end.recording.startMs,
    toMs: end.recording.endMs + 1,
    maxPoints: 100,
  });
  expect(value.filter((each) => each !== null)).toEqual([1.5, 2.5, 3.5]);
});

test("chosen roles change the mapping, and what is missing is said", async () => {
  const page = await connect();
  const file = await send("press.csv", wide);
  const { mapping } = await page.call("import.propose", { file, roles: ["time", "ignore", "value"] });
  expect(mapping).toMatchObject({ kind: "wide", signals: [{ column: "Press/temp" }] });
  await expect(
    page.call("import.propose", { file, roles: ["ignore", "value", "value"] }),
  ).rejects.toMatchObject({ message: "No column has the role of time." });
});

test("a cancelled import leaves nothing, and the file can be imported again", async () => {
  const page = await connect();
  const rows = Array.from({ length: 200_000 }, (_, at) => `${1_767_600_000 + at},${at % 97}`);
  const file = await send("long.csv", `time,Press/force\n${rows.join("\n")}\n`);
  const { mapping } = await page.call("import.propose", { file });
  const ending = ended(page);
  const { job } = await page.call("import.start", { file, mapping, name: "long" });
  await page.call("import.cancel", { job });
  expect(await ending).toMatchObject({ kind: "failed", problems: [{ id: "cancelled" }] });
  expect(readdirSync(join(dataDir, "imports"))).toEqual([".part"]);
  expect((await page.call("import.propose", { file })).name).toBe("long.csv");
});

test("a file that is packed is refused by its name, and so is an id nobody was given", async () => {
  const page = await connect();
  const file = await send("book.xlsx", "PK\u0003\u0004 and so on");
  await expect(page.call("import.propose", { file })).rejects.toMatchObject({
    message: expect.stringContaining("book.xlsx") as string,
  });
  writeFileSync(join(dataDir, "imports", ".part", "0".repeat(32)), wide);
  await expect(page.call("import.propose", { file: "0".repeat(32) })).rejects.toThrow("not there any more");
});

test("who only looks imports nothing", async () => {
  const page = await connect("view");
  await expect(page.call("import.propose", { file: "0".repeat(32) })).rejects.toMatchObject({
    failure: { code: "refused" },
  });
});
