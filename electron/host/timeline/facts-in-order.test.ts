// A recording read piece by piece tells the same as the source did.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { WatchRows, type WatchRow } from "#shared/analyse/defect/watch/rows.ts";
import type { Fact } from "#shared/model/fact.ts";
import { demoFiles, demoPlant } from "../../../tests/support/demo-run.ts";
import { demoFacts, shiftStartMs } from "../../../tests/support/demo-watch.ts";
import { recordSimulation } from "../commands/simulate-recording.ts";
import { factsInOrder } from "./facts-in-order.ts";
import { FileTimeline } from "./file-timeline.ts";

const dir = mkdtempSync(join(tmpdir(), "gemba-facts-"));
afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
});

/** What makes a fact the one it is, but for its time: a recording rounds that to the microsecond. */
function keyOf(fact: Fact): string {
  switch (fact.kind) {
    case "sample":
      return `${fact.signal} ${fact.value}`;
    case "state":
      return `${fact.asset} ${fact.state}`;
    case "part":
      return `${fact.event.verb} ${fact.event.serial}`;
    case "result":
      return `${fact.result.serial} ${fact.result.characteristic} ${fact.result.value}`;
    case "condition":
    case "order":
    case "travel":
    case "finding":
    case "link":
    case "string":
      return fact.kind;
  }
}

test("every fact comes once, in order, and makes the same rows", async () => {
  const path = join(dir, "half-hour.mcap");
  const { behaviour, scenario } = demoFiles();
  const input = { plant: demoPlant(), behaviour, scenario, seed: 7, startMs: shiftStartMs };
  const recorded = await recordSimulation(input, 0.5, path);
  const opened = await FileTimeline.open(path, path);
  if (!recorded.ok || !opened.ok) throw new Error("not recorded");
  const told = [...demoFacts({ seed: 7, hours: 0.5, isClean: false })].flat();
  const read: Fact[] = [];
  const rows: WatchRow[] = [];
  const watch = new WatchRows(opened.value.plant, (row) => rows.push(row));
  for await (const { facts, toMs } of factsInOrder(opened.value)) {
    for (const fact of facts) {
      read.push(fact);
      watch.take(fact);
    }
    watch.advance(toMs);
  }
  opened.value.close();
  expect(read.map(keyOf).sort()).toEqual(told.map(keyOf).sort());
  expect(read.every((fact, at) => fact.receivedMs >= (read[at - 1]?.receivedMs ?? 0))).toBe(true);
  const expected: WatchRow[] = [];
  const direct = new WatchRows(input.plant, (row) => expected.push(row));
  for (const fact of told) direct.take(fact);
  direct.advance(shiftStartMs + 1_800_000);
  const shown = (all: readonly WatchRow[]) =>
    all.map(({ asset, toMs, state, variant, values }) => [
      asset,
      toMs,
      state,
      variant,
      Array.from(values, (value) => Number(value.toPrecision(9))),
    ]);
  expect(shown(rows)).toEqual(shown(expected));
});

test("a later part begins with the states that hold there", async () => {
  const opened = await FileTimeline.open(join(dir, "half-hour.mcap"), "half-hour");
  if (!opened.ok) throw new Error("not opened");
  const fromMs = shiftStartMs + 600_000;
  const pieces: { facts: readonly Fact[]; toMs: number }[] = [];
  for await (const piece of factsInOrder(opened.value, { startMs: fromMs, endMs: fromMs + 90_000 }))
    pieces.push(piece);
  opened.value.close();
  expect(pieces.map(({ toMs }) => toMs - fromMs)).toEqual([0, 60_000, 90_000]);
  expect(pieces[0]?.facts.some((fact) => fact.kind === "state")).toBe(true);
  expect(pieces[0]?.facts.every(({ receivedMs }) => receivedMs < fromMs)).toBe(true);
  expect(pieces[2]?.facts.every(({ receivedMs }) => receivedMs > fromMs + 60_000)).toBe(true);
});
