// The desktop app without Electron: its objects are small fakes, the host is a real process with real message ports.
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { wallClock } from "#shared/base/clock.ts";
import { startDesktop } from "../../electron/main/desktop.ts";
import { processTimers } from "../../electron/host/process-timers.ts";
import type { Link, LinkState, Session } from "../../renderer/host/link-contract.ts";
import { createLink } from "../../renderer/host/link.ts";
import packageJson from "../../package.json" with { type: "json" };
import { FakeElectron, type FakeWindow } from "./fakes.ts";

const root = join(import.meta.dirname, "../..");
const demo = join(root, "assets/plants/demo");
const cold = ["--", "--cold"];

let electron: FakeElectron;
let pageDir: string;
const links: Link[] = [];
beforeEach(() => {
  electron = new FakeElectron();
  pageDir = mkdtempSync(join(tmpdir(), "gemba-page-"));
  writeFileSync(join(pageDir, "index.html"), "<!doctype html><title>Gemba</title>");
});
afterEach(async () => {
  for (const link of links.splice(0)) link.close();
  const running = electron.hosts.filter((host) => host.exitCode === null && host.signalCode === null);
  const gone = Promise.all(running.map((host) => new Promise((resolve) => host.once("exit", resolve))));
  electron.app.emit("will-quit", { preventDefault: () => undefined });
  await gone;
  for (const folder of [electron.folder, pageDir]) rmSync(folder, { recursive: true, force: true });
});

/** Starts the app with a data folder of its own. */
function start(...args: string[]): Promise<void> {
  const data = join(electron.folder, "data");
  return startDesktop({
    ...electron.options(pageDir, ...args, ...(args.includes("--") ? [] : cold), "--data", data),
    timers: processTimers,
    clock: wallClock,
  });
}

function firstWindow(): FakeWindow {
  const [window] = electron.windows;
  if (window === undefined) throw new Error("no window was opened");
  return window;
}

/** The real link of a page, over the port that main hands to this window. */
function pageOf(window: FakeWindow): Link {
  const link = createLink({
    connect: (signal) => electron.connect(window, signal),
    clock: wallClock,
    timers: processTimers,
    pageVersion: packageJson.version,
    reloadFor: () => false,
    hz: 10,
    visible: true,
  });
  links.push(link);
  return link;
}

function nextSession(link: Link, wanted: (session: Session) => boolean = () => true): Promise<Session> {
  return new Promise((resolve) => {
    link.onSession((session) => {
      if (wanted(session)) resolve(session);
    });
  });
}

function nextState(link: Link, kind: LinkState["kind"]): Promise<LinkState> {
  return new Promise((resolve) => {
    link.onState((state) => {
      if (state.kind === kind) resolve(state);
    });
  });
}

function plantId(session: Session): unknown {
  return Reflect.get(Object(session.plant), "id");
}

