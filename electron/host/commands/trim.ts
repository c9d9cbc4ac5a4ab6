// `gemba trim`: a range of a recording as a small file of its own.
import { parseArgs } from "node:util";
import { wallClock } from "#shared/base/clock.ts";
import packageJson from "../../../package.json" with { type: "json" };
import { trim as cut } from "../record/trim.ts";
import { type Command, UsageError } from "./command.ts";
import { iso, onlyFile, openRecording, tellProblems, timeOption } from "./recording-file.ts";

export const trim: Command = {
  summary: "cut a range of a recording into a file of its own",
  help: `Usage: gemba trim FILE --from TIME --to TIME --out FILE

  --from TIME   ISO time, or +SECONDS after the recording's start (default: its start)
  --to TIME     likewise (default: its end)
  --out FILE    the cut: plant, states, values and the whole lives of its parts are inside

Example: gemba trim shift.mcap --from +5400 --to +5700 --out stop.mcap
`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { from: { type: "string" }, to: { type: "string" }, out: { type: "string" } },
      allowPositionals: true,
    });
    const file = onlyFile(positionals);
    if (values.out === undefined) throw new UsageError("say where to: --out FILE");
    const timeline = await openRecording(file, io, false);
    if (timeline === undefined) return 1;
    const { startMs, endMs } = timeline.range();
    const clamp = (timeMs: number): number => Math.min(endMs, Math.max(startMs, timeMs));
    const fromMs = clamp(timeOption("--from", values.from ?? "+0", startMs));
    const toMs = values.to === undefined ? endMs : clamp(timeOption("--to", values.to, startMs));
    if (toMs <= fromMs)
      throw new UsageError(`nothing lies between ${iso(fromMs)} and ${iso(toMs)} in this recording`);
    const head = { ...timeline.head, createdMs: wallClock.nowMs(), gembaVersion: packageJson.version };
    await cut({ timeline, fromMs, toMs, path: values.out, head });
    tellProblems(timeline.reader.problems, io);
    io.out(`${values.out}: ${iso(fromMs)} to ${iso(toMs)}\n`);
    timeline.close();
    return 0;
  },
};
