// What main needs of Electron, as narrow as it is needed. index.ts passes the real objects, tests pass small fakes.
import type { UpdaterObject } from "./updates.ts";
import type { Rectangle } from "./window-places.ts";

/** One end of a message channel; goes to the host or to a page, and is never used in main. */
export interface MainPort {
  close(): void;
}

/** The host's process, as utilityProcess.fork returns it. */
export interface ForkedHost {
  postMessage(message: unknown, transfer?: MainPort[]): void;
  on(event: "message", listener: (message: unknown) => void): unknown;
  on(event: "exit", listener: (code: number) => void): unknown;
  kill(): boolean;
  readonly stdout: OutputStream | null;
  readonly stderr: OutputStream | null;
}

export interface OutputStream {
  on(event: "data", listener: (chunk: Uint8Array) => void): unknown;
}

export interface Preventable {
  preventDefault(): void;
}

/** A page, as its window and as the sender of a message. */
export interface Contents {
  readonly id: number;
  postMessage(channel: string, message: unknown, transfer?: MainPort[]): void;
  send(channel: string, ...values: unknown[]): void;
  reload(): void;
  isDestroyed(): boolean;
  setWindowOpenHandler(handler: (details: { readonly url: string }) => { action: "deny" }): void;
  on(event: "will-navigate", listener: (details: Preventable & { readonly url: string }) => void): unknown;
  on(
    event: "will-frame-navigate",
    listener: (details: Preventable & { readonly url: string }) => void,
  ): unknown;
  on(event: "will-redirect", listener: (details: Preventable & { readonly url: string }) => void): unknown;
  on(event: "will-attach-webview", listener: (event: Preventable) => void): unknown;
  on(
    event: "render-process-gone",
    listener: (event: unknown, details: { readonly reason: string; readonly exitCode: number }) => void,
  ): unknown;
}

export interface WindowObject {
  readonly webContents: Contents;
  loadURL(url: string): Promise<void>;
  show(): void;
  focus(): void;
  restore(): void;
  maximize(): void;
  setFullScreen(flag: boolean): void;
  isMinimized(): boolean;
  isMaximized(): boolean;
  isFullScreen(): boolean;
  isDestroyed(): boolean;
  getNormalBounds(): Rectangle;
  on(event: "close" | "closed", listener: () => void): unknown;
  once(event: "ready-to-show", listener: () => void): unknown;
}

/** Options of a window: what Electron's constructor takes, as far as Gemba sets it. */
export interface WindowOptions extends Rectangle {
  readonly show: boolean;
  readonly title: string;
  readonly minWidth: number;
  readonly minHeight: number;
  readonly backgroundColor: string;
  readonly webPreferences: {
    readonly preload: string;
    readonly contextIsolation: boolean;
    readonly sandbox: boolean;
    readonly nodeIntegration: boolean;
    readonly nodeIntegrationInSubFrames: boolean;
    readonly nodeIntegrationInWorker: boolean;
    readonly webSecurity: boolean;
    readonly allowRunningInsecureContent: boolean;
    readonly experimentalFeatures: boolean;
    readonly webviewTag: boolean;
    readonly navigateOnDragDrop: boolean;
    readonly spellcheck: boolean;
  };
}

export interface AppObject {
  requestSingleInstanceLock(additionalData: Record<string, unknown>): boolean;
  whenReady(): Promise<void>;
  quit(): void;
  getPath(name: "userData" | "logs" | "crashDumps"): string;
  setPath(name: "userData" | "logs" | "crashDumps", path: string): void;
  on(
    event: "second-instance",
    listener: (event: unknown, argv: string[], workingDirectory: string, additionalData: unknown) => void,
  ): unknown;
  on(event: "open-file", listener: (event: Preventable, path: string) => void): unknown;
  on(event: "activate" | "window-all-closed", listener: () => void): unknown;
  on(event: "before-quit" | "will-quit", listener: (event: Preventable) => void): unknown;
  on(event: "web-contents-created", listener: (event: unknown, contents: Contents) => void): unknown;
}

/** The event of a message from a page; `senderFrame` is null when its frame is gone already. */
export interface PageEvent {
  readonly sender: Contents;
  readonly senderFrame: { readonly origin: string; readonly parent: unknown } | null;
}

export interface IpcObject {
  on(channel: string, listener: (event: PageEvent, ...values: unknown[]) => void): unknown;
}

export interface SessionObject {
  setPermissionRequestHandler(
    handler: (contents: unknown, permission: string, callback: (granted: boolean) => void) => void,
  ): void;
  setPermissionCheckHandler(handler: () => boolean): void;
  setDevicePermissionHandler(handler: () => boolean): void;
  setSpellCheckerEnabled(enable: boolean): void;
  on(event: "will-download", listener: (event: Preventable, item: { getURL(): string }) => void): unknown;
  readonly protocol: { handle(scheme: string, handler: (request: Request) => Promise<Response>): void };
}

export interface DialogObject {
  showOpenDialog(options: {
    readonly title: string;
    readonly properties: ("openFile" | "openDirectory")[];
    readonly filters?: { name: string; extensions: string[] }[];
  }): Promise<{ readonly canceled: boolean; readonly filePaths: string[] }>;
  showMessageBox(options: {
    readonly type: "warning" | "question";
    readonly title: string;
    readonly message: string;
    readonly detail: string;
    readonly buttons?: string[];
    /** The button that closing the box stands for. */
    readonly cancelId?: number;
  }): Promise<{ readonly response: number }>;
}

export interface PowerSaveBlockerObject {
  start(type: "prevent-app-suspension"): number;
  stop(id: number): unknown;
}

export interface SafeStorageObject {
  isEncryptionAvailable(): boolean;
  /** Linux only. */
  getSelectedStorageBackend?(): string;
  encryptString(text: string): Buffer;
  decryptString(encrypted: Buffer): string;
}

/** All of Electron that main uses. */
export interface ElectronObjects {
  readonly app: AppObject;
  readonly ipcMain: IpcObject;
  readonly dialog: DialogObject;
  readonly powerSaveBlocker: PowerSaveBlockerObject;
  readonly crashReporter: { start(options: { uploadToServer: boolean; submitURL?: string }): void };
  readonly screen: { getAllDisplays(): { readonly workArea: Rectangle }[] };
  readonly safeStorage: SafeStorageObject;
  readonly shell: { showItemInFolder(path: string): void };
  /** Exists once the app is ready. */
  readonly session: () => SessionObject;
  readonly createWindow: (options: WindowOptions) => WindowObject;
  readonly createChannel: () => { readonly port1: MainPort; readonly port2: MainPort };
  readonly forkHost: (args: readonly string[]) => ForkedHost;
  readonly setMenu: (template: readonly MenuEntry[]) => void;
  /** Loads electron-updater. */
  readonly loadUpdater: () => Promise<UpdaterObject>;
}

/** An entry of the menu, as Menu.buildFromTemplate takes it. */
export interface MenuEntry {
  readonly label?: string;
  readonly type?: "separator";
  readonly role?: MenuRole;
  readonly accelerator?: string;
  /** False: the key is shown and the page hears it. */
  readonly registerAccelerator?: boolean;
  readonly click?: () => void;
  readonly submenu?: MenuEntry[];
}

export type MenuRole =
  | "appMenu"
  | "editMenu"
  | "windowMenu"
  | "about"
  | "close"
  | "quit"
  | "togglefullscreen"
  | "resetZoom"
  | "zoomIn"
  | "zoomOut";