/** A copy of the demo plant under another id. */
function otherPlant(id = "other"): string {
  const folder = join(electron.folder, id);
  cpSync(demo, folder, { recursive: true });
  const file = join(folder, "plant.json");
  writeFileSync(file, readFileSync(file, "utf8").replace(/"id":\s*"[^"]+"/, `"id": "${id}"`));
  return folder;
}

function menuClick(label: string): void {
  const entries = electron.menu.flatMap(({ submenu }) => submenu ?? []);
  const entry = [...entries, ...entries.flatMap(({ submenu }) => submenu ?? [])].find(
    (each) => each.label === label,
  );
  entry?.click?.();
}

test("a window opens, is shown when its page is drawn, and says so to whoever started the app", async () => {
  await start();
  const window = firstWindow();
  expect([window.url, window.calls, electron.printed]).toEqual(["app://gemba/", [], []]);
  window.emit("ready-to-show");
  expect([window.calls, electron.printed]).toEqual([["show"], ["Gemba window open"]]);
});

test("the page gets a port, and the host answers its requests with the right to operate", async () => {
  await start();
  const link = pageOf(firstWindow());
  const session = await nextSession(link);
  expect([session.right, plantId(session)]).toEqual(["operate", "demo"]);
  const detail = await link.host.call("asset.detail", { asset: "B10a", limit: 5 });
  expect(typeof detail.state).toBe("string");
});

test("every window has a port and a viewer of its own", async () => {
  await start();
  menuClick("New window");
  const [one, other] = electron.windows.map(pageOf);
  for (const link of [one, other]) if (link !== undefined) await nextSession(link);
  await one?.host.call("playhead.set", { mode: "paused" });
  const moved = await other?.host.call("playhead.set", { mode: "following" });
  expect([electron.windows.length, moved?.mode]).toEqual([2, "following"]);
});

test("a host that is killed is started again, and the page goes on by itself", async () => {
  await start();
  const link = pageOf(firstWindow());
  await nextState(link, "live");
  const lost = nextState(link, "lost");
  electron.hosts[0]?.kill("SIGKILL");
  await lost;
  await nextState(link, "live");
  expect(electron.hosts.length).toBe(2);
});

test("a window that is closed while the host is away is not missed", async () => {
  await start();
  menuClick("New window");
  const [one, other] = electron.windows;
  if (one === undefined || other === undefined) throw new Error("two windows were wanted");
  const [host] = electron.hosts;
  const exited = host && once(host, "exit");
  host?.kill("SIGKILL");
  await exited;
  const asked = electron.connect(other, AbortSignal.abort()).catch(() => "gone");
  other.close();
  expect(await asked).toBe("gone");
  await nextState(pageOf(one), "live");
});

test("a page whose process crashed is loaded again", async () => {
  await start();
  const window = firstWindow();
  const reloaded = new Promise<void>((resolve) => {
    window.reload = () => void resolve();
  });
  window.emit("render-process-gone", {}, { reason: "oom", exitCode: 5 });
  await reloaded;
});

test("the log is shown in its folder, and tells of the host", async () => {
  await start();
  await nextSession(pageOf(firstWindow()));
  menuClick("Show log file");
  const path = join(electron.folder, "logs/gemba.log");
  expect(electron.calls.at(-1)).toEqual(["showItem", path]);
  expect(readFileSync(path, "utf8")).toMatch(/Z The host is ready\.\n/);
});

test("a second instance ends at once and opens nothing", async () => {
  electron.isFirst = false;
  await start("plant.json");
  expect([electron.calls.at(-1), electron.windows, electron.hosts]).toEqual([["quit"], [], []]);
});

test("the first instance opens what the second was given, in the windows that are there", async () => {
  await start();
  const window = firstWindow();
  const link = pageOf(window);
  await nextSession(link);
  electron.app.emit("second-instance", {}, [], "/", { paths: [otherPlant()] });
  const session = await nextSession(link, (each) => plantId(each) !== "demo");
  expect([plantId(session), window.calls, electron.windows.length]).toEqual(["other", ["focus"], 1]);
});

test("a plant folder is opened by dialog, by drop, and by double-click on its plant.json", async () => {
  await start();
  const window = firstWindow();
  const link = pageOf(window);
  await nextSession(link);
  const shown = async (id: string): Promise<unknown> =>
    plantId(await nextSession(link, (session) => plantId(session) === id));

  electron.chosen = [otherPlant("chosen")];
  menuClick("Open folder…");
  expect(await shown("chosen")).toBe("chosen");

  const senderFrame = { origin: "app://gemba", parent: null };
  electron.ipc.emit("open-path", { sender: window, senderFrame }, otherPlant("dropped"));
  expect(await shown("dropped")).toBe("dropped");

  const file = join(otherPlant("clicked"), "plant.json");
  electron.app.emit("open-file", { preventDefault: () => undefined }, file);
  expect(await shown("clicked")).toBe("clicked");
});

test("a host that crashes comes back with the plant that was opened", async () => {
  await start(otherPlant(), ...cold);
  const link = pageOf(firstWindow());
  await nextState(link, "live");
  const again = nextState(link, "lost").then(() => nextState(link, "live"));
  electron.hosts[0]?.kill("SIGKILL");
  await again;
  expect(plantId(await nextSession(link))).toBe("other");
});

test("a file that cannot be opened is refused in words, and what was shown goes on", async () => {
  await start();
  const link = pageOf(firstWindow());
  const session = await nextSession(link);
  const file = join(electron.folder, "shift.xlsx");
  writeFileSync(file, "");
  const box = once(electron.app, "message-box");
  electron.app.emit("open-file", { preventDefault: () => undefined }, file);
  expect((await box)[0]).toMatchObject({
    message: "“shift.xlsx” is not something Gemba can open.",
    detail:
      "Open a recording (.mcap), a folder with a plant.json, or one with recorded adapter files and their Devices.xml.",
  });
  expect((await link.host.call("playhead.set", { mode: "following" })).timelineId).toBe(
    session.playhead.timelineId,
  );
});

test("what cannot be opened at the start is said on the page, and another choice brings it to life", async () => {
  const file = join(electron.folder, "shift.xlsx");
  writeFileSync(file, "");
  await start(file, ...cold);
  const window = firstWindow();
  const failed = await nextState(pageOf(window), "failed");
  expect(failed).toMatchObject({ cause: "“shift.xlsx” is not something Gemba can open." });

  electron.chosen = [otherPlant()];
  const reloaded = new Promise<void>((resolve) => {
    window.reload = () => void resolve();
  });
  menuClick("Open folder…");
  await reloaded;
  expect(plantId(await nextSession(pageOf(window), (each) => plantId(each) !== "demo"))).toBe("other");
});

test("at the end the host closes first, then the app quits", async () => {
  await start();
  await nextSession(pageOf(firstWindow()));
  const [host] = electron.hosts;
  const exited = new Promise((resolve) => host?.once("exit", resolve));
  let prevented = false;
  const event = { preventDefault: () => (prevented = true) };
  electron.app.emit("before-quit", event);
  electron.app.emit("will-quit", event);
  expect([await exited, prevented]).toEqual([0, true]);
});

test("windows come back where they were, each on its own", async () => {
  await start();
  menuClick("New window");
  const [one, other] = electron.windows;
  if (one === undefined || other === undefined) throw new Error("two windows were wanted");
  one.bounds = { x: 10, y: 20, width: 900, height: 700 };
  other.maximize();
  electron.app.emit("before-quit", {});
  for (const window of [one, other]) window.close();

  await start();
  const [, , again, maximised] = electron.windows;
  maximised?.emit("ready-to-show");
  expect([again?.options, maximised?.calls]).toMatchObject([
    { x: 10, y: 20, width: 900, height: 700 },
    ["maximize", "show"],
  ]);
});
