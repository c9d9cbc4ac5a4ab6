// The parts that a finding is about: found, escaped from an inspection, or at risk; where each is now.
import type { AffectedPart, DefectClass, DefectSpot, SuspectInfo } from "#shared/model/defect-schema.ts";
import { isOfClass } from "./classes.ts";
import { gotSuspectMs, hasFactor, madeMs } from "./part-factors.ts";
import { firstResult } from "./population.ts";
import type { Measured, PartLedger, PartLife } from "./part-ledger.ts";

/** More parts are counted, not listed. */
export const mostAffected = 500;

/** What an incident's parts are looked for by. */
export interface AffectedBy {
  /** Classes of one cause, those that judge a part last at the end. */
  readonly classes: readonly DefectClass[];
  readonly suspect: SuspectInfo | undefined;
  /** Making times of parts at risk. */
  readonly onsetMs: number;
  readonly endMs: number;
  /** Judging times of bad parts. */
  readonly judgedFromMs: number;
  readonly judgedToMs: number;
  readonly atMs: number;
}

/** Where on bad parts their flaws were measured, as known at a time; of these classes only, or of all. */
export function spotsOf(
  ledger: PartLedger,
  affected: readonly AffectedPart[],
  atMs: number,
  classes?: readonly DefectClass[],
): DefectSpot[] {
  return affected.flatMap(({ serial, status }) =>
    status === "atRisk"
      ? []
      : (ledger.part(serial)?.results ?? []).flatMap((one) =>
          one.isBad &&
          one.spot !== undefined &&
          one.timeMs <= atMs &&
          (classes === undefined || classes.some((each) => isOfClass(one, each)))
            ? [{ product: one.part.product ?? "", at: [...one.spot], serial }]
            : [],
        ),
  );
}

const rank: Record<AffectedPart["status"], number> = { escaped: 0, found: 1, atRisk: 2 };

/** All parts of an incident as known at a time: escaped, found, at risk, each in the order in which they were made. */
export function affectedParts(ledger: PartLedger, by: AffectedBy): AffectedPart[] {
  const { classes, suspect, onsetMs, endMs, atMs } = by;
  const affected: AffectedPart[] = [];
  const products = new Set<string | undefined>();
  const rest: PartLife[] = [];
  for (const part of ledger.parts()) {
    const bad = badResult(part, by);
    if (bad === undefined) {
      rest.push(part);
      continue;
    }
    products.add(part.product);
    // A bad part that has nothing of the suspect is probably of another cause: that an inspection passed it says nothing.
    const isOfCause =
      suspect === undefined || suspect.factors.some((factor) => hasFactor(ledger, part, factor, bad.timeMs));
    const passedAt = classes
      .filter(({ assetId }) => isOfCause && assetId !== bad.groupId)
      .map((one) => firstResult(part, one, bad.timeMs))
      .find((one) => one !== undefined && !one.isBad)?.assetId;
    affected.push({
      ...entry(ledger, part, madeMs(ledger, bad, suspect), atMs),
      status: passedAt === undefined ? "found" : "escaped",
      result: {
        assetId: bad.assetId,
        characteristic: bad.characteristic,
        value: bad.value,
        timeMs: bad.timeMs,
      },
      ...(passedAt === undefined ? {} : { passedAt }),
    });
  }
  if (suspect !== undefined) {
    const last = classes.at(-1);
    for (const part of rest) {
      if (!products.has(part.product)) continue;
      // Whom the last inspection of this cause has passed is not at risk. Most parts end here, so it is asked first.
      if (last !== undefined && firstResult(part, last, atMs) !== undefined) continue;
      const doneMs = gotSuspectMs(ledger, part, suspect.factors, atMs);
      if (doneMs === undefined || doneMs < onsetMs || doneMs > endMs) continue;
      if (!suspect.factors.every((factor) => hasFactor(ledger, part, factor, atMs))) continue;
      if (part.ends.some(({ verb, timeMs }) => verb === "scrap" && timeMs <= atMs)) continue;
      const results = classes.map((one) => firstResult(part, one, atMs));
      const passedAt = results.findLast((one) => one?.isBad === false)?.assetId;
      affected.push({
        ...entry(ledger, part, doneMs, atMs),
        status: "atRisk",
        ...(passedAt === undefined ? {} : { passedAt }),
      });
    }
  }
  return affected.sort(
    (a, b) => rank[a.status] - rank[b.status] || a.madeMs - b.madeMs || (a.serial < b.serial ? -1 : 1),
  );
}

/** The first result in the incident's time that made a part bad. */
function badResult(part: PartLife, { classes, judgedFromMs, judgedToMs }: AffectedBy): Measured | undefined {
  return part.results.find(
    (one) =>
      one.isBad &&
      one.timeMs >= judgedFromMs &&
      one.timeMs <= judgedToMs &&
      classes.some((of) => isOfClass(one, of)),
  );
}

function entry(
  ledger: PartLedger,
  { serial, product, variant, results }: PartLife,
  doneMs: number,
  atMs: number,
): Pick<AffectedPart, "serial" | "product" | "variant" | "madeMs" | "now" | "pictureAt"> {
  const pictureAt = results.findLast((one) => one.timeMs <= atMs && ledger.hasCamera(one.assetId))?.assetId;
  return {
    serial,
    ...(product === undefined ? {} : { product }),
    ...(variant === undefined ? {} : { variant }),
    madeMs: doneMs,
    now: ledger.placeOf(serial, atMs),
    ...(pictureAt === undefined ? {} : { pictureAt }),
  };
}

/**
 * The parts that an asset was done with in a stretch, for what was found of the asset itself: found = judged bad there or later.
 * In the order in which they were made.
 */
export function partsMadeAt(
  ledger: PartLedger,
  assetId: string,
  fromMs: number,
  toMs: number,
  atMs: number,
): AffectedPart[] {
  const affected: AffectedPart[] = [];
  for (const part of ledger.parts()) {
    const visit = part.visits.findLast(
      (one) =>
        one.assetId === assetId && one.leaveMs !== undefined && one.leaveMs >= fromMs && one.leaveMs <= toMs,
    );
    if (visit?.leaveMs === undefined) continue;
    const bad = part.results.find((one) => one.isBad && one.timeMs >= visit.enterMs && one.timeMs <= atMs);
    affected.push({
      ...entry(ledger, part, visit.leaveMs, atMs),
      status: bad === undefined ? "atRisk" : "found",
      ...(bad === undefined
        ? {}
        : {
            result: {
              assetId: bad.assetId,
              characteristic: bad.characteristic,
              value: bad.value,
              timeMs: bad.timeMs,
            },
          }),
    });
  }
  return affected.sort((a, b) => a.madeMs - b.madeMs || (a.serial < b.serial ? -1 : 1));
}
