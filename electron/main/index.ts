// The desktop app's entry: hands Electron's objects to desktop.ts. The only file of main that imports Electron at run time.
import { fileURLToPath } from "node:url";
import {
  app,
  BrowserWindow,
  crashReporter,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  utilityProcess,
} from "electron";
import { wallClock } from "#shared/base/clock.ts";
import { disposable } from "#shared/base/disposable.ts";
import { startDesktop } from "./desktop.ts";
import { pagePrivileges } from "./protocol.ts";

/** Built, this file lies in dist/desktop beside preload and host; the page lies in dist/page. */
const built = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

protocol.registerSchemesAsPrivileged([pagePrivileges]);
// Every page runs sandboxed, whatever its window's options say.
app.enableSandbox();

// Not awaited: Electron is ready only after this module is loaded.
startDesktop({
  electron: {
    app,
    ipcMain,
    dialog,
    powerSaveBlocker,
    crashReporter,
    screen,
    shell,
    safeStorage,
    session: () => session.defaultSession,
    createWindow: (options) => new BrowserWindow(options),
    createChannel: () => new MessageChannelMain(),
    forkHost: (args) =>
      utilityProcess.fork(built("utility.js"), [...args], {
        serviceName: "Gemba host",
        stdio: "pipe",
        // As in package.json: recordings make much short-lived garbage, and a large nursery for it is never given back.
        execArgv: ["--max-semi-space-size=16"],
      }),
    setMenu: (template) => {
      Menu.setApplicationMenu(Menu.buildFromTemplate([...template]));
    },
    loadUpdater: async () => (await import("electron-updater")).default.autoUpdater,
  },
  argv: process.argv,
  isPackaged: app.isPackaged,
  platform: process.platform,
  workingDir: process.cwd(),
  pageDir: built("../page"),
  preload: built("preload.cjs"),
  focusedWindow: () => BrowserWindow.getFocusedWindow() ?? undefined,
  timers: {
    after(delayMs, work) {
      const timer = setTimeout(work, delayMs);
      return disposable(() => {
        clearTimeout(timer);
      });
    },
  },
  clock: wallClock,
  print: (line) => void process.stdout.write(`${line}\n`),
}).catch((cause: unknown) => {
  process.stderr.write(`gemba: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`);
  app.exit(1);
});
