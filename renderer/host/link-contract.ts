// What a link is to the rest of the page, and what it needs of its surroundings. How it keeps its promises: link.ts.
import type { Clock } from "#shared/base/clock.ts";
import type { Disposable } from "#shared/base/disposable.ts";
import type { Timers } from "#shared/base/timers.ts";
import type { Channel } from "#shared/host-api/channel.ts";
import type { HostClient } from "#shared/host-api/client.ts";
import type { RequestError } from "#shared/host-api/envelope.ts";
import type { RequestResult } from "#shared/host-api/requests.ts";

/** `lost` = values are stale, it tries again by itself; `failed` = trying again does not help, `hint` says what does. */
export type LinkState =
  | { readonly kind: "connecting" }
  | { readonly kind: "live" }
  | { readonly kind: "lost"; readonly cause: string; readonly sinceMs: number }
  | { readonly kind: "failed"; readonly cause: string; readonly hint: string };

export type Session = RequestResult<"session.open">;

export interface LinkOptions {
  /** Opens one channel; an error with a `hint` means refused for good. */
  readonly connect: (signal: AbortSignal) => Promise<Channel>;
  readonly clock: Clock;
  readonly timers: Timers;
  /** Version this page was built with; a host of another one makes the page reload once. */
  readonly pageVersion: string;
  /** Reloads the page for a host of this version; false when that was tried before. */
  readonly reloadFor: (hostVersion: string) => boolean;
  /** Frames a second while visible. */
  readonly hz: number;
  readonly visible: boolean;
  /** Where to look at first, as an address says it; absent = what the host shows without being asked. */
  readonly first?: FirstLook | undefined;
}

/** A place on a timeline. A link with a time stands still there. */
export interface FirstLook {
  /** Absent = the live plant. */
  readonly recording?: string | undefined;
  readonly timeMs?: number | undefined;
}

export interface Link {
  /** One client for the life of the page. Calls made before the first session wait; calls while lost reject. */
  readonly host: HostClient;
  readonly state: LinkState;
  onState(listener: (state: LinkState) => void): Disposable;
  /** What was looked at cannot be opened any more, and nobody waits for an answer: the page looks at what there is instead. */
  onLookRefused(listener: (cause: RequestError) => void): Disposable;
  /** Each session, the present one too; always before its frames and events. */
  onSession(listener: (session: Session) => void): Disposable;
  /** A hidden page gets no frames and is not watched. */
  setVisible(visible: boolean): void;
  setPace(hz: number): void;
  /**
   * Looks at a recording, or at the live plant; a new session follows. Rejects with the host's failure when it cannot be opened:
   * then everything stays as it was.
   */
  look(recording: string | undefined): Promise<void>;
  /** Tries again after `failed`. */
  retry(): void;
  close(): void;
}
