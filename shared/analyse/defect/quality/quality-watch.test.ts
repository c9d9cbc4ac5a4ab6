// The whole watch on lines with a planted cause: who is accused, which parts are listed, and that asking changes nothing.
import { describe, expect, test } from "vitest";
import { sha256 } from "../../../../electron/host/analyse/sha256.ts";
import { defectFindingSchema } from "#shared/model/defect-schema.ts";
import type { Fact } from "#shared/model/fact.ts";
import { QualityWatch } from "./quality-watch.ts";
import { LineTeller, type MadePart, madeParts, startMs, testLine, testRates } from "./test-line.ts";

const plant = testLine();
const watchOf = (facts: readonly Fact[], rates = testRates()): QualityWatch => {
  const watch = new QualityWatch(plant, rates, { sha256 });
  for (const fact of facts) watch.take(fact);
  return watch;
};

/** From part 300 to 700 one in three of Wb with L2 is bad, else one in 400. */
const fouled = ({ number, welder, lot }: MadePart): number =>
  number >= 300 && number < 700 && welder === "Wb" && lot === "L2" ? 1 / 3 : 1 / 400;

function told(
  count: number,
  seed: number,
  defectOf: (part: MadePart) => number,
): { teller: LineTeller; parts: MadePart[]; facts: Fact[] } {
  const teller = new LineTeller(plant);
  const parts = madeParts(teller, count, seed, defectOf);
  return { teller, parts, facts: teller.sorted() };
}

describe("a welder and a lot that only together are bad", () => {
  const { facts, parts } = told(1000, 5, fouled);
  const watch = watchOf(facts);
  const [finding, ...others] = watch.findings();

  test("are one incident, whoever finds the parts", () => {
    expect(others).toEqual([]);
    expect(finding?.kind).toBe("quality");
    expect([finding?.assetId, ...(finding?.alsoAt.map(({ assetId }) => assetId) ?? [])].sort()).toEqual([
      "T1",
      "T2",
    ]);
    expect(defectFindingSchema.parse(finding)).toEqual(finding);
  });

  test("are the first suspect, followed by each alone, with the four cells", () => {
    const factors = finding?.suspects.map((suspect) =>
      suspect.factors.map(({ kind, level }) => `${kind} ${level}`),
    );
    expect(factors?.[0]).toEqual(["station Wb", "lot L2"]);
    expect(factors?.slice(1).flat().sort()).toEqual(["lot L2", "station Wb"]);
    const { counts, cells, goodWithSerials } = finding!.suspects[0]!;
    const [both, first, second, neither] = cells!;
    expect(both).toEqual({
      has: [true, true],
      bad: counts.badWith,
      judged: counts.badWith + counts.goodWith,
    });
    const without = [first!, second!, neither!];
    expect(without.reduce((sum, { bad }) => sum + bad, 0)).toBe(counts.badWithout);
    expect(without.reduce((sum, { judged }) => sum + judged, 0)).toBe(counts.badWithout + counts.goodWithout);
    expect(goodWithSerials).toHaveLength(10);
    const isWith = new Set(
      parts.filter(({ welder, lot }) => welder === "Wb" && lot === "L2").map(({ serial }) => serial),
    );
    expect(goodWithSerials.every((serial) => isWith.has(serial))).toBe(true);
  });

  test("have begun and ended when the bad parts were made", () => {
    const made = (number: number): number => startMs + 60_000 + number * 36_000;
    expect(finding!.onsetMs).toBeGreaterThanOrEqual(made(200));
    expect(finding!.onsetMs).toBeLessThan(made(330));
    expect(finding!.detectedMs).toBeLessThan(made(390));
    expect(finding!.endMs).toBeGreaterThan(made(670));
    expect(finding!.endMs).toBeLessThan(made(720));
  });

  test("list who escaped T1, who was found there, and who was not judged yet", () => {
    const statusOf = new Map(finding!.affected.map((part) => [part.serial, part]));
    const planted = facts.flatMap((fact) =>
      fact.kind === "result" && fact.result.verdict === "notOk" ? [fact.result] : [],
    );
    for (const { serial, asset, timeMs } of planted) {
      if (timeMs < finding!.detectedMs || timeMs > finding!.endMs! + 300_000) continue;
      const part = statusOf.get(serial);
      expect([serial, part?.status, part?.passedAt]).toEqual([
        serial,
        asset === "T2" ? "escaped" : "found",
        asset === "T2" ? "T1" : undefined,
      ]);
    }
    expect(finding!.affected.filter(({ status }) => status === "atRisk")).toEqual([]);
    // In the middle, those that left Wb with L2 in the last five minutes have not come to T2.
    const atMs = startMs + 60_000 + 500 * 36_000 + 1;
    const risky = parts.filter(
      ({ welder, lot, madeMs }) =>
        welder === "Wb" && lot === "L2" && madeMs <= atMs && madeMs > atMs - 300_000,
    );
    const [then] = watch.findings(atMs);
    const known = new Set(planted.filter(({ timeMs }) => timeMs <= atMs).map(({ serial }) => serial));
    expect(then!.affected.filter(({ status }) => status === "atRisk").map(({ serial }) => serial)).toEqual(
      risky.map(({ serial }) => serial).filter((serial) => !known.has(serial)),
    );
    expect(then!.endMs).toBeUndefined();
  });
});

test("the same facts give the same findings, however often one asks in between", () => {
  const { facts } = told(800, 6, fouled);
  const asked = new QualityWatch(plant, testRates(), { sha256 });
  const seen: unknown[] = [];
  facts.forEach((fact, at) => {
    asked.take(fact);
    if (at % 97 === 0) asked.findings();
    if (at === 4000) seen.push(asked.findings(fact.receivedMs));
  });
  const quiet = watchOf(facts);
  expect(asked.findings()).toEqual(quiet.findings());
  // What was known then is what is said of then.
  expect(seen[0]).toEqual(watchOf(facts.slice(0, 4001)).findings());
  expect(quiet.findings(facts[4000]!.receivedMs)).toEqual(seen[0]);
});

