// Quality of the simulated demo line: is the scripted cause found, when, are the escaped parts listed, and are clean shifts left in peace?
import { cleanRatesOf } from "#shared/analyse/defect/quality/clean-rates.ts";
import type { CleanRates } from "#shared/analyse/defect/quality/clean-rates-schema.ts";
import { QualityWatch } from "#shared/analyse/defect/quality/quality-watch.ts";
import type { DefectFinding } from "#shared/model/defect-schema.ts";
import type { Fact } from "#shared/model/fact.ts";
import { demoEvents, demoPartTruth, shiftStartMs } from "../../support/demo-facts.ts";
import { sha256 } from "../../../electron/host/analyse/sha256.ts";
import { poissonInterval } from "./poisson.ts";
import { demoPlant } from "../../support/demo-run.ts";
import { judged, type ValidationRow } from "../table.ts";

const hours = 8;
const shifts = 30;
/** Seeds of shifts that rates are learnt from, and of clean ones that are judged: no scripted one is among them. */
const learntSeed = 1000;
const cleanSeed = 2000;
const learntShifts = 20;
/** Fouling of head b as scripted, seconds from the start. */
const fouling = { fromS: 1200, toS: 13_200 };
const askEveryMs = 60_000;
const weldClasses = new Set(["B20/seamWidth/low", "B20/seamArea/low", "B50/jointResistance/high"]);

/** The whole of a shift, asked once a minute of plant time. */
function watched(
  clean: CleanRates,
  facts: readonly Fact[],
  ask: (findings: DefectFinding[], atMs: number, tookMs: number) => void,
): QualityWatch {
  const watch = new QualityWatch(demoPlant(), clean, { sha256 });
  let nextMs = shiftStartMs;
  for (const fact of facts) {
    watch.take(fact);
    if (fact.receivedMs < nextMs) continue;
    nextMs = fact.receivedMs + askEveryMs;
    const beforeMs = performance.now();
    const findings = watch.findings();
    ask(findings, fact.receivedMs, performance.now() - beforeMs);
  }
  return watch;
}

const isWeld = (finding: DefectFinding): boolean => weldClasses.has(finding.class?.id ?? "");
const isPair = ({ suspects: [first] }: DefectFinding): boolean =>
  first?.factors
    .map(({ level }) => level)
    .sort()
    .join() === "B10b,L2";

/** Rows of scripted and clean shifts; only our column has values, nothing else says who made a part bad. */
export function qualityRows(notes: string[], tell: (text: string) => void): ValidationRow[] {
  tell(`quality: learning from ${learntShifts} clean shifts ...`);
  function* learnt(): Generator<Fact[]> {
    for (let at = 1; at <= learntShifts; at += 1)
      yield demoEvents({ seed: learntSeed + at, hours, isClean: true });
  }
  const clean = cleanRatesOf(demoPlant(), learnt(), {
    trainedOn: `${learntShifts} simulated clean shifts`,
    isSimulated: true,
  });
  return [...scriptedRows(clean, tell), ...cleanRows(clean, notes, tell)];
}

