// Electron for tests: objects that remember what was asked of them. The host is no fake (real-host.ts).
import { EventEmitter, once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MessageChannel } from "node:worker_threads";
import type { Channel } from "#shared/host-api/channel.ts";
import type { DesktopOptions } from "../../electron/main/desktop.ts";
import type {
  Contents,
  ElectronObjects,
  MainPort,
  MenuEntry,
  WindowObject,
  WindowOptions,
} from "../../electron/main/electron-objects.ts";
import type { Rectangle } from "../../electron/main/window-places.ts";
import { ConnectRefused } from "../../renderer/host/connect.ts";
import { portChannel } from "../../renderer/host/port-channel.ts";
import { forkRealHost, type RealHost } from "./real-host.ts";

let nextId = 1;
/** A page and its window. `messages` = all that main told it. */
export class FakeWindow extends EventEmitter implements WindowObject, Contents {
  readonly id = nextId++;
  readonly webContents = this;
  readonly options: WindowOptions;
  readonly calls: string[] = [];
  readonly messages = new EventEmitter();
  windowOpenHandler: ((details: { url: string }) => { action: "deny" }) | undefined;
  bounds: Rectangle;
  url = "";
  constructor(options: WindowOptions) {
    super();
    this.options = options;
    this.bounds = options;
  }
  loadURL(url: string): Promise<void> {
    this.url = url;
    return Promise.resolve();
  }
  postMessage(channel: string, _message: unknown, transfer: MainPort[] = []): void {
    if (this.isDestroyed()) throw new TypeError("Object has been destroyed");
    this.messages.emit(channel, ...transfer);
  }
  send(channel: string, ...values: unknown[]): void {
    this.messages.emit(channel, ...values);
  }
  setWindowOpenHandler(handler: (details: { url: string }) => { action: "deny" }): void {
    this.windowOpenHandler = handler;
  }
  readonly #call = (name: string) => () => void this.calls.push(name);
  show = this.#call("show");
  focus = this.#call("focus");
  restore = this.#call("restore");
  maximize = this.#call("maximize");
  reload = this.#call("reload");
  setFullScreen = this.#call("fullScreen");
  isMinimized = () => false;
  isMaximized = () => this.calls.includes("maximize");
  isFullScreen = () => this.calls.includes("fullScreen");
  isDestroyed = () => this.calls.includes("closed");
  getNormalBounds = () => ({
    x: this.bounds.x,
    y: this.bounds.y,
    width: this.bounds.width,
    height: this.bounds.height,
  });
  close(): void {
    this.emit("close");
    this.calls.push("closed");
    this.emit("closed");
  }
}

/** Everything main uses, and what came of it. */
export class FakeElectron {
  readonly folder = mkdtempSync(join(tmpdir(), "gemba-desktop-"));
  readonly windows: FakeWindow[] = [];
  readonly hosts: RealHost[] = [];
  readonly ipc = new EventEmitter();
  readonly calls: unknown[][] = [];
  readonly printed: string[] = [];
  menu: readonly MenuEntry[] = [];
  chosen: string[] = [];
  isFirst = true;
  readonly #call =
    (name: string) =>
    (...values: unknown[]): void =>
      void this.calls.push([name, ...values]);
  readonly session = Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: this.#call("permissionRequest"),
    setPermissionCheckHandler: this.#call("permissionCheck"),
    setDevicePermissionHandler: this.#call("devicePermission"),
    setSpellCheckerEnabled: this.#call("spellChecker"),
    protocol: { handle: this.#call("protocol") },
  });
  readonly app = Object.assign(new EventEmitter(), {
    requestSingleInstanceLock: () => this.isFirst,
    whenReady: () => Promise.resolve(),
    quit: this.#call("quit"),
    getPath: (name: string) => join(this.folder, name),
    setPath: this.#call("setPath"),
  });
  readonly objects: ElectronObjects = {
    app: this.app,
    ipcMain: this.ipc,
    dialog: {
      showOpenDialog: () => Promise.resolve({ canceled: this.chosen.length === 0, filePaths: this.chosen }),
      showMessageBox: (options) => {
        this.app.emit("message-box", options);
        return Promise.resolve({ response: 0 });
      },
    },
    powerSaveBlocker: { start: (type) => this.calls.push(["awake", type]), stop: this.#call("asleep") },
    crashReporter: { start: this.#call("crashReporter") },
    safeStorage: {
      isEncryptionAvailable: () => false,
      encryptString: (text) => Buffer.from(text),
      decryptString: String,
    },
    screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }] },
    shell: { showItemInFolder: this.#call("showItem") },
    session: () => this.session,
    createWindow: (options) => {
      const window = new FakeWindow(options);
      this.windows.push(window);
      this.app.emit("web-contents-created", {}, window);
      return window;
    },
    createChannel: () => new MessageChannel(),
    forkHost: (args) => {
      const host = forkRealHost(args);
      this.hosts.push(host);
      return host;
    },
    setMenu: (template) => (this.menu = template),
    loadUpdater: () => Promise.reject(new Error("Updates are not configured")),
  };

  /** Options of an app that was started with these arguments. */
  options(pageDir: string, ...args: string[]): Omit<DesktopOptions, "timers" | "clock"> {
    return {
      electron: this.objects,
      argv: ["electron", ".", ...args],
      isPackaged: false,
      platform: "linux",
      workingDir: this.folder,
      pageDir,
      preload: "preload.cjs",
      focusedWindow: () => undefined,
      print: (line) => this.printed.push(line),
    };
  }

  /** What the page of a window does to connect: asks, and wraps the port that comes, as renderer/host/connect.ts does. */
  async connect(window: FakeWindow, signal: AbortSignal): Promise<Channel> {
    const answer = Promise.race([
      once(window.messages, "host-port", { signal }),
      once(window.messages, "host-failed", { signal }).then(
        ([failure]: { message: string; hint: string }[]) => {
          throw new ConnectRefused(failure?.message ?? "", failure?.hint ?? "");
        },
      ),
    ]);
    this.ipc.emit("connect", { sender: window, senderFrame: { origin: "app://gemba", parent: null } });
    const [port] = (await answer) as [globalThis.MessagePort];
    return portChannel(port);
  }
}
