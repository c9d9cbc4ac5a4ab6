// Where a model runs: in a child process that may read but neither write nor start anything. Electron's packages forbid their
// binary to be a plain Node (electron/package/fuses.ts), so the desktop's host, a process of its own already, uses a thread: it
// ends as surely in the middle of a loop, and the runtime's memory is bounded the same way (model-process.ts).
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { FromModel, ToModel } from "./model-messages.ts";

export interface ModelChild {
  post(message: ToModel): void;
  /** Ends it at once, whatever it does. */
  kill(): void;
}

export interface ModelChildListener {
  readonly onMessage: (message: FromModel) => void;
  /** It ended without having been killed; `how` in words: `signal SIGABRT`. */
  readonly onEnded: (how: string) => void;
}

/** JavaScript's own memory, MiB: models live in the runtime's. */
const heapMiB = 128;

// Beside this file, in the sources as in the bundle. Not in one expression: Vite would take it for an asset.
const isSource = import.meta.url.endsWith(".ts");
const programName = isSource ? "./model-process.ts" : "./model-process.js";
const wasmName = "ort-wasm-simd-threaded.wasm";

/** The runtime's WebAssembly file: of the installed package, or beside the bundle. */
export function wasmFile(): string {
  return fileURLToPath(
    isSource ? import.meta.resolve(`onnxruntime-web/${wasmName}`) : new URL(wasmName, import.meta.url),
  );
}

/** Starts one in the way that this host can. */
export function startModelChild(listener: ModelChildListener): ModelChild {
  return process.versions["electron"] === undefined
    ? startModelProcess(listener)
    : startModelThread(listener);
}

export function startModelProcess({ onMessage, onEnded }: ModelChildListener): ModelChild {
  const child = fork(fileURLToPath(new URL(programName, import.meta.url)), {
    execArgv: [`--max-old-space-size=${heapMiB}`, "--permission", "--allow-fs-read=*"],
    env: processEnvironment(),
    serialization: "advanced",
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  let isOver = false;
  const over = (how: string): void => {
    if (isOver) return;
    isOver = true;
    onEnded(how);
  };
  // A model keeps no host alive; who waits for its answer has a timer.
  child.unref();
  child.channel?.unref();
  child.on("message", (message) => {
    if (!isOver) onMessage(message as FromModel);
  });
  child.on("error", (cause) => {
    over(cause.message);
  });
  child.on("exit", (code, signal) => {
    over(signal === null ? `exit code ${code ?? 0}` : `signal ${signal}`);
  });
  return {
    post(message) {
      // A child that is gone says so by its exit.
      if (child.connected) child.send(message, () => undefined);
    },
    kill() {
      isOver = true;
      child.kill("SIGKILL");
    },
  };
}

/** Nothing of ours is told; Windows needs its own folder to make random numbers. */
function processEnvironment(): NodeJS.ProcessEnv {
  const systemRoot = process.env["SystemRoot"];
  return systemRoot === undefined ? {} : { SystemRoot: systemRoot };
}

export function startModelThread({ onMessage, onEnded }: ModelChildListener): ModelChild {
  const worker = new Worker(new URL(programName, import.meta.url), {
    execArgv: [],
    env: {},
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: heapMiB },
  });
  let isOver = false;
  const over = (how: string): void => {
    if (isOver) return;
    isOver = true;
    onEnded(how);
  };
  worker.unref();
  worker.on("message", (message: FromModel) => {
    if (!isOver) onMessage(message);
  });
  worker.on("error", (cause) => {
    over(cause instanceof Error ? cause.message : String(cause));
  });
  worker.on("exit", (code) => {
    over(`exit code ${code}`);
  });
  return {
    post(message) {
      worker.postMessage(message);
    },
    kill() {
      isOver = true;
      void worker.terminate();
    },
  };
}
