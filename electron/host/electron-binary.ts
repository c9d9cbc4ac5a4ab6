// Finds the Electron binary, or gets it, and says why there can be no desktop window here.
// Never imports the `electron` package: under plain Node that alone starts a download.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** How long the download may take before browser mode is the better answer. */
export const downloadMs = 15_000;

/** What decides whether there can be a window, apart from the binary. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  /** Undefined where there are no users by number. */
  readonly uid: number | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Why no window can open here, in a few words; undefined = one can. */
export function noWindowReason({ platform, uid, env }: Surroundings): string | undefined {
  if (platform !== "linux") return undefined;
  const displays = [env["DISPLAY"], env["WAYLAND_DISPLAY"]];
  if (displays.every((name) => name === undefined || name === "")) return "there is no display here";
  // Chromium refuses to start its sandbox for root, and without the sandbox Gemba does not start Chromium.
  if (uid === 0)
    return "a window needs its sandbox, which there is not for root: start Gemba as another user";
  return undefined;
}

/** This process's surroundings. */
export function surroundings(): Surroundings {
  return { platform: process.platform, uid: process.getuid?.(), env: process.env };
}

/** Path of the binary in the package's folder, or in the one that ELECTRON_OVERRIDE_DIST_PATH names; undefined = absent. */
export function findElectron(root: string, env: Surroundings["env"]): string | undefined {
  const folder = join(root, "node_modules/electron");
  const named = env["ELECTRON_OVERRIDE_DIST_PATH"];
  try {
    const pathFile = join(folder, "path.txt");
    const inside = existsSync(pathFile) ? readFileSync(pathFile, "utf8") : "electron";
    const path = join(named ?? join(folder, "dist"), inside);
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined; // Half installed: the download mends it.
  }
}

/** Runs the package's own download. Answers why it failed, or undefined when it did not; its output is kept quiet. */
export function downloadElectron(root: string, limitMs = downloadMs): string | undefined {
  const script = join(root, "node_modules/electron/install.js");
  if (!existsSync(script)) return "the package electron is not installed (npm ci)";
  const done = spawnSync(process.execPath, [script], { encoding: "utf8", timeout: limitMs });
  if (done.status === 0) return undefined;
  if (done.error !== undefined && "code" in done.error && done.error.code === "ETIMEDOUT")
    return `Electron could not be downloaded within ${limitMs / 1000} s`;
  return `Electron could not be downloaded: ${causeLine(done.stderr)}`;
}

/** The line that names the cause in the output of a failed script. */
export function causeLine(output: string): string {
  const lines = output.split("\n").map((line) => line.trim());
  const named = lines.find((line) => /error\b.*:/i.test(line)) ?? lines.find((line) => line !== "");
  return (named ?? "no reason given").replace(/^\w*Error: /, "").slice(0, 160);
}
