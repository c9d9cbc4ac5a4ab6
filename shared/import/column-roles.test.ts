// Roles a person gives to columns become a mapping; those of a proposal come back as it was.
import { expect, test } from "vitest";
import { type CsvSample, proposeMapping } from "./propose.ts";
import { proposeByRoles, rolesOf } from "./column-roles.ts";
import { columnNames } from "./columns.ts";

const sampleOf = (...lines: string[]): CsvSample => ({
  separator: ",",
  rows: lines.map((line) => line.split(",")),
});
const log = sampleOf(
  "when,machine,what,how,serial,why",
  "2026-01-05T06:00:00Z,M1,start,run,P1,",
  "2026-01-05T06:01:00Z,M1,complete,idle,P1,",
  "2026-01-05T06:02:00Z,M2,start,run,P1,jam",
);

test.each([
  ["wide", sampleOf("time,M1/load,M1/speed", "2026-01-05T06:00:00Z,1,2", "2026-01-05T06:00:01Z,2,3")],
  ["long", sampleOf("time,tag,value", "2026-01-05T06:00:00Z,load,2", "2026-01-05T06:00:01Z,load,3")],
  [
    "events",
    sampleOf("timestamp,resource,activity", "2026-01-05T06:00:00Z,M1,drill", "2026-01-05T06:00:09Z,M2,mill"),
  ],
])("the roles of a proposal (%s) give that proposal", (kind, sample) => {
  const proposed = proposeMapping(sample);
  if (proposed === undefined) throw new Error("nothing was proposed");
  expect(proposed.mapping.kind).toBe(kind);
  const roles = rolesOf(proposed.mapping, columnNames(sample.rows[0] ?? []));
  expect(proposeByRoles(sample, roles)).toEqual(proposed);
});

test("an event column makes a log, with the words it holds", () => {
  const proposed = proposeByRoles(log, ["time", "asset", "event", "ignore", "part", "reason"]);
  expect(proposed).toMatchObject({
    mapping: {
      kind: "events",
      asset: { column: "machine" },
      event: { column: "what", words: { start: "start", complete: "finish" } },
      part: { column: "serial" },
      reason: { column: "why" },
      states: "operations",
    },
  });
});

test("a state column alone tells the states", () => {
  const proposed = proposeByRoles(log, ["time", "asset", "ignore", "state", "ignore", "ignore"]);
  expect(proposed).toMatchObject({
    mapping: {
      kind: "events",
      states: "told",
      state: { column: "how", words: { run: "run", idle: "idle" } },
    },
  });
});

test.each([
  ["time", ["ignore", "asset", "event", "ignore", "ignore", "ignore"]],
  ["notTimes", ["asset", "time", "event", "ignore", "ignore", "ignore"]],
  ["asset", ["time", "ignore", "event", "ignore", "ignore", "ignore"]],
  ["told", ["time", "asset", "ignore", "ignore", "part", "ignore"]],
  ["value", ["time", "ignore", "ignore", "ignore", "ignore", "ignore"]],
  ["words", ["time", "asset", "ignore", "ignore", "event", "ignore"]],
] as const)("what is missing is said: %s", (missing, roles) => {
  expect(proposeByRoles(log, roles)).toBe(missing);
});
