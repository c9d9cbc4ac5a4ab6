// A process of its own that runs the desktop's host as Electron's utility process would: with `process.parentPort`, and a
// real message port for every one that main hands over. The other end of each is in real-host.ts; bytes go by IPC between.
import { MessageChannel, type MessagePort } from "node:worker_threads";

/** Between the two processes. */
export type Crossing =
  | { readonly message: unknown; readonly ports: readonly number[] }
  | { readonly port: number; readonly data?: unknown; readonly closed?: true };

const ports = new Map<number, MessagePort>();
const waiting: unknown[] = [];
let listener: ((event: unknown) => void) | undefined;

const send = (crossing: Crossing): void => {
  if (process.connected) process.send?.(crossing);
};

/** The host's end of a port, whose listeners get Electron's events instead of bare messages. */
function openPort(id: number): unknown {
  const { port1, port2 } = new MessageChannel();
  ports.set(id, port1);
  port1.on("message", (data: unknown) => send({ port: id, data }));
  port1.on("close", () => send({ port: id, closed: true }));
  return {
    postMessage: (data: unknown) => port2.postMessage(data),
    on: (event: "message" | "close", heard: (value: unknown) => void) =>
      event === "close"
        ? port2.on("close", heard)
        : port2.on("message", (data: unknown) => heard({ data, ports: [] })),
    start: () => port2.start(),
    close: () => port2.close(),
  };
}

process.on("message", (crossing: Crossing) => {
  if ("message" in crossing) {
    const event = { data: crossing.message, ports: crossing.ports.map(openPort) };
    if (listener === undefined) waiting.push(event);
    else listener(event);
  } else if (crossing.closed) ports.get(crossing.port)?.close();
  else ports.get(crossing.port)?.postMessage(crossing.data);
});
process.on("disconnect", () => process.exit());

Object.assign(process, {
  parentPort: {
    on: (_event: "message", heard: (event: unknown) => void) => {
      listener = heard;
      for (const event of waiting.splice(0)) heard(event);
    },
    postMessage: (message: unknown) => send({ message, ports: [] }),
  },
});
await import(process.env["GEMBA_UTILITY"] ?? "../../electron/host/utility.ts");
