// Reruns of the shift that panels ask for: the advice, once for each constraint, and a person's own changes when they want it.
import { useEffect } from "react";
import type { TimeSpan } from "#shared/host-api/requests.ts";
import { type HostCaller, useHost } from "../../live/live-context.ts";
import { failureText } from "../../live/use-answer.ts";
import { useBottleneck } from "../../state/bottleneck.ts";
import { useWhatIf } from "../../state/what-if.ts";

/** The shift has grown by so much since the advice: it is asked for again. */
const adviceEveryMs = 10 * 60_000;

/** Sees to it that there is advice for the present constraint while something shows it. */
export function useAdvice(): void {
  const host = useHost();
  const key = useBottleneck(({ info }) =>
    info === undefined || info.ranking.length === 0
      ? undefined
      : `${info.window.fromMs} ${Math.floor(info.window.toMs / adviceEveryMs)} ${info.named ?? ""} ${info.provenance.engine}`,
  );
  useEffect(() => {
    if (key !== undefined) void askAdvice(host, key);
  }, [host, key]);
}

async function askAdvice(host: HostCaller, key: string): Promise<void> {
  const { adviceFor, wantAdvice, advise, refuseAdvice } = useWhatIf.getState();
  if (adviceFor === key) return;
  wantAdvice(key);
  try {
    advise(key, (await host.call("bottleneck.advice", reportWindow())).advice);
  } catch (failure) {
    refuseAdvice(key, failureText(failure));
  }
}

/** Runs the changes each time a person wants it. */
export function useWhatIfRuns(): void {
  const host = useHost();
  const wish = useWhatIf((s) => s.wish);
  useEffect(() => {
    void run(host, wish);
  }, [host, wish]);
}

async function run(host: HostCaller, wish: number): Promise<void> {
  const { changes, begun, begin, answer, fail } = useWhatIf.getState();
  // A panel that comes back does not run it again.
  if (wish === begun || changes.length === 0) return;
  begin();
  try {
    answer(wish, {
      value: await host.call("bottleneck.whatIf", { ...reportWindow(), changes: [...changes] }),
      changes,
    });
  } catch (failure) {
    fail(wish, failureText(failure));
  }
}

/** The window of the report that is shown, so that reruns are of the same events. */
function reportWindow(): Partial<TimeSpan> {
  const window = useBottleneck.getState().info?.window;
  return window === undefined ? {} : { fromMs: window.fromMs, toMs: window.toMs };
}
