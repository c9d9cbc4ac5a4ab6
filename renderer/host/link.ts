// Keeps the page connected: opens, watches the pulse, notices loss and silence, reconnects and asks to be put back.
// Gives the rest of the page one HostClient that outlives connections. No browser globals: they are passed in.
import { type Disposable, Listeners } from "#shared/base/disposable.ts";
import { peekFrameTimeMs } from "#shared/frame/decode.ts";
import type { CloseCause } from "#shared/host-api/channel.ts";
import { createHostClient, isVersionMismatch, type WatchedHostClient } from "#shared/host-api/client.ts";
import { RequestError } from "#shared/host-api/envelope.ts";
import type { PlayheadState } from "#shared/host-api/requests.ts";
import { parseMessageHeader } from "#shared/host-api/message.ts";
import { LastingClient } from "./lasting-client.ts";
import type { Link, LinkOptions, LinkState, Session } from "./link-contract.ts";
import { firstPlace, isOther, placeOf } from "./resume.ts";

/** Nothing heard for this long means that the link is lost. The host pulses every 500 ms. */
export const silentAfterMs = 1500;
const checkEveryMs = 250;
/** A check that comes this much too late says that the page itself was busy; then messages get their turn first. */
const lateCheckMs = 500;
/** Pauses between attempts to connect; the last one repeats. */
const retryAfterMs = [250, 500, 1000] as const;
const saysWhyAfterRetries = 4;
/** How long one attempt may take to open, and then to answer `session.open`. */
const openWithinMs = 4000;
const sessionWithinMs = 8000;
/** After a silence, or a new session, a fresh frame should come within this; without one (paused) the pulse is enough. */
const frameWithinMs = 1000;

/** One connection, from the attempt on. */
interface Attempt {
  /** The recording it asks for; undefined = the live plant, or what the host shows without being asked. */
  readonly recording: string | undefined;
  readonly abort: AbortController;
  client?: WatchedHostClient;
  /** Set when its session is open; until then frames and events are kept. */
  session?: Session;
  /** Its connection ended: what failed by that is no answer of the host. */
  isClosed?: true;
  readonly kept: (() => void)[];
  newestSequence: number;
}

