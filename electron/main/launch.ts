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

/** Reads `process.argv`; an app that is not packaged has its own folder as first argument. */
export function launchOf(argv: readonly string[], isPackaged: boolean, workingDir: string): Launch {
  const given = argv.slice(isPackaged ? 1 : 2);
  const border = given.indexOf("--");
  const before = border === -1 ? given : given.slice(0, border);
  const hostArgs = border === -1 ? [] : given.slice(border + 1);
  const { values } = parseArgs({ args: hostArgs, strict: false, options: { data: { type: "string" } } });
  return {
    // Switches are Chromium's, and for Chromium to judge.
    paths: before.filter((arg) => arg !== "" && !arg.startsWith("-")).map((arg) => resolve(workingDir, arg)),
    hostArgs,
    dataDir: typeof values.data === "string" ? resolve(workingDir, values.data) : undefined,
  };
}
