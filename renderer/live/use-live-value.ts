// The one legal way from fast data into React: sampled at a stated rate, re-rendered only when the sample differs.
import { useCallback, useEffect, useRef, useSyncExternalStore } from "react";
import type { LiveTable } from "./live-table.ts";
import { useLiveTable } from "./live-context.ts";
import { everyTick, type LiveHz } from "./ticker.ts";

/** What a sample may be: compared with `Object.is`, so a reader returns a number or a text, not a fresh object. */
export type LiveSample = string | number | boolean | undefined;

/** Reads the live table `hz` times a second; the component renders again only when the answer changed. */
export function useLiveValue<T extends LiveSample>(read: (table: LiveTable) => T, { hz }: { hz: LiveHz }): T {
  const table = useLiveTable();
  const subscribe = useCallback(
    (changed: () => void) => {
      const ticking = everyTick(hz, changed);
      return () => {
        ticking[Symbol.dispose]();
      };
    },
    [hz],
  );
  return useSyncExternalStore(subscribe, () => read(table));
}

/**
 * Calls `write` now, on every tick and whenever it changes, without rendering: for texts and attributes that follow
 * fast data. `write` must only touch what differs from the last time.
 */
export function useLiveEffect(write: (table: LiveTable) => void, { hz }: { hz: LiveHz }): void {
  const table = useLiveTable();
  const latest = useRef(write);
  useEffect(() => {
    latest.current = write;
    write(table);
  });
  useEffect(() => {
    const ticking = everyTick(hz, () => {
      latest.current(table);
    });
    return () => {
      ticking[Symbol.dispose]();
    };
  }, [hz, table]);
}
