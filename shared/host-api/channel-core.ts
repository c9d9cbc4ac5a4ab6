// What every Channel does alike: keeps messages until somebody listens, refuses oversize, ends exactly once.
// An adaptor feeds it and adds only how to send and how to close. No platform.
import { type Disposable, disposable, Listeners } from "../base/disposable.ts";
import type { CloseCause } from "./channel.ts";

/** Cause of a close on purpose. */
export const closedOnPurpose: CloseCause = { kind: "closed", message: "The connection was closed." };

/** Cause of a message above the limit. */
export function tooLarge(bytes: number, maxBytes: number): CloseCause {
  return { kind: "refused", message: `A message of ${bytes} bytes is larger than the ${maxBytes} allowed.` };
}

/** The listening half of a channel. `maxBytes` bounds what is received. */
export class ChannelCore {
  readonly maxBytes: number;
  readonly #messages = new Listeners<Uint8Array>();
  readonly #closes = new Listeners<CloseCause>();
  #unheard: Uint8Array[] = [];
  #cause: CloseCause | undefined;

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
  }

  get cause(): CloseCause | undefined {
    return this.#cause;
  }

  get open(): boolean {
    return this.#cause === undefined;
  }

  /** Takes one message from the wire. Returns false, and passes nothing on, when it is too large. */
  received(bytes: Uint8Array): boolean {
    if (this.#cause !== undefined) return true;
    if (bytes.byteLength > this.maxBytes) return false;
    if (this.#messages.size === 0) this.#unheard.push(bytes);
    else this.#messages.emit(bytes);
    return true;
  }

  /** The channel ended. The first cause counts; returns whether this was it. */
  ended(cause: CloseCause): boolean {
    if (this.#cause !== undefined) return false;
    this.#cause = cause;
    this.#closes.emit(cause);
    return true;
  }

  readonly onMessage = (listener: (bytes: Uint8Array) => void): Disposable => {
    const registration = this.#messages.add(listener);
    const unheard = this.#unheard;
    this.#unheard = [];
    for (const bytes of unheard) listener(bytes);
    return registration;
  };

  readonly onClose = (listener: (cause: CloseCause) => void): Disposable => {
    if (this.#cause === undefined) return this.#closes.add(listener);
    listener(this.#cause);
    return disposable(() => undefined);
  };
}
