// A package as `npm run package -- --dir` makes it, over the stand-in for Electron: what is in it, that its host works from
// there, and that its fuses are as asked. Needs no network.
import { fork, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { MessageChannel } from "node:worker_threads";
import { extractAll, listPackage } from "@electron/asar";
import { FuseState, FuseV1Options, getCurrentFuseWire } from "@electron/fuses";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createHostClient } from "#shared/host-api/client.ts";
import type { FromModel } from "../../electron/host/models/model-messages.ts";
import { linearModel } from "../../electron/host/models/test-models.ts";
import { dependencyLicences } from "../../electron/package/licences.ts";
import { portChannel } from "../../renderer/host/port-channel.ts";
import { forkRealHost } from "./real-host.ts";

const root = join(import.meta.dirname, "../..");
let folder = "";
let packed = "";
let archive = "";
/** Stands of the archive's files as they were built, and the archive, unpacked. */
let unpacked = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gemba-package-"));
  packed = join(folder, "linux-unpacked");
  archive = join(packed, "resources/app.asar");
  unpacked = join(folder, "app");
  const args = ["--dir", "--stand-in", "--linux", `--config.directories.output=${folder}`];
  const done = spawnSync(process.execPath, [join(root, "electron/package/package.ts"), ...args], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, HTTPS_PROXY: "http://127.0.0.1:9", HTTP_PROXY: "http://127.0.0.1:9" },
  });
  if (done.status !== 0)
    throw new Error(`packaging ended with ${done.status}:\n${done.stdout}${done.stderr}`);
  extractAll(archive, unpacked);
}, 240_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Files below a folder, relative to `from`, with slashes. */
function filesBelow(path: string, from = path): string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(from, join(entry.parentPath, entry.name)).split(sep).join("/"));
}

test("the archive holds exactly the built files, the demo plant and package.json", () => {
  const wanted = ["dist/page", "dist/desktop", "assets/plants/demo"]
    .flatMap((path) => filesBelow(join(root, path), root))
    .filter((file) => !file.endsWith("/.built"));
  const held = listPackage(archive, { isPack: false })
    .map((path) => path.split("\\").join("/").slice(1))
    .filter((path) => statSync(join(unpacked, path)).isFile());
  expect(held.sort()).toEqual([...wanted, "package.json"].sort());
  for (const file of wanted)
    expect(readFileSync(join(unpacked, file)).equals(readFileSync(join(root, file)))).toBe(true);
});

