// What the command line of the app says: files to open, and after `--` the options of the host.
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

export interface Launch {
  /** Absolute, and untrusted: whoever double-clicked chose them. */
  readonly paths: readonly string[];
  /** Options as of `gemba serve`. */
  readonly hostArgs: readonly string[];
  /** `--data` of the host: then windows and log are remembered there too. */
  readonly dataDir: string | undefined;
}

/** Reads `process.argv`; an app that is not packaged is named first, after the switches. */
export function launchOf(argv: readonly string[], isPackaged: boolean, workingDir: string): Launch {
  const given = argv.slice(1);
  const border = given.indexOf("--");
  const before = border === -1 ? given : given.slice(0, border);
  const hostArgs = border === -1 ? [] : given.slice(border + 1);
  const { values } = parseArgs({ args: hostArgs, strict: false, options: { data: { type: "string" } } });
  // Switches are Chromium's, and for Chromium to judge.
  const names = before.filter((arg) => arg !== "" && !arg.startsWith("-"));
  return {
    paths: names.slice(isPackaged ? 0 : 1).map((named) => pathOf(named, workingDir)),
    hostArgs,
    dataDir: typeof values.data === "string" ? resolve(workingDir, values.data) : undefined,
  };
}

/** Linux desktops name files by their URL. */
function pathOf(named: string, workingDir: string): string {
  try {
    return named.startsWith("file://") ? fileURLToPath(named) : resolve(workingDir, named);
  } catch {
    return resolve(workingDir, named); // Another machine's, or no file at all: it will not be found, and that is said.
  }
}
