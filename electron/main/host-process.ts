// The host's process: starts it, gives every window a port of its own, starts it again when it crashes, says when it cannot.
// Plant data never passes through here: after the port is handed over main is out of the way.
import { randomUUID } from "node:crypto";
import type { Clock } from "#shared/base/clock.ts";
import type { Disposable } from "#shared/base/disposable.ts";
import type { Timers } from "#shared/base/timers.ts";
import type { HostFailure } from "#shared/host-api/desktop-shell.ts";
import { type FromHost, fromHostSchema, type ToHost } from "#shared/host-api/host-process-schema.ts";
import type { ElectronObjects, ForkedHost, MainPort } from "./electron-objects.ts";
import { Restarts } from "./restarts.ts";
import type { Secrets } from "./secrets.ts";

/** How long the host may take to close before it is killed. */
const closeWithinMs = 3_000;

export interface HostProcessOptions extends Pick<ElectronObjects, "forkHost" | "createChannel"> {
  /** Options as of `gemba serve`. */
  readonly args: readonly string[];
  readonly timers: Timers;
  readonly clock: Clock;
  readonly log: (line: string) => void;
  readonly secrets: Pick<Secrets, "keep" | "read">;
  /** A recording began or ended; a host that is gone records nothing. */
  readonly onRecording: (active: boolean) => void;
  /** There is a host again after it had been given up: pages that were told so may ask once more. */
  readonly onRecovered: () => void;
}

/** A page that wants a port: gets one, or why there is none. */
export interface WaitingPage {
  readonly id: number;
  sendPort(port: MainPort): void;
  sendFailure(failure: HostFailure): void;
}

export class HostProcess {
  readonly #options: HostProcessOptions;
  readonly #restarts: Restarts;
  /** Pages that asked while there was no host, each once. */
  readonly #waiting = new Map<number, WaitingPage>();
  /** Open requests under way, by grant. */
  readonly #asked = new Map<string, (refusal: HostFailure | undefined) => void>();
  #opened: string | undefined;
  /** Why it was given up; stays until a person has it started again, by restart or open. */
  #failure: HostFailure | undefined;
  #recovering = false;
  #child: ForkedHost | undefined;
  #pause: Disposable | undefined;
  #onStopped: (() => void) | undefined;

  constructor(options: HostProcessOptions) {
    this.#options = options;
    this.#restarts = new Restarts(options.clock);
  }

  /** What the host shows from its first start on, instead of what its options say. */
  openAtStart(path: string): void {
    this.#opened = path;
  }

