// Baselines as a page learns them: guarded by the one so far, in force at once, and put back again.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ManualClock } from "#shared/base/clock.ts";
import { ManualTimers } from "#shared/base/timers.ts";
import { createHostClient, type HostClient } from "#shared/host-api/client.ts";
import { memoryChannelPair } from "#shared/host-api/memory-channel.ts";
import { resolvePlant } from "#shared/model/plant.ts";
import { demoFiles, demoPlant } from "../../../tests/support/demo-run.ts";
import { shiftStartMs } from "../../../tests/support/demo-facts.ts";
import { Baselines } from "../analyse/baselines.ts";
import { learntPlaces } from "../analyse/learnt-files.ts";
import { recordSimulation } from "../commands/simulate-recording.ts";
import { Host } from "../pipeline.ts";
import { projectRoot } from "../project-root.ts";
import { isStarred } from "../record/retention.ts";
import { RecordingStore } from "../record/recording-store.ts";

const dir = mkdtempSync(join(tmpdir(), "gemba-learn-"));
const plantDir = join(dir, "plant");
const ownFile = join(dir, "learnt", "mill.json");
let host: Host;
let page: HostClient;
let ids: Readonly<Record<string, string>>;

/** The demo line under another name, with nothing learnt of it, and as the script has it from six. */
async function record(name: string, plantId: string, hours: number, isScripted: boolean): Promise<void> {
  const { behaviour, scenario } = demoFiles();
  const plant = resolvePlant({ ...demoPlant().file, id: plantId });
  const events = isScripted ? scenario.events : [];
  const input = { plant, behaviour, scenario: { ...scenario, events }, seed: 11, startMs: shiftStartMs };
  expect((await recordSimulation(input, hours, join(dir, "recordings", `${name}.mcap`))).ok).toBe(true);
}

beforeAll(async () => {
  mkdirSync(join(dir, "recordings"));
  mkdirSync(plantDir);
  await record("clean", "mill", 4, false);
  await record("scripted", "demo", 1, true);
  const store = await RecordingStore.open(dir, true, isStarred);
  const places = learntPlaces(plantDir, dir);
  host = new Host({
    recording: store.catalogue.grant(join(dir, "recordings", "clean.mcap")),
    store,
    wall: new ManualClock(shiftStartMs),
    timers: new ManualTimers(shiftStartMs),
    version: "1",
    learnt: places,
    baselines: new Baselines(places),
  });
  page = await connect("operate");
  const { recordings } = await page.call("recordings.list", {});
  ids = Object.fromEntries(recordings.map(({ name, id }) => [name.replace(".mcap", ""), id]));
}, 120_000);
afterAll(() => {
  host.close();
  rmSync(dir, { recursive: true, force: true });
});

async function connect(right: "view" | "operate", recording?: string): Promise<HostClient> {
  const { host: hostEnd, page: pageEnd } = memoryChannelPair();
  host.addViewer(hostEnd, right);
  const client = createHostClient(pageEnd);
  await client.call("session.open", recording === undefined ? {} : { recording });
  return client;
}
const learn = (client: HostClient, recording = "clean", because = "first of all") =>
  client.call("baseline.learn", { recordings: [ids[recording] ?? ""], because, accepted: [] });
const judgedBy = async (client: HostClient) => (await client.call("defect.report", {})).model;

test("a first one is in force at once, another keeps it, and both can be taken back", async () => {
  expect(await judgedBy(page)).toBeUndefined();
  const first = await learn(page);
  expect(first.learnt?.assets).toBeGreaterThan(10);
  expect(first.problems.map(({ id }) => id)).toContain("too-few-blocks");
  expect((await judgedBy(page))?.agreed).toEqual({ by: "desk", because: "first of all" });
  const firstText = readFileSync(ownFile, "utf8");

  const both = await Promise.all([learn(page, "clean", "once more"), learn(page, "clean", "once more")]);
  expect(both.filter(({ learnt }) => learnt !== undefined)).toHaveLength(1);
  expect(both.flatMap(({ problems }) => problems).map(({ id }) => id)).toContain("baseline-busy");
  expect((await judgedBy(page))?.agreed?.because).toBe("once more");

  expect(await page.call("baseline.takeBack", {})).toEqual({ problems: [] });
  expect(readFileSync(ownFile, "utf8")).toBe(firstText);
  expect((await judgedBy(page))?.agreed?.because).toBe("first of all");
  const none = await page.call("baseline.takeBack", {});
  expect(none.problems.map(({ id, message }) => [id, message.includes(dir)])).toEqual([
    ["nothing-before", false],
  ]);
});

test("what the plant came with guards it, and holds again when what was learnt here is taken back", async () => {
  const demo = await connect("operate", ids["scripted"]);
  const before = await judgedBy(demo);
  expect(before?.trainedOn).toContain("simulated");
  const refused = await learn(demo, "scripted");
  expect(refused.learnt).toBeUndefined();
  expect(refused.problems.map(({ id, path }) => [id, path])).toEqual([
    ["not-as-usual", ["scripted.mcap", "B10b"]],
  ]);
  expect(await judgedBy(demo)).toEqual(before);
  // Learnt elsewhere and put into the folder: it goes first.
  const own = join(dir, "learnt", "demo.json");
  copyFileSync(join(projectRoot, "assets/plants/demo/learnt.json"), own);
  expect((await demo.call("baseline.takeBack", {})).problems).toEqual([]);
  expect([existsSync(own), (await judgedBy(demo))?.sha256]).toEqual([false, before?.sha256]);
});

test("recordings of another plant, none at all, a file that is no baseline, and who only looks are refused", async () => {
  const other = await learn(page, "scripted");
  expect(other.problems.map(({ id }) => id)).toEqual(["other-plant"]);
  const mixed = await page.call("baseline.learn", {
    recordings: [ids["clean"] ?? "", ids["scripted"] ?? ""],
    because: "both",
    accepted: [],
  });
  expect(mixed.problems.map(({ id, message }) => [id, message.includes(dir)])).toEqual([
    ["other-plant", false],
  ]);
  await expect(learn(page, "gone")).rejects.toMatchObject({ failure: { code: "invalid" } });
  await expect(learn(await connect("view"))).rejects.toMatchObject({ failure: { code: "refused" } });
  const kept = readFileSync(ownFile);
  writeFileSync(ownFile, "my notes");
  const over = await learn(page);
  expect([over.problems[0]?.id, readFileSync(ownFile, "utf8")]).toEqual(["bad-learnt", "my notes"]);
  writeFileSync(ownFile, kept);
});
