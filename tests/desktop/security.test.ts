// The security checklist of Electron's own guide, row by row, against the code that runs. No Electron runs here: what the
// objects were told is what is tested. The fuses are read back from a package in package.test.ts.
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ensureDesktopBuilt } from "../../electron/host/build.ts";
import { lockContents, lockSession } from "../../electron/main/lock-down.ts";
import { handlePageMessages } from "../../electron/main/page-messages.ts";
import { pageHandler, pagePrivileges } from "../../electron/main/protocol.ts";
import { windowOptions } from "../../electron/main/window.ts";
import { FakeElectron, FakeWindow } from "./fakes.ts";

const root = join(import.meta.dirname, "../..");
const bounds = { x: 0, y: 0, width: 800, height: 600 };
const log: string[] = [];
const note = (line: string): void => void log.push(line);

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gemba-security-"));
  mkdirSync(join(folder, "page/assets"), { recursive: true });
  writeFileSync(join(folder, "page/index.html"), "<!doctype html>");
  writeFileSync(join(folder, "page/assets/page.js"), "//");
  writeFileSync(join(folder, "secret.txt"), "not for pages");
  symlinkSync(join(folder, "secret.txt"), join(folder, "page/link.txt"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Every source of main and preload. */
function shellSources(): string {
  return ["main", "preload"]
    .flatMap((name) =>
      readdirSync(join(root, "electron", name)).map((file) => join(root, "electron", name, file)),
    )
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
}

test("pages are isolated, sandboxed, without Node, with web security, without webviews", () => {
  expect(windowOptions(bounds, "preload.cjs").webPreferences).toEqual({
    preload: "preload.cjs",
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    nodeIntegrationInWorker: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
  });
});

describe("the preload, as built", () => {
  const posted: unknown[][] = [];
  const sent: unknown[][] = [];
  const heard = new Map<string, (event: unknown, value: unknown) => void>();
  type Verb = (...values: unknown[]) => unknown;
  const exposed: Record<string, { connect: Verb; pathForFile: Verb; capabilities: unknown }> = {};
  beforeAll(async () => {
    await ensureDesktopBuilt({ log: () => undefined });
    const electron = {
      contextBridge: {
        exposeInMainWorld: (name: string, api: (typeof exposed)[string]) => (exposed[name] = api),
      },
      ipcRenderer: {
        send: (...values: unknown[]) => sent.push(values),
        on: (channel: string, listener: (event: unknown, value: unknown) => void) =>
          heard.set(channel, listener),
      },
      webUtils: { getPathForFile: () => "/dropped/plant.json" },
    };
    const scope = {
      require: (name: string) => (name === "electron" ? electron : undefined),
      window: { postMessage: (...values: unknown[]) => posted.push(values) },
      location: { origin: "app://gemba" },
    };
    runInNewContext(readFileSync(join(root, "dist/desktop/preload.cjs"), "utf8"), scope);
  });

  test("exposes exactly connect, pathForFile and capabilities", () => {
    expect(Object.keys(exposed)).toEqual(["desktop"]);
    expect(Object.keys(exposed["desktop"] ?? {}).sort()).toEqual(["capabilities", "connect", "pathForFile"]);
  });
  test("passes on nothing of what the page gives but the asking and a file's path", () => {
    exposed["desktop"]?.connect("evil", 1);
    expect([exposed["desktop"]?.pathForFile({}), sent]).toEqual([
      undefined,
      [["connect"], ["open-path", "/dropped/plant.json"]],
    ]);
  });
  test("gives the page its port, and only to its own origin", () => {
    const ports = [{}];
    heard.get("host-port")?.({ ports }, undefined);
    heard.get("command")?.({ ports: [] }, "theme.dark");
    expect(posted).toEqual([
      ["host-port", "app://gemba", ports],
      [{ command: "theme.dark" }, "app://gemba", []],
    ]);
  });
  test("is less than 40 lines of source", () => {
    const source = readFileSync(join(root, "electron/preload/index.ts"), "utf8");
    expect(source.trimEnd().split("\n").length).toBeLessThan(40);
  });
});

describe("app://", () => {
  const get = (url: string, method = "GET"): Promise<Response> =>
    pageHandler(join(folder, "page"))(new Request(url, { method }));

  test("is a standard, secure scheme that gets round no policy", () => {
    expect(pagePrivileges.privileges).toEqual({
      standard: true,
      secure: true,
      supportFetchAPI: true,
      stream: true,
      codeCache: true,
    });
  });
  test("serves the page with the policy as a header", async () => {
    const response = await get("app://gemba/");
    expect([response.status, response.headers.get("content-type")]).toEqual([
      200,
      "text/html; charset=utf-8",
    ]);
    expect(response.headers.get("content-security-policy")).toBe(
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; " +
        "img-src 'self' blob: data:; font-src 'self'; connect-src 'self' blob:; base-uri 'none'; " +
        "form-action 'none'; frame-ancestors 'none'",
    );
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  });
  test("serves what lies below its root", async () => {
    expect(await (await get("app://gemba/assets/page.js")).text()).toBe("//");
  });
  test.each([
    ["a folder above, plain", "app://gemba/../secret.txt"],
    ["a folder above, encoded dots", "app://gemba/%2e%2e/secret.txt"],
    ["a folder above, encoded slash", "app://gemba/..%2fsecret.txt"],
    ["a folder above, encoded backslash", "app://gemba/..%5csecret.txt"],
    ["twice encoded", "app://gemba/%252e%252e%252fsecret.txt"],
    ["an absolute path", "app://gemba//etc/passwd"],
    ["a drive", "app://gemba/C:/Windows/win.ini"],
    ["a NUL", "app://gemba/index.html%00.js"],
    ["a link that leads out", "app://gemba/link.txt"],
    ["a folder", "app://gemba/assets"],
  ])("refuses %s", async (_name, url) => {
    expect((await get(url)).status).toBe(404);
  });
  test("refuses other hosts of the scheme, and methods that write", async () => {
    expect((await get("app://elsewhere/index.html")).status).toBe(403);
    expect((await get("app://gemba/index.html", "POST")).status).toBe(405);
  });
});

test("every permission, check and device is refused, and downloads are stopped", () => {
  const electron = new FakeElectron();
  lockSession(electron.session, note);
  type Handler = (...values: unknown[]) => unknown;
  const handlers = new Map(electron.calls.map(([name, handler]) => [name, handler as Handler | boolean]));
  const answers: unknown[] = [];
  const call = (name: string, ...values: unknown[]): void => {
    const handler = handlers.get(name);
    if (typeof handler === "function") answers.push(handler(...values));
  };
  for (const permission of ["media", "geolocation", "notifications", "openExternal", "clipboard-read", "usb"])
    call("permissionRequest", {}, permission, (granted: boolean) => answers.push(granted));
  call("permissionCheck");
  call("devicePermission");
  expect(answers.filter((answer) => answer !== undefined)).toEqual(new Array(8).fill(false));
  const download = (url: string): boolean => {
    let was = false;
    electron.session.emit("will-download", { preventDefault: () => (was = true) }, { getURL: () => url });
    return was;
  };
  expect(download("https://elsewhere.example/tool.exe")).toBe(true);
  expect(download("app://gemba/index.html")).toBe(true);
  // What a page made itself, such as a picture, is saved where the person says.
  expect(download("blob:app://gemba/6f0c5d2e")).toBe(false);
  expect(handlers.get("spellChecker")).toBe(false);
  rmSync(electron.folder, { recursive: true });
});

/** Whether an event with these details is prevented. */
function prevented(
  on: { emit(name: string, event: object): unknown },
  name: string,
  details: object = {},
): boolean {
  let was = false;
  on.emit(name, { ...details, preventDefault: () => (was = true) });
  return was;
}

describe("a page", () => {
  const page = new FakeWindow(windowOptions(bounds, ""));
  lockContents(page, note);
  const elsewhere = [
    "https://example.org/",
    "file:///etc/passwd",
    "app://elsewhere/",
    "app://gemba.example.org/",
    "javascript:alert(1)",
  ];

  test.each(["will-navigate", "will-frame-navigate", "will-redirect"])(
    "may not leave its origin: %s",
    (event) => {
      expect(elsewhere.map((url) => prevented(page, event, { url }))).toEqual(elsewhere.map(() => true));
      expect(prevented(page, event, { url: "app://gemba/?again" })).toBe(false);
    },
  );
  test("may open no window, its own origin neither", () => {
    const answers = [...elsewhere, "app://gemba/"].map((url) => page.windowOpenHandler?.({ url }));
    expect(answers).toEqual(answers.map(() => ({ action: "deny" })));
  });
  test("may attach no webview", () => {
    expect(prevented(page, "will-attach-webview")).toBe(true);
  });
});

test("nothing is handed to other programs: no openExternal, no openPath, no shell command", () => {
  expect(shellSources()).not.toMatch(/openExternal|openPath|child_process|\beval\b|executeJavaScript/);
});

describe("a message from a page", () => {
  const electron = new FakeElectron();
  const handled: unknown[] = [];
  handlePageMessages(
    electron.ipc,
    {
      connect: (sender) => handled.push(["connect", sender.id]),
      "open-path": (_sender, path) => handled.push(["open-path", path]),
    },
    note,
  );
  afterAll(() => {
    rmSync(electron.folder, { recursive: true });
  });
  const sender = new FakeWindow(windowOptions(bounds, ""));
  const ours = { origin: "app://gemba", parent: null };
  const after = (channel: string, senderFrame: object | null, ...values: unknown[]): unknown[] => {
    handled.length = 0;
    electron.ipc.emit(channel, { sender, senderFrame }, ...values);
    return [...handled];
  };

  test("of ours is handled", () => {
    expect(after("connect", ours)).toEqual([["connect", sender.id]]);
    expect(after("open-path", ours, "/plants/mill")).toEqual([["open-path", "/plants/mill"]]);
  });
  test.each([
    ["another origin", { origin: "https://example.org", parent: null }],
    ["another host of the scheme", { origin: "app://elsewhere", parent: null }],
    ["a frame inside the page", { origin: "app://gemba", parent: {} }],
    ["a frame that is gone", null],
  ])("from %s is refused", (_name, frame) => {
    expect([after("connect", frame), after("open-path", frame, "/plants/mill")]).toEqual([[], []]);
  });
  test.each([
    ["no path", []],
    ["an empty path", [""]],
    ["a path that is no text", [{}]],
    ["a path beyond all paths", ["x".repeat(5000)]],
    ["more than was asked", ["/plants/mill", "and more"]],
  ])("with %s is refused", (_name, values) => {
    expect(after("open-path", ours, ...values)).toEqual([]);
  });
  test("on any other channel is not listened to", () => {
    expect(electron.ipc.eventNames().sort()).toEqual(["connect", "open-path"]);
  });
});
