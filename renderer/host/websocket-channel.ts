// A Channel over the browser's WebSocket, opened on the host that served this page.
import { maxBytesOut } from "#shared/frame/layout.ts";
import type { Channel, CloseCause } from "#shared/host-api/channel.ts";
import { ChannelCore, closedOnPurpose, tooLarge } from "#shared/host-api/channel-core.ts";

/** Codes a page may close with: 1000, or 3000 and above (WebSocket API). */
const closeCode = { closed: 1000, refusedByHost: 1008, tooLarge: 1009, refused: 4008 } as const;

/** Opens a socket; rejects when it cannot, or when `signal` aborts first. */
export function openWebSocketChannel(url: string, signal: AbortSignal): Promise<Channel> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    socket.binaryType = "arraybuffer";
    const abort = (): void => {
      socket.close();
      reject(new Error("The host did not answer in time."));
    };
    signal.addEventListener("abort", abort, { once: true });
    socket.addEventListener("open", () => {
      signal.removeEventListener("abort", abort);
      resolve(webSocketChannel(socket));
    });
    socket.addEventListener("error", () => {
      signal.removeEventListener("abort", abort);
      reject(new Error("The host cannot be reached."));
    });
  });
}

/** Wraps an open socket whose binaryType is `arraybuffer`. */
export function webSocketChannel(socket: WebSocket, maxBytes = maxBytesOut): Channel {
  const core = new ChannelCore(maxBytes);

  const close = (cause: CloseCause = closedOnPurpose): void => {
    const code = cause.kind === "refused" ? closeCode.refused : closeCode.closed;
    // The API takes at most 123 bytes of reason.
    if (core.ended(cause)) socket.close(code, cause.message.replaceAll(/[^ -~]/g, "?").slice(0, 120));
  };

  socket.addEventListener("message", ({ data }) => {
    if (!(data instanceof ArrayBuffer))
      close({ kind: "refused", message: "Only binary messages are understood." });
    else if (!core.received(new Uint8Array(data))) close(tooLarge(data.byteLength, maxBytes));
  });
  socket.addEventListener("close", ({ code, reason }) => {
    if (code === closeCode.closed) core.ended(closedOnPurpose);
    else if (code === closeCode.refusedByHost) core.ended({ kind: "refused", message: reason });
    else if (code === closeCode.tooLarge)
      core.ended({ kind: "refused", message: reason || "A message was too large." });
    else core.ended({ kind: "lost", message: "The connection to the host was lost." });
  });

  return {
    send(bytes) {
      // The browser copies before it returns; what it has not sent at a close is dropped.
      if (core.open) socket.send(new Uint8Array(bytes));
    },
    onMessage: core.onMessage,
    onClose: core.onClose,
    close,
  };
}
