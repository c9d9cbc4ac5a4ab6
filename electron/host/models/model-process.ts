// Runs one model: the whole program of a child process, or of a thread where there can be none. It gets the model as bytes, opens
// no file but the runtime's own, and does what it is told until it is ended. It cannot be trusted to end by itself.
import { readFile } from "node:fs/promises";
import { setImmediate as nextTurn } from "node:timers/promises";
import { parentPort } from "node:worker_threads";
import type { InferenceSession, Tensor } from "onnxruntime-web/wasm";
import { type FromModel, type ModelPort, mostModelMemory, type ToModel } from "./model-messages.ts";

/** As much of the global as is used: no types of it come with Node. */
declare const WebAssembly: { Memory: new (descriptor: MemoryDescriptor) => object };

interface MemoryDescriptor {
  readonly initial: number;
  readonly maximum?: number;
  readonly shared?: boolean;
}

const pageBytes = 65_536;

// The runtime asks for 4 GiB that grow as needed. It is given less: what does not fit fails inside it, as on a smaller machine.
WebAssembly.Memory = class extends WebAssembly.Memory {
  constructor(descriptor: MemoryDescriptor) {
    const maximum = Math.min(descriptor.maximum ?? Infinity, mostModelMemory / pageBytes);
    super({ ...descriptor, maximum });
  }
};

let session: InferenceSession | undefined;

function tell(message: FromModel): void {
  if (parentPort !== null) parentPort.postMessage(message);
  else process.send?.(message);
}

async function hear(message: ToModel): Promise<void> {
  try {
    if (message.kind === "open") await open(message);
    else await run(message);
  } catch (cause) {
    tell({ kind: "failed", why: plainReason(cause) });
  }
}

async function open({ wasmFile, model }: Extract<ToModel, { kind: "open" }>): Promise<void> {
  const { env, InferenceSession } = await import("onnxruntime-web/wasm");
  env.wasm.numThreads = 1;
  env.wasm.wasmBinary = await readFile(wasmFile);
  const options = { executionProviders: ["wasm"], logSeverityLevel: 4 } as const;
  // There is no other way to load the runtime than to open something. This fails, and then it is loaded.
  await InferenceSession.create(new Uint8Array(0), options).catch(() => undefined);
  tell({ kind: "loaded" });
  session = await InferenceSession.create(model, options);
  tell({
    kind: "opened",
    inputs: session.inputMetadata.map(portOf),
    outputs: session.outputMetadata.map(portOf),
  });
}

function portOf(about: InferenceSession.ValueMetadata): ModelPort {
  return about.isTensor
    ? { name: about.name, type: about.type, shape: about.shape }
    : { name: about.name, type: undefined, shape: [] };
}

async function run({ input, output, rows }: Extract<ToModel, { kind: "run" }>): Promise<void> {
  if (session === undefined) throw new Error("it is not open");
  const { Tensor } = await import("onnxruntime-web/wasm");
  for (const row of rows) {
    const given =
      input.type === "float32"
        ? new Tensor("float32", Float32Array.from(row), input.shape)
        : new Tensor("float64", row, input.shape);
    const outputs = await session.run({ [input.name]: given }, [output.name]);
    tell({ kind: "ran", values: valuesOf(outputs[output.name], output) });
    // So that each answer is on its way before the next row may take for ever.
    await nextTurn();
  }
}

function valuesOf(answer: Tensor | undefined, { name, size }: { name: string; size: number }): Float64Array {
  if (answer === undefined) throw new Error(`its output "${name}" is missing`);
  if (answer.type !== "float32" && answer.type !== "float64")
    throw new Error(`its output "${name}" holds ${answer.type}, not float32 or float64`);
  if (answer.size !== size)
    throw new Error(
      `its output "${name}" has shape [${answer.dims.join(", ")}], but ${size} numbers are due`,
    );
  return Float64Array.from(answer.data as Float32Array | Float64Array);
}

/** What the runtime says, without the places in its own sources. */
function plainReason(cause: unknown): string {
  const said = cause instanceof Error ? cause.message : String(cause);
  const reason = said
    .replace(/^.*ERROR_MESSAGE: /s, "")
    .replace(/^.*\[ONNXRuntimeError\] : \d+ : \w+ : /s, "");
  return reason.replaceAll(/\s+/g, " ").trim().slice(0, 300);
}

if (parentPort !== null) parentPort.on("message", (message: ToModel) => void hear(message));
else process.on("message", (message: ToModel) => void hear(message));
