// `gemba bottleneck`: what limited a line, of a recording or of any event log.
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Problem } from "#shared/base/problem.ts";
import { timeResolutionS } from "#shared/analyse/bottleneck/critical-path.ts";
import { EventRowReader } from "#shared/analyse/bottleneck/event-rows.ts";
import { LineAnalysis } from "#shared/analyse/bottleneck/line-analysis.ts";
import { lineOfFile } from "#shared/analyse/bottleneck/line-file-schema.ts";
import type { LineLog } from "#shared/analyse/bottleneck/line-log.ts";
import { logOfRows, type Mended } from "#shared/analyse/bottleneck/log-of-rows.ts";
import { reckon } from "#shared/analyse/bottleneck/reckoning.ts";
import type { BottleneckReport } from "#shared/analyse/bottleneck/report.ts";
import { fullReport } from "#shared/analyse/bottleneck/full-report.ts";
import { openFlow } from "../analyse/recorded-flow.ts";
import { type Command, type CommandIo, problemLines, UsageError } from "./command.ts";
import { onlyFile, openRecording } from "./recording-file.ts";

export const bottleneck: Command = {
  summary: "what limited a line: a recording, or any event log",
  help: `Usage: gemba bottleneck FILE.mcap [--json]
       gemba bottleneck --events FILE.csv --line LINE.json [--json]

  --events FILE   event log: time_s,resource,event,part,state,reason (as gemba simulate --events writes it)
  --line FILE     the line: { "resources": [{ "id", "kind", "capacity", "idealCycleS" }], "routes": [{ "from", "to" }] }
  --tie-s N       seconds that count as the same time (default: the log's resolution, at most 0.1)
  --seed N        seed of resampling; equal seeds give equal reports (default: 1)
  --json          print the report as one JSON document

Example: gemba simulate --plant assets/plants/demo --hours 8 --out shift.mcap && gemba bottleneck shift.mcap
`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        events: { type: "string" },
        line: { type: "string" },
        "tie-s": { type: "string" },
        seed: { type: "string" },
        json: { type: "boolean" },
      },
      allowPositionals: true,
    });
    const isJson = values.json === true;
    const seed = Number(values.seed ?? "1");
    if (!Number.isInteger(seed) || seed < 0)
      throw new UsageError(`--seed needs a whole number, not "${values.seed ?? ""}"`);
    const tieS = values["tie-s"] === undefined ? undefined : Number(values["tie-s"]);
    if (tieS !== undefined && !(tieS >= 0))
      throw new UsageError(`--tie-s needs seconds, not "${values["tie-s"] ?? ""}"`);
    if ((values.events === undefined) !== (values.line === undefined))
      throw new UsageError("an event log needs both --events FILE and --line FILE");

    if (values.events !== undefined && values.line !== undefined) {
      if (positionals.length > 0) throw new UsageError("give a recording or an event log, not both");
      const read = readLog(values.events, values.line);
      if (read.log === undefined) return refuse(io, read.problems, isJson);
      tell(io, read.problems);
      return print(io, read.log, { seed, tieS, warnings: read.warnings }, isJson);
    }
    const timeline = await openRecording(onlyFile(positionals), io, isJson);
    if (timeline === undefined) return 1;
    const flow = await openFlow(timeline);
    tell(io, timeline.reader.problems);
    timeline.close();
    if (!flow.ok) return refuse(io, flow.problems, isJson);
    return print(
      io,
      flow.value.log,
      { seed, tieS: tieS ?? flow.value.tieS, paceS: flow.value.paceS, warnings: [] },
      isJson,
    );
  },
};

/** The log that two files describe. */
function readLog(
  eventsPath: string,
  linePath: string,
): { log?: LineLog; problems: readonly Problem[]; warnings: readonly string[] } {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(linePath, "utf8"));
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    const problem: Problem = {
      path: [linePath],
      id: "invalid-json",
      severity: "error",
      message: `${linePath} is no JSON: ${cause.message}.`,
      hint: "Correct it at the place named.",
      file: linePath,
    };
    return { problems: [problem], warnings: [] };
  }
  const line = lineOfFile(json, linePath);
  if (!line.ok) return { problems: line.problems, warnings: [] };
  const reader = new EventRowReader(eventsPath);
  reader.push(readFileSync(eventsPath, "utf8"), true);
  const problems = [...line.problems, ...reader.problems];
  if (problems.some(({ severity }) => severity === "error")) return { problems, warnings: [] };
  const { log, mended } = logOfRows(line.value, reader.rows);
  return { log, problems, warnings: warningsOf(mended) };
}

