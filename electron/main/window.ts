// The windows: locked-down options, remembered places, a page that crashed comes back.
import type { Clock } from "#shared/base/clock.ts";
import type { Timers } from "#shared/base/timers.ts";
import type { ElectronObjects, WindowObject, WindowOptions } from "./electron-objects.ts";
import { pageUrl } from "./protocol.ts";
import { Restarts } from "./restarts.ts";
import {
  boundsOnScreens,
  minimumSize,
  readPlaces,
  type Rectangle,
  type WindowPlace,
  writePlaces,
} from "./window-places.ts";

/** Until the page is drawn; near the theme's own, so that opening does not flash. */
const backgroundColor = "#101418";

/** Options of every window: the page is sandboxed, isolated, and has no Node. */
export function windowOptions(bounds: Rectangle, preload: string): WindowOptions {
  return {
    ...bounds,
    show: false,
    title: "Gemba",
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    backgroundColor,
    webPreferences: {
      preload,
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
      // Its dictionaries would be fetched from the internet.
      spellcheck: false,
    },
  };
}

export interface WindowsOptions extends Pick<ElectronObjects, "createWindow" | "screen"> {
  /** File that remembers the places. */
  readonly placesFile: string;
  readonly preload: string;
  readonly timers: Timers;
  readonly clock: Clock;
  readonly log: (line: string) => void;
  /** The first window is on the screen. */
  readonly onFirstShown: () => void;
}

export class Windows {
  readonly #options: WindowsOptions;
  readonly #open = new Set<WindowObject>();
  #quitting = false;
  #shown = false;

  constructor(options: WindowsOptions) {
    this.#options = options;
  }

  /** The windows of last time, or one. */
  openRemembered(): void {
    const places = readPlaces(this.#options.placesFile);
    if (places.length === 0) this.open();
    for (const place of places) this.open(place);
  }

  /** Opens a window, at its old place where there is one and it is on a screen. */
  open(place?: WindowPlace): void {
    const { screen, createWindow, preload } = this.#options;
    const screens = screen.getAllDisplays().map((display) => display.workArea);
    const window = createWindow(
      windowOptions(boundsOnScreens(place?.bounds, screens, this.#open.size), preload),
    );
    this.#open.add(window);
    window.once("ready-to-show", () => {
      if (place?.maximized === true) window.maximize();
      if (place?.fullScreen === true) window.setFullScreen(true);
      window.show();
      if (!this.#shown) this.#options.onFirstShown();
      this.#shown = true;
    });
    window.on("close", () => {
      // When the app quits all of them were remembered before the first closed.
      if (!this.#quitting && this.#open.size === 1) this.#rememberPlaces();
    });
    window.on("closed", () => {
      this.#open.delete(window);
    });
    this.#bringBackCrashed(window);
    window.loadURL(pageUrl).catch((cause: unknown) => {
      this.#options.log(`A window could not load its page: ${String(cause)}`);
    });
  }

  get count(): number {
    return this.#open.size;
  }

  /** Brings the first window to the front; opens one when there is none. */
  focusOne(): void {
    const [window] = this.#open;
    if (window === undefined) {
      this.open();
      return;
    }
    if (window.isMinimized()) window.restore();
    window.focus();
  }

  /** Tells the page of a window (the first when none is named) to do a command. */
  command(id: string, focused?: WindowObject): void {
    const window = focused !== undefined && this.#open.has(focused) ? focused : [...this.#open][0];
    window?.webContents.send("command", id);
  }

  reloadAll(): void {
    for (const window of this.#open) window.webContents.reload();
  }

  /** Windows are about to close together: all their places count. */
  quitting(): void {
    if (this.#quitting) return;
    this.#quitting = true;
    if (this.#open.size > 0) this.#rememberPlaces();
  }

  #rememberPlaces(): void {
    const places = [...this.#open]
      .filter((window) => !window.isDestroyed())
      .map((window): WindowPlace => ({
        bounds: window.getNormalBounds(),
        maximized: window.isMaximized(),
        fullScreen: window.isFullScreen(),
      }));
    try {
      writePlaces(this.#options.placesFile, places);
    } catch (cause) {
      this.#options.log(`The windows' places could not be kept: ${String(cause)}`);
    }
  }

  /** Nobody may be there to press a button: a page whose process is gone is loaded again, unless it keeps crashing. */
  #bringBackCrashed(window: WindowObject): void {
    const { clock, timers, log } = this.#options;
    const restarts = new Restarts(clock);
    window.webContents.on("render-process-gone", (_event, { reason, exitCode }) => {
      if (reason === "clean-exit") return;
      const pauseMs = restarts.afterCrash();
      log(`A window's process is gone (${reason}, ${exitCode})${pauseMs === undefined ? " too often" : ""}.`);
      if (pauseMs === undefined) return;
      timers.after(pauseMs, () => {
        if (!window.isDestroyed()) window.webContents.reload();
      });
    });
  }
}
