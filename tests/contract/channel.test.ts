// What every Channel promises, run on every implementation: order, whole messages, size limits, one close with its cause.
import type { AddressInfo } from "node:net";
import { MessageChannel, type MessagePort } from "node:worker_threads";
import { afterEach, describe, expect, it } from "vitest";
import { type WebSocket as NodeSocket, WebSocketServer } from "ws";
import { maxBytesIn, maxBytesOut } from "#shared/frame/layout.ts";
import type { Channel, CloseCause } from "#shared/host-api/channel.ts";
import { type ChannelPair, memoryChannelPair } from "#shared/host-api/memory-channel.ts";
import { type HostPort, portChannel as hostPortChannel } from "../../electron/host/serve/message-port.ts";
import { webSocketChannel as hostSocketChannel } from "../../electron/host/serve/websocket.ts";
import { portChannel as pagePortChannel } from "../../renderer/host/port-channel.ts";
import { openWebSocketChannel } from "../../renderer/host/websocket-channel.ts";

interface OpenPair extends ChannelPair {
  /** Ends what the pair stands on, as a crash of the host would; undefined where there is nothing to crash. */
  readonly crashHost?: () => void;
  dispose(): void;
}

async function socketPair(): Promise<OpenPair> {
  const server = new WebSocketServer({
    port: 0,
    host: "127.0.0.1",
    maxPayload: maxBytesIn,
    perMessageDeflate: false,
  });
  await new Promise((resolve) => server.once("listening", resolve));
  const connected = new Promise<NodeSocket>((resolve) => server.once("connection", resolve));
  const { port } = server.address() as AddressInfo;
  const page = await openWebSocketChannel(`ws://127.0.0.1:${port}/`, new AbortController().signal);
  const socket = await connected;
  return {
    page,
    host: hostSocketChannel(socket),
    crashHost: () => socket.terminate(),
    dispose: () => {
      socket.terminate();
      server.close();
    },
  };
}

function portPair(hostSide: (port: MessagePort) => HostPort): Promise<OpenPair> {
  const { port1, port2 } = new MessageChannel();
  // Node's global MessagePort class is the one of worker_threads; it has both the browser's and Node's listener methods.
  const page = pagePortChannel(port1 as unknown as globalThis.MessagePort);
  return Promise.resolve({
    page,
    host: hostPortChannel(hostSide(port2)),
    crashHost: () => port2.close(),
    dispose: () => port2.close(),
  });
}

/** A worker's port in the shape of Electron's MessagePortMain, whose listeners get an event instead of the message. */
function mainShaped(port: MessagePort): HostPort {
  return {
    postMessage: (message) => {
      port.postMessage(message);
    },
    on(event: "message" | "close", listener: (value: unknown) => void) {
      if (event === "message") port.on("message", (data: unknown) => listener({ data, ports: [] }));
      else port.on("close", () => listener(undefined));
    },
    start: () => {
      port.start();
    },
    close: () => {
      port.close();
    },
  };
}

const implementations: Readonly<Record<string, () => Promise<OpenPair>>> = {
  memory: () => Promise.resolve({ ...memoryChannelPair(), dispose: () => undefined }),
  WebSocket: socketPair,
  "a worker's MessagePort": () => portPair((port) => port),
  "a port shaped like Electron's": () => portPair(mainShaped),
};

function nextMessages(channel: Channel, count: number): Promise<Uint8Array[]> {
  const messages: Uint8Array[] = [];
  return new Promise((resolve) => {
    channel.onMessage((bytes) => {
      messages.push(bytes);
      if (messages.length === count) resolve(messages);
    });
  });
}

function closing(channel: Channel): Promise<CloseCause> {
  return new Promise((resolve) => channel.onClose(resolve));
}