function warningsOf({ duplicates, outOfOrder, unknown, missing, clocksAheadS }: Mended): string[] {
  const warnings: string[] = [];
  if (duplicates > 0) warnings.push(`${duplicates} rows were there twice; each counts once.`);
  if (outOfOrder > 0) warnings.push(`${outOfOrder} rows were out of order; they were sorted.`);
  if (missing > 0) warnings.push(`${missing} steps were not told and had to be filled in.`);
  if (clocksAheadS.size > 0) {
    const mostS = Math.max(...[...clocksAheadS.values()].map(Math.abs));
    warnings.push(`Parts came before they had left: clocks up to ${mostS.toFixed(1)} s off were set right.`);
  }
  for (const [resource, rows] of [...unknown].slice(0, 5))
    warnings.push(`The line has no resource "${resource}"; ${rows} rows of it were left out.`);
  return warnings;
}

function print(
  io: CommandIo,
  log: LineLog,
  options: {
    seed: number;
    tieS: number | undefined;
    paceS?: number | undefined;
    warnings: readonly string[];
  },
  isJson: boolean,
): 0 {
  const { seed, tieS = timeResolutionS(log), paceS, warnings } = options;
  const analysis = new LineAnalysis(log, { seed, tieS, paceS });
  analysis.update();
  const fromS = Math.max(0, log.startedS);
  const reckoning = reckon(analysis, { fromS, toS: log.endS, steps: [] });
  let step = reckoning.next();
  while (step.done !== true) step = reckoning.next();
  const made = fullReport(
    analysis,
    analysis.report(fromS, log.endS, undefined, step.value.twinShares),
    step.value,
  );
  const report = { ...made, warnings: [...warnings, ...made.warnings] };
  io.out(isJson ? `${JSON.stringify(report)}\n` : textOf(report));
  return 0;
}

function textOf(report: BottleneckReport): string {
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
  const named =
    report.named === undefined
      ? `Not named: ${report.tieSet.join(" or ") || "too little is known"}`
      : `${report.named} (${report.word})`;
  const rows = report.ranking.slice(0, 8).map(({ resource, share, pBest, gain10, lost }) =>
    [
      resource.padEnd(14),
      percent(share).padStart(8),
      percent(pBest).padStart(8),
      (gain10 === undefined ? "" : `${gain10.mean.toFixed(2)}/h`).padStart(9),
      `  ${lost
        .slice(0, 3)
        .map(({ reason, code, minutes }) => `${code ?? reason} ${minutes.toFixed(1)} min`)
        .join(", ")}`,
    ].join(""),
  );
  const stretches = report.timeline.map(
    ({ fromS, toS, resource, provisional }) =>
      `${clock(fromS)} to ${clock(toS)}  ${resource}${provisional ? " (provisional)" : ""}`,
  );
  return `${report.window.units} units in ${((report.window.toS - report.window.fromS) / 3600).toFixed(2)} h; the path explains ${percent(report.coverage)} (${report.level})
Constraint of the whole window: ${named}
resource         share       P   gain10  time on the critical path
${rows.join("\n")}
${stretches.join("\n")}
${report.warnings.map((warning) => `Note: ${warning}\n`).join("")}`;
}

function clock(timeS: number): string {
  const whole = Math.round(timeS);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${two(Math.floor(whole / 3600))}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}

function tell(io: CommandIo, problems: readonly Problem[]): void {
  for (const problem of problems) io.err(problemLines(problem));
}

function refuse(io: CommandIo, problems: readonly Problem[], isJson: boolean): 1 {
  if (isJson) io.out(`${JSON.stringify({ ok: false, problems })}\n`);
  else tell(io, problems);
  return 1;
}
