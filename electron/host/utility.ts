// Desktop mode: the same host over process.parentPort, in a process of its own that the shell starts and watches.
import { assert } from "#shared/base/assert.ts";
import { DesktopHost, type ParentPort } from "./desktop-host.ts";
import { processTimers } from "./process-timers.ts";

/** Electron's utility processes have one; a test puts one there. */
const parentPort: unknown = Reflect.get(process, "parentPort");
assert(isParentPort(parentPort), "the desktop's host was started without a parent port");

new DesktopHost({
  port: parentPort,
  args: process.argv.slice(2),
  timers: processTimers,
  log: (line) => void process.stderr.write(`${line}\n`),
  exit: () => process.exit(0),
});

function isParentPort(value: unknown): value is ParentPort {
  return typeof value === "object" && value !== null && "on" in value && "postMessage" in value;
}