export function createLink(options: LinkOptions): Link {
  const { clock, timers } = options;
  const states = new Listeners<LinkState>();
  const sessions = new Listeners<Session>();
  const refusals = new Listeners<RequestError>();
  let state: LinkState = { kind: "connecting" };
  let current: Attempt | undefined;
  let next: Attempt | undefined;
  let playhead: PlayheadState | undefined;
  let session: Session | undefined;
  /** What is to be looked at, and who waits for it. */
  let looked = options.first?.recording;
  /** The place the address asks for; until the first session is open. */
  let firstMs = options.first?.timeMs;
  let waitingForLook: { resolve(): void; reject(cause: unknown): void } | undefined;
  let heardMs = clock.nowMs();
  let checkedMs = clock.nowMs();
  let retries = 0;
  let { visible, hz } = options;
  let ended: CloseCause | undefined;
  let retryTimer: Disposable | undefined;
  let liveTimer: Disposable | undefined;

  function enter(entered: LinkState): void {
    state = entered;
    states.emit(entered);
  }

  function live(): void {
    liveTimer?.[Symbol.dispose]();
    liveTimer = undefined;
    if (state.kind !== "live") enter({ kind: "live" });
  }

  function lose(cause: string): void {
    liveTimer?.[Symbol.dispose]();
    liveTimer = undefined;
    if (state.kind === "lost") return;
    if (state.kind === "connecting" && session === undefined) return;
    enter({ kind: "lost", cause, sinceMs: clock.nowMs() });
  }

  function fail(cause: string, hint: string): void {
    enter({ kind: "failed", cause, hint });
    dropAll();
    host.refused({ code: "refused", message: cause, hint });
  }

  function drop(attempt: Attempt | undefined): void {
    attempt?.abort.abort();
    attempt?.client?.close();
  }

  function dropAll(): void {
    retryTimer?.[Symbol.dispose]();
    liveTimer?.[Symbol.dispose]();
    liveTimer = undefined;
    const dropped = [next, current];
    // Forgotten before they are closed, so that their closing is not taken for a loss.
    next = undefined;
    current = undefined;
    for (const attempt of dropped) drop(attempt);
  }

  function mismatch(hostVersion: string): void {
    if (options.reloadFor(hostVersion)) return;
    fail(
      `This page is of version ${options.pageVersion}, the host of ${hostVersion}.`,
      "Reload the page without its cache; if that does not help, restart the host.",
    );
  }

  function retryLater(): void {
    if (ended !== undefined || state.kind === "failed") return;
    // At the very start the page simply waits; after some attempts it says why it waits.
    if (state.kind === "connecting" && retries >= saysWhyAfterRetries) {
      enter({ kind: "lost", cause: "The host cannot be reached.", sinceMs: clock.nowMs() });
    }
    const delayMs = retryAfterMs[Math.min(retries, retryAfterMs.length - 1)] ?? 1000;
    retries += 1;
    retryTimer?.[Symbol.dispose]();
    retryTimer = timers.after(delayMs, attemptNow);
  }

  function attemptNow(): void {
    if (next !== undefined || ended !== undefined || state.kind === "failed") return;
    const attempt: Attempt = {
      recording: looked,
      abort: new AbortController(),
      kept: [],
      newestSequence: 0,
    };
    next = attempt;
    void open(attempt).catch((cause: unknown) => {
      if (next !== attempt) return;
      next = undefined;
      const isAnswer = attempt.client !== undefined && attempt.isClosed !== true;
      attempt.client?.close();
      if (cause instanceof RequestError && cause.failure.code === "failed" && waitingForLook !== undefined) {
        looked = session?.recording?.id;
        waitingForLook.reject(cause);
        waitingForLook = undefined;
        if (current === undefined) retryLater();
        return;
      }
      if (
        cause instanceof RequestError &&
        cause.failure.code === "failed" &&
        isAnswer &&
        attempt.recording !== undefined &&
        attempt.recording === looked
      ) {
        // The recording went away: asking for it again and again would show nothing at all.
        looked = undefined;
        firstMs = undefined;
        refusals.emit(cause);
        attemptNow();
        return;
      }
      if (cause instanceof Error && "hint" in cause && typeof cause.hint === "string")
        fail(cause.message, cause.hint);
      else retryLater();
    });
  }

  async function open(attempt: Attempt): Promise<void> {
    const tooSlow = timers.after(openWithinMs, () => {
      attempt.abort.abort();
    });
    const channel = await options.connect(attempt.abort.signal).finally(() => {
      tooSlow[Symbol.dispose]();
    });
    if (next !== attempt) {
      channel.close();
      return;
    }
    const client = createHostClient(channel);
    attempt.client = client;
    listenTo(attempt, client);
    const unanswered = timers.after(sessionWithinMs, () => {
      client.close();
    });
    const resume = playhead === undefined ? firstPlace(firstMs) : placeOf(playhead);
    const { recording } = attempt;
    const wanted = {
      ...(recording === undefined ? {} : { recording }),
      ...(resume === undefined ? {} : { resume }),
    };
    const opened = await client.call("session.open", wanted).finally(() => {
      unanswered[Symbol.dispose]();
    });
    if (next === attempt) begin(attempt, client, opened);
  }

  function listenTo(attempt: Attempt, client: WatchedHostClient): void {
    const inSession = (deliver: () => void): void => {
      if (attempt === current) deliver();
      else if (attempt === next) attempt.kept.push(deliver);
    };
    client.onHeard(() => {
      if (attempt === current) heard();
    });
    client.onFrame((bytes) => {
      const header = parseMessageHeader(bytes);
      if (header.ok) attempt.newestSequence = header.value.request;
      inSession(() => {
        deliverFrame(bytes);
      });
    });
    client.onEvent((event) => {
      inSession(() => {
        if (event.name === "playhead") ({ playhead } = event);
        host.deliverEvent(event);
      });
    });
    client.onClose((cause) => {
      attempt.isClosed = true;
      if (isVersionMismatch(cause)) {
        if (attempt === next || attempt === current) mismatch("another wire version");
      } else if (attempt === current) {
        current = undefined;
        if (cause.kind === "refused") {
          fail(cause.message, "Reload the page.");
          return;
        }
        lose(cause.message);
        if (next === undefined) {
          retries = 0;
          retryLater();
        }
      }
    });
  }

  function begin(attempt: Attempt, client: WatchedHostClient, opened: Session): void {
    if (opened.version !== options.pageVersion) {
      mismatch(opened.version);
      return;
    }
    const old = current;
    firstMs = undefined;
    if (old?.client !== undefined && session !== undefined && isOther(session, opened))
      host.leave(old.client);
    next = undefined;
    current = attempt;
    drop(old);
    retries = 0;
    heardMs = clock.nowMs();
    attempt.session = opened;
    session = opened;
    ({ playhead } = opened);
    sessions.emit(opened);
    pace();
    host.connected(client);
    for (const deliver of attempt.kept.splice(0)) deliver();
    waitingForLook?.resolve();
    waitingForLook = undefined;
    liveSoon(visible ? frameWithinMs : 0);
  }

  /** Live by the next frame; when none comes in time, by the pulse alone. */
  function liveSoon(withinMs: number): void {
    if (state.kind === "live" || liveTimer !== undefined) return;
    liveTimer = timers.after(withinMs, () => {
      liveTimer = undefined;
      if (current !== undefined && clock.nowMs() - heardMs <= silentAfterMs) live();
    });
  }

  function heard(): void {
    heardMs = clock.nowMs();
    if (state.kind !== "lost") return;
    // The connection that was silent speaks again: no other one is needed.
    retryTimer?.[Symbol.dispose]();
    const unneeded = next;
    next = undefined;
    drop(unneeded);
    liveSoon(frameWithinMs);
  }

  function deliverFrame(bytes: Uint8Array): void {
    const timeMs = peekFrameTimeMs(bytes);
    if (playhead !== undefined && timeMs !== undefined) playhead = { ...playhead, timeMs };
    host.deliverFrame(bytes);
    live();
  }

  function check(): void {
    if (ended !== undefined) return;
    const nowMs = clock.nowMs();
    const late = nowMs - checkedMs > checkEveryMs + lateCheckMs;
    checkedMs = nowMs;
    if (
      visible &&
      !late &&
      current !== undefined &&
      nowMs - heardMs > silentAfterMs &&
      state.kind === "live"
    ) {
      lose("The host is silent.");
      retries = 0;
      retryLater();
    }
    timers.after(checkEveryMs, check);
  }

  function pace(): void {
    void current?.client?.call("view.pace", { hz: visible ? hz : 0 }).catch(() => {
      // The connection is gone; the next session sets the pace again.
    });
  }

  const host = new LastingClient({
    current: () =>
      current?.client === undefined
        ? undefined
        : { client: current.client, newestSequence: current.newestSequence },
    absence() {
      if (ended !== undefined) return { code: "failed", message: ended.message };
      if (state.kind === "connecting") return undefined;
      if (state.kind === "failed") return { code: "refused", message: state.cause, hint: state.hint };
      return {
        code: "failed",
        message: "There is no connection to the host.",
        hint: "It is tried again by itself.",
      };
    },
    onPlayhead(moved) {
      playhead = moved;
    },
    close: () => {
      close();
    },
  });

  function close(): void {
    if (ended !== undefined) return;
    ended = { kind: "closed", message: "The page ended the connection." };
    dropAll();
    host.ended(ended);
  }

  attemptNow();
  timers.after(checkEveryMs, check);

  return {
    host,
    get state() {
      return state;
    },
    onState: (listener) => states.add(listener),
    onLookRefused: (listener) => refusals.add(listener),
    onSession(listener) {
      if (session !== undefined) listener(session);
      return sessions.add(listener);
    },
    setVisible(nowVisible) {
      if (visible === nowVisible) return;
      visible = nowVisible;
      checkedMs = clock.nowMs();
      pace();
      if (visible && current === undefined && state.kind !== "failed") attemptNow();
    },
    setPace(wantedHz) {
      hz = wantedHz;
      pace();
    },
    look(recording) {
      if (recording === looked && waitingForLook === undefined) return Promise.resolve();
      looked = recording;
      return new Promise((resolve, reject) => {
        waitingForLook?.resolve();
        waitingForLook = { resolve, reject };
        retryTimer?.[Symbol.dispose]();
        drop(next);
        next = undefined;
        // The connection of now goes on until the other one is there.
        attemptNow();
      });
    },
    retry() {
      if (state.kind !== "failed") return;
      enter(
        session === undefined
          ? { kind: "connecting" }
          : { kind: "lost", cause: state.cause, sinceMs: clock.nowMs() },
      );
      attemptNow();
    },
    close,
  };
}
