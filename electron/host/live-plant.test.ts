// What the host makes of a source that falls silent, ends or fails.
import { expect, test } from "vitest";
import { stateOfCode } from "#shared/frame/layout.ts";
import type { Finding } from "#shared/model/fact.ts";
import { type HostFixture, startSmallHost } from "../../tests/support/host-fixture.ts";

const stop = (timeMs: number) =>
  ({ kind: "state", asset: "M1", state: "microstop", nativeState: "STOPPED", timeMs }) as const;
const run = (timeMs: number) => ({ ...stop(timeMs), state: "run", nativeState: "ACTIVE" }) as const;
/** What a viewer who follows sees of M1. */
const stateOfM1 = async ({ timeline }: HostFixture): Promise<string> =>
  stateOfCode((await timeline.stateAt(timeline.range().endMs)).assetState[0] ?? 0);

test("a stop of a source that is lost does not become a breakdown: nothing is known of it any more", async () => {
  const fixture = startSmallHost();
  fixture.source.push(stop(fixture.clock.nowMs()));
  await fixture.advance(600_000);
  expect(await stateOfM1(fixture)).toBe("unknown");
});

test("a replay whose process was frozen goes on where it was: it missed nothing", async () => {
  const fixture = startSmallHost({ paced: true });
  fixture.source.push(run(fixture.clock.nowMs()));
  fixture.source.heartbeat();
  await fixture.advance(5_000);
  const whileSilent = fixture.host.sourceInfos()[0]?.state;
  fixture.source.heartbeat();
  expect([whileSilent, fixture.host.sourceInfos()[0]?.state, await stateOfM1(fixture)]).toEqual([
    "lost",
    "live",
    "run",
  ]);
});

test("a live source that was lost is known again when it says the same state once more", async () => {
  const fixture = startSmallHost();
  const sinceMs = fixture.clock.nowMs();
  fixture.source.push(run(sinceMs));
  await fixture.advance(5_000);
  const whileLost = await stateOfM1(fixture);
  fixture.source.push(run(sinceMs));
  await fixture.advance(100);
  expect([whileLost, await stateOfM1(fixture)]).toEqual(["unknown", "run"]);
});

test("the timeline of a source that ended grows no more", async () => {
  const fixture = startSmallHost();
  fixture.source.push(run(fixture.clock.nowMs()));
  await fixture.advance(1_000);
  fixture.source.end();
  await fixture.advance(0);
  const { endMs } = fixture.timeline.range();
  await fixture.advance(60_000);
  expect(fixture.timeline.range()).toEqual({ startMs: endMs - 1_000, endMs, open: false });
});

test("a source that failed leaves nothing that looks alive, and says why", async () => {
  const fixture = startSmallHost();
  fixture.source.push(run(fixture.clock.nowMs()));
  await fixture.advance(1_000);
  fixture.source.fail(new Error("out of order"));
  await fixture.advance(1_000);
  expect([
    await stateOfM1(fixture),
    fixture.timeline.range().open,
    fixture.host.problems.list().map(({ id }) => id),
  ]).toEqual(["unknown", false, ["source-failed"]]);
});

test("the rate of a source is that of the last ten whole seconds", async () => {
  const fixture = startSmallHost();
  for (let at = 0; at < 156; at += 1) {
    fixture.source.push(run(fixture.clock.nowMs()), run(fixture.clock.nowMs()));
    await fixture.advance(100);
  }
  expect(fixture.host.sourceInfos()[0]?.readingsPerS).toBe(20);
});

test("the time in which nothing was heard of a source is a gap, and what it tells late of it fills its lane", async () => {
  const fixture = startSmallHost();
  const startMs = fixture.clock.nowMs();
  fixture.source.push(run(startMs));
  await fixture.advance(10_000);
  fixture.source.push(run(startMs + 10_000));
  await fixture.advance(1_000);
  const { timeline } = fixture;
  const [gap] = timeline.gaps(startMs, startMs + 11_000);
  expect(gap).toEqual({ fromMs: startMs, toMs: startMs + 10_000, source: "manual" });

  const knownMs = timeline.range().endMs;
  fixture.source.push(stop(startMs + 4_000));
  await fixture.advance(100);
  const lane = async (knownAtMs?: number): Promise<string[]> =>
    (await timeline.lanes([0], startMs, startMs + 11_000, 100, knownAtMs))[0]?.map(({ state }) => state) ??
    [];
  expect(await lane(knownMs)).not.toContain("microstop");
  expect(await lane()).toContain("microstop");
  expect(await stateOfM1(fixture)).toBe("run");
});

test("a finding is marked where it was flagged, also when it is told again because it is over", async () => {
  const fixture = startSmallHost();
  const startMs = fixture.clock.nowMs();
  fixture.source.push(run(startMs));
  await fixture.advance(1_000);
  const finding: Finding = {
    id: "f",
    kind: "condition",
    assetId: "M1",
    serials: [],
    onsetMs: startMs,
    detectedMs: startMs + 500,
    provisional: true,
    engine: { name: "test", version: "1" },
    evidence: [],
    detail: {},
  };
  fixture.host.live?.found([finding]);
  fixture.host.live?.found([{ ...finding, endMs: startMs + 900, provisional: false }]);
  const marks = await fixture.timeline.marks({
    ...{ fromMs: startMs, toMs: startMs + 1_000 },
    kinds: ["finding"],
    limit: 10,
  });
  expect(marks.map(({ timeMs, id }) => [timeMs - startMs, id])).toEqual([
    [500, "f"],
    [500, "f"],
  ]);
});
