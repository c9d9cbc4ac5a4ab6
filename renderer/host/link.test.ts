import { describe, expect, it } from "vitest";
import { ManualTimers } from "#shared/base/timers.ts";
import { encodeFrame, type FrameSource } from "#shared/frame/encode.ts";
import { DirtyRows } from "#shared/frame/dirty-rows.ts";
import type { Channel } from "#shared/host-api/channel.ts";
import { RequestError } from "#shared/host-api/envelope.ts";
import { memoryChannelPair } from "#shared/host-api/memory-channel.ts";
import { parseMessageHeader } from "#shared/host-api/message.ts";
import type { PlayheadState, RequestArgs } from "#shared/host-api/requests.ts";
import { type PageConnection, type RequestHandlers, serveRequests } from "#shared/host-api/server.ts";
import type { Link, LinkState } from "./link-contract.ts";
import { createLink } from "./link.ts";

const nothing: FrameSource = {
  assetState: new Uint8Array(),
  assetMode: new Uint8Array(),
  assetFlags: new Uint8Array(),
  assetCount: new Uint16Array(),
  assetSinceMs: new Float64Array(),
  assetCycleS: new Float64Array(),
  assetIdealS: new Float32Array(),
  signalValue: new Float64Array(),
  signalTimeMs: new Float64Array(),
  signalQuality: new Uint8Array(),
  moves: {
    count: 0,
    t0Ms: new Float64Array(),
    t1Ms: new Float64Array(),
    from: new Uint16Array(),
    to: new Uint16Array(),
    path: new Uint16Array(),
    look: new Uint16Array(),
  },
};
const noRows = { assets: new DirtyRows(0), signals: new DirtyRows(0), slots: new DirtyRows(0) };

/** Lets promises and memory channels catch up. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 60; turn += 1) await Promise.resolve();
}

/** A host that pulses and sends a frame every 100 ms, and can be killed, started again, stopped and continued. */
class FakeHost {
  readonly timers: ManualTimers;
  version = "1.0.0";
  running = true;
  /** Like SIGSTOP: connections stay, nothing is read or sent. */
  stopped = false;
  sendsFrames = true;
  opens: RequestArgs<"session.open">[] = [];
  paces: number[] = [];
  acknowledged: number[] = [];
  attempts = 0;
  #connections: { connection: PageConnection; sequence: number; opened: boolean }[] = [];
  #heldBack: (() => void)[] = [];

  constructor(timers: ManualTimers) {
    this.timers = timers;
    this.#pulse();
    this.#frame();
  }

  readonly connect = async (signal: AbortSignal): Promise<Channel> => {
    this.attempts += 1;
    if (!this.running) throw new Error("connection refused");
    if (this.stopped) {
      // The kernel takes the connection, but nobody answers the handshake until the process goes on.
      await new Promise<void>((resolve, reject) => {
        this.#heldBack.push(resolve);
        signal.addEventListener("abort", () => {
          reject(new Error("too slow"));
        });
      });
    }
    const pair = memoryChannelPair();
    const one = {
      opened: false,
      sequence: 0,
      connection: this.#serve(this.#stoppable(pair.host), () => (one.opened = true)),
    };
    this.#connections.push(one);
    one.connection.onAcknowledge((sequence) => this.acknowledged.push(sequence));
    one.connection.onClose(() => {
      this.#connections = this.#connections.filter((other) => other !== one);
    });
    return pair.page;
  };

