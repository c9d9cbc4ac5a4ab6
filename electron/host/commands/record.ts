// `gemba record`: a source into a file for a while, without a window or a page: for automation.
import { parseArgs } from "node:util";
import packageJson from "../../../package.json" with { type: "json" };
import { wallClock } from "#shared/base/clock.ts";
import { ProblemList } from "#shared/base/problem.ts";
import type { Reading } from "#shared/model/fact.ts";
import { type ReadingBatch, recordReadings } from "../import/record-readings.ts";
import { processTimers } from "../process-timers.ts";
import type { Source } from "../sources/source.ts";
import { openSource } from "../sources/registry.ts";
import { type Command, UsageError } from "./command.ts";
import { iso, tellProblems } from "./recording-file.ts";
import { sourceOptions, sourceOptionsHelp, sourceRequestOf } from "./source-options.ts";

export const record: Command = {
  summary: "record a source into a file for a while",
  help: `Usage: gemba record --out FILE --for DURATION [options]

  --out FILE         the recording; one of that name gives way once the new one is whole
  --for DURATION     how long, by the wall clock: 90s, 10m, 8h (default: until the source ends or Ctrl-C)
${sourceOptionsHelp}
Example: gemba record --source shdr:recordings/tuesday --speed 60 --out tuesday.mcap --for 10m
`,
  async run(args, io) {
    const { values } = parseArgs({
      args: [...args],
      options: { ...sourceOptions, out: { type: "string" }, for: { type: "string" } },
    });
    if (values.out === undefined) throw new UsageError("say where the recording goes: --out FILE");
    const wallMs = values.for === undefined ? undefined : duration(values.for);
    const request = sourceRequestOf({ ...values, cold: values.cold ?? values.start === undefined });
    const opened = await openSource(request);
    if (!opened.ok) {
      tellProblems(opened.problems, io);
      return 1;
    }
    if ("recording" in opened.value) throw new UsageError("a recording is recorded already: use gemba trim");
    const { plant, source } = opened.value;

    const stop = new AbortController();
    const end = (): void => {
      stop.abort();
    };
    process.once("SIGINT", end);
    using _timer = wallMs === undefined ? undefined : processTimers.after(wallMs, end);
    const problems = new ProblemList(() => wallClock.nowMs());
    const recorded = await recordReadings({
      plant,
      batches: readingsOf(source, problems, stop.signal),
      out: values.out,
      replace: true,
      head: {
        sourceId: source.id,
        sourceLabel: source.label,
        simulated: source.simulated,
        createdMs: wallClock.nowMs(),
        gembaVersion: packageJson.version,
      },
      problems,
    });
    process.off("SIGINT", end);
    tellProblems([...opened.problems, ...recorded.problems], io);
    if (!recorded.ok) return 1;
    const { file, range, samples, events } = recorded.value;
    io.out(`${file}: ${iso(range.startMs)} to ${iso(range.endMs)}, ${samples} samples, ${events} events\n`);
    return 0;
  },
};

/** What a source pushes, until it ends or is stopped. */
async function* readingsOf(
  source: Source,
  problems: ProblemList,
  signal: AbortSignal,
): AsyncGenerator<ReadingBatch> {
  let waiting: Reading[] = [];
  let wake = Promise.withResolvers<void>();
  let refused = 0;
  const running = source.start(
    {
      push: (readings) => {
        for (const reading of readings) waiting.push(reading);
        wake.resolve();
      },
      heartbeat: () => undefined,
      counted: (_read, refusedNow) => {
        refused = refusedNow;
      },
      report: (problem) => {
        problems.report(problem);
      },
      clear: (path, id) => {
        problems.clear(path, id);
      },
    },
    signal,
  );
  let isRunning = true;
  // Rejections are told by the last await.
  const ended = running.then(
    () => (isRunning = false),
    () => (isRunning = false),
  );
  while (isRunning || waiting.length > 0) {
    await Promise.race([wake.promise, ended]);
    wake = Promise.withResolvers();
    const readings = waiting;
    waiting = [];
    if (readings.length > 0) yield { readings, refused };
  }
  await running;
}

/** `90s`, `10m`, `8h` in milliseconds. Throws UsageError. */
function duration(text: string): number {
  const [, number, unit = "s"] = /^(\d+(?:\.\d+)?)(s|m|h)?$/.exec(text) ?? [];
  const value = Number(number) * (unit === "h" ? 3_600_000 : unit === "m" ? 60_000 : 1000);
  if (!(value > 0)) throw new UsageError(`--for needs a duration such as 90s, 10m or 8h, not "${text}"`);
  return value;
}
