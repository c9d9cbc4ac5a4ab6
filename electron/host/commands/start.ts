// `gemba start`: the desktop window where there can be one, else the page in a browser, with one line that says why.
import { spawn } from "node:child_process";
import { windowOpenLine } from "#shared/host-api/desktop-shell.ts";
import { ensureDesktopBuilt, ensurePageBuilt } from "../build.ts";
import {
  causeLine,
  downloadElectron,
  downloadMs,
  findElectron,
  noWindowReason,
  surroundings,
} from "../electron-binary.ts";
import { projectRoot } from "../project-root.ts";
import { type Command, type CommandIo, type ExitCode, problemLines } from "./command.ts";
import { serve } from "./serve.ts";

/** Options that only mean something to a browser. */
const browserOptions = ["--browser", "--port", "--listen", "--public-url"];

export const start: Command = {
  summary: "open Gemba: its window, or the page in a browser",
  help: `Usage: gemba start [options of gemba serve]

  --browser   no window: serve the page to a browser, as gemba serve does

Without a display, as root on Linux, or where Electron is neither there nor downloaded within ${downloadMs / 1000} s, the page
is served too, and one line says why.

Example: gemba start --source shdr:recordings/tuesday --speed 60
`,
  async run(args, io) {
    const opened = await openWindow(args, io);
    if (opened.kind === "closed") return opened.code;
    io.err(`Browser mode: ${opened.reason}.\n`);
    return serve.run(
      args.filter((arg) => arg !== "--browser"),
      io,
    );
  },
};

type Opened =
  | { readonly kind: "closed"; readonly code: ExitCode }
  | { readonly kind: "noWindow"; readonly reason: string };

/** Opens the window and waits until it is closed; or says why there is none. */
async function openWindow(args: readonly string[], io: CommandIo): Promise<Opened> {
  const asked = browserOptions.find((option) =>
    args.some((arg) => arg === option || arg.startsWith(`${option}=`)),
  );
  if (asked !== undefined) return noWindow(`${asked} asks for it`);
  const here = surroundings();
  const reason = noWindowReason(here);
  if (reason !== undefined) return noWindow(reason);

  const failed =
    findElectron(projectRoot, here.env) === undefined ? downloadElectron(projectRoot) : undefined;
  if (failed !== undefined) return noWindow(failed);
  const binary = findElectron(projectRoot, here.env);
  if (binary === undefined) return noWindow("Electron was downloaded and is not where it should be");

  const log = (line: string): void => {
    io.err(`${line}\n`);
  };
  for (const built of [await ensurePageBuilt({ log }), await ensureDesktopBuilt({ log })]) {
    if (built.ok) continue;
    for (const problem of built.problems) io.err(problemLines(problem));
    return { kind: "closed", code: 1 };
  }
  return runWindow(binary, args);
}

/** Runs Electron. One that ends with an error before its window is there has not opened. */
export function runWindow(binary: string, args: readonly string[]): Promise<Opened> {
  return new Promise((resolve) => {
    const child = spawn(binary, [projectRoot, "--", ...args], { stdio: ["inherit", "pipe", "pipe"] });
    let isOpen = false;
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout = (stdout + text).slice(-1000);
      if (stdout.includes(windowOpenLine)) isOpen = true;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      // Chromium says much that concerns nobody; until the window is there it is kept for the reason.
      if (isOpen) process.stderr.write(text);
      else stderr = (stderr + text).slice(-10_000);
    });
    child.once("error", (cause) => {
      resolve(noWindow(`Electron could not be started: ${cause.message}`));
    });
    child.once("close", (code) => {
      if (isOpen || code === 0) resolve({ kind: "closed", code: code === 0 ? 0 : 1 });
      else resolve(noWindow(`Electron ended before its window opened: ${causeLine(stderr)}`));
    });
  });
}

function noWindow(reason: string): Opened {
  return { kind: "noWindow", reason };
}
