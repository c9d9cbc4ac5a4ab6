// What a kill, a cut or a flipped bit leaves of a recording: everything whole, nothing invented, no hang, no crash.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seededRandom } from "#shared/base/random.ts";
import type { Fact } from "#shared/model/fact.ts";
import { createTwin } from "#shared/twin/twin.ts";
import { smallPlant } from "../../../tests/support/small-plant.ts";
import { historyHead, historyStartMs, randomFacts } from "../../../tests/support/random-facts.ts";
import { FileTimeline } from "../timeline/file-timeline.ts";
import { recoverRecording } from "./recover.ts";
import { RecordingWriter } from "./recording-writer.ts";

const plant = smallPlant();
const dir = mkdtempSync(join(tmpdir(), "gemba-damage-"));
afterAll(() => {
  rmSync(dir, { recursive: true });
});

/** The first facts of a history. */
function history(seed: number, count: number): Fact[] {
  const facts: Fact[] = [];
  for (const fact of randomFacts(plant, seed, historyStartMs)) {
    if (facts.length === count) return facts;
    facts.push(fact);
  }
  return facts;
}

/** Every fact of a recording; undefined when it is refused. */
async function factsOf(path: string): Promise<readonly Fact[] | undefined> {
  const opened = await FileTimeline.open(path, "file");
  if (!opened.ok) {
    expect(opened.problems[0]?.message).toBeTruthy();
    return undefined;
  }
  const timeline = opened.value;
  const facts = await timeline.facts(-Infinity, Infinity);
  const { startMs, endMs } = timeline.range();
  expect(endMs).toBeGreaterThanOrEqual(startMs);
  await timeline.stateAt((startMs + endMs) / 2);
  await timeline.samples(0, startMs, endMs, 100);
  timeline.close();
  return facts;
}

describe("a recorder that is killed", () => {
  const child = new URL("../../../tests/support/record-until-killed.ts", import.meta.url).pathname;

  /** Kills it once it has said so often that facts are safe; gives how many were. */
  function killAfter(path: string, seed: number, saves: number): Promise<number> {
    return new Promise((resolve, reject) => {
      const running = spawn(process.execPath, [child, path, String(seed)], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      let said = "";
      running.stdout.setEncoding("utf8").on("data", (text: string) => {
        said += text;
        if (said.split("\n").length > saves) running.kill("SIGKILL");
      });
      running.once("error", reject);
      running.once("close", () => {
        // The last line may be cut.
        resolve(Number(said.split("\n").at(-2) ?? 0));
      });
    });
  }

  test("at any moment loses nothing that was saved, and its file is whole", async () => {
    const random = seededRandom(3);
    for (let kill = 0; kill < 50; kill += 1) {
      const path = join(dir, `killed-${kill}.mcap`);
      const safe = await killAfter(path, kill, 1 + Math.floor(random.next() * (kill % 5 === 0 ? 300 : 40)));
      expect(recoverRecording(path)).toMatchObject([{ id: "recording-finished" }]);
      const facts = (await factsOf(path)) ?? [];
      expect(facts.length).toBeGreaterThanOrEqual(safe);
      const told = history(kill, facts.length);
      // Thousands of facts fifty times: only where they differ it matters where.
      if (!isDeepStrictEqual(facts, told)) expect(facts).toEqual(told);
      const opened = await FileTimeline.open(path, "file");
      expect(opened.problems).toEqual([]);
      if (opened.ok) opened.value.close();
    }
  });
});

describe("a damaged file", () => {
  const path = join(dir, "whole.mcap");
  const damagedPath = join(dir, "damaged.mcap");
  let whole: Buffer;
  let known: Set<string>;
  const random = seededRandom(5);

  beforeAll(async () => {
    const facts = history(1, 5_000);
    const writer = new RecordingWriter({ path, twin: createTwin(plant), head: historyHead });
    writer.append(facts);
    writer.finish();
    whole = readFileSync(path);
    const read = (await factsOf(path)) ?? [];
    expect(read).toEqual(facts);
    known = new Set(read.map((fact) => JSON.stringify(fact)));
  });

  const invented = (facts: readonly Fact[]): Fact[] =>
    facts.filter((fact) => !known.has(JSON.stringify(fact)));

  test("cut anywhere opens with what is whole", async () => {
    let last = 0;
    const cuts = Array.from({ length: 200 }, () => Math.floor(random.next() * whole.length)).sort(
      (a, b) => a - b,
    );
    for (const bytes of cuts) {
      writeFileSync(damagedPath, whole.subarray(0, bytes));
      const facts = (await factsOf(damagedPath)) ?? [];
      expect(invented(facts)).toEqual([]);
      // More of the file is never less of the history.
      expect(facts.length).toBeGreaterThanOrEqual(last);
      last = facts.length;
    }
    expect(last).toBeGreaterThan(2_500);
  });

  test("with a flipped bit anywhere invents nothing, and loses a chunk or two at most", async () => {
    let refused = 0;
    for (let flip = 0; flip < 1000; flip += 1) {
      const bytes = Buffer.from(whole);
      const at = Math.floor(random.next() * bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random.next() * 8));
      writeFileSync(damagedPath, bytes);
      const facts = await factsOf(damagedPath);
      if (facts === undefined) {
        refused += 1;
        continue;
      }
      expect(invented(facts)).toEqual([]);
      expect(facts.length).toBeGreaterThan(1_500);
    }
    // Only a file whose plant is damaged is refused: nothing can be shown without one.
    expect(refused).toBeLessThan(60);
  });
});
