// The baselines that people have learnt in the app, one file for each plant in the data folder. What was learnt here goes before what came
// with a plant.
import { Worker } from "node:worker_threads";
import type { Outcome, Problem } from "#shared/base/problem.ts";
import type { Plant } from "#shared/model/plant.ts";
import type { BaselineTask } from "./baseline-worker.ts";
import type { MadeBaseline } from "./learn-baseline.ts";
import { learntFrom, type LearntPlaces, learntPaths, ownLearntPath } from "./learnt-files.ts";
import { takeBack, type Word } from "./next-baseline.ts";

/** False incidents of the whole line in a shift, as `gemba baseline` allows unless told. */
const falsePerShift = 1;

// Beside this file, in the sources as in the bundle. Not in one expression: Vite would take it for an asset.
const workerName = import.meta.url.endsWith(".ts") ? "./baseline-worker.ts" : "./baseline-worker.js";

export class Baselines {
  readonly #places: LearntPlaces;
  #worker: Worker | undefined;
  #isLearning = false;

  constructor(places: LearntPlaces) {
    this.#places = places;
  }

  /** Learns from recordings of a plant, by their paths; one baseline at a time. */
  async learn(plantId: string, recordings: readonly string[], word: Word): Promise<Outcome<MadeBaseline>> {
    if (this.#isLearning)
      return refused("busy", "Another baseline is being learnt.", "Wait until it is done.");
    this.#isLearning = true;
    try {
      const [out, ...others] = await this.#paths(plantId);
      return await this.#learnt({ plantId, recordings, word, out, others, falsePerShift });
    } finally {
      this.#isLearning = false;
    }
  }

  /** Puts the baseline before in its place again: the one kept last, or the one that came with the plant. */
  async takeBack(plant: Plant): Promise<Outcome<unknown>> {
    const [file, ...others] = await this.#paths(plant.file.id);
    const elsewhere = await learntFrom(others)(plant);
    return takeBack(file, elsewhere.ok && elsewhere.value !== undefined);
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #learnt(task: BaselineTask): Promise<Outcome<MadeBaseline>> {
    const worker = new Worker(new URL(workerName, import.meta.url), { workerData: task, execArgv: [] });
    this.#worker = worker;
    return new Promise((resolve) => {
      let why = "the thread ended";
      worker.once("message", resolve);
      worker.on("error", (cause) => {
        why = cause instanceof Error ? cause.message : String(cause);
      });
      worker.once("exit", () => {
        // Who was answered does not hear it.
        resolve(refused("stopped", `Learning stopped: ${why}.`, "Nothing was changed. Try again."));
      });
    });
  }

  /** The file of what is learnt here, and others that tell of the plant. */
  async #paths(plantId: string): Promise<[string, ...string[]]> {
    const own = ownLearntPath(this.#places, plantId);
    const all = await learntPaths(this.#places, plantId);
    return [own, ...all.filter((path) => path !== own)];
  }
}

function refused(id: string, message: string, hint: string): Outcome<never> {
  const problem: Problem = { path: ["baseline"], id: `baseline-${id}`, severity: "error", message, hint };
  return { ok: false, problems: [problem] };
}
