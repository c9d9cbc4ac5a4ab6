// `gemba serve`: the host with its page in a browser. Starts the source, serves the page, prints one line when ready.
import { join } from "node:path";
import { parseArgs } from "node:util";
import { wallClock } from "#shared/base/clock.ts";
import type { Problem } from "#shared/base/problem.ts";
import packageJson from "../../../package.json" with { type: "json" };
import { acquireDataDir } from "../data-lock.ts";
import { defaultDataDir } from "../data-dir.ts";
import { Host } from "../pipeline.ts";
import { processTimers, waitQuietly } from "../process-timers.ts";
import { projectRoot } from "../project-root.ts";
import { startHttp } from "../serve/http.ts";
import { ensurePageBuilt } from "../serve/page-build.ts";
import { openSource } from "../sources/registry.ts";
import { type Command, type CommandIo, problemLines, UsageError } from "./command.ts";

const defaultPort = 4173;

export const serve: Command = {
  summary: "run the host and serve its page to a browser",
  help: `Usage: gemba serve [options]

  --plant DIR        folder with plant.json (default: the embedded demo plant)
  --source SPEC      where the data comes from (default: simulation)
                       simulation   the plant's own simulation
                       shdr:DIR     recorded adapter files with their Devices.xml, which is also the plant
  --speed N          plant seconds per second, 1 to 600 (default: 1)
  --start ISO        plant time at which a simulation begins
  --from ISO         time in the files at which a replay begins (default: after their last gap of over 1 h)
  --cold             a simulation without its script, from now on
  --seed N           the simulation's seed (default: 7)
  --data DIR         data folder (default: the user's)
  --port N           port, 0 = any free one (default: ${defaultPort}, or a free one when it is taken)
  --listen ADDR      address to listen on (default: 127.0.0.1); others may then look, unencrypted
  --public-url URL   address of a proxy in front

Example: gemba serve --source shdr:recordings/tuesday --speed 60
`,
  async run(args, io) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        plant: { type: "string" },
        source: { type: "string" },
        speed: { type: "string" },
        start: { type: "string" },
        from: { type: "string" },
        cold: { type: "boolean" },
        seed: { type: "string" },
        data: { type: "string" },
        port: { type: "string" },
        listen: { type: "string" },
        "public-url": { type: "string" },
      },
    });
    const speed = numberOption("--speed", values.speed, 1, 0.001, 600);
    const seed = numberOption("--seed", values.seed, 7, 0, 2 ** 32 - 1);
    const port =
      values.port === undefined ? undefined : numberOption("--port", values.port, defaultPort, 0, 65535);
    const startMs = timeOption("--start", values.start) ?? timeOption("--from", values.from);
    const dataDir = values.data ?? defaultDataDir();
    const listen = values.listen ?? "127.0.0.1";
    const log = (line: string): void => {
      io.err(`${line}\n`);
    };

    const opened = await openSource({
      spec: values.source ?? "simulation",
      plantDir: values.plant ?? join(projectRoot, "assets/plants/demo"),
      speed,
      ...(startMs === undefined ? {} : { startMs }),
      cold: values.cold === true,
      seed,
      wall: wallClock,
      wait: waitQuietly,
    });
    for (const problem of opened.problems) if (problem.severity === "error") io.err(problemLines(problem));
    if (!opened.ok) return 1;

    const page = await ensurePageBuilt({ log });
    if (!page.ok) {
      for (const problem of page.problems) io.err(problemLines(problem));
      return 1;
    }

    const { plant, source } = opened.value;
    using lock = acquireDataDir(dataDir);
    if (lock.owner !== undefined) log(`${dataDir} is in use by process ${lock.owner}: opened read-only.`);
    const host = new Host({
      plant,
      source,
      wall: wallClock,
      timers: processTimers,
      version: packageJson.version,
      problems: opened.problems,
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

/** `gemba start`: the desktop application where there is one, else the page, with one line that says so. */
export const start: Command = {
  summary: "open Gemba",
  help: `Usage: gemba start [options of gemba serve]

Example: gemba start
`,
  run(args, io: CommandIo) {
    io.err("Browser mode: this version has no desktop window. Open the address below.\n");
    return serve.run(args, io);
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

function timeOption(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const timeMs = Date.parse(text);
  if (Number.isNaN(timeMs))
    throw new UsageError(`${name} needs an ISO time such as 2026-11-23T06:00:00Z, not "${text}"`);
  return timeMs;
}

function numberOption(
  name: string,
  text: string | undefined,
  fallback: number,
  low: number,
  high: number,
): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value) || value < low || value > high) {
    throw new UsageError(`${name} needs a number from ${low} to ${high}, not "${text}"`);
  }
  return value;
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
