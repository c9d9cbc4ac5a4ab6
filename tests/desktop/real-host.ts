// The desktop's host as a real process with real message ports, in the shape of Electron's utility process.
// Plain processes cannot be sent ports, so each is bridged: a real one here, a real one in child-host.ts, bytes by IPC between.
import { type ChildProcess, fork } from "node:child_process";
import { EventEmitter } from "node:events";
import { join } from "node:path";
import type { MessagePort } from "node:worker_threads";
import type { ForkedHost, MainPort } from "../../electron/main/electron-objects.ts";
import type { Crossing } from "./child-host.ts";

export type RealHost = ForkedHost & ChildProcess;

/** Forks the host's process; `utility` = another built one. Every port is bridged until either side closes it. */
export function forkRealHost(args: readonly string[], utility?: string): RealHost {
  const env = { ...process.env, ...(utility === undefined ? {} : { GEMBA_UTILITY: utility }) };
  const child = fork(join(import.meta.dirname, "child-host.ts"), args, {
    serialization: "advanced",
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    execArgv: [],
    env,
  });
  const ports = new Map<number, MessagePort>();
  const forked = new EventEmitter();
  const send = (crossing: Crossing): boolean => child.connected && child.send(crossing);
  child.on("message", (crossing: Crossing) => {
    if ("message" in crossing) forked.emit("message", crossing.message);
    else if (crossing.closed) ports.get(crossing.port)?.close();
    else ports.get(crossing.port)?.postMessage(crossing.data);
  });
  child.once("exit", (code) => {
    for (const port of ports.values()) port.close();
    forked.emit("exit", code ?? 1);
  });
  return Object.assign(child, {
    postMessage: (message: unknown, transfer: MainPort[] = []) => {
      const ids = transfer.map((port) => {
        const id = ports.size;
        // What createChannel below made.
        const real = port as MessagePort;
        ports.set(id, real);
        real.on("message", (data) => send({ port: id, data }));
        real.on("close", () => send({ port: id, closed: true }));
        return id;
      });
      send({ message, ports: ids });
    },
    on: forked.on.bind(forked),
  });
}
