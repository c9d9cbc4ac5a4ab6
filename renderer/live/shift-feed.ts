// Asks the host about the shift at the playhead: once for a shift that is over, every few seconds for one that still grows or of which
// more is to come, anew when another shift is looked at or the link is back. One question at a time.
import type { Clock } from "#shared/base/clock.ts";
import { type Disposable, disposable } from "#shared/base/disposable.ts";
import type { TimeSpan } from "#shared/host-api/requests.ts";
import { shiftAt } from "#shared/model/calendar.ts";
import type { Plant } from "#shared/model/plant.ts";
import type { LiveTable } from "./live-table.ts";
import { everyTick } from "./ticker.ts";
import { failureText } from "./use-answer.ts";

/** Between two questions about a shift that grows, milliseconds of the wall. */
const againMs = 5_000;
/** Where no shift runs, a window is so long. */
const withoutShiftMs = 8 * 3_600_000;

export interface ShiftQuestion<Answer> {
  readonly ask: (window: TimeSpan) => Promise<Answer>;
  /** The answer, and the plant time that was shown when it was asked for. */
  readonly tell: (answer: Answer, shownMs: number) => void;
  readonly refuse: (problem: string) => void;
  /** Another shift or timeline: what was said of the one before means nothing. */
  readonly forget: () => void;
  /** Whether an answer about a shift that does not grow is still to be had. */
  readonly isMoreToCome: () => boolean;
}

export interface ShiftFeed extends Disposable {
  /** Something changed: asks at once. */
  poke(): void;
}

/** Follows the shift of a table's plant until disposed. */
export function feedShift<Answer>(table: LiveTable, question: ShiftQuestion<Answer>, wall: Clock): ShiftFeed {
  question.forget();
  let isOver = false;
  let isAsking = false;
  let isLost = false;
  let isPoked = false;
  let window: TimeSpan | undefined;
  /** How much of the window was known when it was asked about, and when that was. */
  let askedToMs = -Infinity;
  let askedWallMs = -Infinity;
  const ask = async (): Promise<void> => {
    if (table.stale) isLost = true;
    if (table.stale || table.frameTimeMs === 0) return;
    const timeMs = table.timeMs();
    const isElsewhere = window === undefined || timeMs < window.fromMs || timeMs >= window.toMs;
    if (isElsewhere) {
      window = windowAt(table.plant, timeMs);
      question.forget();
    }
    if (isElsewhere || isLost || isPoked) {
      isLost = false;
      askedToMs = -Infinity;
      askedWallMs = -Infinity;
    }
    const asked = window;
    if (asked === undefined || isAsking) return;
    const knownToMs = Math.min(asked.toMs, table.endMs);
    const isWanted = knownToMs > askedToMs || question.isMoreToCome();
    if (!isWanted || wall.nowMs() - askedWallMs < againMs) return;
    askedToMs = knownToMs;
    askedWallMs = wall.nowMs();
    isAsking = true;
    isPoked = false;
    try {
      const answer = await question.ask(asked);
      if (!isOver && window === asked) question.tell(answer, timeMs);
    } catch (failure) {
      if (!isOver && window === asked) question.refuse(failureText(failure));
    } finally {
      isAsking = false;
    }
  };
  void ask();
  const ticking = everyTick(2, () => void ask());
  return {
    poke: () => {
      isPoked = true;
      void ask();
    },
    ...disposable(() => {
      isOver = true;
      ticking[Symbol.dispose]();
    }),
  };
}

/** The shift that runs at a time by the plan's calendar; else the stretch of eight hours it lies in. */
function windowAt({ file, calendarById }: Plant, timeMs: number): TimeSpan {
  const calendar = file.plan === undefined ? undefined : calendarById.get(file.plan.calendar);
  const shift = calendar === undefined ? undefined : shiftAt(calendar, file.timeZone, timeMs);
  if (shift !== undefined) return { fromMs: shift.fromMs, toMs: shift.toMs };
  const fromMs = Math.floor(timeMs / withoutShiftMs) * withoutShiftMs;
  return { fromMs, toMs: fromMs + withoutShiftMs };
}
