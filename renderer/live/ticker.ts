// One timer for everything that reads the live table at a stated rate, so that all that changes on the page changes
// in the same pictures: under software graphics every picture costs. Nothing ticks in a hidden page.
import { type Disposable, disposable } from "#shared/base/disposable.ts";

/** Rates a reader may ask for, per second; 4 is the fastest that React may see. */
export type LiveHz = 0.5 | 1 | 2 | 4;

const fastestHz = 4;
const listeners = new Map<LiveHz, Set<() => void>>();
let timer: ReturnType<typeof setInterval> | undefined;
let beat = 0;
let extra: ReturnType<typeof setTimeout> | undefined;
let sparing = false;

/**
 * On a machine that draws in software every picture is dear: then readers at 4 and 2 a second come half as often.
 * Those at 1 a second and slower keep their rate, so that clocks still show each second.
 */
export function spareTicks(spare: boolean): void {
  sparing = spare;
}

/** Calls `listener` `hz` times a second while the page is visible. Slower rates fall on beats of the faster ones. */
export function everyTick(hz: LiveHz, listener: () => void): Disposable {
  let own = listeners.get(hz);
  if (own === undefined) {
    own = new Set();
    listeners.set(hz, own);
  }
  const joined = own;
  // An entry of its own: the same function may listen twice.
  const entry = (): void => {
    listener();
  };
  joined.add(entry);
  timer ??= setInterval(tick, 1000 / fastestHz);
  return disposable(() => {
    joined.delete(entry);
    if ([...listeners.values()].some((each) => each.size > 0)) return;
    clearInterval(timer);
    clearTimeout(extra);
    timer = undefined;
    extra = undefined;
    beat = 0;
  });
}

/**
 * Everything shown changed at once (another plant, another time): every reader is called in `waitMs`, 0 = now, instead of with its
 * next beat. Asked again before that, it waits anew: who drags through time is shown the texts where they come to rest.
 */
export function beatIn(waitMs: number): void {
  if (timer === undefined || globalThis.document?.hidden === true) return;
  clearTimeout(extra);
  if (waitMs <= 0) callAll();
  else extra = setTimeout(callAll, waitMs);
}

function callAll(): void {
  extra = undefined;
  for (const each of listeners.values()) for (const listener of each) listener();
}

function tick(): void {
  beat += 1;
  if (globalThis.document?.hidden === true) return;
  for (const [hz, each] of listeners) {
    const rate = sparing && hz > 1 ? hz / 2 : hz;
    if (beat % (fastestHz / rate) === 0) for (const listener of each) listener();
  }
}