test("what it is built of are this platform's production dependencies, bundled: nothing else is asked for", () => {
  const scripts = filesBelow(join(unpacked, "dist/desktop")).map((file) =>
    readFileSync(join(unpacked, "dist/desktop", file), "utf8"),
  );
  const asked = scripts.flatMap((text) =>
    [...text.matchAll(/(?:^import\s[^"'`]*|\bimport\(|\brequire\()["']([^"']+)["']/gm)].map(
      ([, name = ""]) => name,
    ),
  );
  expect(asked).toContain("electron");
  expect(asked.filter((name) => !/^(node:|\.\/|electron$)/.test(name))).toEqual([]);

  const bundled = new Set(
    scripts.flatMap((text) =>
      [...text.matchAll(/^\/\/ (?:#region )?node_modules\/((?:@[\w.-]+\/)?[\w.-]+)\//gm)].map(
        ([, name]) => name,
      ),
    ),
  );
  const production = new Set(dependencyLicences(root).map(({ name }) => name));
  expect(bundled).toContain("zod");
  expect([...bundled].filter((name) => !production.has(name ?? ""))).toEqual([]);
});

test("its manifest starts the built main process, and says nothing of development", () => {
  const manifest = JSON.parse(readFileSync(join(unpacked, "package.json"), "utf8")) as Record<
    string,
    unknown
  >;
  expect(existsSync(join(unpacked, String(manifest["main"])))).toBe(true);
  expect([manifest["type"], manifest["devDependencies"], manifest["scripts"]]).toEqual([
    "module",
    undefined,
    undefined,
  ]);
});

test("its host starts from there, without the project around it, and serves a page", async () => {
  const host = forkRealHost(
    ["--cold", "--data", join(folder, "data")],
    join(unpacked, "dist/desktop/utility.js"),
  );
  const exited = once(host, "exit");
  const { port1, port2 } = new MessageChannel();
  host.postMessage({ kind: "viewer" }, [port1]);
  const client = createHostClient(portChannel(port2 as unknown as MessagePort));
  const session = await client.call("session.open", {});
  expect([session.right, Reflect.get(Object(session.plant), "id")]).toEqual(["operate", "demo"]);
  host.postMessage({ kind: "stop" });
  await exited;
});

test("a person's own model can be run from there, without an installed runtime", async () => {
  const desktop = join(unpacked, "dist/desktop");
  const network = linearModel([[1], [1]]);
  const child = fork(join(desktop, "model-process.js"), { serialization: "advanced", execArgv: [], env: {} });
  const heard: unknown[] = [];
  const opened = new Promise<void>((resolve) => {
    child.on("message", (message: FromModel) => {
      heard.push(message);
      if (message.kind !== "loaded") resolve();
    });
  });
  child.send({ kind: "open", wasmFile: join(desktop, "ort-wasm-simd-threaded.wasm"), model: network });
  await opened;
  child.kill();
  expect(heard).toMatchObject([{ kind: "loaded" }, { kind: "opened", inputs: [{ name: "x" }] }]);
});

/** Stands for Electron where the built main process is started by plain Node: tells what it is asked for, then ends. */
const electronStub = `
  const say = (what) => process.stdout.write(JSON.stringify(what) + "\\n");
  const anything = () => new Proxy(function () {}, { get: (_, key) => (key === "then" ? undefined : anything()), apply: anything });
  const folder = process.cwd();
  export const app = {
    isPackaged: true, on() {}, enableSandbox: () => say("sandbox"), setPath() {}, getPath: () => folder,
    requestSingleInstanceLock: () => true, whenReady: () => Promise.resolve(), quit() {}, exit: (code) => process.exit(code),
  };
  export class BrowserWindow {
    webContents = anything();
    constructor({ webPreferences }) { say({ preload: webPreferences.preload }); }
    on() {} once() {}
    loadURL(url) { say({ url }); process.exit(0); }
  }
  export class MessageChannelMain {}
  export const Menu = { buildFromTemplate: (template) => template, setApplicationMenu: (menu) => say({ menu: menu.length }) };
  export const protocol = { registerSchemesAsPrivileged: ([{ scheme }]) => say({ scheme }) };
  export const utilityProcess = { fork: (path) => { say({ host: path }); return { on() {}, stdout: null, stderr: null }; } };
  export const screen = { getAllDisplays: () => [] };
  export const session = { defaultSession: anything() };
  export const crashReporter = { start: (options) => say({ crashReporter: options }) };
  export const [dialog, ipcMain, powerSaveBlocker, safeStorage, shell] = [1, 2, 3, 4, 5].map(anything);
`;

test("its main process, as built, finds its host, its preload and its page", () => {
  const stub = join(folder, "electron-stub.mjs");
  writeFileSync(stub, electronStub);
  const hooks = join(folder, "hooks.mjs");
  writeFileSync(
    hooks,
    `import { registerHooks } from "node:module";
     registerHooks({ resolve: (name, context, next) =>
       name === "electron" ? { url: ${JSON.stringify(pathToFileURL(stub).href)}, shortCircuit: true } : next(name, context) });`,
  );
  const main = join(unpacked, "dist/desktop/main.js");
  const done = spawnSync(process.execPath, ["--import", hooks, main], { cwd: folder, encoding: "utf8" });
  expect([done.status, done.stderr]).toEqual([0, ""]);
  const built = (name: string): string => join(unpacked, "dist/desktop", name);
  expect(
    done.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown),
  ).toEqual([
    { scheme: "app" },
    "sandbox",
    { crashReporter: { uploadToServer: false } },
    { host: built("utility.js") },
    { menu: expect.any(Number) as number },
    { preload: built("preload.cjs") },
    { url: "app://gemba/" },
  ]);
  expect([built("utility.js"), built("preload.cjs")].map(existsSync)).toEqual([true, true]);
});

test("its fuses are read back as they were asked for, all of them", async () => {
  const wire = await getCurrentFuseWire(join(packed, "gemba"));
  const state = (fuse: FuseV1Options): string => (wire[fuse] === FuseState.ENABLE ? "on" : "off");
  expect(
    Object.fromEntries(
      Object.values(FuseV1Options)
        .filter((fuse): fuse is FuseV1Options => typeof fuse === "number")
        .map((fuse) => [FuseV1Options[fuse], state(fuse)]),
    ),
  ).toEqual({
    RunAsNode: "off",
    EnableCookieEncryption: "on",
    EnableNodeOptionsEnvironmentVariable: "off",
    EnableNodeCliInspectArguments: "off",
    EnableEmbeddedAsarIntegrityValidation: "on",
    OnlyLoadAppFromAsar: "on",
    LoadBrowserProcessSpecificV8Snapshot: "off",
    GrantFileProtocolExtraPrivileges: "off",
    WasmTrapHandlers: "on",
  });
});

test("it is below 40 MB without Electron, and brings no other app along", () => {
  const bytes = filesBelow(packed).reduce((sum, file) => sum + statSync(join(packed, file)).size, 0);
  // The page alone is more than a megabyte: less would mean that this looked at the wrong folder.
  expect(bytes).toBeGreaterThan(1_000_000);
  expect(bytes).toBeLessThan(40_000_000);
  expect(readdirSync(join(packed, "resources")).sort()).toEqual(["app.asar", "licences"]);
});

test("the licence of Gemba and those of all production dependencies are in it, each with its text", () => {
  const text = readFileSync(join(packed, "resources/licences/dependencies.txt"), "utf8");
  const licences = dependencyLicences(root);
  expect(licences.map(({ name }) => name)).toEqual(expect.arrayContaining(["react", "three", "ws", "zod"]));
  for (const { name, version, text: own } of licences) {
    expect(text).toContain(`\n${name} ${version}\n`);
    expect(own.length, name).toBeGreaterThan(300);
    expect(text).toContain(own);
  }
  expect(readFileSync(join(packed, "resources/licences/Gemba.txt"), "utf8")).toContain("Apache License");
  expect(readdirSync(packed)).toEqual(
    expect.arrayContaining(["LICENSE.electron.txt", "LICENSES.chromium.html"]),
  );
});

test("nothing in it says where updates come from, and what would look for them is loaded only then", async () => {
  expect(filesBelow(packed).filter((file) => /update/i.test(file))).toEqual([]);
  const desktop = join(unpacked, "dist/desktop");
  const holding = readdirSync(desktop).filter((file) =>
    readFileSync(join(desktop, file), "utf8").includes("node_modules/electron-updater/"),
  );
  expect(holding).toEqual([expect.stringMatching(/^main-.+\.js$/)]);
  const { default: updater } = (await import(pathToFileURL(join(desktop, holding[0] ?? "")).href)) as {
    default: object;
  };
  expect("autoUpdater" in updater).toBe(true);
});
