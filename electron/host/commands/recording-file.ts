// What the commands that read one recording share: opening it, and times given as ISO or as +SECONDS from its start.
import type { Problem } from "#shared/base/problem.ts";
import { FileTimeline } from "../timeline/file-timeline.ts";
import { type CommandIo, problemLines, UsageError } from "./command.ts";

/** Opens FILE; undefined when nothing of it can be read, which has then been said. */
export async function openRecording(
  path: string,
  io: CommandIo,
  isJson: boolean,
): Promise<FileTimeline | undefined> {
  const opened = await FileTimeline.open(path, path);
  if (opened.ok) return opened.value;
  if (isJson) io.out(`${JSON.stringify({ ok: false, problems: opened.problems })}\n`);
  else tellProblems(opened.problems, io);
  return undefined;
}

export function tellProblems(problems: readonly Problem[], io: CommandIo): void {
  for (const problem of problems) io.err(problemLines(problem));
}

/** Plant time of an option: ISO, or `+SECONDS` after the recording's start. Throws UsageError. */
export function timeOption(name: string, text: string, startMs: number): number {
  const seconds = /^\+(\d+(?:\.\d+)?)$/.exec(text)?.[1];
  if (seconds !== undefined) return startMs + Number(seconds) * 1000;
  const timeMs = Date.parse(text);
  if (Number.isNaN(timeMs))
    throw new UsageError(`${name} needs an ISO time or +SECONDS from the start, not "${text}"`);
  return timeMs;
}

/** The one FILE of the arguments. Throws UsageError. */
export function onlyFile(positionals: readonly string[]): string {
  const [file, ...more] = positionals;
  if (file === undefined) throw new UsageError("give the recording: FILE");
  if (more.length > 0) throw new UsageError(`one recording at a time, not also "${more.join(" ")}"`);
  return file;
}

export function iso(timeMs: number): string {
  return new Date(timeMs).toISOString();
}