  /** What arrives while the host is stopped is read when it goes on. */
  #stoppable(channel: Channel): Channel {
    return {
      ...channel,
      onMessage: (listener) =>
        channel.onMessage((bytes) => {
          if (this.stopped) this.#heldBack.push(() => listener(bytes));
          else listener(bytes);
        }),
    };
  }

  get connections(): number {
    return this.#connections.length;
  }

  kill(): void {
    this.running = false;
    for (const { connection } of this.#connections)
      connection.close({ kind: "lost", message: "The connection to the host was lost." });
    this.#connections = [];
  }

  stop(): void {
    this.stopped = true;
  }

  continue(): void {
    this.stopped = false;
    for (const goOn of this.#heldBack.splice(0)) goOn();
  }

  playhead: PlayheadState = {
    timelineId: "live",
    mode: "following",
    timeMs: 5000,
    speed: 1,
    range: { startMs: 0, endMs: 9000, open: true },
  };

  #serve(channel: Channel, opened: () => void): PageConnection {
    const handlers: Partial<RequestHandlers> = {
      "session.open": (args) => {
        this.opens.push(args);
        opened();
        if (args.resume !== undefined) {
          const { timelineId = this.playhead.timelineId } = args.resume;
          this.playhead = { ...this.playhead, ...args.resume, timelineId };
        }
        return {
          version: this.version,
          right: "view",
          plant: {},
          plantVersion: "p",
          hasLive: true,
          playhead: this.playhead,
          strings: [],
        };
      },
      "playhead.set": ({ mode, timeMs }) =>
        (this.playhead = { ...this.playhead, mode, ...(timeMs !== undefined && { timeMs }) }),
      "view.pace": ({ hz }) => {
        this.paces.push(hz);
        return { hz };
      },
      "sources.list": () => ({ sources: [], problems: [] }),
    };
    return serveRequests(channel, { right: "view", handlers });
  }

  #pulse(): void {
    if (this.running && !this.stopped) {
      for (const { connection } of this.#connections)
        connection.sendEvent({ name: "pulse", wallMs: this.timers.clock.nowMs() });
    }
    this.timers.after(500, () => {
      this.#pulse();
    });
  }

  #frame(): void {
    if (this.running && !this.stopped && this.sendsFrames) {
      for (const one of this.#connections) {
        if (!one.opened) continue;
        one.sequence += 1;
        const { timeMs } = this.playhead;
        const fields = {
          sequence: one.sequence,
          flags: 0,
          timeMs,
          startMs: 0,
          endMs: 0,
          epochMs: 0,
          speed: 1,
        };
        one.connection.sendFrame(encodeFrame(nothing, noRows, fields));
      }
    }
    this.timers.after(100, () => {
      this.#frame();
    });
  }
}

interface Page {
  readonly link: Link;
  readonly host: FakeHost;
  readonly states: string[];
  readonly reloads: string[];
  advance(ms: number): Promise<void>;
}

function openPage(
  changed: {
    reloadFor?: (version: string) => boolean;
    visible?: boolean;
    prepare?: (host: FakeHost) => void;
  } = {},
): Page {
  const timers = new ManualTimers(1_000_000);
  const host = new FakeHost(timers);
  changed.prepare?.(host);
  const reloads: string[] = [];
  const link = createLink({
    connect: host.connect,
    clock: timers.clock,
    timers,
    pageVersion: "1.0.0",
    reloadFor: (version) => {
      reloads.push(version);
      return changed.reloadFor?.(version) ?? true;
    },
    hz: 10,
    visible: changed.visible ?? true,
  });
  const states: string[] = [];
  link.onState((state) => states.push(state.kind));
  link.host.onFrame(() => undefined);
  return { link, host, states, reloads, advance: (ms) => timers.advance(ms, settle) };
}

/** How long until the link is in a state, stepping 50 ms; fails after 20 s. */
async function msUntil(page: Page, kind: LinkState["kind"]): Promise<number> {
  for (let waited = 0; waited <= 20_000; waited += 50) {
    if (page.link.state.kind === kind) return waited;
    await page.advance(50);
  }
  throw new Error(`never ${kind}, but ${page.link.state.kind}`);
}

describe("a page's link", () => {
  it("goes from connecting to live with the first frame, and asks for its pace", async () => {
    const page = openPage();
    expect(page.link.state.kind).toBe("connecting");
    await page.advance(200);
    expect(page.states).toEqual(["live"]);
    expect(page.host.paces).toEqual([10]);
  });

  it("gives the session before its first frame", async () => {
    const page = openPage();
    const order: string[] = [];
    page.link.onSession(() => order.push("session"));
    page.link.host.onFrame(() => order.push("frame"));
    await page.advance(350);
    expect(order.slice(0, 2)).toEqual(["session", "frame"]);
  });

  it("keeps frames for a page that listens only after its first session", async () => {
    const timers = new ManualTimers();
    const host = new FakeHost(timers);
    const link = createLink({
      connect: host.connect,
      clock: timers.clock,
      timers,
      pageVersion: "1.0.0",
      reloadFor: () => true,
      hz: 10,
      visible: true,
    });
    await timers.advance(150, settle);
    const sequences: number[] = [];
    link.host.onFrame((bytes) => {
      const header = parseMessageHeader(bytes);
      if (header.ok) sequences.push(header.value.request);
    });
    expect(sequences[0]).toBe(1);
  });

  it("answers calls made before the connection is there", async () => {
    const page = openPage();
    const answer = page.link.host.call("sources.list", {});
    await page.advance(50);
    expect(await answer).toEqual({ sources: [], problems: [] });
  });

  it("stays live on the pulse alone while nothing else comes", async () => {
    const page = openPage();
    await page.advance(500);
    page.host.sendsFrames = false;
    await page.advance(30_000);
    expect(page.states).toEqual(["live"]);
  });

  it("says after some attempts that a host cannot be reached at the start, and goes live when it comes", async () => {
    const page = openPage({ prepare: (host) => (host.running = false) });
    await page.advance(5000);
    expect(page.link.state.kind).toBe("lost");
    page.host.running = true;
    expect(await msUntil(page, "live")).toBeLessThanOrEqual(1500);
  });

  it("acknowledges drawn frames, but not those of an earlier connection", async () => {
    const page = openPage();
    await page.advance(550);
    page.link.host.acknowledge(3);
    await page.advance(10);
    expect(page.host.acknowledged).toEqual([3]);
    page.host.kill();
    await page.advance(10);
    page.host.running = true;
    await msUntil(page, "live");
    page.link.host.acknowledge(400);
    await page.advance(10);
    expect(page.host.acknowledged).toEqual([3]);
  });
});

