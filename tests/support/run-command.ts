// A `gemba` command called as people call it, without a process of its own.
import type { Command, ExitCode } from "../../electron/host/commands/command.ts";

/** Its exit code and what it wrote; rejects with a UsageError for wrong usage. */
export type RunCommand = (...args: string[]) => Promise<{ code: ExitCode; out: string; err: string }>;

export function runOf(command: Command): RunCommand {
  return async (...args) => {
    let out = "";
    let err = "";
    const code = await command.run(args, {
      out: (text) => void (out += text),
      err: (text) => void (err += text),
    });
    return { code, out, err };
  };
}
