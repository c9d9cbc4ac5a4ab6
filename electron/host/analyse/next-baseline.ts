// What guards a baseline that is there already. The next one needs a person's word, shifts in which the one before found nothing that the
// person did not name, and as much to flag by; and the one before is kept, so that it can be taken back.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname } from "node:path";
import { thresholdOf } from "#shared/analyse/defect/watch/fit.ts";
import { type Learnt, type LearntContent, learntOfText } from "#shared/analyse/defect/watch/learnt-schema.ts";
import type { Outcome, Problem } from "#shared/base/problem.ts";
import { nearestWord } from "#shared/base/nearest-word.ts";
import type { DefectReport } from "#shared/model/defect-schema.ts";
import type { Plant } from "#shared/model/plant.ts";
import { isFileError, problemOfFileError } from "../plant-dir.ts";
import { sha256 } from "./sha256.ts";
import { WatchedPlant } from "./watched-plant.ts";

/** What a person says to a new baseline. */
export interface Word {
  /** A desk or a role, never a person's name. */
  readonly by: string | undefined;
  readonly because: string | undefined;
  /** Ids of assets that are as they should be now, whatever the baseline so far says. */
  readonly accepted: readonly string[];
}

/** Why FILE cannot be replaced without a person's word; undefined = it can, or there is none. */
export function wordWanted(file: string, { by, because }: Word): Problem | undefined {
  if (!existsSync(file) || (by !== undefined && because !== undefined)) return undefined;
  return {
    path: [file],
    id: "baseline-exists",
    severity: "error",
    message: `${file} is there already, and machines are judged by it.`,
    hint: 'Say who agrees to another and why (--by DESK --because "new glass since March"), or write to another file. The one so far is kept.',
    file,
  };
}

/** The baseline that FILE holds for a plant; undefined when there is no file. What is none, or of another plant, is not written over. */
export function earlierBaseline(file: string, plant: Plant): Outcome<Learnt | undefined> {
  if (!existsSync(file)) return { ok: true, value: undefined, problems: [] };
  const hint = "Write to another file, or move this one away first.";
  try {
    const read = learntOfText(readFileSync(file, "utf8"), file, plant, sha256);
    return read.ok ? read : { ok: false, problems: read.problems.map((problem) => ({ ...problem, hint })) };
  } catch (cause) {
    // Reading a folder fails without a path, so that it is no `isFileError`.
    if (!(cause instanceof Error && "syscall" in cause)) throw cause;
    return { ok: false, problems: [{ ...problemOfFileError(file, cause), hint }] };
  }
}

/** What the baseline so far finds in shifts that are to become the next: learnt as usual, it would never be seen again. */
export async function foundBefore(
  earlier: Learnt,
  plant: Plant,
  recordings: readonly string[],
  { accepted }: Word,
): Promise<Problem[]> {
  // As 2026-01-05 06:24, in the plant's zone.
  const clock = new Intl.DateTimeFormat("sv-SE", {
    timeZone: plant.file.timeZone,
    dateStyle: "short",
    timeStyle: "short",
  });
  const minute = (timeMs: number): string => clock.format(timeMs);
  const problems: Problem[] = [];
  for (const path of recordings) {
    const watched = await WatchedPlant.open(
      { kind: "recording", path },
      { learntOf: () => Promise.resolve({ ok: true, value: earlier, problems: [] }), models: [] },
    );
    const all = { kind: "report", fromMs: -Infinity, toMs: Infinity } as const;
    const { findings } = (await watched.answer(all)) as DefectReport;
    const byAsset = Map.groupBy(findings, ({ assetId }) => assetId);
    for (const [assetId, [first, ...others]] of byAsset) {
      if (first === undefined || accepted.includes(assetId)) continue;
      const until = first.endMs === undefined ? "to the end" : `to ${minute(first.endMs)}`;
      const more = others.length === 0 ? "" : `, and ${others.length} more`;
      problems.push({
        path: [path, assetId],
        id: "not-as-usual",
        severity: "error",
        message: `By the baseline so far ${assetId} was not as usual (${whatOf(first)}) from ${minute(first.onsetMs)} ${until}${more}.`,
        hint: `Leave this shift out; or, if ${assetId} is as it should be now, say so: --accept ${assetId}.`,
        file: path,
      });
    }
  }
  return problems;
}

