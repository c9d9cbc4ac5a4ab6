// A Channel over the page's end of a MessagePort, as the desktop shell or a worker hands it over.
import { maxBytesOut } from "#shared/frame/layout.ts";
import type { Channel, CloseCause } from "#shared/host-api/channel.ts";
import { ChannelCore, closedOnPurpose, tooLarge } from "#shared/host-api/channel-core.ts";

/** Wraps a port; what is received is at most `maxBytes` long. */
export function portChannel(port: MessagePort, maxBytes = maxBytesOut): Channel {
  const core = new ChannelCore(maxBytes);

  const close = (cause: CloseCause = closedOnPurpose): void => {
    if (!core.ended(cause)) return;
    // A port closes without a reason, so the reason goes before it as the only message that is not bytes.
    port.postMessage({ close: cause });
    port.close();
  };

  port.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    if (data instanceof Uint8Array) {
      if (!core.received(data)) close(tooLarge(data.byteLength, maxBytes));
      return;
    }
    const cause = closeCauseOf(data);
    if (cause !== undefined && core.ended(cause)) port.close();
  });
  // Fired in Chromium when the other end is closed or its process is gone.
  port.addEventListener("close", () => {
    core.ended({ kind: "lost", message: "The host process is gone." });
  });
  port.start();

  return {
    send(bytes) {
      // Never in a transfer list: Electron's ports cannot. A view is cut out first, else its whole buffer is cloned.
      if (core.open) port.postMessage(bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice());
    },
    onMessage: core.onMessage,
    onClose: core.onClose,
    close,
  };
}

function closeCauseOf(data: unknown): CloseCause | undefined {
  const cause: unknown =
    typeof data === "object" && data !== null && "close" in data ? data.close : undefined;
  if (
    typeof cause !== "object" ||
    cause === null ||
    !("message" in cause) ||
    typeof cause.message !== "string"
  ) {
    return undefined;
  }
  const kind = "kind" in cause && cause.kind === "refused" ? "refused" : "closed";
  return { kind, message: cause.message };
}
