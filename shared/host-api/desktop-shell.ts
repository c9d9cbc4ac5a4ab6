// What the desktop's sides say to each other besides the port: page, preload, main, and who started it. Names and types only.
// The preload passes main's messages on as messages of the window itself: `"host-port"` with the port,
// `{ hostFailed: HostFailure }`, `{ command: id }` for a command of the menu.

/** What only a desktop can do; the page hides what is absent. */
export type Capability = "open-files";

/** `window.desktop`: all that the preload gives a page. */
export interface DesktopShell {
  /** Asks for a fresh port. The answer is a message of this window: `host-port` or `hostFailed`. */
  connect(): void;
  /** Hands a dropped file's path to main, which asks the host to open it. The page itself never sees a path. */
  pathForFile(file: DroppedFile): void;
  readonly capabilities: readonly Capability[];
}

/** A DOM `File`, to those who are compiled without a DOM. */
export interface DroppedFile {
  readonly name: string;
}

/** Why there is no host, and what a person can do. */
export interface HostFailure {
  readonly message: string;
  readonly hint: string;
}

/** IPC channels from a page's preload to main. */
export type ToMain = "connect" | "open-path";
/** IPC channels from main to a page's preload. */
export type FromMain = "host-port" | "host-failed" | "command";

/** What main prints when its first window is there: to `gemba start`, which waits for it. */
export const windowOpenLine = "Gemba window open";