describe("a killed host", () => {
  it("is noticed at once", async () => {
    const page = openPage();
    await page.advance(1000);
    page.host.kill();
    expect(await msUntil(page, "lost")).toBeLessThanOrEqual(50);
  });

  it("that is started again has the page back within 1.5 s, at the same place", async () => {
    const page = openPage();
    await page.advance(500);
    await Promise.all([
      page.link.host.call("playhead.set", { mode: "paused", timeMs: 4321 }),
      page.advance(500),
    ]);
    page.host.kill();
    await page.advance(7000);
    expect(page.link.state.kind).toBe("lost");
    page.host.playhead = { ...page.host.playhead, mode: "following", timeMs: 99 };
    page.host.running = true;
    expect(await msUntil(page, "live")).toBeLessThanOrEqual(1500);
    expect(page.host.opens.at(-1)?.resume).toEqual({
      timelineId: "live",
      mode: "paused",
      timeMs: 4321,
      speed: 1,
    });
    expect(page.host.playhead).toMatchObject({ mode: "paused", timeMs: 4321 });
  });

  it("is asked again about once a second, not more", async () => {
    const page = openPage();
    await page.advance(1000);
    page.host.kill();
    const before = page.host.attempts;
    await page.advance(20_000);
    expect(page.host.attempts - before).toBeGreaterThanOrEqual(18);
    expect(page.host.attempts - before).toBeLessThanOrEqual(24);
  });

  it("rejects what was asked and what is asked while it is away", async () => {
    const page = openPage();
    await page.advance(1000);
    page.host.kill();
    await page.advance(100);
    await expect(page.link.host.call("sources.list", {})).rejects.toBeInstanceOf(RequestError);
  });

  it("leaves one connection after any number of restarts", async () => {
    const page = openPage();
    for (let restart = 0; restart < 5; restart += 1) {
      await page.advance(1000);
      page.host.kill();
      await page.advance(700);
      page.host.running = true;
      await msUntil(page, "live");
    }
    expect(page.host.connections).toBe(1);
    expect(page.states).toEqual(["live", ...Array.from({ length: 5 }, () => ["lost", "live"]).flat()]);
  });
});

describe("a stopped host", () => {
  it("is noticed within 2 s of its last word", async () => {
    const page = openPage();
    await page.advance(1000);
    page.host.stop();
    const waited = await msUntil(page, "lost");
    expect(waited).toBeGreaterThan(1400);
    expect(waited).toBeLessThanOrEqual(2000);
  });

  it("that goes on is live again within 1 s, with one connection and the same place", async () => {
    const page = openPage();
    await page.advance(500);
    await Promise.all([
      page.link.host.call("playhead.set", { mode: "paused", timeMs: 1234 }),
      page.advance(500),
    ]);
    page.host.stop();
    await page.advance(30_000);
    expect(page.link.state.kind).toBe("lost");
    page.host.continue();
    expect(await msUntil(page, "live")).toBeLessThanOrEqual(1000);
    await page.advance(20_000);
    expect(page.host.connections).toBe(1);
    expect(page.host.playhead.timeMs).toBe(1234);
    expect(page.states).toEqual(["live", "lost", "live"]);
  });

  it("that then dies is left for its successor", async () => {
    const page = openPage();
    await page.advance(1000);
    page.host.stop();
    await page.advance(3000);
    page.host.kill();
    page.host.stopped = false;
    await page.advance(3000);
    page.host.running = true;
    expect(await msUntil(page, "live")).toBeLessThanOrEqual(5000);
  });
});

