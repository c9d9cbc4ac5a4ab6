// `gemba serve`: the host with its page in a browser. Starts the source, serves the page, prints one line when ready.
import { parseArgs } from "node:util";
import type { Problem } from "#shared/base/problem.ts";
import { acquireDataDir } from "../data-lock.ts";
import { defaultDataDir } from "../data-dir.ts";
import { openHost } from "../open-host.ts";
import type { Host } from "../pipeline.ts";
import { processTimers } from "../process-timers.ts";
import { startHttp } from "../serve/http.ts";
import { ensurePageBuilt } from "../build.ts";
import { openSource } from "../sources/registry.ts";
import { type Command, problemLines } from "./command.ts";
import { numberOption, sourceOptions, sourceOptionsHelp, sourceRequestOf } from "./source-options.ts";

const defaultPort = 4173;

export const serve: Command = {
  summary: "run the host and serve its page to a browser",
  help: `Usage: gemba serve [options]

${sourceOptionsHelp}  --port N           port, 0 = any free one (default: ${defaultPort}, or a free one when it is taken)
  --listen ADDR      address to listen on (default: 127.0.0.1); others may then look, unencrypted
  --public-url URL   address of a proxy in front

Example: gemba serve --source shdr:recordings/tuesday --speed 60
`,
  async run(args, io) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        ...sourceOptions,
        port: { type: "string" },
        listen: { type: "string" },
        "public-url": { type: "string" },
      },
    });
    const request = sourceRequestOf(values);
    const port =
      values.port === undefined ? undefined : numberOption("--port", values.port, defaultPort, 0, 65535);
    const dataDir = values.data ?? defaultDataDir();
    const listen = values.listen ?? "127.0.0.1";
    const log = (line: string): void => {
      io.err(`${line}\n`);
    };

    const opened = await openSource(request);
    for (const problem of opened.problems) if (problem.severity === "error") io.err(problemLines(problem));
    if (!opened.ok) return 1;

    const page = await ensurePageBuilt({ log });
    if (!page.ok) {
      for (const problem of page.problems) io.err(problemLines(problem));
      return 1;
    }

    using lock = acquireDataDir(dataDir);
    if (lock.owner !== undefined) log(`${dataDir} is in use by process ${lock.owner}: opened read-only.`);
    const host = await openHost({
      opened: opened.value,
      plantDir: request.plantDir,
      problems: opened.problems,
      dataDir,
      isReadOnly: lock.owner !== undefined,
      timers: processTimers,
    });
    const running = host.run();
    const http = await startHttpSomewhere({
      listen,
      dataDir,
      pageDir: page.value,
      publicUrl: values["public-url"],
      port,
      log,
      host,
    }).catch((cause: unknown) => {
      io.err(problemLines(listenProblem(listen, port ?? defaultPort, cause)));
      return undefined;
    });
    if (http === undefined) {
      host.close();
      return 1;
    }
    if (listen !== "127.0.0.1")
      log(
        `Listening on ${listen}: the traffic is not encrypted. Put a proxy with TLS in front, or use a trusted network.`,
      );
    io.out(`Gemba ready at ${http.url}\n`);

    await untilStopped();
    host.close();
    await http.close();
    await running;
    return 0;
  },
};

interface ServeOptions {
  readonly listen: string;
  readonly dataDir: string;
  readonly pageDir: string;
  readonly publicUrl: string | undefined;
  readonly port: number | undefined;
  readonly log: (line: string) => void;
  readonly host: Host;
}

/** On the port asked for; the default port gives way to a free one when it is taken. */
async function startHttpSomewhere(options: ServeOptions): ReturnType<typeof startHttp> {
  const { port, host, ...rest } = options;
  const listenOn = (wanted: number): ReturnType<typeof startHttp> =>
    startHttp({
      ...rest,
      port: wanted,
      uploads: host.imports?.uploads,
      onViewer: (channel, right) => {
        host.addViewer(channel, right);
      },
    });
  if (port !== undefined) return listenOn(port);
  try {
    return await listenOn(defaultPort);
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause && cause.code === "EADDRINUSE")) throw cause;
    options.log(`Port ${defaultPort} is taken: using a free one.`);
    return listenOn(0);
  }
}

/** Why the address cannot be listened on. */
function listenProblem(listen: string, port: number, cause: unknown): Problem {
  const taken = cause instanceof Error && "code" in cause && cause.code === "EADDRINUSE";
  return {
    path: [`${listen}:${port}`],
    id: "cannot-listen",
    severity: "error",
    message: taken
      ? `Port ${port} is in use.`
      : `Listening is not possible: ${cause instanceof Error ? cause.message : String(cause)}.`,
    hint: taken
      ? "Use --port 0 for any free port, or end the other program."
      : "Check --listen, --port and the folder named by --data.",
  };
}

function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => {
        resolve();
      });
    }
  });
}
