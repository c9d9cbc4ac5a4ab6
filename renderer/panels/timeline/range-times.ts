// How long an asset was in each state within a stretch of time. Pure, and the hook that asks for it.
import { useEffect, useState } from "react";
import type { LaneSegment, TimeSpan } from "#shared/host-api/requests.ts";
import { useHost } from "../../live/live-context.ts";

export interface StateTime {
  readonly state: string;
  readonly durationMs: number;
}

/** Time in each state within the span, longest first. */
export function timePerState(segments: readonly LaneSegment[], { fromMs, toMs }: TimeSpan): StateTime[] {
  const times = new Map<string, number>();
  for (const segment of segments) {
    const lastedMs = Math.min(segment.toMs, toMs) - Math.max(segment.fromMs, fromMs);
    if (lastedMs > 0) times.set(segment.state, (times.get(segment.state) ?? 0) + lastedMs);
  }
  return [...times]
    .map(([state, durationMs]) => ({ state, durationMs }))
    .sort((a, b) => b.durationMs - a.durationMs);
}

/** The same of an asset, asked of the host; empty until it answers, or when there is nothing to ask. */
export function useRangeTimes(span: TimeSpan | undefined, assetId: string | undefined): readonly StateTime[] {
  const host = useHost();
  const key = span === undefined || assetId === undefined ? "" : `${assetId} ${span.fromMs} ${span.toMs}`;
  const [found, setFound] = useState<{ readonly key: string; readonly times: readonly StateTime[] }>();
  useEffect(() => {
    if (span === undefined || assetId === undefined) return;
    let wanted = true;
    host
      .call("timeline.lanes", {
        assets: [assetId],
        fromMs: span.fromMs,
        toMs: span.toMs,
        maxSegments: 20_000,
      })
      .then(
        ({ lanes }) => {
          if (wanted) setFound({ key, times: timePerState(lanes[0]?.segments ?? [], span) });
        },
        () => undefined, // The lanes say that the host does not answer.
      );
    return () => {
      wanted = false;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `key` says all that matters of span and asset
  }, [host, key]);
  return found?.key === key ? found.times : [];
}
