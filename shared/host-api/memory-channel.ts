// Two channel ends in one thread, for tests and for a host inside the page. Delivers in order, in microtasks, by copy.
import { maxBytesIn, maxBytesOut } from "../frame/layout.ts";
import { ChannelCore, closedOnPurpose, tooLarge } from "./channel-core.ts";
import type { Channel, CloseCause } from "./channel.ts";

/** The two ends: what the page sends arrives at the host, and the other way round. */
export interface ChannelPair {
  readonly page: Channel;
  readonly host: Channel;
}

/** A connected pair, open at once. */
export function memoryChannelPair(): ChannelPair {
  const pageCore = new ChannelCore(maxBytesOut);
  const hostCore = new ChannelCore(maxBytesIn);
  const end = (own: ChannelCore, other: ChannelCore): Channel => {
    const close = (cause: CloseCause = closedOnPurpose): void => {
      if (own.ended(cause)) void Promise.resolve().then(() => other.ended(cause));
    };
    return {
      send(bytes) {
        if (!own.open) return;
        const copy = bytes.slice();
        void Promise.resolve().then(() => {
          if (other.received(copy)) return;
          const cause = tooLarge(copy.byteLength, other.maxBytes);
          other.ended(cause);
          own.ended(cause);
        });
      },
      onMessage: own.onMessage,
      onClose: own.onClose,
      close,
    };
  };
  return { page: end(pageCore, hostCore), host: end(hostCore, pageCore) };
}
