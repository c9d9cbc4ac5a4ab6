// The scripted demo shift: head b with lot L2 is the first suspect, and the parts that B20 let pass are listed with where they are.
import { describe, expect, test } from "vitest";
import { sha256 } from "../../../../electron/host/analyse/sha256.ts";
import { demoEvents, demoPartTruth, shiftStartMs } from "../../../../tests/support/demo-facts.ts";
import { demoPlant } from "../../../../tests/support/demo-run.ts";
import type { CleanRates } from "./clean-rates-schema.ts";
import { QualityWatch } from "./quality-watch.ts";

/** Counted in 20 clean shifts of the demo line, seeds 1001 to 1020; the classes that this test is about. */
const clean: CleanRates = {
  trainedOn: "20 simulated clean shifts",
  isSimulated: true,
  fromMs: shiftStartMs,
  toMs: shiftStartMs + 28_800_000,
  hours: 160,
  classes: {
    "B20/seamArea/low": { bad: 45, judged: 24_018 },
    "B20/seamWidth/low": { bad: 45, judged: 24_018 },
    "B20/spatter/high": { bad: 80, judged: 24_018 },
    "B50/insulation/low": { bad: 86, judged: 23_770 },
    "B50/jointResistance/high": { bad: 106, judged: 23_770 },
  },
};
const at = (hour: number, minute: number): number => shiftStartMs + ((hour - 6) * 60 + minute) * 60_000;

describe("the demo shift", () => {
  const seed = 7;
  const facts = demoEvents({ seed, hours: 6 });
  const watch = new QualityWatch(demoPlant(), clean, { sha256 });
  for (const fact of facts) watch.take(fact);
  const [finding, ...others] = watch.findings(at(9, 40)).filter((one) => one.suspects.length > 0);

  test("accuses head b together with lot L2 before the glass is changed, and tells the four cells", () => {
    expect(others).toEqual([]);
    expect(finding?.suspects.map(({ factors }) => factors.map(({ level }) => level))).toEqual([
      ["B10b", "L2"],
      ["B10b"],
      ["L2"],
    ]);
    const cells = finding?.suspects[0]?.cells?.map(({ bad, judged }) => bad / judged) ?? [];
    expect(cells).toHaveLength(4);
    expect(Math.max(...cells.slice(1))).toBeLessThan(cells[0]! / 2);
  });

  test("lists the parts that welding left bad and B20 let pass", () => {
    const truth = demoPartTruth(seed, 6);
    const escaped = finding!.affected.filter(({ status }) => status === "escaped");
    expect(escaped.length).toBeGreaterThan(5);
    for (const { serial, passedAt, result } of escaped) {
      expect([passedAt, result?.assetId]).toEqual(["B20", "B50"]);
      expect(truth.get(serial)?.defect).toBeDefined();
    }
  });

  test("knows which modules of head b with L2 are still to be judged", () => {
    const risky = finding!.affected.filter(({ status }) => status === "atRisk");
    const judgedAt = new Map(
      facts.flatMap((fact) =>
        fact.kind === "result" && fact.result.asset === "B50"
          ? [[fact.result.serial, fact.result.timeMs]]
          : [],
      ),
    );
    expect(risky.length).toBeGreaterThan(0);
    for (const { serial, now } of risky) {
      expect(judgedAt.get(serial) ?? Infinity).toBeGreaterThan(at(9, 40));
      expect(["in", "moving"]).toContain(now.state);
    }
  });

  test("says of which modules the camera of weld vision took a picture so far", () => {
    const seenMs = new Map<string, number>();
    for (const fact of facts)
      if (fact.kind === "result" && fact.result.asset === "B20" && !seenMs.has(fact.result.serial))
        seenMs.set(fact.result.serial, fact.result.timeMs);
    const told = new Set<string | undefined>();
    for (const minute of [0, 10, 20, 30, 40]) {
      const affected = watch.findings(at(9, minute)).flatMap((one) => one.affected);
      for (const { serial, pictureAt } of affected) {
        expect(pictureAt).toBe((seenMs.get(serial) ?? Infinity) <= at(9, minute) ? "B20" : undefined);
        told.add(pictureAt);
      }
    }
    expect(told.size).toBe(2);
  });

  test("shows that the glass change helped", () => {
    const changes = watch.changes("B10b", { fromMs: at(6, 0), toMs: at(12, 0) });
    const ofGlass = changes.find(
      ({ to, class: { id } }) => to === "glassChange" && id === "B50/jointResistance/high",
    );
    expect(ofGlass!.before.bad / ofGlass!.before.judged).toBeGreaterThan(
      3 * (ofGlass!.after.bad / ofGlass!.after.judged),
    );
    expect(ofGlass!.p).toBeLessThan(0.05);
  });
});