/** What the watch would lose by the next baseline. */
export function lost(earlier: Learnt, next: LearntContent, file: string, { accepted }: Word): Problem[] {
  const threshold = thresholdOf(next);
  const problems: Problem[] = next.notLearnt
    .filter(({ assetId }) => earlier.assets.some((asset) => asset.assetId === assetId))
    .filter(({ assetId }) => !accepted.includes(assetId))
    .map(({ assetId, why }) => ({
      path: [file, assetId],
      id: "no-longer-watched",
      severity: "error",
      message: `${assetId} is watched so far and would not be any more: ${why}`,
      hint: `Give shifts in which it runs; or say that it need not be watched: --accept ${assetId}.`,
      file,
    }));
  if (thresholdOf(earlier).isReady && !threshold.isReady)
    problems.push({
      path: [file],
      id: "too-few-blocks",
      severity: "error",
      message: `${threshold.text}: with it nothing would be flagged any more.`,
      hint: "Give more clean shifts: a line is learnt with two fifths of them, in blocks of ten minutes.",
      file,
    });
  return problems;
}

/** Names of `--accept` that the plant has not. */
export function unknownAccepted(plant: Plant, { accepted }: Word): Problem[] {
  return accepted
    .filter((id) => !plant.assetRowById.has(id))
    .map((id) => {
      const near = nearestWord(id, [...plant.assetRowById.keys()]);
      return {
        path: ["--accept"],
        id: "no-such-asset",
        severity: "error",
        message: `The plant has no asset "${id}".`,
        hint: near === undefined ? "Name assets as plant.json does." : `Did you mean "${near}"?`,
      };
    });
}

/** Writes a baseline; the one that was there is kept beside it under the next free number. Says under which name. */
export function keepAndWrite(file: string, text: string): Outcome<string | undefined> {
  try {
    if (!existsSync(dirname(file))) mkdirSync(dirname(file));
    const kept = existsSync(file) ? `${file}.${(keptNumbers(file).at(-1) ?? 0) + 1}` : undefined;
    if (kept !== undefined) copyFileSync(file, kept);
    const draft = `${file}.part`;
    writeFileSync(draft, text);
    renameSync(draft, file);
    return { ok: true, value: kept, problems: [] };
  } catch (cause) {
    if (!isFileError(cause)) throw cause;
    return { ok: false, problems: [problemOfFileError(file, cause)] };
  }
}

/**
 * Puts the baseline that was kept last in its place again; the one taken back stays as FILE.taken-back. Where none is kept, but another file
 * holds one (`isElsewhere`), that holds again.
 */
export function takeBack(
  file: string,
  isElsewhere = false,
): Outcome<{ readonly restored?: string; readonly takenBack: string }> {
  const last = keptNumbers(file).at(-1);
  if (last === undefined && !(isElsewhere && existsSync(file)))
    return {
      ok: false,
      problems: [
        {
          path: [file],
          id: "nothing-before",
          severity: "error",
          message: `There is no baseline before ${basename(file)}: none is kept as ${basename(file)}.1.`,
          hint: "Learn one from clean shifts.",
          file,
        },
      ],
    };
  const takenBack = `${file}.taken-back`;
  if (existsSync(file)) renameSync(file, takenBack);
  if (last === undefined) return { ok: true, value: { takenBack }, problems: [] };
  const restored = `${file}.${last}`;
  renameSync(restored, file);
  return { ok: true, value: { restored, takenBack }, problems: [] };
}

/** Numbers under which earlier baselines are kept, oldest first. */
function keptNumbers(file: string): number[] {
  const name = `${basename(file)}.`;
  const folder = dirname(file);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((other) => other.startsWith(name) && /^[1-9]\d*$/.test(other.slice(name.length)))
    .map((other) => Number(other.slice(name.length)))
    .sort((a, b) => a - b);
}

function whatOf({ signals: [signal], class: bad }: DefectReport["findings"][number]): string {
  if (bad !== undefined) return `more bad parts by ${bad.characteristic}`;
  return signal === undefined ? "its signals" : signal.signal;
}