test("without clean rates nothing is flagged, and parts are counted all the same", () => {
  const { facts } = told(500, 5, fouled);
  const watch = new QualityWatch(plant, undefined, { sha256 });
  for (const fact of facts) watch.take(fact);
  const window = { fromMs: startMs, toMs: facts.at(-1)!.receivedMs };
  expect(watch.findings()).toEqual([]);
  expect(watch.pareto(window).class.length).toBeGreaterThan(0);
  expect(watch.firstPass(window).length).toBeGreaterThan(0);
});

test("over 60 clean shifts at most one in two has a finding, and at most one in ten finds a suspect", () => {
  let [findings, suspects] = [0, 0];
  for (let seed = 1; seed <= 60; seed += 1) {
    const list = watchOf(told(800, seed, () => 1 / 400).facts).findings();
    findings += list.length;
    suspects += list.some((finding) => finding.suspects.length > 0) ? 1 : 0;
  }
  expect(findings).toBeLessThanOrEqual(30);
  expect(suspects).toBeLessThanOrEqual(6);
});

describe("a cause of one factor", () => {
  const suspectsAfter = (defectOf: (part: MadePart) => number, seed: number): string[][] =>
    watchOf(told(700, seed, defectOf).facts)
      .findings()
      .flatMap(({ suspects }) =>
        suspects.map(({ factors }) => factors.map(({ kind, level }) => `${kind} ${level}`)),
      );

  test.each([
    ["station Wa", ({ number, welder }: MadePart) => (number > 200 && welder === "Wa" ? 0.12 : 1 / 400)],
    ["lot L1", ({ number, lot }: MadePart) => (number > 200 && lot === "L1" ? 0.12 : 1 / 400)],
    ["variant B", ({ number, variant }: MadePart) => (number > 200 && variant === "B" ? 0.12 : 1 / 400)],
  ])("%s is accused first, and alone, in nine of ten lines", (wanted, defectOf) => {
    let alone = 0;
    for (let seed = 1; seed <= 20; seed += 1) {
      const [first, ...others] = suspectsAfter(defectOf, seed);
      if (first?.join() === wanted && others.length === 0) alone += 1;
    }
    expect(alone).toBeGreaterThanOrEqual(18);
  });

  test("is not accused for what belongs to a variant", () => {
    // Variant B is bad, and nearly all of it comes from Wb.
    const teller = new LineTeller(plant);
    const parts = madeParts(teller, 900, 31, ({ number, variant }) =>
      number > 200 && variant === "B" ? 0.15 : 1 / 400,
    );
    const variantOf = new Map(parts.map(({ serial, variant }) => [serial, variant]));
    const facts = teller.sorted().map((fact): Fact => {
      if (fact.kind !== "part" || !["Wa", "Wb"].includes(fact.event.asset)) return fact;
      const number = Number(fact.event.serial.slice(1));
      const isUsual = number % 12 !== 0;
      const asset = (variantOf.get(fact.event.serial) === "B") === isUsual ? "Wb" : "Wa";
      return { ...fact, event: { ...fact.event, asset } };
    });
    const suspects = watchOf(facts)
      .findings()
      .flatMap((finding) => finding.suspects);
    expect(suspects.map(({ factors }) => factors.map(({ level }) => level))).toEqual([["B"]]);
  });
});

test("a pack has what its modules had", () => {
  const teller = new LineTeller(plant);
  const parts = madeParts(teller, 1600, 41, () => 0);
  for (const { serial, number, madeMs } of parts)
    teller.part("consume", serial, "T1", madeMs + 20_000, { lot: number % 8 === 3 ? "G9" : "G1" });
  for (let pack = 0; pack < 400; pack += 1) {
    const modules = parts.slice(pack * 4, pack * 4 + 4);
    const [serial, timeMs] = [`K${pack}`, modules[3]!.madeMs + 600_000];
    teller.part("create", serial, "PACK", timeMs, { product: "pack", variant: modules[0]!.variant });
    for (const module of modules)
      teller.part("assemble", serial, "PACK", timeMs, { component: module.serial });
    // Every second pack holds a module with G9, and one in eight of these is bad.
    teller.result(serial, "T3", "seal", pack > 100 && pack % 16 === 0 ? 4 : 2, timeMs + 60_000);
  }
  const [finding] = watchOf(teller.sorted()).findings();
  expect(finding?.class?.id).toBe("T3/seal/high");
  expect(finding?.suspects[0]?.factors).toEqual([{ kind: "component", assetId: "T1", level: "G9" }]);
  expect(finding?.affected.every(({ product }) => product === "pack")).toBe(true);
});

test("parts that an asset was done with", () => {
  const { facts, parts } = told(60, 51, () => 0);
  const watch = watchOf(facts);
  const fromMs = startMs + 600_000;
  const toMs = startMs + 1_200_000;
  const { affected, total } = watch.affectedBy("Wa", fromMs, toMs);
  const wanted = parts.filter(({ welder, madeMs }) => welder === "Wa" && madeMs >= fromMs && madeMs <= toMs);
  expect(affected.map(({ serial }) => serial)).toEqual(wanted.map(({ serial }) => serial));
  expect(total).toBe(wanted.length);
  expect(affected[0]).toMatchObject({
    status: "atRisk",
    product: "module",
    now: { state: "moving", assetId: "Wa" },
  });
});
