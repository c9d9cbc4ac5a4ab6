// A Channel over a MessagePort: node:worker_threads' or Electron's MessagePortMain, which differ only in their events.
import type { Channel, CloseCause } from "#shared/host-api/channel.ts";
import { ChannelCore, closedOnPurpose, tooLarge } from "#shared/host-api/channel-core.ts";
import { maxBytesIn } from "#shared/frame/layout.ts";

/** What both kinds of port have. Worker ports deliver the message itself, Electron's an event with it in `data`. */
export interface HostPort {
  postMessage(message: unknown): void;
  on(event: "message", listener: (message: unknown) => void): unknown;
  on(event: "close", listener: () => void): unknown;
  start(): void;
  close(): void;
}

/** Wraps a port; what is received is at most `maxBytes` long. */
export function portChannel(port: HostPort, maxBytes = maxBytesIn): Channel {
  const core = new ChannelCore(maxBytes);

  const close = (cause: CloseCause = closedOnPurpose): void => {
    if (!core.ended(cause)) return;
    // A port closes without a reason, so the reason goes before it as the only message that is not bytes.
    port.postMessage({ close: cause });
    port.close();
  };

  port.on("message", (message) => {
    const data = message instanceof Uint8Array ? message : (fieldOf(message, "data") ?? message);
    if (data instanceof Uint8Array) {
      if (!core.received(data)) close(tooLarge(data.byteLength, maxBytes));
      return;
    }
    const cause = closeCauseOf(data);
    if (cause !== undefined && core.ended(cause)) port.close();
  });
  port.on("close", () => {
    core.ended({ kind: "lost", message: "The other side of the port is gone." });
  });
  port.start();

  return {
    send(bytes) {
      // Never in a transfer list (Electron's ports cannot); a view is cut out first, else its whole buffer is cloned.
      if (core.open) port.postMessage(bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice());
    },
    onMessage: core.onMessage,
    onClose: core.onClose,
    close,
  };
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && name in value ? Reflect.get(value, name) : undefined;
}

/** The cause in a closing message, or undefined when it is none. */
export function closeCauseOf(data: unknown): CloseCause | undefined {
  const cause = fieldOf(data, "close");
  const message = fieldOf(cause, "message");
  if (typeof message !== "string") return undefined;
  return { kind: fieldOf(cause, "kind") === "refused" ? "refused" : "closed", message };
}
