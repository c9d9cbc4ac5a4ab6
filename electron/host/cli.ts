// `gemba`: the command line. Finds the subcommand, prints its help, turns what goes wrong into an exit code.
import { baseline } from "./commands/baseline.ts";
import { bottleneck } from "./commands/bottleneck.ts";
import { check, schema } from "./commands/check.ts";
import { type Command, type ExitCode, isUsage, problemLines } from "./commands/command.ts";
import { detect } from "./commands/detect.ts";
import { exportCommand } from "./commands/export.ts";
import { importCommand } from "./commands/import.ts";
import { info } from "./commands/info.ts";
import { learn } from "./commands/learn.ts";
import { record } from "./commands/record.ts";
import { serve } from "./commands/serve.ts";
import { simulate } from "./commands/simulate.ts";
import { start } from "./commands/start.ts";
import { state } from "./commands/state.ts";
import { trim } from "./commands/trim.ts";
import { token } from "./commands/token.ts";
import { isFileError, problemOfFileError } from "./plant-dir.ts";

const commands: Readonly<Record<string, Command>> = {
  start,
  serve,
  record,
  info,
  state,
  trim,
  export: exportCommand,
  import: importCommand,
  check,
  simulate,
  bottleneck,
  detect,
  baseline,
  learn,
  schema,
  token,
};

const help = `gemba: a digital-twin viewer for factories

Usage: gemba COMMAND [options]

${Object.entries(commands)
  .map(([name, command]) => `  ${name.padEnd(10)}${command.summary}`)
  .join("\n")}

gemba COMMAND --help tells more.
Example: gemba serve --plant assets/plants/demo
`;

async function main(argv: readonly string[]): Promise<ExitCode> {
  const [name, ...args] = argv;
  const io = {
    out: (text: string) => void process.stdout.write(text),
    err: (text: string) => void process.stderr.write(text),
  };
  const command = name === undefined ? undefined : commands[name];
  if (name === "--help" || name === "help") {
    io.out(help);
    return 0;
  }
  if (command === undefined) {
    io.err(name === undefined ? help : `gemba: there is no command "${name}"\n\n${help}`);
    return 2;
  }
  if (args.includes("--help")) {
    io.out(command.help);
    return 0;
  }
  try {
    return await command.run(args, io);
  } catch (cause) {
    if (isUsage(cause)) {
      io.err(`gemba ${name ?? ""}: ${cause.message}\n\n${command.help}`);
      return 2;
    }
    if (isFileError(cause)) {
      io.err(problemLines(problemOfFileError(cause.path ?? "a file", cause)));
      return 1;
    }
    throw cause;
  }
}

// A reader that went away (`gemba … | head`) is no error.
process.stdout.on("error", () => process.exit(0));

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (cause) {
  process.stderr.write(
    `gemba: this is a bug in Gemba: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`,
  );
  process.exitCode = 1;
}
