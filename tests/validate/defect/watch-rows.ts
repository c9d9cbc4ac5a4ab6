// The watch over the demo line, on shifts that nothing was learnt or tuned from: how soon a fouling glass and a drifting thermocouple
// are found, how many modules before the first that the fouling spoilt is rejected, and how often clean shifts are flagged.
import type { Learnt } from "#shared/analyse/defect/watch/learnt-schema.ts";
import { shiftStartMs } from "../../support/demo-facts.ts";
import { demoLearnt, fouledModules, minuteMs, numberOf, watchedShift } from "../../support/demo-watch.ts";
import { judged, type ValidationRow } from "../table.ts";
import { poissonInterval } from "./poisson.ts";

/** Seed 7 is the demo's own shift; the others were never looked at while the watch was made. */
const demoSeed = 7;
const scriptedSeeds = [demoSeed, ...Array.from({ length: 19 }, (_, index) => 201 + index)];
const cleanSeeds = Array.from({ length: 10 }, (_, index) => 3001 + index);
const hours = 8;
/** Minutes of the shift at which the glass fouls, and the thermocouple drifts, by the script. */
const foulingMinute = 20;
const glassChangeMinute = 220;
const thermocoupleMinute = 330;
const wantedModules = 10;

interface Scripted {
  readonly seed: number;
  /** Minutes from the fouling to the flag; undefined = not found while it lasted. */
  readonly foulingDelay: number | undefined;
  /** Modules judged at B50 from the flag to the first reject that the fouling made; less than 0 = flagged so many after it. */
  readonly modulesBefore: number | undefined;
  readonly thermocoupleDelay: number | undefined;
  readonly isSensor: boolean;
  readonly stillWitnesses: number;
  readonly tookMs: number;
}

/** All rows of the watch. The columns are ours, one that always alarms, and one that flags as often as ours may, but anywhere. */
export function watchRows(notes: string[], tell: (text: string) => void): ValidationRow[] {
  const learnt = demoLearnt();
  const shifts = scriptedSeeds.map((seed) => {
    tell(`watch: scripted shift ${seed} ...`);
    return scripted(learnt, seed);
  });
  const falseIncidents = cleanSeeds.map((seed) => {
    tell(`watch: clean shift ${seed} ...`);
    return watchedShift(learnt, { seed, hours, isClean: true }).watch.findings().length;
  });
  const demo = shifts[0];
  const before = shifts.flatMap(({ modulesBefore }) => modulesBefore ?? []).sort((a, b) => a - b);
  const cases = shifts.length;
  const byChance = (minutes: number): number =>
    100 * (1 - Math.exp((-learnt.falsePerShift * minutes) / 480 / learnt.assets.length));
  const shareOf = (is: (shift: Scripted) => boolean): number => (100 * shifts.filter(is).length) / cases;
  notes.push(
    `Watch: learnt from ${learnt.trainedOn} (seeds 1001-1020), ${learnt.lineMaxima.length} clean blocks, at most ${learnt.falsePerShift} false incident a shift of the whole line.`,
    `Watch: minutes from 06:20 to B10b's flag by seed ${listOf(shifts, ({ foulingDelay }) => foulingDelay)}.`,
    `Watch: modules judged at B50 between that flag and the first reject that the fouling made, by seed ${listOf(shifts, ({ modulesBefore }) => modulesBefore)}; below 0 = after it.`,
    `Watch: false incidents of clean shifts ${cleanSeeds[0]}-${cleanSeeds.at(-1)}: ${falseIncidents.join(" ")}.`,
  );
  return [
    judged(
      {
        measure: "watch: modules from flag to first fouled reject, demo shift",
        values: [demo?.modulesBefore, undefined, undefined],
        unit: "modules",
        cases: 1,
      },
      { least: wantedModules },
    ),
    {
      measure: "watch: the same, median of all shifts",
      values: [medianOf(before), undefined, undefined],
      unit: "modules",
      cases: before.length,
    },
    {
      measure: `watch: shifts flagged at least ${wantedModules} modules before`,
      values: [
        shareOf(({ modulesBefore = -Infinity }) => modulesBefore >= wantedModules),
        100,
        byChance(foulingMinute),
      ],
      unit: "%",
      cases,
    },
    {
      measure: "watch: fouling glass found as a condition while it lasts",
      values: [
        shareOf(({ foulingDelay }) => foulingDelay !== undefined),
        100,
        byChance(glassChangeMinute - foulingMinute),
      ],
      unit: "%",
      cases,
    },
    {
      measure: "watch: from 06:20 to its flag, mean",
      values: [meanOf(shifts.flatMap(({ foulingDelay }) => foulingDelay ?? [])), 0, undefined],
      unit: "min",
      cases,
    },
    {
      measure: "watch: drifting thermocouple called a sensor fault",
      values: [shareOf(({ isSensor }) => isSensor), 0, byChance(480 - thermocoupleMinute) / 2],
      unit: "%",
      cases,
    },
    {
      measure: "watch: from 11:30 to its flag, mean",
      values: [meanOf(shifts.flatMap(({ thermocoupleDelay }) => thermocoupleDelay ?? [])), 0, undefined],
      unit: "min",
      cases,
    },
    {
      measure: "watch: with four or more witnesses that did not move",
      values: [shareOf(({ stillWitnesses }) => stillWitnesses >= 4), undefined, undefined],
      unit: "%",
      cases,
    },
    ...falseRows(falseIncidents, learnt),
    judged(
      {
        measure: "watch: 8 h of the demo's 400 signals folded",
        values: [meanOf(shifts.map(({ tookMs }) => tookMs)), undefined, undefined],
        unit: "ms",
        cases,
      },
      // 500 times as fast as it happens.
      { most: (hours * 3_600_000) / 500 },
    ),
  ];
}

