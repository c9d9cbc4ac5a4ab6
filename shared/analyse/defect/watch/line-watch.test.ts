// The watch over a small line: what it flags, when, with which evidence, and that batches make no difference.
import { describe, expect, it, test } from "vitest";
import fc from "fast-check";
import { defectFindingSchema, watchItemSchema } from "#shared/model/defect-schema.ts";
import type { Fact } from "#shared/model/fact.ts";
import { learn, thresholdOf } from "./fit.ts";
import { type Learnt, learntOf, learntOfText, learntText } from "./learnt-schema.ts";
import { LineWatch } from "./line-watch.ts";
import {
  minuteMs,
  sha256,
  testFacts,
  type TestFault,
  testPlant,
  testShifts,
  testStartMs,
} from "../../../../tests/support/watch-line.ts";

function learntFrom(seeds: readonly number[], hours: number): Learnt {
  const learnt = learn(testShifts(seeds, hours), {
    trainedOn: `${seeds.length} shifts`,
    isSimulated: true,
    falsePerShift: 1,
  });
  if (!learnt.ok) throw new Error(learnt.problems[0]?.message);
  return learntOf(learnt.value, sha256);
}
const seeds = Array.from({ length: 10 }, (_, index) => 100 + index);
const learnt = learntFrom(seeds, 4);

function watched(facts: readonly Fact[], hours: number, model: Learnt | undefined = learnt): LineWatch {
  const watch = new LineWatch(testPlant, model, { sha256 });
  for (const fact of facts) watch.take(fact);
  watch.advance(testStartMs + hours * 3_600_000);
  return watch;
}
const findingsOf = (seed: number, hours: number, fault?: TestFault) =>
  watched(testFacts(seed, hours, fault), hours).findings();
const minuteOf = (timeMs: number): number => (timeMs - testStartMs) / minuteMs;

describe("a drifting sensor", () => {
  const [finding, ...more] = findingsOf(1, 2.75, { kind: "sensor", fromMinute: 90 });
  it("is found once, soon, and called a sensor", () => {
    expect(more).toEqual([]);
    expect([finding?.kind, finding?.assetId]).toEqual(["sensor", "M"]);
    expect(minuteOf(finding?.detectedMs ?? 0)).toBeGreaterThan(90);
    expect(minuteOf(finding?.detectedMs ?? 0)).toBeLessThan(120);
    expect(Math.abs(minuteOf(finding?.onsetMs ?? 0) - 90)).toBeLessThan(15);
    expect(finding?.endMs).toBeUndefined();
  });
  it("is named first, with what it shows and what it should", () => {
    const [signal] = finding?.signals ?? [];
    expect(signal?.signal).toBe("M/temperature2");
    expect(signal?.share).toBeGreaterThan(0.6);
    expect(signal?.observed).toBeGreaterThan(signal?.normalHigh ?? Infinity);
    expect((signal?.observed ?? 0) - (signal?.expected ?? 0)).toBeGreaterThan(2);
  });
  it("has witnesses that did not move: its twin, what is featured, and results here and at the next inspection", () => {
    expect(finding?.witnesses.map(({ assetId, name, hasMoved }) => [`${assetId}/${name}`, hasMoved])).toEqual(
      [
        ["M/temperature1", false],
        ["M/pressure", false],
        ["M/depth", false],
        ["I/width", false],
      ],
    );
  });
  it("says what it was found with", () => {
    expect(defectFindingSchema.parse(finding)).toEqual(finding);
    expect(finding?.model).toMatchObject({ sha256: learnt.sha256, blocks: learnt.lineMaxima.length });
    expect(finding?.oneInShifts).toBeCloseTo((learnt.lineMaxima.length + 1) / 48, 12);
    // As rare as so few clean blocks can tell: nothing among them came near.
    expect(finding?.isRarer).toBe(true);
  });
});

test("a process that drifts is a condition, whichever sensor shows it most", () => {
  const findings = findingsOf(2, 3, { kind: "process", fromMinute: 90 });
  expect(findings.map(({ kind, assetId }) => [kind, assetId])).toEqual([["condition", "M"]]);
});

test("an incident ends when all is usual again, and is told as the same when it comes back soon", () => {
  const fault = { kind: "process", fromMinute: 60, toMinute: 100 } as const;
  const [finding] = findingsOf(3, 3, fault);
  expect(minuteOf(finding?.endMs ?? 0)).toBeGreaterThanOrEqual(100);
  const early = watched(
    testFacts(3, 3, fault).filter(({ receivedMs }) => minuteOf(receivedMs) < 95),
    95 / 60,
  ).findings();
  expect(early.map(({ id, endMs }) => [id, endMs])).toEqual([[finding?.id, undefined]]);
});

