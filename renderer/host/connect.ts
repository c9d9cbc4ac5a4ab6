// The only place that knows what kind of host this page has: a desktop shell that hands over a port, or a web server.
import type { Channel } from "#shared/host-api/channel.ts";
import type { DesktopShell } from "#shared/host-api/desktop-shell.ts";
import { portChannel } from "./port-channel.ts";
import { onShellMessage } from "./shell-messages.ts";
import { openWebSocketChannel } from "./websocket-channel.ts";

declare global {
  interface Window {
    /** What the desktop shell's preload exposes; absent in a browser. */
    readonly desktop?: DesktopShell;
  }
}

/** The host answered and will not let this page in; trying again does not help. */
export class ConnectRefused extends Error {
  readonly hint: string;
  constructor(message: string, hint: string) {
    super(message);
    this.name = "ConnectRefused";
    this.hint = hint;
  }
}

/** Opens one channel to the host. Rejects with ConnectRefused when the host refuses, else with why it failed. */
export function connect(signal: AbortSignal): Promise<Channel> {
  return window.desktop === undefined ? connectToServer(signal) : connectToShell(window.desktop, signal);
}

async function connectToServer(signal: AbortSignal): Promise<Channel> {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  try {
    return await openWebSocketChannel(`${scheme}://${location.host}/channel`, signal);
  } catch (cause) {
    // A socket tells no reason; the server's answer to an ordinary request does.
    const answer = await fetch("/", { method: "HEAD", cache: "no-store", signal }).catch(() => undefined);
    if (answer?.status === 401 || answer?.status === 403) {
      throw new ConnectRefused(
        "The host does not know this browser.",
        "Open the address with ?t=… that Gemba printed when it started.",
      );
    }
    throw cause;
  }
}

function connectToShell(shell: DesktopShell, signal: AbortSignal): Promise<Channel> {
  return new Promise((resolve, reject) => {
    const listening = onShellMessage(window, (message) => {
      if (message.kind === "port") resolve(portChannel(message.port));
      else if (message.kind === "failed") reject(new ConnectRefused(message.message, message.hint));
      else return;
      listening[Symbol.dispose]();
    });
    signal.addEventListener("abort", () => {
      listening[Symbol.dispose]();
      reject(new Error("The host did not answer in time."));
    });
    shell.connect();
  });
}
