// `gemba state`: the whole plant at one moment of a recording.
import { parseArgs } from "node:util";
import { qualityOfCode, stateOfCode } from "#shared/frame/layout.ts";
import { type Command, UsageError } from "./command.ts";
import { iso, onlyFile, openRecording, tellProblems, timeOption } from "./recording-file.ts";

export const state: Command = {
  summary: "the plant at a moment of a recording",
  help: `Usage: gemba state FILE --at TIME [--json]

  --at TIME   ISO time, or +SECONDS after the recording's start
  --json      print one JSON document: { time, assets, signals, parts }

Example: gemba state shift.mcap --at +5400 --json
`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { json: { type: "boolean" }, at: { type: "string" } },
      allowPositionals: true,
    });
    const file = onlyFile(positionals);
    if (values.at === undefined) throw new UsageError("say when: --at TIME");
    const isJson = values.json === true;
    const timeline = await openRecording(file, io, isJson);
    if (timeline === undefined) return 1;
    const { startMs, endMs } = timeline.range();
    const timeMs = Math.min(endMs, Math.max(startMs, timeOption("--at", values.at, startMs)));
    const seen = await timeline.stateAt(timeMs);
    const { plant } = timeline;
    const strings = timeline.strings();
    const assets = plant.assets.map(({ id, row }) => [
      id,
      {
        state: stateOfCode(seen.assetState[row] ?? 0),
        ...(seen.assetSinceMs[row] === 0 ? {} : { sinceMs: seen.assetSinceMs[row] }),
      },
    ]);
    const signals = plant.signals.flatMap(({ id, row, type, labels }) => {
      const quality = qualityOfCode(seen.signalQuality[row] ?? 0);
      const number = seen.signalValue[row] ?? 0;
      if (quality === "missing" && seen.signalTimeMs[row] === 0) return [];
      const value =
        quality === "missing"
          ? null
          : type === "text"
            ? strings[number]
            : type === "enum"
              ? (labels?.[number] ?? number)
              : number;
      return [[id, { value, timeMs: seen.signalTimeMs[row], quality }]];
    });
    const parts = [...seen.parts()].map(({ serial, assetRow }) => ({
      serial,
      at: plant.assets[assetRow]?.id ?? null,
    }));
    const told = {
      time: iso(timeMs),
      assets: Object.fromEntries(assets) as Record<string, { state: string }>,
      signals: Object.fromEntries(signals) as Record<string, { value: unknown }>,
      parts,
    };
    if (isJson) io.out(`${JSON.stringify(told)}\n`);
    else {
      tellProblems(timeline.reader.problems, io);
      io.out(`${told.time}\n`);
      for (const [id, { state: word }] of Object.entries(told.assets))
        if (word !== "unknown") io.out(`  ${id.padEnd(12)}${word}\n`);
      for (const [id, { value }] of Object.entries(told.signals))
        io.out(`  ${id.padEnd(28)}${String(value)}\n`);
      io.out(`${parts.length} parts in the plant\n`);
    }
    timeline.close();
    return 0;
  },
};
