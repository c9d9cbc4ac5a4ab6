// What the command line of the app says: files to open, and after `--` the options of the host.
import { resolve } from "node:path";
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
  const named = before.filter((arg) => arg !== "" && !arg.startsWith("-"));
  return {
    paths: named.slice(isPackaged ? 0 : 1).map((path) => resolve(workingDir, path)),
    hostArgs,
    dataDir: typeof values.data === "string" ? resolve(workingDir, values.data) : undefined,
  };
}
