// A real `gemba serve` in a process of its own, on a free port, with a data folder of its own.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");
const readyMs = 90_000;

export interface GembaProcess {
  /** The address it printed, token included. */
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  readonly stderr: () => string;
  signal(name: NodeJS.Signals): void;
  /** Ends the process at once and waits until it is gone. */
  kill(): Promise<void>;
  /** Ends it and removes its data folder. */
  stop(): Promise<void>;
}

/** Starts it and waits for its line. `keep` = data folder and port of one that was killed, to come back at the same place. */
export async function startGemba(
  args: readonly string[],
  keep?: { dataDir: string; port: number },
): Promise<GembaProcess> {
  const dataDir = keep?.dataDir ?? mkdtempSync(join(tmpdir(), "gemba-data-"));
  const child = spawn(
    process.execPath,
    ["electron/host/cli.ts", "serve", "--port", String(keep?.port ?? 0), "--data", dataDir, ...args],
    {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const url = await readyUrl(child, () => stderr);
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await gone;
  };
  return {
    url,
    port: Number(new URL(url).port),
    dataDir,
    stderr: () => stderr,
    signal: (name) => {
      child.kill(name);
    },
    kill,
    async stop() {
      await kill();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function readyUrl(child: ChildProcess, stderr: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    let stdout = "";
    const late = setTimeout(() => {
      reject(new Error(`gemba serve was not ready after ${readyMs} ms:\n${stdout}${stderr()}`));
    }, readyMs);
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      const url = /^Gemba ready at (http\S+)$/m.exec(stdout)?.[1];
      if (url === undefined) return;
      clearTimeout(late);
      resolve(url);
    });
    child.once("exit", (code) => {
      clearTimeout(late);
      reject(new Error(`gemba serve ended with ${String(code)}:\n${stdout}${stderr()}`));
    });
  });
}
