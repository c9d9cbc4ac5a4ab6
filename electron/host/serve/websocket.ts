// A Channel over one WebSocket of the `ws` library. Who may connect is decided in http.ts.
import type { WebSocket } from "ws";
import type { Channel, CloseCause } from "#shared/host-api/channel.ts";
import { ChannelCore, closedOnPurpose, tooLarge } from "#shared/host-api/channel-core.ts";
import { maxBytesIn, maxBytesOut } from "#shared/frame/layout.ts";

/** Close codes of the WebSocket standard (RFC 6455, 7.4.1) that we use. */
const closeCode = { closed: 1000, refused: 1008, tooLarge: 1009 } as const;
/** A page may not close with the codes below 3000, so it says `refused` in the private range. */
const refusedByPage = 4008;
/** Bytes that may wait for a page to read them: two of the largest messages. */
const maxWaitingBytes = 2 * maxBytesOut;
/** A close reason may have at most 123 bytes. */
const maxReasonBytes = 123;

/** Wraps an open socket; what is received is at most `maxBytes` long (the socket's own limit should be no smaller). */
export function webSocketChannel(socket: WebSocket, maxBytes = maxBytesIn): Channel {
  const core = new ChannelCore(maxBytes);

  const close = (cause: CloseCause = closedOnPurpose): void => {
    const code = cause.kind === "refused" ? closeCode.refused : closeCode.closed;
    if (core.ended(cause)) socket.close(code, shortened(cause.message));
  };

  socket.on("message", (data, isBinary) => {
    if (!isBinary || !(data instanceof Uint8Array)) {
      close({ kind: "refused", message: "Only binary messages are understood." });
    } else if (!core.received(data)) {
      close(tooLarge(data.byteLength, maxBytes));
    }
  });
  socket.on("close", (code, reason) => {
    core.ended(causeOf(code, reason.toString()));
  });
  // Always followed by "close"; without a listener it would end the process.
  socket.on("error", () => undefined);

  return {
    send(bytes) {
      // The socket may write later than this returns, and the sender may reuse its buffer at once: copy.
      if (!core.open) return;
      if (socket.bufferedAmount <= maxWaitingBytes) {
        socket.send(bytes.slice());
        return;
      }
      core.ended({ kind: "refused", message: "The page does not read what it is sent." });
      // A close would wait in line behind what is not read.
      socket.terminate();
    },
    onMessage: core.onMessage,
    onClose: core.onClose,
    close,
  };
}

function causeOf(code: number, reason: string): CloseCause {
  if (code === closeCode.closed) return { ...closedOnPurpose, ...(reason !== "" && { message: reason }) };
  if (code === closeCode.refused || code === closeCode.tooLarge || code === refusedByPage) {
    return { kind: "refused", message: reason === "" ? "A message was too large." : reason };
  }
  return { kind: "lost", message: "The connection was lost." };
}

function shortened(reason: string): string {
  return Buffer.from(reason).byteLength <= maxReasonBytes
    ? reason
    : `${reason.slice(0, maxReasonBytes / 3)}…`;
}
