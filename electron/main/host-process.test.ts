// When the host's process is started again, when no longer, and what pages are told meanwhile. The process is played here;
// a real one is in tests/desktop.
import { EventEmitter } from "node:events";
import { beforeEach, expect, test } from "vitest";
import { ManualTimers } from "#shared/base/timers.ts";
import type { ForkedHost, MainPort } from "./electron-objects.ts";
import { HostProcess } from "./host-process.ts";

/** A host's process in the test's hands. */
class PlayedHost extends EventEmitter implements ForkedHost {
  readonly args: readonly string[];
  readonly told: unknown[] = [];
  readonly stdout = null;
  readonly stderr = null;
  killed = false;
  constructor(args: readonly string[]) {
    super();
    this.args = args;
  }
  postMessage(message: unknown): void {
    this.told.push(message);
  }
  kill(): boolean {
    this.killed = true;
    return true;
  }
}

const port: MainPort = { close: () => undefined };
const page = (id: number) => ({
  id,
  sendPort: () => told.push(`port to ${id}`),
  sendFailure: ({ message }: { message: string }) => told.push(`failure to ${id}: ${message}`),
});
const settle = (): Promise<void> => Promise.resolve();

let timers: ManualTimers;
let hosts: PlayedHost[];
let told: string[];
let recording: boolean[];
let recovered: number;
let kept: Map<string, string>;
let host: HostProcess;
beforeEach(() => {
  timers = new ManualTimers();
  hosts = [];
  told = [];
  recording = [];
  recovered = 0;
  kept = new Map();
  host = new HostProcess({
    args: ["--cold"],
    forkHost: (args) => {
      const forked = new PlayedHost(args);
      hosts.push(forked);
      return forked;
    },
    createChannel: () => ({ port1: port, port2: port }),
    timers,
    clock: timers.clock,
    log: () => undefined,
    secrets: {
      keep: (name, secret) => {
        kept.set(name, secret ?? "");
        return true;
      },
      read: (name) => kept.get(name),
    },
    onRecording: (active) => recording.push(active),
    onRecovered: () => (recovered += 1),
  });
});

const grantOf = (asked: unknown): unknown =>
  typeof asked === "object" && asked !== null && "grant" in asked ? asked.grant : undefined;

/** The newest process ends. */
const crash = (): unknown => hosts.at(-1)?.emit("exit", 139);

test("after a crash it is started again, a little later each time", async () => {
  host.start();
  const pauses: number[] = [];
  for (let count = 0; count < 5; count += 1) {
    const before = hosts.length;
    crash();
    let waitedMs = 0;
    while (hosts.length === before && waitedMs < 60_000) {
      await timers.advance(250, settle);
      waitedMs += 250;
    }
    pauses.push(waitedMs);
  }
  expect(pauses).toEqual([250, 500, 1_000, 2_000, 4_000]);
});

test("crashes that lie a minute apart do not add up", async () => {
  host.start();
  for (let count = 0; count < 10; count += 1) {
    crash();
    await timers.advance(61_000, settle);
  }
  expect(hosts.length).toBe(11);
});

test("a page that asks while it is away gets its port once, when it is back", async () => {
  host.start();
  crash();
  host.connect(page(1));
  host.connect(page(1));
  host.connect(page(2));
  expect(told).toEqual([]);
  await timers.advance(250, settle);
  expect([told, hosts[1]?.told]).toEqual([
    ["port to 1", "port to 2"],
    [{ kind: "viewer" }, { kind: "viewer" }],
  ]);
});

/** Crashes until it is given up. */
async function giveUp(): Promise<void> {
  host.start();
  for (let count = 0; count < 6; count += 1) {
    crash();
    await timers.advance(4_000, settle);
  }
}

test("one that crashes again and again is given up, and pages are told, those that ask later too", async () => {
  host.start();
  for (let count = 0; count < 5; count += 1) {
    crash();
    await timers.advance(4_000, settle);
  }
  crash();
  host.connect(page(1));
  await timers.advance(60_000, settle);
  expect([hosts.length, told]).toEqual([
    6,
    ["failure to 1: The host stopped again and again (exit code 139)."],
  ]);
});

test("one that was given up is started again by a person, and pages hear of it when it is ready", async () => {
  await giveUp();
  host.restart();
  expect([hosts.length, recovered]).toEqual([7, 0]);
  hosts.at(-1)?.emit("message", { kind: "ready" });
  hosts.at(-1)?.emit("message", { kind: "ready" });
  expect(recovered).toBe(1);
});

test("one that cannot open what it was started with is not started again: the page says why", async () => {
  host.openAtStart("/plants/gone");
  host.start();
  hosts[0]?.emit("message", { kind: "failed", message: "There is no such plant.", hint: "Open another." });
  hosts[0]?.emit("exit", 0);
  host.connect(page(1));
  await timers.advance(60_000, settle);
  expect([hosts.length, hosts[0]?.killed, told]).toEqual([
    1,
    true,
    ["failure to 1: There is no such plant."],
  ]);
  host.restart();
  expect(hosts.map(({ args }) => args)).toEqual([["--cold", "--open", "/plants/gone"], ["--cold"]]);
});

test("what was opened is opened again after a crash", async () => {
  host.start();
  const opened = host.open("/plants/mill");
  const [asked] = hosts[0]?.told ?? [];
  hosts[0]?.emit("message", { kind: "opened", grant: grantOf(asked) });
  expect(await opened).toBeUndefined();
  crash();
  await timers.advance(250, settle);
  expect(hosts[1]?.args).toEqual(["--cold", "--open", "/plants/mill"]);
});

test("what was asked when it crashed is answered, and not opened again", async () => {
  host.start();
  const opened = host.open("/plants/mill");
  crash();
  await timers.advance(250, settle);
  expect([(await opened)?.message, hosts[1]?.args]).toEqual([
    "The host stopped while it opened this.",
    ["--cold"],
  ]);
});

test("a recording that its host tells of is over when the host is gone", () => {
  host.start();
  hosts[0]?.emit("message", { kind: "recording", active: true });
  crash();
  expect(recording).toEqual([true, false]);
});

test("a secret is kept, and given to the host that asks", () => {
  host.start();
  hosts[0]?.emit("message", { kind: "secret", name: "broker", keep: "hunter2" });
  hosts[0]?.emit("message", { kind: "secret", name: "other" });
  expect(hosts[0]?.told).toEqual([
    { kind: "secret", name: "broker", secret: "hunter2" },
    { kind: "secret", name: "other" },
  ]);
});

test("one that does not end when it is told to is killed", async () => {
  host.start();
  const stopped = host.stop();
  expect(hosts[0]?.told).toEqual([{ kind: "stop" }]);
  await timers.advance(3_000, settle);
  expect(hosts[0]?.killed).toBe(true);
  crash();
  await stopped;
  await timers.advance(60_000, settle);
  expect(hosts.length).toBe(1);
});

test("words it does not know are left aside", () => {
  host.start();
  hosts[0]?.emit("message", { kind: "format-disk" });
  expect(recording).toEqual([]);
});
