// The load of alarms against the limits of ISA-18.2.
import { expect, test } from "vitest";
import type { AlarmLoad } from "#shared/model/defect-schema.ts";
import { fixtureAlarms } from "../../gallery/fixture-defect-panels.ts";
import { alarmRows } from "./alarm-rows.ts";

const verdicts = (more: Partial<AlarmLoad>): Record<string, string> =>
  Object.fromEntries(alarmRows({ ...fixtureAlarms, ...more }).map(({ key, verdict }) => [key, verdict]));

test("a rate is acceptable up to its first limit, manageable up to its second, each as an hour, ten minutes and a day", () => {
  expect([6, 6.1, 12, 12.1].map((perHour) => verdicts({ perHour })["perHour"])).toEqual([
    "acceptable",
    "manageable",
    "manageable",
    "tooMany",
  ]);
  const row = (key: string) =>
    alarmRows({ ...fixtureAlarms, perHour: 12.5 }).find((each) => each.key === key);
  expect([row("perDay"), row("perTen")]).toEqual([
    { key: "perDay", value: "300", acceptable: "150", manageable: "300", verdict: "manageable" },
    { key: "perTen", value: "2.1", acceptable: "1", manageable: "2", verdict: "tooMany" },
  ]);
});

test("floods are below one in a hundred periods, or too many; without a period there is none", () => {
  expect([
    verdicts({ periods: 200, floods: 1 })["floods"],
    verdicts({ periods: 100, floods: 1 })["floods"],
    verdicts({ periods: 0, floods: 0 })["floods"],
  ]).toEqual(["acceptable", "tooMany", "acceptable"]);
});

test("ten in ten minutes is the most; chattering and fleeting ones are wished away; four may stand for a day", () => {
  expect(verdicts({ mostInTenMinutes: 10, chattering: 0, fleeting: 1, stale: 4 })).toMatchObject({
    mostInTen: "acceptable",
    chattering: "acceptable",
    fleeting: "tooMany",
    stale: "acceptable",
  });
  expect(verdicts({ mostInTenMinutes: 11, stale: 5 })).toMatchObject({
    mostInTen: "tooMany",
    stale: "tooMany",
  });
});