function scriptedRows(clean: CleanRates, tell: (text: string) => void): ValidationRow[] {
  let [found, pairEver, pairAtEnd, listed, escapedInTruth, hits, escaped] = [0, 0, 0, 0, 0, 0, 0];
  const [toFoundMin, toPairMin, tookMs]: [number[], number[], number[]] = [[], [], []];
  const sinceFoulingMin = (atMs: number): number => ((atMs - shiftStartMs) / 1000 - fouling.fromS) / 60;
  for (let seed = 1; seed <= shifts; seed += 1) {
    tell(`quality: scripted shift ${seed} of ${shifts} ...`);
    const facts = demoEvents({ seed, hours });
    let [foundMs, pairMs] = [Infinity, Infinity];
    const watch = watched(clean, facts, (findings, atMs, took) => {
      if (findings.length > 0) tookMs.push(took);
      for (const finding of findings.filter(isWeld)) {
        foundMs = Math.min(foundMs, finding.detectedMs);
        if (isPair(finding)) pairMs = Math.min(pairMs, atMs);
      }
    });
    const atEnd = watch.findings().filter(isWeld);
    if (foundMs < Infinity) found += 1;
    if (pairMs < Infinity) pairEver += 1;
    if (atEnd.some(isPair)) pairAtEnd += 1;
    toFoundMin.push(sinceFoulingMin(foundMs));
    toPairMin.push(sinceFoulingMin(pairMs));
    const truth = demoPartTruth(seed, hours);
    const foundAtB50 = new Set(
      facts.flatMap((fact) =>
        fact.kind === "result" && fact.result.asset === "B50" && fact.result.verdict === "notOk"
          ? [fact.result.serial]
          : [],
      ),
    );
    const escapes = new Set(
      [...truth].flatMap(([serial, { defect }]) =>
        defect?.class === "lackOfFusion" &&
        defect.resource === "B10b" &&
        defect.madeS >= fouling.fromS &&
        defect.madeS <= fouling.toS &&
        foundAtB50.has(serial)
          ? [serial]
          : [],
      ),
    );
    const told = new Set(
      atEnd.flatMap(({ affected }) =>
        affected.filter(({ status }) => status === "escaped").map(({ serial }) => serial),
      ),
    );
    escaped += escapes.size;
    listed += told.size;
    // All others of B50 with a defect have passed B20 as well.
    escapedInTruth += [...told].filter(
      (serial) => foundAtB50.has(serial) && truth.get(serial)?.defect !== undefined,
    ).length;
    hits += [...told].filter((serial) => escapes.has(serial)).length;
  }
  const percent = (part: number, of: number): number => (of === 0 ? NaN : (100 * part) / of);
  return [
    judged(
      {
        measure: "quality: scripted shifts with a finding of the weld",
        values: [percent(found, shifts)],
        unit: "%",
        cases: shifts,
      },
      { least: 95 },
    ),
    {
      measure: "quality: fouling to finding, median",
      values: [median(toFoundMin)],
      unit: "min",
      cases: shifts,
    },
    judged(
      {
        measure: "quality: head b with lot L2 first suspect at some time",
        values: [percent(pairEver, shifts)],
        unit: "%",
        cases: shifts,
      },
      { least: 90 },
    ),
    judged(
      {
        measure: "quality: head b with lot L2 first suspect at the end",
        values: [percent(pairAtEnd, shifts)],
        unit: "%",
        cases: shifts,
      },
      { least: 90 },
    ),
    {
      measure: "quality: fouling to that suspect, median",
      values: [median(toPairMin)],
      unit: "min",
      cases: shifts,
    },
    judged(
      {
        measure: "quality: escaped parts of the cause listed (recall)",
        values: [percent(hits, escaped)],
        unit: "%",
        cases: escaped,
      },
      { least: 80 },
    ),
    judged(
      {
        measure: "quality: listed escapes that are in truth (precision)",
        values: [percent(escapedInTruth, listed)],
        unit: "%",
        cases: listed,
      },
      { least: 95 },
    ),
    {
      measure: "quality: listed escapes of the fouled head in its time",
      values: [percent(hits, listed)],
      unit: "%",
      cases: listed,
    },
    judged(
      {
        measure: "quality: time to answer, 99 of 100",
        values: [quantile(tookMs, 0.99)],
        unit: "ms",
        cases: tookMs.length,
      },
      { most: 150 },
    ),
  ];
}

function cleanRows(clean: CleanRates, notes: string[], tell: (text: string) => void): ValidationRow[] {
  let [incidents, accused] = [0, 0];
  for (let at = 1; at <= shifts; at += 1) {
    tell(`quality: clean shift ${at} of ${shifts} ...`);
    const watch = new QualityWatch(demoPlant(), clean, { sha256 });
    for (const fact of demoEvents({ seed: cleanSeed + at, hours, isClean: true })) watch.take(fact);
    const findings = watch.findings();
    incidents += findings.length;
    if (findings.some(({ suspects }) => suspects.length > 0)) accused += 1;
  }
  const [low, high] = poissonInterval(incidents);
  notes.push(
    `Quality: ${incidents} false incidents in ${shifts} clean shifts, ${(incidents / shifts).toFixed(2)} a shift, ` +
      `95 % interval ${(low / shifts).toFixed(2)} to ${(high / shifts).toFixed(2)} (Poisson).`,
  );
  return [
    judged(
      {
        measure: "quality: false incidents in a clean shift",
        values: [incidents / shifts],
        unit: "",
        cases: shifts,
      },
      { most: 0.5 },
    ),
    judged(
      {
        measure: "quality: clean shifts with a suspect",
        values: [(100 * accused) / shifts],
        unit: "%",
        cases: shifts,
      },
      { most: 5 },
    ),
  ];
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

const median = (values: readonly number[]): number => quantile(values, 0.5);
