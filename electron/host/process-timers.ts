// The process's own timers and waits, for those who are given Timers.
import { setTimeout as waitMs } from "node:timers/promises";
import { disposable } from "#shared/base/disposable.ts";
import type { Timers } from "#shared/base/timers.ts";

export const processTimers: Timers = {
  after(delayMs, work) {
    const timer = setTimeout(work, delayMs);
    return disposable(() => {
      clearTimeout(timer);
    });
  },
};

/** Waits on the wall clock; ends early, without error, when aborted. */
export async function waitQuietly(wallMs: number, signal: AbortSignal): Promise<void> {
  await waitMs(wallMs, undefined, { signal }).catch(() => undefined);
}
