import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Problem } from "../base/problem.ts";
import { wireVersion } from "../frame/layout.ts";
import { createHostClient } from "./client.ts";
import { RequestError } from "./envelope.ts";
import type { HostEvent } from "./events.ts";
import { memoryChannelPair } from "./memory-channel.ts";
import { bytesMessage, headerMessage, jsonBody, jsonMessage, parseMessageHeader } from "./message.ts";
import type { RequestFailure, Right } from "./requests.ts";
import { maxWaitingEvents, type RequestHandlers, serveRequests } from "./server.ts";

const playhead = {
  timelineId: "live",
  mode: "following" as const,
  timeMs: 1000,
  speed: 1,
  range: { startMs: 0, endMs: 1000, open: true },
};

const handlers: Partial<RequestHandlers> = {
  "session.open": () => ({
    version: "1",
    right: "view",
    plant: { id: "p" },
    plantVersion: "a",
    hasLive: true,
    playhead,
    strings: [],
  }),
  "playhead.set": ({ mode }) => ({ ...playhead, mode }),
  "view.pace": ({ hz }) => ({ hz }),
  "timeline.lanes": ({ fromMs, toMs }) => ({ fromMs, toMs, lanes: [] }),
  "timeline.samples": () => ({ timeMs: [], value: [] }),
  "timeline.marks": () => ({ marks: [] }),
  "asset.detail": ({ asset }) => {
    throw new RequestError({
      code: "failed",
      message: `There is no asset ${asset}`,
      hint: "Choose another.",
    });
  },
  "part.detail": () => {
    throw new Error("secret detail of a bug");
  },
  "sources.list": () => ({ sources: [], problems: [] }),
  "simulation.inject": () => ({ id: "i1" }),
};

/** A page and its host on a memory channel, with what the host reported. */
function connected(right: Right = "operate", changed: Partial<RequestHandlers> = {}) {
  const pair = memoryChannelPair();
  const reported: Problem[] = [];
  const connection = serveRequests(pair.host, {
    right,
    handlers: { ...handlers, ...changed },
    report: (problem) => reported.push(problem),
  });
  return { pair, connection, reported };
}

async function failureOf(call: Promise<unknown>): Promise<RequestFailure> {
  try {
    await call;
  } catch (cause) {
    if (cause instanceof RequestError) return cause.failure;
    throw cause;
  }
  throw new Error("the call was answered");
}

