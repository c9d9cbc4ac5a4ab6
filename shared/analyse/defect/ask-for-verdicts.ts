// For which findings a person's verdict is wanted: those that may as well be false, which teach most, and some that chance chooses, so
// that how often flags are right can be told without favour. Which ones follows from the findings alone: live, in replay and on every machine.
import type { DefectFinding } from "#shared/model/defect-schema.ts";

/** Why it is wanted: it is near the limit, or chance chose it. */
export type WantedWhy = "uncertain" | "random";

/** Share of findings that chance chooses. */
export const randomShare = 0.15;
/** What clean shifts bring more seldom than this hardly is by chance: nobody need be asked. */
const uncertainShifts = 10;
/** Of those nearest to the limit so many at most are asked about at a time. */
const mostUncertain = 2;
/** So many digits of an id decide; ids are hashes. */
const decidingDigits = 8;

/** Whether chance chose the finding with this id. An id that is no hash was never chosen. */
export function isRandomlyChosen(findingId: string): boolean {
  const digits = findingId.slice(0, decidingDigits);
  return /^[0-9a-f]{8}$/.test(digits) && Number.parseInt(digits, 16) / 16 ** decidingDigits < randomShare;
}

/** What people have said so far. */
export interface SaidOf {
  /** A person judged this very finding. */
  readonly isJudged: (finding: DefectFinding) => boolean;
  /** It counts as dismissed, though perhaps only because one of its sort was. */
  readonly isDismissed: (finding: DefectFinding) => boolean;
}

/** The findings for which a verdict is wanted, by id. Chance takes no account of what was said of others: else it were not fair. */
export function verdictsWanted(
  findings: readonly DefectFinding[],
  { isJudged, isDismissed }: SaidOf,
): ReadonlyMap<string, WantedWhy> {
  const open = findings.filter((finding) => !isJudged(finding));
  const wanted = new Map<string, WantedWhy>();
  // What no clean shift came near is not uncertain.
  const uncertain = open
    .filter(
      (finding) => finding.isRarer !== true && finding.oneInShifts < uncertainShifts && !isDismissed(finding),
    )
    .sort((a, b) => a.oneInShifts - b.oneInShifts || (a.id < b.id ? -1 : 1))
    .slice(0, mostUncertain);
  for (const { id } of uncertain) wanted.set(id, "uncertain");
  for (const { id } of open) if (isRandomlyChosen(id)) wanted.set(id, "random");
  return wanted;
}
