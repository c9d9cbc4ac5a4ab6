// Asks the host again and again for what a panel shows, at human rate: one request at a time, the newest question wins,
// nothing is asked while the page is hidden or the link is lost.
import { useEffect, useRef, useState } from "react";
import type { RequestArgs, RequestName, RequestResult } from "#shared/host-api/requests.ts";
import { useHost, useLiveTable } from "./live-context.ts";
import { everyTick, type LiveHz } from "./ticker.ts";

export interface Answer<T> {
  /** The newest answer to the present question; undefined until it comes. */
  readonly value: T | undefined;
  /** Why there is none, in the host's words. */
  readonly problem: string | undefined;
}

export interface AskOptions {
  /** How often while the playhead moves; 1 a second when absent. */
  readonly hz?: LiveHz;
  /** Asked anew at once when this changes; the answer before stays until then. */
  readonly again?: unknown;
}

/**
 * The answer to one question, asked at once, then every second while the playhead moves.
 * `args` undefined = nothing is asked. A changed question empties the answer.
 */
export function useAnswer<K extends RequestName>(
  name: K,
  args: RequestArgs<K> | undefined,
  { hz = 1, again }: AskOptions = {},
): Answer<RequestResult<K>> {
  const host = useHost();
  const table = useLiveTable();
  const question = args === undefined ? undefined : JSON.stringify(args);
  const [answer, setAnswer] = useState<Answer<RequestResult<K>> & { readonly question: string | undefined }>({
    question: undefined,
    value: undefined,
    problem: undefined,
  });
  const latestArgs = useRef(args);
  useEffect(() => {
    latestArgs.current = args;
  });

  useEffect(() => {
    if (question === undefined) return;
    let live = true;
    let asking = false;
    let answeredForMs = Number.NaN;
    let answeredAs = "";
    const ask = async (): Promise<void> => {
      const current = latestArgs.current;
      const forMs = table.frameTimeMs;
      if (asking || current === undefined || table.stale || forMs === answeredForMs) return;
      asking = true;
      try {
        const value = await host.call(name, current);
        if (!live) return;
        answeredForMs = forMs;
        const text = JSON.stringify(value);
        if (text !== answeredAs) setAnswer({ question, value, problem: undefined });
        answeredAs = text;
      } catch (failure) {
        if (live) setAnswer({ question, value: undefined, problem: failureText(failure) });
      } finally {
        asking = false;
      }
    };
    void ask();
    const ticking = everyTick(hz, () => void ask());
    return () => {
      live = false;
      ticking[Symbol.dispose]();
    };
  }, [host, name, question, table, hz, again]);

  return answer.question === question ? answer : { value: undefined, problem: undefined };
}

/** What went wrong in words, whatever was thrown. */
export function failureText(failure: unknown): string {
  if (failure instanceof Error) {
    return "hint" in failure && typeof failure.hint === "string"
      ? `${failure.message} ${failure.hint}`
      : failure.message;
  }
  if (typeof failure === "object" && failure !== null && "message" in failure) return String(failure.message);
  return String(failure);
}