/** Lets the memory channel deliver everything that is on its way. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
}

describe("a request", () => {
  it("is answered with the handler's result", async () => {
    const client = createHostClient(connected().pair.page);
    expect(await client.call("view.pace", { hz: 30 })).toEqual({ hz: 30 });
  });

  it("gets its own answer when answers come in another order", async () => {
    let release: (() => void) | undefined;
    const first = new Promise<void>((resolve) => (release = resolve));
    const { pair } = connected("view", {
      "view.pace": async ({ hz }) => {
        if (hz === 1) await first;
        else release?.();
        return { hz };
      },
    });
    const client = createHostClient(pair.page);
    const answers = await Promise.all([
      client.call("view.pace", { hz: 1 }),
      client.call("view.pace", { hz: 2 }),
    ]);
    expect(answers).toEqual([{ hz: 1 }, { hz: 2 }]);
  });

  it("waits for a channel that is still opening", async () => {
    const { pair } = connected();
    const client = createHostClient(Promise.resolve(pair.page));
    expect(await client.call("view.pace", { hz: 5 })).toEqual({ hz: 5 });
  });

  it("is rejected with the cause when the channel cannot open, now and later", async () => {
    const client = createHostClient(Promise.reject(new Error("no such host")));
    expect((await failureOf(client.call("sources.list", {}))).message).toBe("no such host");
    expect((await failureOf(client.call("sources.list", {}))).message).toBe("no such host");
  });

  it("that is open when the channel ends is rejected with the cause", async () => {
    const { pair } = connected("view", { "sources.list": () => new Promise(() => undefined) });
    const client = createHostClient(pair.page);
    const failure = failureOf(client.call("sources.list", {}));
    pair.host.close({ kind: "lost", message: "power cut" });
    expect((await failure).message).toBe("power cut");
  });

  it("with arguments outside their schema is refused as invalid and named", async () => {
    const client = createHostClient(connected().pair.page);
    const failure = await failureOf(client.call("view.pace", { hz: 61 }));
    expect(failure.code).toBe("invalid");
    expect(failure.message).toContain("view.pace: hz");
  });

  it("that needs operate is refused to a viewer and its handler is not called", async () => {
    let called = false;
    const { pair } = connected("view", {
      "simulation.inject": () => {
        called = true;
        return { id: "x" };
      },
    });
    const client = createHostClient(pair.page);
    const failure = await failureOf(
      client.call("simulation.inject", { kind: "foulGlass", asset: "S1", durationS: 60 }),
    );
    expect([failure.code, called]).toEqual(["refused", false]);
  });

  it("that needs operate is done for an operator", async () => {
    const client = createHostClient(connected("operate").pair.page);
    expect(await client.call("simulation.inject", { kind: "foulGlass", asset: "S1", durationS: 60 })).toEqual(
      { id: "i1" },
    );
  });

  it("refused by its handler carries the handler's reason and hint", async () => {
    const client = createHostClient(connected().pair.page);
    expect(await failureOf(client.call("asset.detail", { asset: "S9", limit: 1 }))).toEqual({
      code: "failed",
      message: "There is no asset S9",
      hint: "Choose another.",
    });
  });

  it("whose handler has a bug fails without telling the page its inside, and is reported", async () => {
    const { pair, reported } = connected();
    const failure = await failureOf(createHostClient(pair.page).call("part.detail", {}));
    expect(failure.message).not.toContain("secret");
    expect(reported.map((problem) => problem.id)).toEqual(["handler-failed"]);
  });

  it("whose result is not as declared fails on the host", async () => {
    const { pair, reported } = connected("view", { "view.pace": () => ({ hz: Number.NaN }) });
    expect((await failureOf(createHostClient(pair.page).call("view.pace", { hz: 1 }))).code).toBe("failed");
    expect(reported.map((problem) => problem.id)).toEqual(["undeclared-result"]);
  });
});

describe("a host", () => {
  /** Sends raw bytes as a page would and returns the first reply's body. */
  async function replyTo(bytes: Uint8Array): Promise<unknown> {
    const { pair } = connected();
    const reply = new Promise<Uint8Array>((resolve) => pair.page.onMessage(resolve));
    pair.page.send(bytes);
    const body = jsonBody(await reply);
    return body.ok ? body.value : undefined;
  }

  it("refuses a request it does not know, names of Object's own methods included", async () => {
    for (const name of ["recording.delete", "toString", "__proto__"]) {
      expect(await replyTo(jsonMessage("request", 1, { name, args: {} }))).toMatchObject({
        ok: false,
        failure: { code: "refused" },
      });
    }
  });

  it("refuses a request whose body is not JSON, and goes on serving", async () => {
    const { pair, reported } = connected();
    pair.page.send(bytesMessage("request", 7, Uint8Array.of(0x7b, 0x22)));
    const client = createHostClient(pair.page);
    expect(await client.call("view.pace", { hz: 1 })).toEqual({ hz: 1 });
    expect(reported.map((problem) => problem.id)).toEqual(["bad-json"]);
  });

  it("closes the channel of a page of another wire version, saying so", async () => {
    const { pair } = connected();
    const bytes = headerMessage("frame", 1);
    bytes[1] = wireVersion + 1;
    const closed = new Promise<string>((resolve) => pair.page.onClose(({ message }) => resolve(message)));
    pair.page.send(bytes);
    expect(await closed).toContain("wire-version");
  });

  it("survives 10,000 arbitrary and mutated messages without a throw", async () => {
    const good = jsonMessage("request", 3, {
      name: "timeline.lanes",
      args: { assets: ["A"], fromMs: 0, toMs: 1, maxSegments: 9 },
    });
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 64 }),
          fc
            .array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 })
            .map((changes) => {
              const bytes = good.slice();
              for (const [at, value] of changes) bytes[at] = value;
              return bytes;
            }),
        ),
        async (bytes) => {
          const { pair } = connected();
          pair.page.send(bytes);
          await settled();
        },
      ),
      { numRuns: 10_000 },
    );
  });
});

