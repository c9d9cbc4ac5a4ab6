// `npm start` as its users see it: a window or, with one line of reason, the page in a browser.
import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runWindow } from "../../electron/host/commands/start.ts";

const root = join(import.meta.dirname, "../..");
const isRoot = process.getuid?.() === 0;
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gemba-start-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Starts Gemba with a data folder of its own and ends it when it prints its address: what it said. */
function started(args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  const data = mkdtempSync(join(tmpdir(), "gemba-start-data-"));
  const cli = ["electron/host/cli.ts", "start", "--cold", "--data", data, ...args];
  const child: ChildProcess = spawn(process.execPath, cli, { cwd: root, env: { ...process.env, ...env } });
  let [out, err] = ["", ""];
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (err += text));
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    out += text;
    if (out.includes("Gemba ready at http")) child.kill();
  });
  return new Promise((resolve) => {
    child.once("close", () => {
      rmSync(data, { recursive: true, force: true });
      resolve(err);
    });
  });
}

const noDisplay = { DISPLAY: "", WAYLAND_DISPLAY: "" };
const display = { DISPLAY: ":7" };

describe.runIf(process.platform === "linux")("browser mode, with one line of reason", () => {
  test.each([
    ["asked for", ["--browser"], display, "--browser asks for it"],
    ["without a display", [], noDisplay, "there is no display here"],
    ...(isRoot ? ([["as root", [], display, /sandbox.*root/]] as const) : []),
  ] as const)("%s", async (_name, args, env, reason) => {
    const err = await started(args, env);
    const lines = err.split("\n").filter((line) => line.startsWith("Browser mode"));
    expect(lines).toEqual([expect.stringMatching(reason)]);
  });
});

describe.runIf(process.platform !== "win32")("the window's process", () => {
  const binary = (script: string): string => {
    const path = join(folder, "electron");
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
    return path;
  };

  test("is waited for, once its window is open", async () => {
    expect(await runWindow(binary("echo 'Gemba window open'; exit 0"), [])).toEqual({
      kind: "closed",
      code: 0,
    });
    expect(await runWindow(binary("echo 'Gemba window open'; exit 3"), [])).toEqual({
      kind: "closed",
      code: 1,
    });
  });
  test("that ends before its window is open gives way to browser mode, with its own words as the reason", async () => {
    expect(
      await runWindow(binary("echo 'libnss3.so: cannot open shared object file' >&2; exit 127"), []),
    ).toEqual({
      kind: "noWindow",
      reason: "Electron ended before its window opened: libnss3.so: cannot open shared object file",
    });
  });
  test("that cannot be started gives way too", async () => {
    expect(await runWindow(join(folder, "nothing"), [])).toMatchObject({ kind: "noWindow" });
  });
  test("gets the options of the host behind two dashes", async () => {
    const path = binary('echo "$@" > "$(dirname "$0")/args"; echo Gemba window open');
    await runWindow(path, ["--speed", "2"]);
    expect(readFileSync(join(folder, "args"), "utf8")).toMatch(/ -- --speed 2\n$/);
  });
});
