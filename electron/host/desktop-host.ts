// The host of the desktop: talks to main over one port, gives each window a viewer, opens another plant when asked.
// Knows no Electron: the port is anything shaped like `process.parentPort`.
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import type { Disposable } from "#shared/base/disposable.ts";
import type { Outcome, Problem } from "#shared/base/problem.ts";
import type { Timers } from "#shared/base/timers.ts";
import { type FromHost, toHostSchema } from "#shared/host-api/host-process-schema.ts";
import { isUsage, problemLines } from "./commands/command.ts";
import { type SourceOptionValues, sourceOptions, sourceRequestOf } from "./commands/source-options.ts";
import { defaultDataDir } from "./data-dir.ts";
import { acquireDataDir } from "./data-lock.ts";
import { proposeImport } from "./import/import-file.ts";
import { openingOf } from "./openable.ts";
import { openHost } from "./open-host.ts";
import type { Host } from "./pipeline.ts";
import { isFileError, problemOfFileError } from "./plant-dir.ts";
import { type HostPort, portChannel } from "./serve/message-port.ts";
import { openSource } from "./sources/registry.ts";

/** `process.parentPort` of Electron's utility process. */
export interface ParentPort {
  on(
    event: "message",
    listener: (event: { readonly data: unknown; readonly ports: readonly HostPort[] }) => void,
  ): unknown;
  postMessage(message: unknown): void;
}

export interface DesktopHostOptions {
  readonly port: ParentPort;
  /** As of `gemba serve`, and `--open PATH` for what a person opened. */
  readonly args: readonly string[];
  readonly timers: Timers;
  readonly log: (line: string) => void;
  /** Ends the process; called once everything is closed. */
  readonly exit: () => void;
}

const done: Outcome<undefined> = { ok: true, value: undefined, problems: [] };

export class DesktopHost {
  readonly #options: DesktopHostOptions;
  #values: SourceOptionValues = {};
  #host: Host | undefined;
  #lock: Disposable | undefined;
  #dataDir = "";
  #isReadOnly = true;
  /** Ports of windows that came before the first plant was open. Left unopened, so that they keep what is sent. */
  readonly #waiting: HostPort[] = [];
  /** Who waits for a secret, by its name; main answers in order. */
  readonly #secretsAsked = new Map<string, ((secret: string | undefined) => void)[]>();
  /** One plant is opened after the other. */
  #opening: Promise<void>;

  constructor(options: DesktopHostOptions) {
    this.#options = options;
    options.port.on("message", ({ data, ports }) => {
      this.#hear(data, ports);
    });
    this.#opening = this.#start();
  }

  /** Tells main that a recording began or ended, so that the machine stays awake for it. */
  recording(active: boolean): void {
    this.#tell({ kind: "recording", active });
  }

  /** A password kept by the system, or undefined; with `keep`, it is kept first. */
  secret(name: string, keep?: string): Promise<string | undefined> {
    return new Promise((resolve) => {
      this.#secretsAsked.set(name, [...(this.#secretsAsked.get(name) ?? []), resolve]);
      this.#tell({ kind: "secret", name, ...(keep === undefined ? {} : { keep }) });
    });
  }

