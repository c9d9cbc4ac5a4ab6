// A thread of its own for one baseline: it reads whole shifts twice, once to learn them and once to look for what is not usual in them.
import { parentPort, workerData } from "node:worker_threads";
import { defined } from "#shared/base/assert.ts";
import type { Outcome } from "#shared/base/problem.ts";
import { fromRecordings } from "./clean-recordings.ts";
import { baselineSoFar, type BaselineWish, learnBaseline, type MadeBaseline } from "./learn-baseline.ts";

/** What the host gives to the thread; the recordings must be of this plant. */
export type BaselineTask = BaselineWish & { readonly plantId: string };

const port = defined(parentPort ?? undefined, "port of the thread");
const task = workerData as BaselineTask;
port.postMessage(await learnt(task));

async function learnt(task: BaselineTask): Promise<Outcome<MadeBaseline>> {
  const collected = await fromRecordings(task.recordings, (plant) =>
    plant.file.id === task.plantId ? baselineSoFar(plant, task) : ofOther(plant.file.id, task.plantId),
  );
  if (!collected.ok) return collected;
  const made = await learnBaseline(collected.value, task);
  return { ...made, problems: [...collected.problems, ...made.problems] };
}

function ofOther(id: string, shown: string): Outcome<never> {
  return {
    ok: false,
    problems: [
      {
        path: ["baseline"],
        id: "other-plant",
        severity: "error",
        message: `These recordings are of the plant "${id}", not of "${shown}".`,
        hint: "Choose recordings of the plant that is shown.",
      },
    ],
  };
}
