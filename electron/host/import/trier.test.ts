// The event log of a real model factory (Malburg, Grueger, Bergmann, doi 10.6084/m9.figshare.20130794, CC BY 4.0), read where
// it lies beside the project: what is recorded is what a few independent lines count in the CSV itself.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { projectRoot } from "../project-root.ts";
import { readImportPlant, readMapping } from "./import-file.ts";
import { type Imported, ImportFolder } from "./test-files.ts";

const log = join(projectRoot, "../shared/data/trier-iot-smart-factory/event_log.csv");
const isThere = existsSync(log);
if (!isThere) console.warn(`skipped: ${log} is not there`);

interface Counted {
  starts: number;
  completes: number;
  busyMs: number;
  /** Starts while another operation was going on: they lengthen a stretch and begin none. */
  overlaps: number;
}

/** Summer time in Trier from June to October, winter time in February; Date knows no microseconds. */
function instantOf(text: string): number {
  const zone = text < "2021-10-31" ? "+02:00" : "+01:00";
  return Date.parse(`${text.slice(0, 19)}${zone}`) + Number(`0${text.slice(19)}`) * 1000;
}

/** Counts in the text itself: no field of the columns used is quoted, and those are all before the first that is. */
function countInCsv(): Map<string, Counted> {
  const counted = new Map<string, Counted>();
  const rows = readFileSync(log, "utf8")
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => line.split(","))
    .map((row) => ({
      timeMs: instantOf(row[1] ?? ""),
      lifecycle: row[3] ?? "",
      resource: row[11] ?? "",
    }))
    .sort((a, b) => a.timeMs - b.timeMs);
  const open = new Map<string, { since: number; count: number }>();
  for (const { timeMs, lifecycle, resource } of rows) {
    const of = counted.get(resource) ?? { starts: 0, completes: 0, busyMs: 0, overlaps: 0 };
    counted.set(resource, of);
    const going = open.get(resource);
    if (lifecycle === "start") {
      of.starts += 1;
      if (going === undefined) open.set(resource, { since: timeMs, count: 1 });
      else {
        of.overlaps += 1;
        going.count += 1;
      }
    } else if (lifecycle === "complete") {
      of.completes += 1;
      if (going === undefined) throw new Error(`${resource} completes what it did not start`);
      going.count -= 1;
      if (going.count > 0) continue;
      of.busyMs += timeMs - going.since;
      open.delete(resource);
    }
  }
  return counted;
}

describe.skipIf(!isThere)("the Trier event log", () => {
  const folder = new ImportFolder();
  let imported: Imported;
  beforeAll(async () => {
    const plant = await readImportPlant(join(projectRoot, "assets/plants/trier"));
    const mapping = await readMapping(join(projectRoot, "assets/plants/trier/mapping.json"));
    if (!plant.ok || !mapping.ok) throw new Error(JSON.stringify([plant.problems, mapping.problems]));
    imported = await folder.import("", { path: log, plant: plant.value, mapping: mapping.value });
    return () => folder[Symbol.dispose]();
  });

  test("nothing is refused, and nothing is wrong", () => {
    expect([imported.problems, imported.recorded?.refused]).toEqual([[], 0]);
  });

  test("each resource runs as often and as long as the CSV says", () => {
    const { timeline } = imported;
    if (timeline === undefined) throw new Error("not imported");
    const expected = [...countInCsv()].sort();
    const found = expected.map(([resource]) => {
      const row = timeline.plant.assetRowById.get(resource) ?? -1;
      const changes = imported.facts.filter((fact) => fact.kind === "state" && fact.asset === row);
      let stretches = 0;
      let busyMs = 0;
      let since: number | undefined;
      for (const change of changes) {
        if (change.kind !== "state" || (change.state === "run") === (since !== undefined)) continue;
        if (since === undefined) {
          stretches += 1;
          since = change.timeMs;
        } else {
          busyMs += change.timeMs - since;
          since = undefined;
        }
      }
      return [resource, stretches, Math.round(busyMs)];
    });
    expect(found).toEqual(
      expected.map(([resource, { starts, overlaps, busyMs }]) => [
        resource,
        starts - overlaps,
        Math.round(busyMs),
      ]),
    );
    expect(expected.every(([, { starts, completes }]) => starts === completes)).toBe(true);
    expect(expected).toHaveLength(15);
  });

  test("the months without rows are gaps, in which no state is known", async () => {
    const { timeline } = imported;
    const gaps = timeline?.gaps(0, Infinity) ?? [];
    const longest = gaps.toSorted((a, b) => b.toMs - b.fromMs - (a.toMs - a.fromMs))[0];
    expect([gaps.length, new Date(longest?.fromMs ?? 0).toISOString().slice(0, 10)]).toEqual([
      18,
      "2021-07-08",
    ]);
    const state = await timeline?.stateAt(Date.UTC(2021, 10, 1));
    expect(new Set(state?.assetState)).toEqual(new Set([0]));
  });

  // 95 operations failed; three of them while another one was going on, so that their resource ran on.
  test("workpieces go from machine to machine, and what failed says why", () => {
    const verbs = new Map<string, number>();
    for (const fact of imported.facts)
      if (fact.kind === "part") verbs.set(fact.event.verb, (verbs.get(fact.event.verb) ?? 0) + 1);
    expect([verbs.get("create"), verbs.get("ship")]).toEqual([301, 301]);
    const reasons = new Map<string, number>();
    for (const fact of imported.facts)
      if (fact.kind === "state" && fact.reason !== undefined && fact.reason.source === "machine")
        reasons.set(
          `${fact.state} ${fact.reason.code}`,
          (reasons.get(`${fact.state} ${fact.reason.code}`) ?? 0) + 1,
        );
    expect(Object.fromEntries(reasons)).toEqual({
      "starved notInStore": 19,
      "starved workpieceMissing": 25,
      "blocked placeOccupied": 15,
      "waitTransport wrongWorkpiece": 18,
      "microstop notReady": 11,
      "down noConnection": 4,
    });
  });
});
