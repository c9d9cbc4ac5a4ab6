// What the desktop's host and main say to each other, from the host's side. The whole way is tested in tests/desktop.
import { EventEmitter, once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MessageChannel } from "node:worker_threads";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ManualTimers } from "#shared/base/timers.ts";
import { createHostClient } from "#shared/host-api/client.ts";
import { DesktopHost, type ParentPort } from "./desktop-host.ts";
import { portChannel } from "./serve/message-port.ts";

/** Main, as seen from the host. */
class PlayedMain extends EventEmitter implements ParentPort {
  readonly heard = new EventEmitter();
  postMessage(message: unknown): void {
    this.heard.emit(String(Reflect.get(Object(message), "kind")), message);
  }
  tell(data: unknown): void {
    this.emit("message", { data, ports: [] });
  }
}

let folder = "";
let main: PlayedMain;
let log: string[];
let exits: number;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gemba-desktop-host-"));
  [main, log, exits] = [new PlayedMain(), [], 0];
});
afterEach(() => {
  main.tell({ kind: "stop" });
  rmSync(folder, { recursive: true, force: true });
});

function start(...args: string[]): DesktopHost {
  return new DesktopHost({
    port: main,
    args: ["--data", join(folder, "data"), ...args],
    timers: new ManualTimers(),
    log: (line) => log.push(line),
    exit: () => (exits += 1),
  });
}

/** The next message of a kind. */
async function next(kind: string): Promise<unknown> {
  return ((await once(main.heard, kind)) as unknown[])[0];
}

test("it says that it is ready, and ends when it is told to", async () => {
  const ready = next("ready");
  start("--cold");
  expect(await ready).toEqual({ kind: "ready" });
  main.tell({ kind: "stop" });
  expect(exits).toBe(1);
});

test.each([
  ["an option that there is not", ["--fly"], /--fly/],
  ["a speed that is none", ["--speed", "fast"], /--speed needs a number/],
  ["a plant that is not there", ["--plant", "/nowhere"], /\/nowhere.* does not exist/],
  ["a data folder that is a file", ["--data", "FILE"], /cannot be|a file|FILE/],
])("started with %s, it says so in words", async (_name, args, words) => {
  const file = join(folder, "FILE");
  writeFileSync(file, "");
  const failed = next("failed");
  start(...args.map((arg) => (arg === "FILE" ? file : arg)));
  expect(await failed).toMatchObject({
    message: expect.stringMatching(words) as string,
    hint: expect.stringMatching(/\S/) as string,
  });
});

test("it asks main for secrets, and gives each answer to who asked for it first", async () => {
  const host = start("--cold");
  const asked: unknown[] = [];
  main.heard.on("secret", (message) => asked.push(message));
  const [first, second, kept] = [
    host.secret("broker"),
    host.secret("broker"),
    host.secret("historian", "hunter2"),
  ];
  expect(asked.at(-1)).toEqual({ kind: "secret", name: "historian", keep: "hunter2" });
  main.tell({ kind: "secret", name: "broker", secret: "one" });
  main.tell({ kind: "secret", name: "broker" });
  main.tell({ kind: "secret", name: "historian", secret: "hunter2" });
  expect(await Promise.all([first, second, kept])).toEqual(["one", undefined, "hunter2"]);
});

test("it tells main when a recording begins and ends", () => {
  const told: unknown[] = [];
  main.heard.on("recording", (message) => told.push(message));
  const host = start("--cold");
  host.recording(true);
  host.recording(false);
  expect(told).toEqual([
    { kind: "recording", active: true },
    { kind: "recording", active: false },
  ]);
});

test("words it does not know go to the log, and nowhere else", () => {
  start("--cold");
  main.tell({ kind: "format-disk" });
  expect(log).toEqual([expect.stringMatching(/something unknown/)]);
});

test("a file of another tool is offered to the page to be imported, by an id and not by its path", async () => {
  const file = join(folder, "press.csv");
  writeFileSync(file, "time,Press/force\n2026-01-05T06:00:00Z,1\n2026-01-05T06:00:01Z,2\n");
  const ready = next("ready");
  start("--cold");
  await ready;
  const { port1: hostEnd, port2: pageEnd } = new MessageChannel();
  main.emit("message", { data: { kind: "viewer" }, ports: [hostEnd] });
  const page = createHostClient(portChannel(pageEnd));
  await page.call("session.open", {});
  const offered = new Promise<{ file: string; fileName: string }>((resolve) => {
    page.onEvent((event) => {
      if (event.name === "importOffered") resolve(event);
    });
  });
  const opened = next("opened");
  main.tell({ kind: "open", grant: "one", path: file });
  expect(await opened).toEqual({ kind: "opened", grant: "one" });
  const { file: id, fileName } = await offered;
  expect([fileName, id.includes("press")]).toEqual(["press.csv", false]);
  expect((await page.call("import.propose", { file: id })).mapping.kind).toBe("wide");
  page.close();

  const refused = next("refused");
  writeFileSync(join(folder, "notes.txt"), "nothing with times");
  main.tell({ kind: "open", grant: "two", path: join(folder, "notes.txt") });
  expect(await refused).toMatchObject({
    grant: "two",
    message: expect.stringContaining("notes.txt") as string,
  });
});
