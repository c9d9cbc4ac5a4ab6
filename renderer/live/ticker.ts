// One timer for each rate, shared by everything that reads the live table at that rate. Nothing ticks in a hidden page.
import { type Disposable, disposable } from "#shared/base/disposable.ts";

/** Rates a reader may ask for, per second; 4 is the fastest that React may see. */
export type LiveHz = 0.5 | 1 | 2 | 4;

interface Beat {
  readonly listeners: Set<() => void>;
  timer: ReturnType<typeof setInterval> | undefined;
}

const beats = new Map<LiveHz, Beat>();

/** Calls `listener` `hz` times a second while the page is visible. The timer runs only while someone listens. */
export function everyTick(hz: LiveHz, listener: () => void): Disposable {
  let beat = beats.get(hz);
  if (beat === undefined) {
    beat = { listeners: new Set(), timer: undefined };
    beats.set(hz, beat);
  }
  const own = beat;
  own.listeners.add(listener);
  own.timer ??= setInterval(() => {
    if (globalThis.document?.hidden === true) return;
    for (const each of own.listeners) each();
  }, 1000 / hz);
  return disposable(() => {
    own.listeners.delete(listener);
    if (own.listeners.size === 0 && own.timer !== undefined) {
      clearInterval(own.timer);
      own.timer = undefined;
    }
  });
}