  /** Starts the host, unless it runs. */
  start(): void {
    if (this.#child !== undefined || this.#onStopped !== undefined) return;
    this.#pause?.[Symbol.dispose]();
    this.#pause = undefined;
    this.#recovering = this.#failure !== undefined;
    this.#failure = undefined;
    const { args, forkHost, log } = this.#options;
    const child = forkHost([...args, ...(this.#opened === undefined ? [] : ["--open", this.#opened])]);
    this.#child = child;
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (chunk) => {
        log(`host: ${new TextDecoder().decode(chunk).trimEnd()}`);
      });
    child.on("message", (message) => {
      if (this.#child === child) this.#hear(message);
    });
    child.on("exit", (code) => {
      if (this.#child === child) this.#gone(code);
    });
    for (const page of this.#waiting.values()) this.connect(page);
    this.#waiting.clear();
  }

  /** Gives a page a fresh port, at once or when the host is back; or the reason why there will be none. */
  connect(page: WaitingPage): void {
    if (this.#failure !== undefined) {
      page.sendFailure(this.#failure);
      return;
    }
    if (this.#child === undefined) {
      this.#waiting.set(page.id, page);
      return;
    }
    const { port1, port2 } = this.#options.createChannel();
    this.#tell({ kind: "viewer" }, [port1]);
    page.sendPort(port2);
  }

  /** Has the host open a file or folder. Answers why it was refused, or undefined when it is shown. */
  open(path: string): Promise<HostFailure | undefined> {
    this.start();
    const grant = randomUUID();
    return new Promise((resolve) => {
      this.#asked.set(grant, (refusal) => {
        // A host that crashes comes back with what it showed.
        if (refusal === undefined) this.#opened = path;
        resolve(refusal);
      });
      this.#tell({ kind: "open", grant, path });
    });
  }

  /** Ends the host and starts it again, because a person wants it. */
  restart(): void {
    this.#restarts.forget();
    if (this.#child === undefined) this.start();
    else this.#child.kill();
  }

  /** Ends the host for good; resolves when it is gone. */
  stop(): Promise<void> {
    this.#pause?.[Symbol.dispose]();
    const child = this.#child;
    return new Promise((resolve) => {
      if (child === undefined) {
        this.#onStopped = () => undefined;
        resolve();
        return;
      }
      const late = this.#options.timers.after(closeWithinMs, () => child.kill());
      this.#onStopped = () => {
        late[Symbol.dispose]();
        resolve();
      };
      this.#tell({ kind: "stop" });
    });
  }

  #tell(message: ToHost, ports: MainPort[] = []): void {
    this.#child?.postMessage(message, ports);
  }

  #hear(data: unknown): void {
    const parsed = fromHostSchema.safeParse(data);
    if (!parsed.success) {
      this.#options.log(`The host said something unknown: ${parsed.error.message}`);
      return;
    }
    const message: FromHost = parsed.data;
    switch (message.kind) {
      case "ready":
        this.#options.log("The host is ready.");
        if (this.#recovering) this.#options.onRecovered();
        this.#recovering = false;
        return;
      case "failed": {
        // Started again as it was it would fail again.
        const child = this.#child;
        this.#leave();
        this.#opened = undefined;
        child?.kill();
        this.#giveUp({ message: message.message, hint: message.hint });
        return;
      }
      case "opened":
        this.#answer(message.grant, undefined);
        return;
      case "refused":
        this.#answer(message.grant, { message: message.message, hint: message.hint });
        return;
      case "secret":
        this.#answerSecret(message.name, message.keep);
        return;
      case "recording":
        this.#options.onRecording(message.active);
        return;
    }
  }

  #answerSecret(name: string, keep: string | undefined): void {
    const { secrets } = this.#options;
    if (keep !== undefined) secrets.keep(name, keep);
    const secret = secrets.read(name);
    this.#tell({ kind: "secret", name, ...(secret === undefined ? {} : { secret }) });
  }

  #answer(grant: string, refusal: HostFailure | undefined): void {
    this.#asked.get(grant)?.(refusal);
    this.#asked.delete(grant);
  }

  /** The process is gone: what was asked of it is answered, what it did no longer happens. */
  #leave(): void {
    this.#child = undefined;
    this.#options.onRecording(false);
    for (const grant of [...this.#asked.keys()])
      this.#answer(grant, { message: "The host stopped while it opened this.", hint: "Try again." });
  }

  #gone(code: number): void {
    this.#leave();
    if (this.#onStopped !== undefined) {
      this.#onStopped();
      return;
    }
    const pauseMs = this.#restarts.afterCrash();
    this.#options.log(
      `The host ended with ${code}${pauseMs === undefined ? "" : `; again in ${pauseMs} ms`}.`,
    );
    if (pauseMs === undefined) {
      this.#giveUp({
        message: `The host stopped again and again (exit code ${code}).`,
        hint: "Choose Help > Restart the host; Help > Show log file has the reason.",
      });
      return;
    }
    this.#pause = this.#options.timers.after(pauseMs, () => {
      this.start();
    });
  }

  #giveUp(failure: HostFailure): void {
    this.#failure = failure;
    this.#restarts.forget();
    this.#options.log(`${failure.message} ${failure.hint}`);
    for (const page of this.#waiting.values()) page.sendFailure(failure);
    this.#waiting.clear();
  }
}