describe.each(Object.entries(implementations))("a channel over %s", (_name, open) => {
  let pair: OpenPair | undefined;
  const opened = async (): Promise<OpenPair> => (pair = await open());
  afterEach(() => {
    pair?.dispose();
    pair = undefined;
  });

  it("delivers messages in the order they were sent, both ways", async () => {
    const { page, host } = await opened();
    const atHost = nextMessages(host, 500);
    const atPage = nextMessages(page, 500);
    for (let index = 0; index < 500; index += 1) {
      page.send(Uint8Array.of(index & 255, index >> 8));
      host.send(Uint8Array.of(index & 255, index >> 8, 1));
    }
    const order = (messages: Uint8Array[]) => messages.map(([low = 0, high = 0]) => low + high * 256);
    const expected = Array.from({ length: 500 }, (_, index) => index);
    expect(order(await atHost)).toEqual(expected);
    expect(order(await atPage)).toEqual(expected);
  });

  it("keeps messages apart and whole, empty ones too", async () => {
    const { page, host } = await opened();
    const atPage = nextMessages(page, 3);
    host.send(new Uint8Array(0));
    host.send(Uint8Array.of(1, 2, 3));
    host.send(new Uint8Array(70_000).fill(7));
    expect((await atPage).map((bytes) => bytes.byteLength)).toEqual([0, 3, 70_000]);
  });

  it("sends only the view's bytes of a larger buffer", async () => {
    const { page, host } = await opened();
    const atPage = nextMessages(page, 1);
    host.send(Uint8Array.of(0, 1, 2, 3, 4, 5).subarray(2, 4));
    const [bytes] = await atPage;
    expect([...(bytes ?? [])]).toEqual([2, 3]);
    expect(bytes?.buffer.byteLength).toBeLessThan(6);
  });

  it("lets the sender reuse its buffer at once", async () => {
    const { page, host } = await opened();
    const atPage = nextMessages(page, 3);
    const atHost = nextMessages(host, 3);
    const buffer = new Uint8Array(100_000);
    for (const value of [1, 2, 3]) {
      buffer.fill(value);
      host.send(buffer);
      page.send(buffer);
    }
    buffer.fill(99);
    expect((await atPage).map((bytes) => [bytes[0], bytes.at(-1)])).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
    expect((await atHost).map((bytes) => [bytes[0], bytes.at(-1)])).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
  });

  it("keeps messages that come before anybody listens", async () => {
    const { page, host } = await opened();
    host.send(Uint8Array.of(1));
    host.send(Uint8Array.of(2));
    const answered = nextMessages(host, 1);
    page.send(Uint8Array.of(9));
    await answered;
    expect((await nextMessages(page, 2)).map(([value]) => value)).toEqual([1, 2]);
  });

  it("carries the largest message a host may send", async () => {
    const { page, host } = await opened();
    const atPage = nextMessages(page, 1);
    host.send(new Uint8Array(maxBytesOut));
    expect((await atPage)[0]?.byteLength).toBe(maxBytesOut);
  });

  it("carries the largest message a page may send", async () => {
    const { page, host } = await opened();
    const atHost = nextMessages(host, 1);
    page.send(new Uint8Array(maxBytesIn));
    expect((await atHost)[0]?.byteLength).toBe(maxBytesIn);
  });

  it("is closed as refused on both sides when a page sends more than it may", async () => {
    const { page, host } = await opened();
    let delivered = 0;
    host.onMessage(() => (delivered += 1));
    page.send(new Uint8Array(maxBytesIn + 1));
    expect((await closing(page)).kind).toBe("refused");
    expect((await closing(host)).kind).not.toBe("closed");
    expect(delivered).toBe(0);
  });

  it("is closed as refused when a host sends more than it may", async () => {
    const { page, host } = await opened();
    host.send(new Uint8Array(maxBytesOut + 1));
    expect((await closing(page)).kind).toBe("refused");
  });

  it("delivers what was sent before a close, then closes both sides on purpose", async () => {
    const { page, host } = await opened();
    const messages: number[] = [];
    page.onMessage(([value = 0]) => messages.push(value));
    const both = Promise.all([closing(page), closing(host)]);
    host.send(Uint8Array.of(1));
    host.send(Uint8Array.of(2));
    host.close();
    expect((await both).map((cause) => cause.kind)).toEqual(["closed", "closed"]);
    expect(messages).toEqual([1, 2]);
  });

  it("tells the page why the host refused it", async () => {
    const { page, host } = await opened();
    const atPage = closing(page);
    host.close({ kind: "refused", message: "wire-version: too old" });
    expect(await atPage).toEqual({ kind: "refused", message: "wire-version: too old" });
  });

  it("tells the host why the page refused it", async () => {
    const { page, host } = await opened();
    const atHost = closing(host);
    page.close({ kind: "refused", message: "wire-version: too new" });
    expect((await atHost).message).toContain("wire-version");
  });

  it("fires onClose once, and at once for listeners that come later", async () => {
    const { page, host } = await opened();
    let fired = 0;
    page.onClose(() => (fired += 1));
    const both = Promise.all([closing(page), closing(host)]);
    page.close();
    page.close();
    host.close();
    await both;
    let late: CloseCause | undefined;
    page.onClose((cause) => (late = cause));
    expect(fired).toBe(1);
    expect(late?.kind).toBe("closed");
  });

  it("drops what is sent after the close, on either side", async () => {
    const { page, host } = await opened();
    let delivered = 0;
    page.onMessage(() => (delivered += 1));
    host.onMessage(() => (delivered += 1));
    const both = Promise.all([closing(page), closing(host)]);
    host.close();
    host.send(Uint8Array.of(1));
    page.send(Uint8Array.of(1));
    await both;
    page.send(Uint8Array.of(1));
    host.send(Uint8Array.of(1));
    expect(delivered).toBe(0);
  });

  it("stops telling a listener that is disposed", async () => {
    const { page, host } = await opened();
    let heard = 0;
    page.onMessage(() => (heard += 1))[Symbol.dispose]();
    const atPage = nextMessages(page, 1);
    host.send(Uint8Array.of(1));
    await atPage;
    expect(heard).toBe(0);
  });

  it("is lost, not closed, when the host is gone without a word", async () => {
    const { page, crashHost } = await opened();
    if (crashHost === undefined) return;
    const atPage = closing(page);
    crashHost();
    expect((await atPage).kind).toBe("lost");
  });
});
