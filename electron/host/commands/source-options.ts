// The options that say which plant is shown and where its data comes from: of `gemba serve`, and of the desktop's host.
import { join } from "node:path";
import { wallClock } from "#shared/base/clock.ts";
import { waitQuietly } from "../process-timers.ts";
import { projectRoot } from "../project-root.ts";
import type { SourceRequest } from "../sources/registry.ts";
import { UsageError } from "./command.ts";

/** For node:util parseArgs. */
export const sourceOptions = {
  plant: { type: "string" },
  source: { type: "string" },
  speed: { type: "string" },
  start: { type: "string" },
  from: { type: "string" },
  cold: { type: "boolean" },
  seed: { type: "string" },
  data: { type: "string" },
} as const;

export const sourceOptionsHelp = `  --plant DIR        folder with plant.json (default: the embedded demo plant)
  --source SPEC      where the data comes from (default: simulation)
                       simulation   the plant's own simulation
                       shdr:DIR     recorded adapter files with their Devices.xml, which is also the plant
                       recording:FILE   a recording of Gemba, to look at
  --speed N          plant seconds per second, 1 to 600 (default: 1)
  --start ISO        plant time at which a simulation begins
  --from ISO         time in the files at which a replay begins (default: after their last gap of over 1 h)
  --cold             a simulation without its script, from now on
  --seed N           the simulation's seed (default: 7)
  --data DIR         data folder (default: the user's)
`;

/** What parseArgs makes of `sourceOptions`. */
export interface SourceOptionValues {
  readonly plant?: string | undefined;
  readonly source?: string | undefined;
  readonly speed?: string | undefined;
  readonly start?: string | undefined;
  readonly from?: string | undefined;
  readonly cold?: boolean | undefined;
  readonly seed?: string | undefined;
}

/** The source asked for, on this process's clock. Throws UsageError for values that are none. */
export function sourceRequestOf(values: SourceOptionValues): SourceRequest {
  const startMs = timeOption("--start", values.start) ?? timeOption("--from", values.from);
  return {
    spec: values.source ?? "simulation",
    plantDir: values.plant ?? join(projectRoot, "assets/plants/demo"),
    speed: numberOption("--speed", values.speed, 1, 0.001, 600),
    ...(startMs === undefined ? {} : { startMs }),
    cold: values.cold === true,
    seed: numberOption("--seed", values.seed, 7, 0, 2 ** 32 - 1),
    wall: wallClock,
    wait: waitQuietly,
  };
}

function timeOption(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const timeMs = Date.parse(text);
  if (Number.isNaN(timeMs))
    throw new UsageError(`${name} needs an ISO time such as 2026-11-23T06:00:00Z, not "${text}"`);
  return timeMs;
}

/** A number between bounds, or the fallback when it was not given. Throws UsageError for anything else. */
export function numberOption(
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