describe("events", () => {
  const pulse: HostEvent = { name: "pulse", wallMs: 1 };

  it("arrive in order", async () => {
    const { pair, connection } = connected();
    const heard: HostEvent[] = [];
    createHostClient(pair.page).onEvent((event) => heard.push(event));
    for (let wallMs = 0; wallMs < 20; wallMs += 1) connection.sendEvent({ name: "pulse", wallMs });
    await settled();
    expect(heard.map((event) => event.name === "pulse" && event.wallMs)).toEqual(
      Array.from({ length: 20 }, (_, n) => n),
    );
  });

  it("count as waiting until the page has read them", async () => {
    const { pair, connection } = connected();
    connection.sendEvent(pulse);
    connection.sendEvent(pulse);
    expect(connection.waitingEvents).toBe(2);
    createHostClient(pair.page);
    await settled();
    expect(connection.waitingEvents).toBe(0);
  });

  it("beyond 1,000 unread are skipped and replaced by one resync when the page reads again", async () => {
    const { pair, connection } = connected();
    const names: string[] = [];
    for (let sent = 0; sent < maxWaitingEvents + 500; sent += 1) connection.sendEvent(pulse);
    expect(connection.waitingEvents).toBe(maxWaitingEvents);
    await settled();
    createHostClient(pair.page).onEvent((event) => names.push(event.name));
    // The events kept before the client listened were given to it before this listener was added.
    await settled();
    connection.sendEvent(pulse);
    await settled();
    expect(names).toEqual(["resync", "pulse"]);
  });

  it("of a newer host that the page does not know are skipped", async () => {
    const pair = memoryChannelPair();
    const names: string[] = [];
    const client = createHostClient(pair.page);
    client.onEvent((event) => names.push(event.name));
    pair.host.send(jsonMessage("event", 1, { name: "weather", sunny: true }));
    pair.host.send(jsonMessage("event", 2, pulse));
    await settled();
    expect(names).toEqual(["pulse"]);
  });
});

describe("frames", () => {
  it("go to the page as they are, and its acknowledgement comes back by sequence", async () => {
    const { pair, connection } = connected();
    const client = createHostClient(pair.page);
    const acknowledged: number[] = [];
    connection.onAcknowledge((sequence) => acknowledged.push(sequence));
    client.onFrame((bytes) => {
      const header = parseMessageHeader(bytes);
      if (header.ok) client.acknowledge(header.value.request);
    });
    connection.sendFrame(headerMessage("frame", 41));
    await settled();
    expect(acknowledged).toEqual([41]);
  });
});

describe("a page", () => {
  it("survives 10,000 mutated messages from a host: each is skipped, answers a call, or ends the channel as refused", async () => {
    const messages = [
      jsonMessage("reply", 1, { ok: true, result: { hz: 5 } }),
      jsonMessage("event", 1, { name: "playhead", playhead }),
      headerMessage("frame", 1),
    ];
    let refusals = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...messages),
        fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        async (good, changes) => {
          const bytes = good.slice();
          for (const [at, value] of changes) bytes[at % bytes.length] = value;
          const pair = memoryChannelPair();
          const client = createHostClient(pair.page);
          const call = client.call("view.pace", { hz: 5 }).then(
            () => "answered",
            (cause: unknown) => (cause instanceof RequestError ? "rejected" : "threw"),
          );
          client.onClose(({ kind }) => (refusals += kind === "refused" ? 1 : 0));
          pair.host.send(bytes);
          await settled();
          client.close();
          expect(await call).not.toBe("threw");
        },
      ),
      { numRuns: 10_000 },
    );
    expect(refusals).toBeGreaterThan(0);
  });
});
