// The byte pipe between a page and a host. Bytes only: meaning lives in client.ts and server.ts.
// Implementations: memory (tests), WebSocket, MessagePort; all pass tests/contract/channel.test.ts.
import type { Disposable } from "../base/disposable.ts";

/** Why a channel ended. */
export interface CloseCause {
  /** `closed` by either side on purpose, `lost` link, `refused` (rights, version, size), `replaced` by a newer one. */
  readonly kind: "closed" | "lost" | "refused";
  readonly message: string;
}

/**
 * Ordered, reliable messages of bytes. Sending after the close is silently dropped.
 * The receiver owns the bytes it gets; the sender may reuse its buffer as soon as `send` returns.
 * `onClose` fires exactly once, also for listeners added after the close.
 */
export interface Channel {
  send(bytes: Uint8Array): void;
  onMessage(listener: (bytes: Uint8Array) => void): Disposable;
  onClose(listener: (cause: CloseCause) => void): Disposable;
  /** Ends both sides; the other side learns `cause` (by default: closed on purpose). */
  close(cause?: CloseCause): void;
}
