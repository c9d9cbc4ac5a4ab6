// Learns a plant from shifts that a person calls clean. Models, the tails of their scores and the largest scores of blocks come from
// parts of the shifts that have no row in common: a limit set on rows that a model has seen would not hold.
import type { Outcome, Problem } from "#shared/base/problem.ts";
import type { Fact } from "#shared/model/fact.ts";
import type { Plant } from "#shared/model/plant.ts";
import { blockThreshold } from "../conformal.ts";
import { AssetJudge } from "./asset-judge.ts";
import { modelOf } from "./asset-model.ts";
import { learnAsset } from "./learn-asset.ts";
import { type LearntAsset, type LearntContent } from "./learnt-schema.ts";
import { CleanResults } from "./results.ts";
import { type WatchedAsset, WatchRows, type WatchRow } from "./rows.ts";

/** Length of the blocks whose largest scores are budgeted. */
export const blockMs = 600_000;
export const blocksPerShift = (8 * 3_600_000) / blockMs;

const pieceMs = 3_600_000;

/** What each fifth of the shifts is for, so that early and late ones serve each purpose. */
const roles = ["fit", "later", "tails", "later", "fit"] as const;
type Role = (typeof roles)[number];

/** Collects clean shifts, one after the other. */
export class CleanShifts {
  readonly plant: Plant;
  readonly results = new CleanResults();
  /** Rows of each shift, in order of time. */
  readonly shifts: WatchRow[][] = [];
  readonly assets: readonly WatchedAsset[];

  constructor(plant: Plant) {
    this.plant = plant;
    this.assets = new WatchRows(plant, () => undefined).assets;
  }

  /** Begins a shift: takes its facts in order of arrival; `advance` to its end finishes it. */
  begin(): { take(fact: Fact): void; advance(toMs: number): void } {
    const shift: WatchRow[] = [];
    this.shifts.push(shift);
    const rows = new WatchRows(this.plant, (row) => shift.push(row));
    return {
      take: (fact) => {
        rows.take(fact);
        if (fact.kind === "result") this.results.take(fact.result, rows.variantOf(fact.result.serial));
      },
      advance: (toMs) => {
        rows.advance(toMs);
      },
    };
  }
}

/** What is said of what was learnt. */
export interface LearntFrom {
  readonly trainedOn: string;
  readonly isSimulated: boolean;
  readonly trainedFromMs?: number;
  readonly trainedToMs?: number;
  /** False incidents of the whole line that are allowed in a shift. */
  readonly falsePerShift: number;
}

/** Learns all assets. Refuses when none can be learnt; says so when there are too few blocks to flag by. */
export function learn(clean: CleanShifts, from: LearntFrom): Outcome<LearntContent> {
  const { plant, shifts } = clean;
  const roleOf = rolesOf(shifts);
  const variants = plant.file.variants.map(({ id }) => id);
  const assets: LearntAsset[] = [];
  const notLearnt: { assetId: string; why: string }[] = [];
  const judges: (AssetModelPlace | undefined)[] = clean.assets.map(({ id, signalRows }, at) => {
    const signals = signalRows.flatMap((row) => plant.signals[row] ?? []);
    const rowsOf = (role: Role): WatchRow[] =>
      shifts.flatMap((shift, index) =>
        shift.filter((row) => row.asset === at && roleOf(index, row.toMs) === role),
      );
    const learnt = learnAsset(
      id,
      signals,
      { fit: rowsOf("fit"), tails: rowsOf("tails"), later: rowsOf("later") },
      variants,
    );
    if (typeof learnt === "string") {
      notLearnt.push({ assetId: id, why: learnt });
      return undefined;
    }
    assets.push(learnt);
    const places = learnt.columns.map(({ signal }) => signals.findIndex(({ id: name }) => name === signal));
    return { learnt, places };
  });
  if (assets.length === 0) return nothingLearnt(notLearnt);
  const lineMaxima = shifts.flatMap((shift, index) =>
    maximaOf(
      shift,
      judges.map((found) => found && new AssetJudge(modelOf(found.learnt, found.places, variants))),
      (toMs) => roleOf(index, toMs) === "later",
    ),
  );
  const content: LearntContent = {
    plant: plant.file.id,
    ...from,
    variants,
    assets,
    notLearnt,
    characteristics: clean.results.list(),
    lineMaxima: lineMaxima.map((score) => Number(score.toPrecision(4))).sort((a, b) => a - b),
  };
  const ready = thresholdOf(content);
  const problems = ready.isReady ? [] : [tooFewBlocks(ready.blocks, ready.needed)];
  return { ok: true, value: content, problems };
}

/** Clean blocks without which no score is rare enough for a budget of false incidents in a shift. */
export function blocksNeeded(falsePerShift: number): number {
  const ready = thresholdOf({ lineMaxima: [], falsePerShift });
  return ready.isReady ? 0 : ready.needed;
}

/** What a person hears who gave too few. */
export function tooFewBlocks(blocks: number, needed: number): Problem {
  return {
    path: ["baseline"],
    id: "too-few-blocks",
    severity: "warning",
    message: `learning, ${blocks} of ${needed} blocks: nothing will be flagged, only ranked.`,
    hint: "Give more clean shifts: a line is learnt with two fifths of them, in blocks of ten minutes; a model with all.",
  };
}

interface AssetModelPlace {
  readonly learnt: LearntAsset;
  readonly places: readonly number[];
}

/** The score that a block of a clean shift exceeds with the budget's probability. The line is one unit: its largest score counts. */
export function thresholdOf({
  lineMaxima,
  falsePerShift,
}: Pick<LearntContent, "lineMaxima" | "falsePerShift">): ReturnType<typeof blockThreshold> {
  return blockThreshold(lineMaxima, { falsePerShift, blocksPerShift, assets: 1 });
}

/** Whole shifts have one purpose each where there are five or more; of fewer, each hour has. */
function rolesOf(shifts: readonly (readonly WatchRow[])[]): (shift: number, toMs: number) => Role {
  const perShift = shifts.length >= roles.length;
  return (shift, toMs) => {
    const startMs = shifts[shift]?.[0]?.fromMs ?? 0;
    // Their number shifts the hours, so that not every first hour is for the same.
    const piece = perShift ? shift : shift + Math.floor((toMs - 1 - startMs) / pieceMs);
    return roles[piece % roles.length] ?? "fit";
  };
}

/** The line's largest score in each block of a shift. */
function maximaOf(
  shift: readonly WatchRow[],
  judges: readonly (AssetJudge | undefined)[],
  counts: (toMs: number) => boolean,
): number[] {
  const maxima = new Map<number, number>();
  for (const row of shift) {
    const { score } = judges[row.asset]?.step(row) ?? { score: NaN };
    if (Number.isNaN(score) || !counts(row.toMs)) continue;
    const block = blockOf(row.toMs);
    maxima.set(block, Math.max(maxima.get(block) ?? -Infinity, score));
  }
  return [...maxima.values()];
}

/** The block that a row belongs to. */
export function blockOf(toMs: number): number {
  return Math.floor((toMs - 1) / blockMs);
}

function nothingLearnt(notLearnt: readonly { assetId: string; why: string }[]): Outcome<never> {
  const [first] = notLearnt;
  return {
    ok: false,
    problems: [
      {
        path: ["baseline"],
        id: "nothing-learnt",
        severity: "error",
        message:
          first === undefined
            ? "No asset of the plant has two numeric signals."
            : `Nothing could be learnt. ${first.assetId}: ${first.why}`,
        hint: "Give several shifts of normal production; an hour of running an asset is the least.",
      },
    ],
  };
}
