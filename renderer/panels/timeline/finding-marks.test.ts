// Findings are marks whether or not the recording holds them, and never twice.
import { describe, expect, test } from "vitest";
import { ManualClock } from "#shared/base/clock.ts";
import type { RequestResult } from "#shared/host-api/requests.ts";
import { smallPlant } from "../../../tests/support/small-plant.ts";
import { machineFinding, sensorFinding } from "../../gallery/fixture-defect-findings.ts";
import type { HostCaller } from "../../live/live-context.ts";
import { LiveTable } from "../../live/live-table.ts";
import { countedWithFindings, findingFrom, withFindings } from "./finding-marks.ts";
import type { TimelineMark } from "./mark-clusters.ts";
import { MarksFeed } from "./marks-feed.ts";

const [early, late] = [
  { ...sensorFinding, id: "early", assetId: "C10", detectedMs: 100 },
  { ...machineFinding, id: "late", assetId: "B10b", detectedMs: 300 },
];
const stop: TimelineMark = { timeMs: 200, asset: "M", kind: "state", text: "down", state: "down" };
const markOf = ({ id, assetId, kind, detectedMs }: typeof early): TimelineMark => ({
  timeMs: detectedMs,
  asset: assetId,
  kind: "finding",
  text: kind,
  id,
});

describe("findings among marks", () => {
  test("stand where they were flagged, in order of time", () => {
    expect(withFindings([stop], [late, early])).toEqual([markOf(early), stop, markOf(late)]);
  });
  test("that the recording holds are not told again, and once though it tells them twice", () => {
    const again = { ...markOf(early), timeMs: 150 };
    expect(withFindings([markOf(early), again, stop], [early, late])).toEqual([
      markOf(early),
      stop,
      markOf(late),
    ]);
  });
  test("count in the overview as often as whoever knows more of them says", () => {
    const told = { finding: [1, 0], stop: [2, 2] };
    expect(countedWithFindings(told, [early, late], 0, 250)).toEqual({ finding: [1, 1], stop: [2, 2] });
    expect(countedWithFindings({}, [early, late], 0, 100)).toEqual({ finding: [0, 1, 0, 1] });
    expect(countedWithFindings(told, [], 0, 250)).toBe(told);
  });
});

test("a step goes to the next one beyond, of one asset or of any", () => {
  const ids = ([timeMs, sign, asset]: readonly [number, 1 | -1, string?]): string | undefined =>
    findingFrom([late, early], timeMs, sign, asset)?.id;
  expect([[0, 1] as const, [100, 1] as const, [300, 1] as const].map(ids)).toEqual([
    "early",
    "late",
    undefined,
  ]);
  expect([[400, -1] as const, [300, -1] as const].map(ids)).toEqual(["late", "early"]);
  expect([[0, 1, "B10b"] as const, [0, 1, "M"] as const].map(ids)).toEqual(["late", undefined]);
});

test("the marks in sight follow the report, and hold no finding while findings are not shown", async () => {
  const host: HostCaller = {
    call: () => Promise.resolve({ marks: [stop] } satisfies RequestResult<"timeline.marks">) as never,
  };
  const table = new LiveTable(smallPlant(), new ManualClock());
  table.startMs = 0;
  table.endMs = 1000;
  const feed = new MarksFeed(host, table);
  feed.setFindings([early]);
  await feed.want({ fromMs: 0, toMs: 1000 }, ["stop", "finding"]);
  expect(feed.marks).toEqual([markOf(early), stop]);
  feed.setFindings([early, late]);
  expect(feed.marks).toEqual([markOf(early), stop, markOf(late)]);
  await feed.want({ fromMs: 0, toMs: 1000 }, ["stop"]);
  expect(feed.marks).toEqual([stop]);
});
