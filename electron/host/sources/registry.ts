// Every kind of source by its name on the command line: `simulation`, `shdr:DIR`, `recording:FILE`. Adding one = a folder and a line here.
import { stat } from "node:fs/promises";
import type { Clock } from "#shared/base/clock.ts";
import type { Outcome } from "#shared/base/problem.ts";
import { type Plant, resolvePlant } from "#shared/model/plant.ts";
import { openShdrReplay } from "./shdr/shdr-source.ts";
import type { Source } from "./source.ts";

/** What `--source` and the options beside it ask for. */
export interface SourceRequest {
  /** Kind, then what it reads: `shdr:recordings/tuesday`. */
  readonly spec: string;
  /** Folder of plant.json, for sources that do not describe their plant themselves. */
  readonly plantDir: string;
  /** Plant seconds per wall second. */
  readonly speed: number;
  /** Where a replay or a simulation begins, plant time. */
  readonly startMs?: number;
  /** A simulation without script and warm start. */
  readonly cold: boolean;
  readonly seed: number;
  readonly wall: Clock;
  /** Waits on the wall clock; ends early, without error, when aborted. */
  readonly wait: (wallMs: number, signal: AbortSignal) => Promise<void>;
}

/** A source ready to start, and the plant it tells of. */
export interface OpenedSource {
  readonly plant: Plant;
  readonly source: Source;
}

/** A recording that is only looked at: its path. */
export interface OpenedRecording {
  readonly recording: string;
}

export type Opened = OpenedSource | OpenedRecording;

const kinds: Readonly<Record<string, (request: SourceRequest, rest: string) => Promise<Outcome<Opened>>>> = {
  async simulation(request) {
    const { openSimulation } = await import("./simulation/simulation-source.ts");
    return openSimulation(request);
  },
  /** One of our recordings: nothing is live. */
  async recording(_, path) {
    const { readRecording } = await import("../record/catalogue.ts");
    const { size } = await stat(path);
    if ((await readRecording(path, size)) !== undefined)
      return { ok: true, value: { recording: path }, problems: [] };
    const problem = {
      path: [path],
      id: "not-a-recording",
      severity: "error",
      message: `${path} is no recording of Gemba, or its beginning is missing.`,
      hint: "Recordings of other tools can be imported.",
      file: path,
    } as const;
    return { ok: false, problems: [problem] };
  },
  async shdr(request, dir) {
    const opened = await openShdrReplay(dir, {
      speed: request.speed,
      wall: request.wall,
      wait: request.wait,
      ...(request.startMs === undefined ? {} : { fromMs: request.startMs }),
    });
    if (!opened.ok) return opened;
    return {
      ok: true,
      value: { plant: resolvePlant(opened.value.plant), source: opened.value.source },
      problems: opened.problems,
    };
  },
};

/** Opens the source a spec names; an unknown kind is a problem that lists the known ones. */
export async function openSource(request: SourceRequest): Promise<Outcome<Opened>> {
  const [kind = "", ...rest] = request.spec.split(":");
  const open = kinds[kind];
  if (open === undefined) {
    return {
      ok: false,
      problems: [
        {
          path: ["--source"],
          id: "unknown-source",
          severity: "error",
          message: `There is no source "${kind}".`,
          hint: `Use one of: ${Object.keys(kinds).join(", ")}.`,
        },
      ],
    };
  }
  return open(request, rest.join(":"));
}
