// The desktop app put together: one instance, its windows, its host, what can be opened, the menu, the end.
// Takes Electron's objects as arguments, so that it runs in tests without Electron.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Clock } from "#shared/base/clock.ts";
import type { Timers } from "#shared/base/timers.ts";
import { windowOpenLine } from "#shared/host-api/desktop-shell.ts";
import type { Contents, ElectronObjects, WindowObject } from "./electron-objects.ts";
import { HostProcess, type WaitingPage } from "./host-process.ts";
import { launchOf } from "./launch.ts";
import { lockContents, lockSession } from "./lock-down.ts";
import { openLogFile } from "./log-file.ts";
import { menuTemplate } from "./menu.ts";
import { handlePageMessages } from "./page-messages.ts";
import { pageHandler, pageScheme } from "./protocol.ts";
import { Secrets } from "./secrets.ts";
import { stayAwake } from "./stay-awake.ts";
import { offerUpdate } from "./updates.ts";
import { Windows } from "./window.ts";

export interface DesktopOptions {
  readonly electron: ElectronObjects;
  readonly argv: readonly string[];
  readonly isPackaged: boolean;
  readonly platform: NodeJS.Platform;
  readonly workingDir: string;
  /** Folder of the built page. */
  readonly pageDir: string;
  /** The built preload. */
  readonly preload: string;
  readonly focusedWindow: () => WindowObject | undefined;
  readonly timers: Timers;
  readonly clock: Clock;
  /** A line for whoever started the app. */
  readonly print: (line: string) => void;
}

/** What a second instance tells the first. */
const secondInstanceSchema = z.object({ paths: z.array(z.string().max(4096)).max(100) });

/** Runs the app. A second instance hands its files to the first and ends. */
export async function startDesktop(options: DesktopOptions): Promise<void> {
  const { electron, clock, timers } = options;
  const { app } = electron;
  const launch = launchOf(options.argv, options.isPackaged, options.workingDir);
  if (launch.dataDir !== undefined) {
    // Before the lock: it belongs to this folder.
    for (const [name, folder] of [
      ["userData", "desktop"],
      ["logs", "desktop/logs"],
      ["crashDumps", "desktop/crashes"],
    ] as const) {
      const path = join(launch.dataDir, folder);
      // Electron takes no path that is not there.
      mkdirSync(path, { recursive: true, mode: 0o700 });
      app.setPath(name, path);
    }
  }
  if (!app.requestSingleInstanceLock({ paths: launch.paths })) {
    app.quit();
    return;
  }
  // Dumps stay on this machine: whoever wants help sends them.
  electron.crashReporter.start({ uploadToServer: false });
  const logFile = openLogFile(app.getPath("logs"), clock);
  const log = (line: string): void => {
    logFile.write(line);
  };

  const windows = new Windows({
    ...electron,
    placesFile: join(app.getPath("userData"), "windows.json"),
    preload: options.preload,
    timers,
    clock,
    log,
    onFirstShown: () => {
      options.print(windowOpenLine);
    },
  });
  const host = new HostProcess({
    ...electron,
    args: launch.hostArgs,
    timers,
    clock,
    log,
    secrets: new Secrets(electron.safeStorage, join(app.getPath("userData"), "secrets.json")),
    onRecording: stayAwake(electron.powerSaveBlocker),
    onRecovered: () => {
      windows.reloadAll();
    },
  });
  let isStarted = false;

  /** Opens what a person chose; says why not. Before the host is started it is what the host starts with. */
  const open = async (path: string): Promise<void> => {
    if (!isStarted) {
      host.openAtStart(path);
      return;
    }
    const refusal = await host.open(path);
    if (refusal === undefined) return;
    const { message, hint } = refusal;
    await electron.dialog.showMessageBox({ type: "warning", title: "Gemba", message, detail: hint });
  };
  const choose = async (kind: "openFile" | "openDirectory"): Promise<void> => {
    const chosen = await electron.dialog.showOpenDialog({
      title: kind === "openFile" ? "Open file" : "Open folder",
      properties: [kind],
    });
    const [path] = chosen.filePaths;
    if (!chosen.canceled && path !== undefined) await open(path);
  };

  const [firstPath] = launch.paths;
  if (firstPath !== undefined) void open(firstPath);
  app.on("open-file", (event, path) => {
    event.preventDefault();
    void open(path);
  });
  app.on("second-instance", (_event, _argv, _workingDir, data) => {
    const told = secondInstanceSchema.safeParse(data);
    windows.focusOne();
    const [path] = told.success ? told.data.paths : [];
    if (path !== undefined) void open(path);
  });
  app.on("web-contents-created", (_event, contents) => {
    lockContents(contents, log);
  });

  await app.whenReady();
  const session = electron.session();
  lockSession(session, log);
  session.protocol.handle(pageScheme, pageHandler(options.pageDir));
  isStarted = true;
  host.start();
  handlePageMessages(
    electron.ipcMain,
    {
      connect: (sender) => {
        host.connect(waitingPage(sender));
      },
      "open-path": (_sender, path) => void open(path),
    },
    log,
  );
  electron.setMenu(
    menuTemplate(options.platform, {
      command: (id) => {
        windows.command(id, options.focusedWindow());
      },
      newWindow: () => {
        windows.open();
      },
      openFile: () => void choose("openFile"),
      openFolder: () => void choose("openDirectory"),
      restartHost: () => {
        host.restart();
      },
      showLog: () => {
        electron.shell.showItemInFolder(logFile.path);
      },
      showCrashDumps: () => {
        electron.shell.showItemInFolder(app.getPath("crashDumps"));
      },
    }),
  );
  windows.openRemembered();
  void offerUpdate({ ...electron, file: join(app.getPath("userData"), "updates.json"), log });

  app.on("activate", () => {
    if (windows.count === 0) windows.open();
  });
  app.on("window-all-closed", () => {
    // On a Mac an app goes on without windows until it is quit.
    if (options.platform !== "darwin") app.quit();
  });
  app.on("before-quit", () => {
    windows.quitting();
  });
  let hostEnded = false;
  app.on("will-quit", (event) => {
    if (hostEnded) return;
    // The host closes what it has open first; then the app quits once more.
    event.preventDefault();
    void host.stop().then(() => {
      hostEnded = true;
      app.quit();
    });
  });
}

/** A page as one that waits for a port; its window may be closed meanwhile. */
function waitingPage(sender: Contents): WaitingPage {
  return {
    id: sender.id,
    sendPort: (port) => {
      if (sender.isDestroyed()) port.close();
      else sender.postMessage("host-port", null, [port]);
    },
    sendFailure: (failure) => {
      if (!sender.isDestroyed()) sender.send("host-failed", failure);
    },
  };
}