test("clean shifts have at most the false incidents that are allowed", () => {
  const shifts = 6;
  const incidents = Array.from({ length: shifts }, (_, seed) => findingsOf(500 + seed, 8).length);
  // 95 % of Poisson with the allowed one a shift.
  expect(incidents.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(shifts + 5);
});

test("a flag is there as soon as its minute is over", () => {
  const facts = testFacts(1, 3, { kind: "sensor", fromMinute: 90 });
  const detectedMs = findingsOf(1, 3, { kind: "sensor", fromMinute: 90 })[0]?.detectedMs ?? 0;
  const watch = new LineWatch(testPlant, learnt, { sha256 });
  for (const fact of facts) if (fact.receivedMs < detectedMs) watch.take(fact);
  watch.advance(detectedMs - 1);
  expect(watch.findings()).toHaveLength(0);
  watch.advance(detectedMs);
  expect(watch.findings()).toHaveLength(1);
});

test("the same facts give the same findings in whatever batches", () => {
  const facts = testFacts(4, 2, { kind: "process", fromMinute: 60 });
  const whole = watched(facts, 2);
  const expected = [whole.findings(), whole.watch(), whole.notJudged()];
  expect(whole.findings().length).toBeGreaterThan(0);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 2000 }), { minLength: 1, maxLength: 40 }), (sizes) => {
      const watch = new LineWatch(testPlant, learnt, { sha256 });
      let at = 0;
      for (let turn = 0; at < facts.length; turn += 1) {
        const batch = facts.slice(at, (at += sizes[turn % sizes.length] ?? 1));
        for (const fact of batch) watch.take(fact);
        // Whoever asks between, and says how far it is, changes nothing.
        const next = facts[at]?.receivedMs ?? Infinity;
        watch.advance(Math.min(next, testStartMs + 7_200_000));
        watch.findings();
      }
      watch.advance(testStartMs + 7_200_000);
      expect([watch.findings(), watch.watch(), watch.notJudged()]).toEqual(expected);
    }),
    { numRuns: 12, seed: 1 },
  );
});

test("late values change nothing that was judged", () => {
  const facts = testFacts(1, 2);
  const signal = testPlant.signalRowById.get("M/temperature2") ?? -1;
  const late = facts.flatMap((fact): Fact[] =>
    fact.kind === "sample" && fact.signal === signal
      ? [fact, { ...fact, value: 500, timeMs: fact.timeMs - 5_000 }, { ...fact, value: 500, backfill: true }]
      : [fact],
  );
  expect(watched(late, 2).findings()).toEqual(watched(facts, 2).findings());
});

test("a file judges like the memory it came from", () => {
  const read = learntOfText(learntText(learnt), "learnt.json", testPlant, sha256);
  if (!read.ok) throw new Error("not read");
  const facts = testFacts(5, 2, { kind: "sensor", fromMinute: 60 });
  expect(watched(facts, 2, read.value).findings()).toEqual(watched(facts, 2).findings());
});

test("with a third of the signals gone nothing is judged, and that is said", () => {
  const gone = ["M/temperature2", "M/flow"].map((id) => testPlant.signalRowById.get(id));
  const facts = testFacts(1, 2, { kind: "process", fromMinute: 30 }).filter(
    (fact) => !(fact.kind === "sample" && gone.includes(fact.signal)),
  );
  const watch = watched(facts, 2);
  expect(watch.findings()).toEqual([]);
  expect(watch.notJudged().map(({ assetId }) => assetId)).toEqual(["M"]);
  expect(watch.notJudged()[0]?.why).toMatch(
    /More than 30 % of its signals were missing in \d+ of \d+ minutes/,
  );
});

describe("without enough that is learnt", () => {
  const facts = testFacts(6, 5, { kind: "process", fromMinute: 240 });
  it("there are no flags, but what is most unusual is ranked", () => {
    const watch = new LineWatch(testPlant, undefined, { sha256 });
    for (const fact of facts) watch.take(fact);
    watch.advance(testStartMs + 290 * minuteMs);
    expect(watch.findings()).toEqual([]);
    expect(watch.model).toBeUndefined();
    expect(watch.watch()[0]?.assetId).toBe("M");
    expect(watch.watch().map((item) => watchItemSchema.parse(item))).toEqual(watch.watch());
    const { blocks = 0, needed } = watch.learning() ?? {};
    expect(needed).toBe(47);
    expect(blocks).toBeGreaterThan(0);
    expect(blocks).toBeLessThan(30);
  });
  it("too few clean blocks are told, and flag nothing", () => {
    const few = learntFrom([1, 2, 3, 4, 5], 2);
    expect(thresholdOf(few).isReady).toBe(false);
    const watch = watched(testFacts(1, 3, { kind: "sensor", fromMinute: 90 }), 3, few);
    expect(watch.findings()).toEqual([]);
    expect(watch.learning()).toEqual({ blocks: few.lineMaxima.length, needed: 47 });
    expect(watch.watch()[0]?.assetId).toBe("M");
  });
});

test("a slow rise is on the list of what to watch before it is a flag", () => {
  const facts = testFacts(7, 4, { kind: "sensor", fromMinute: 60 });
  const strict: Learnt = { ...learnt, lineMaxima: learnt.lineMaxima.map((score) => score + 290) };
  const watch = watched(facts, 235 / 60, strict);
  expect(watch.findings()).toEqual([]);
  const [item] = watch.watch();
  expect(item?.signals[0]?.signal).toBe("M/temperature2");
  // What was usual moved from the hour on, and it is said since when.
  expect(Math.abs(minuteOf(item?.risesSinceMs ?? 0) - 60)).toBeLessThan(25);
  expect(watched(testFacts(7, 4), 235 / 60, strict).watch()[0]?.risesSinceMs).toBeUndefined();
});

test("who agreed to a baseline, and why, is told with every finding made by it", () => {
  const word = { by: "weld shop", because: "new glass" };
  const agreed = learntOf({ ...learnt, agreed: { ...word, atMs: 0, accepted: [] } }, sha256);
  expect(agreed.sha256).not.toBe(learnt.sha256);
  expect(watched([], 0, agreed).model?.agreed).toEqual(word);
  expect(watched([], 0).model?.agreed).toBeUndefined();
});
