// `gemba info`: what a recording holds. Never writes, not even to finish one that was cut off.
import { parseArgs } from "node:util";
import { endMetadataName } from "../record/recording-head.ts";
import { samplesChannel } from "../record/format.ts";
import type { FileTimeline } from "../timeline/file-timeline.ts";
import type { Command } from "./command.ts";
import { iso, onlyFile, openRecording, tellProblems } from "./recording-file.ts";

export const info: Command = {
  summary: "what a recording holds",
  help: `Usage: gemba info FILE [--json]

  --json   print one JSON document: { range, samples, signals, assets, gaps, problems, ... }

Example: gemba info shift.mcap --json
`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { json: { type: "boolean" } },
      allowPositionals: true,
    });
    const isJson = values.json === true;
    const timeline = await openRecording(onlyFile(positionals), io, isJson);
    if (timeline === undefined) return 1;
    const { startMs, endMs } = timeline.range();
    const { head, plant, reader } = timeline;
    const samples = countSamples(timeline);
    const told = {
      range: { start: iso(startMs), end: iso(endMs) },
      samples,
      signals: plant.signals.length,
      assets: plant.assets.length,
      gaps: timeline
        .gaps(startMs, endMs)
        .map(({ fromMs, toMs, source }) => ({ start: iso(fromMs), end: iso(toMs), source })),
      plant: plant.file.name,
      source: head.sourceLabel,
      simulated: head.simulated,
      bytes: reader.size,
      messages: reader.statistics.messages,
      chunks: reader.statistics.chunks,
      problems: reader.problems,
    };
    if (isJson) io.out(`${JSON.stringify(told)}\n`);
    else {
      tellProblems(reader.problems, io);
      const hours = ((endMs - startMs) / 3_600_000).toFixed(2);
      io.out(`${told.plant}, from ${told.source}
${told.range.start} to ${told.range.end} (${hours} h)
${samples} samples of ${told.signals} signals, ${told.assets} assets, ${told.gaps.length} gaps
${(told.bytes / 1e6).toFixed(1)} MB, ${told.messages} messages in ${told.chunks} chunks
`);
    }
    timeline.close();
    return 0;
  },
};

/** Told at the end of a whole recording; of another one they are counted. */
function countSamples({ reader }: FileTimeline): number {
  const told = Number(reader.metadata(endMetadataName)?.get("samples") ?? NaN);
  if (Number.isInteger(told)) return told;
  let samples = 0;
  for (const place of reader.chunks.samples)
    reader.forEachMessage(place, ({ channelId, data }) => {
      if (channelId === samplesChannel && data.length >= 4) samples += data.readUInt32LE(0);
    });
  return samples;
}
