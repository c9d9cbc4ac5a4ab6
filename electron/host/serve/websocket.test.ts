// What a WebSocket's channel does with a page that misbehaves; what all channels do is in tests/contract/channel.test.ts.
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { type WebSocket as Socket, WebSocket, WebSocketServer } from "ws";
import type { CloseCause } from "#shared/host-api/channel.ts";
import { webSocketChannel } from "./websocket.ts";

test("a page that asks and never reads is cut off before its answers fill the memory", async () => {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const connected = once(server, "connection");
  const page = new WebSocket(`ws://127.0.0.1:${port}/`);
  await once(page, "open");
  page.pause();
  const [socket] = (await connected) as [Socket];
  const channel = webSocketChannel(socket);
  let cause: CloseCause | undefined;
  channel.onClose((given) => (cause = given));
  const answer = new Uint8Array(8 * 1024 * 1024);
  let sent = 0;
  for (; cause === undefined && sent < 64; sent += 1) channel.send(answer);
  expect([cause?.kind, sent < 32, socket.bufferedAmount <= 256 * 1024 * 1024]).toEqual([
    "refused",
    true,
    true,
  ]);
  page.terminate();
  server.close();
  await once(server, "close");
});
