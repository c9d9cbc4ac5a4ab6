// A baseline learnt from clean shifts and put in its place: all that `gemba baseline` and the app do alike.
import { wallClock } from "#shared/base/clock.ts";
import type { Outcome } from "#shared/base/problem.ts";
import { blocksNeeded, learn, type LearntFrom } from "#shared/analyse/defect/watch/fit.ts";
import {
  type Learnt,
  type LearntContent,
  learntOf,
  learntText,
} from "#shared/analyse/defect/watch/learnt-schema.ts";
import type { Plant } from "#shared/model/plant.ts";
import type { Collected } from "./clean-recordings.ts";
import { learntFrom } from "./learnt-files.ts";
import {
  earlierBaseline,
  foundBefore,
  keepAndWrite,
  lost,
  unknownAccepted,
  type Word,
} from "./next-baseline.ts";
import { sha256 } from "./sha256.ts";

export interface BaselineWish {
  /** Where it is put. */
  readonly out: string;
  /** Other files in which the baseline so far may stand, where there is no `out` yet. */
  readonly others: readonly string[];
  /** Paths of the recordings it is learnt from; none = simulated shifts. */
  readonly recordings: readonly string[];
  readonly word: Word;
  /** False incidents of the whole line that are allowed in a shift of 8 h. */
  readonly falsePerShift: number;
}

/** What a person hears of what was made. */
export interface MadeBaseline {
  readonly file: string;
  readonly assets: number;
  /** Minutes of running that it was learnt from. */
  readonly rows: number;
  readonly trainedOn: string;
  /** Clean blocks, and how many are needed to flag. */
  readonly blocks: number;
  readonly needed: number;
  readonly sha256: string;
  readonly notLearnt: LearntContent["notLearnt"];
  /** Under which name the baseline that was there is kept. */
  readonly kept?: string;
}

/**
 * The baseline so far, which guards the next one; undefined = there is none. Refuses what needs no shift to be read: a file that must not be
 * written over, words about assets that the plant does not have.
 */
export async function baselineSoFar(
  plant: Plant,
  { out, others, word }: Pick<BaselineWish, "out" | "others" | "word">,
): Promise<Outcome<Learnt | undefined>> {
  const earlier = earlierBaseline(out, plant);
  if (!earlier.ok) return earlier;
  const unknown = unknownAccepted(plant, word);
  if (unknown.length > 0) return { ok: false, problems: unknown };
  if (earlier.value !== undefined) return earlier;
  const elsewhere = await learntFrom(others)(plant);
  return { ok: true, value: elsewhere.ok ? elsewhere.value : undefined, problems: [] };
}

/** Learns what was collected, guarded by the baseline so far; nothing is written when it is refused. */
export async function learnBaseline(
  { clean, counts, from }: Collected,
  wish: BaselineWish,
): Promise<Outcome<MadeBaseline>> {
  const { out, word, falsePerShift } = wish;
  const soFar = await baselineSoFar(clean.plant, wish);
  if (!soFar.ok) return soFar;
  const before = soFar.value;
  const unfit = before === undefined ? [] : await foundBefore(before, clean.plant, wish.recordings, word);
  if (unfit.length > 0) return { ok: false, problems: unfit };
  const origin: LearntFrom = { ...from, falsePerShift };
  const learnt = learn(clean, origin);
  if (!learnt.ok) return learnt;
  const less = before === undefined ? [] : lost(before, learnt.value, out, word);
  if (less.length > 0) return { ok: false, problems: less };
  const { assets, notLearnt, lineMaxima, trainedOn } = learnt.value;
  const next = learntOf(
    { ...learnt.value, quality: counts.rates(origin), ...agreement(word, before?.sha256) },
    sha256,
  );
  const written = keepAndWrite(out, learntText(next));
  if (!written.ok) return written;
  const kept = written.value;
  const made: MadeBaseline = {
    file: out,
    assets: assets.length,
    rows: assets.reduce((sum, { rows }) => sum + rows, 0),
    trainedOn,
    blocks: lineMaxima.length,
    needed: blocksNeeded(falsePerShift),
    sha256: next.sha256,
    notLearnt,
    ...(kept === undefined ? {} : { kept }),
  };
  return { ok: true, value: made, problems: learnt.problems };
}

/** What is kept of a person's word. */
function agreement(
  { by, because, accepted }: Word,
  before: string | undefined,
): Pick<LearntContent, "agreed"> {
  if (by === undefined || because === undefined) return {};
  return {
    agreed: {
      by,
      because,
      atMs: wallClock.nowMs(),
      accepted: [...accepted],
      ...(before === undefined ? {} : { before }),
    },
  };
}