function scripted(learnt: Learnt, seed: number): Scripted {
  const { watch, judged: modules, tookMs } = watchedShift(learnt, { seed, hours, isClean: false });
  const findings = watch.findings();
  const minuteOf = (timeMs: number): number => (timeMs - shiftStartMs) / minuteMs;
  const fouling = findings.find(
    ({ assetId, kind, detectedMs }) =>
      assetId === "B10b" &&
      kind === "condition" &&
      minuteOf(detectedMs) > foulingMinute &&
      minuteOf(detectedMs) <= glassChangeMinute,
  );
  const spoilt = fouledModules(seed, hours);
  const reject = modules.find(
    ({ isBad, serial, timeMs }) =>
      isBad && spoilt.some(({ number, madeMs }) => number === numberOf(serial) && madeMs < timeMs),
  );
  const sensor = findings.find(
    ({ assetId, detectedMs }) => assetId === "C10" && minuteOf(detectedMs) > thermocoupleMinute,
  );
  return {
    seed,
    foulingDelay: fouling === undefined ? undefined : minuteOf(fouling.detectedMs) - foulingMinute,
    modulesBefore:
      fouling === undefined || reject === undefined
        ? undefined
        : modulesBetween(modules, fouling.detectedMs, reject.timeMs),
    thermocoupleDelay: sensor === undefined ? undefined : minuteOf(sensor.detectedMs) - thermocoupleMinute,
    isSensor: sensor?.kind === "sensor" && sensor.signals[0]?.signal === "C10/temperature2",
    stillWitnesses: sensor?.witnesses.filter(({ hasMoved }) => !hasMoved).length ?? 0,
    tookMs,
  };
}

function modulesBetween(
  modules: readonly { readonly timeMs: number }[],
  flagMs: number,
  rejectMs: number,
): number {
  const [fromMs, toMs] = flagMs <= rejectMs ? [flagMs, rejectMs] : [rejectMs, flagMs];
  const between = modules.filter(({ timeMs }) => timeMs > fromMs && timeMs < toMs).length;
  return flagMs <= rejectMs ? between : -between - 1;
}

/** The rate with the exact interval of a Poisson count (Garwood 1936). */
function falseRows(incidents: readonly number[], learnt: Learnt): ValidationRow[] {
  const shifts = incidents.length;
  const count = incidents.reduce((sum, one) => sum + one, 0);
  const [lo, hi] = poissonInterval(count).map((end) => end / shifts);
  // One that always alarms never ends its one incident of each machine.
  const always = learnt.assets.length;
  return [
    judged(
      {
        measure: "watch: false incidents of a clean shift, whole line",
        values: [count / shifts, always, learnt.falsePerShift],
        unit: "",
        cases: shifts,
      },
      { most: 2 },
    ),
    {
      measure: "watch: the same, 95 % interval from",
      values: [lo, undefined, undefined],
      unit: "",
      cases: shifts,
    },
    {
      measure: "watch: the same, 95 % interval to",
      values: [hi, undefined, undefined],
      unit: "",
      cases: shifts,
    },
  ];
}

function listOf(shifts: readonly Scripted[], of: (shift: Scripted) => number | undefined): string {
  return shifts.map((shift) => `${shift.seed}: ${of(shift)?.toFixed(0) ?? "-"}`).join(", ");
}

function meanOf(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function medianOf(sorted: readonly number[]): number | undefined {
  const half = sorted.length >> 1;
  const upper = sorted[half];
  return sorted.length % 2 === 1 || upper === undefined ? upper : ((sorted[half - 1] ?? upper) + upper) / 2;
}
