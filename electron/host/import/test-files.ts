// For tests of imports: files of a folder of their own, imported and opened again.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Problem } from "#shared/base/problem.ts";
import type { Fact } from "#shared/model/fact.ts";
import { FileTimeline } from "../timeline/file-timeline.ts";
import { importFile, type ImportFileOptions } from "./import-file.ts";
import type { RecordedReadings } from "./record-readings.ts";

export const nowMs = Date.UTC(2026, 5, 1);

export interface Imported {
  readonly recorded: RecordedReadings | undefined;
  readonly problems: readonly Problem[];
  readonly timeline: FileTimeline | undefined;
  readonly facts: readonly Fact[];
}

/** A folder that goes away with everything that was imported in it. */
export class ImportFolder implements Disposable {
  readonly dir = mkdtempSync(join(tmpdir(), "gemba-import-"));
  readonly #timelines: FileTimeline[] = [];
  #count = 0;

  [Symbol.dispose](): void {
    for (const timeline of this.#timelines) timeline.close();
    rmSync(this.dir, { recursive: true, force: true });
  }

  files(): string[] {
    return readdirSync(this.dir).sort();
  }

  write(name: string, content: string | Uint8Array): string {
    const path = join(this.dir, name);
    writeFileSync(path, content);
    return path;
  }

  /** Imports what is given as a file's content, and reads the recording back. */
  async import(content: string | Uint8Array, options: Partial<ImportFileOptions> = {}): Promise<Imported> {
    this.#count += 1;
    const path = options.path ?? this.write(`given-${this.#count}.csv`, content);
    const out = join(this.dir, `made-${this.#count}.mcap`);
    const outcome = await importFile({ version: "0", nowMs, ...options, path, out });
    if (!outcome.ok)
      return { recorded: undefined, problems: outcome.problems, timeline: undefined, facts: [] };
    const opened = await FileTimeline.open(out, "made");
    if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
    this.#timelines.push(opened.value);
    const facts = await opened.value.facts(-Infinity, Infinity);
    return { recorded: outcome.value, problems: outcome.problems, timeline: opened.value, facts };
  }
}

/** `id: value@second` of every sample, in order of arrival. */
export function samplesOf({ facts, timeline }: Imported, fromMs: number): string[] {
  return facts.flatMap((fact) => {
    if (fact.kind !== "sample") return [];
    const signal = timeline?.plant.signals[fact.signal];
    const value =
      fact.quality === "missing"
        ? "-"
        : signal?.type === "text"
          ? (timeline?.strings()[fact.value] ?? "")
          : fact.value;
    const late = fact.backfill === true ? " late" : "";
    return `${signal?.id ?? ""}: ${value}@${(fact.timeMs - fromMs) / 1000}${late}`;
  });
}

/** `asset: state@second` of every state, in order of arrival. */
export function statesOf({ facts, timeline }: Imported, fromMs: number): string[] {
  return facts.flatMap((fact) => {
    if (fact.kind !== "state") return [];
    const asset = timeline?.plant.assets[fact.asset]?.id ?? "";
    const why = fact.reason === undefined ? "" : ` (${fact.reason.text})`;
    return `${asset}: ${fact.state}${why}@${(fact.timeMs - fromMs) / 1000}`;
  });
}