  #tell(message: FromHost): void {
    this.#options.port.postMessage(message);
  }

  #hear(data: unknown, ports: readonly HostPort[]): void {
    const message = toHostSchema.safeParse(data);
    if (!message.success) {
      this.#options.log(`main said something unknown: ${message.error.message}`);
      return;
    }
    switch (message.data.kind) {
      case "viewer":
        for (const port of ports) this.#admit(port);
        return;
      case "open": {
        const { grant, path } = message.data;
        this.#opening = this.#opening.then(() => this.#openAsked(grant, path));
        return;
      }
      case "secret": {
        const { name, secret } = message.data;
        this.#secretsAsked.get(name)?.shift()?.(secret);
        return;
      }
      case "stop":
        this.#host?.close();
        this.#lock?.[Symbol.dispose]();
        this.#options.exit();
        return;
    }
  }

  /** The local window may operate. */
  #admit(port: HostPort): void {
    if (this.#host === undefined) this.#waiting.push(port);
    else this.#host.addViewer(portChannel(port), "operate");
  }

  async #start(): Promise<void> {
    const outcome = await this.#openFirst().catch((cause: unknown): Outcome<undefined> => {
      if (isFileError(cause))
        return { ok: false, problems: [problemOfFileError(cause.path ?? "a file", cause)] };
      if (!isUsage(cause)) throw cause;
      const hint = "Start Gemba with options of gemba serve.";
      return {
        ok: false,
        problems: [{ path: ["options"], id: "usage", severity: "error", message: cause.message, hint }],
      };
    });
    if (outcome.ok) {
      this.#tell({ kind: "ready" });
      return;
    }
    // Main ends this process when it has heard why: what is said just before an exit may be lost.
    this.#tell({ kind: "failed", ...this.#said(outcome.problems) });
  }

  async #openFirst(): Promise<Outcome<undefined>> {
    const { values } = parseArgs({
      args: [...this.#options.args],
      options: { ...sourceOptions, open: { type: "string" } },
    });
    this.#values = values;
    const dataDir = values.data ?? defaultDataDir();
    const lock = acquireDataDir(dataDir);
    this.#lock = lock;
    this.#dataDir = dataDir;
    this.#isReadOnly = lock.owner !== undefined;
    if (lock.owner !== undefined)
      this.#options.log(`${dataDir} is in use by process ${lock.owner}: opened read-only.`);
    return values.open === undefined ? this.#show(values) : this.#openPath(values.open);
  }

  async #openAsked(grant: string, path: string): Promise<void> {
    const opened = await this.#openPath(path);
    const outcome = opened.ok || !(await this.#offerImport(path, opened.problems)) ? opened : done;
    this.#tell(
      outcome.ok ? { kind: "opened", grant } : { kind: "refused", grant, ...this.#said(outcome.problems) },
    );
  }

  /** A file that is not ours goes to the pages, which ask how it is to be read. False when it cannot be imported either. */
  async #offerImport(path: string, problems: readonly Problem[]): Promise<boolean> {
    const host = this.#host;
    const isOthers = problems.some(({ id }) => id === "not-openable" || id === "not-a-recording");
    if (host?.imports === undefined || !isOthers || !(await stat(path)).isFile()) return false;
    if (!(await proposeImport(path)).ok) return false;
    const { id, name } = host.imports.uploads.grant(path, basename(path));
    host.offerImport(id, name);
    return true;
  }

  async #openPath(path: string): Promise<Outcome<undefined>> {
    const opening = await openingOf(path);
    if (!opening.ok) return opening;
    // Speed, seed and data folder stay; plant, source and times are those of what was shown before.
    const { speed, seed, cold } = this.#values;
    return this.#show({ speed, seed, cold, ...opening.value });
  }

  /** Shows another plant; the one before goes on until the new one is there. Its pages connect anew by themselves. */
  async #show(values: SourceOptionValues): Promise<Outcome<undefined>> {
    const request = sourceRequestOf(values);
    const opened = await openSource(request);
    if (!opened.ok) return opened;
    const before = this.#host;
    this.#host = await openHost({
      opened: opened.value,
      plantDir: request.plantDir,
      problems: opened.problems,
      dataDir: this.#dataDir,
      isReadOnly: this.#isReadOnly,
      timers: this.#options.timers,
    });
    this.recording(this.#host.live !== undefined && !this.#isReadOnly);
    void this.#host.run();
    before?.close();
    for (const port of this.#waiting.splice(0)) this.#admit(port);
    return done;
  }

  /** The first problem in the words of main; all of them go to the log. */
  #said(problems: readonly Problem[]): { message: string; hint: string } {
    for (const problem of problems) this.#options.log(problemLines(problem).trimEnd());
    const first = problems.find((problem) => problem.severity === "error");
    return {
      message: first?.message ?? "It cannot be opened.",
      hint: first?.hint ?? "The log has the reason.",
    };
  }
}