describe("a hidden page", () => {
  it("asks for no frames, is not watched, and asks again when it is seen", async () => {
    const page = openPage();
    await page.advance(1000);
    page.link.setVisible(false);
    page.host.stop();
    await page.advance(10_000);
    expect(page.states).toEqual(["live"]);
    page.host.continue();
    await page.advance(100);
    page.link.setVisible(true);
    await page.advance(100);
    expect(page.host.paces).toEqual([10, 0, 10]);
  });

  it("that comes back to a stopped host shows at once that it is lost", async () => {
    const page = openPage();
    await page.advance(1000);
    page.link.setVisible(false);
    page.host.stop();
    await page.advance(10_000);
    page.link.setVisible(true);
    expect(await msUntil(page, "lost")).toBeLessThanOrEqual(300);
  });

  it("goes live without a frame, because it gets none", async () => {
    const page = openPage({ visible: false, prepare: (host) => (host.sendsFrames = false) });
    await page.advance(300);
    expect(page.states).toEqual(["live"]);
    expect(page.host.paces).toEqual([0]);
  });
});

describe("a page of another version than its host", () => {
  it("reloads once", async () => {
    const page = openPage({ prepare: (host) => (host.version = "2.0.0") });
    await page.advance(500);
    expect(page.reloads).toEqual(["2.0.0"]);
    expect(page.states).toEqual([]);
  });

  it("refuses to go on when reloading did not help, and says what to do", async () => {
    const page = openPage({ reloadFor: () => false, prepare: (host) => (host.version = "2.0.0") });
    await page.advance(500);
    const { state } = page.link;
    expect(state.kind === "failed" && [state.cause.includes("2.0.0"), state.hint !== ""]).toEqual([
      true,
      true,
    ]);
    await expect(page.link.host.call("sources.list", {})).rejects.toMatchObject({
      failure: { code: "refused" },
    });
  });

  it("that refused can be told to try again", async () => {
    const page = openPage({ reloadFor: () => false, prepare: (host) => (host.version = "2.0.0") });
    await page.advance(500);
    page.host.version = "1.0.0";
    page.link.retry();
    expect(await msUntil(page, "live")).toBeLessThanOrEqual(1000);
  });
});

describe("a busy page", () => {
  it("does not blame the host for its own pause", async () => {
    const page = openPage();
    await page.advance(1000);
    // The page's thread is blocked for 3 s: its checks come late, and so do the pulses that arrived meanwhile.
    page.host.timers.clock.advance(3000);
    await page.advance(2000);
    expect(page.states).toEqual(["live"]);
  });
});

describe("a host that refuses the page for good", () => {
  class Refused extends Error {
    readonly hint = "Open the printed address.";
  }

  it("is not asked again, and its cause and hint are shown", async () => {
    const timers = new ManualTimers();
    let attempts = 0;
    const link = createLink({
      connect: () => {
        attempts += 1;
        return Promise.reject(new Refused("unknown browser"));
      },
      clock: timers.clock,
      timers,
      pageVersion: "1.0.0",
      reloadFor: () => true,
      hz: 10,
      visible: true,
    });
    const waiting = link.host.call("sources.list", {});
    const rejected = expect(waiting).rejects.toMatchObject({
      failure: { code: "refused", message: "unknown browser" },
    });
    await timers.advance(10_000, settle);
    await rejected;
    expect(link.state).toEqual({
      kind: "failed",
      cause: "unknown browser",
      hint: "Open the printed address.",
    });
    expect(attempts).toBe(1);
  });
});

describe("a link that is closed", () => {
  it("ends its connection, tells so, and never comes back", async () => {
    const page = openPage();
    await page.advance(1000);
    const causes: string[] = [];
    page.link.host.onClose(({ kind }) => causes.push(kind));
    page.link.close();
    await page.advance(10_000);
    page.link.host.onClose(({ kind }) => causes.push(kind));
    expect(causes).toEqual(["closed", "closed"]);
    expect([page.host.connections, page.host.attempts]).toEqual([0, 1]);
    await expect(page.link.host.call("sources.list", {})).rejects.toBeInstanceOf(RequestError);
  });
});
