// A thread of its own for one baseline: it reads whole shifts twice, once to learn them and once to look for what is not usual in them.
import { parentPort, workerData } from "node:worker_threads";
import { defined } from "#shared/base/assert.ts";
import type { Outcome } from "#shared/base/problem.ts";
import { fromRecordings } from "./clean-recordings.ts";
import { type BaselineWish, learnBaseline, type MadeBaseline } from "./learn-baseline.ts";

/** What the host gives to the thread; the recordings must be of this plant. */
export type BaselineTask = BaselineWish & { readonly plantId: string };

const port = defined(parentPort ?? undefined, "port of the thread");
const task = workerData as BaselineTask;
port.postMessage(await learnt(task));

async function learnt(task: BaselineTask): Promise<Outcome<MadeBaseline>> {
  const collected = await fromRecordings(task.recordings, () => undefined);
  if (!collected.ok) return collected;
  const { id } = collected.value.clean.plant.file;
  if (id !== task.plantId)
    return {
      ok: false,
      problems: [
        {
          path: ["baseline"],
          id: "other-plant",
          severity: "error",
          message: `These recordings are of the plant "${id}", not of "${task.plantId}".`,
          hint: "Choose recordings of the plant that is shown.",
        },
      ],
    };
  const made = await learnBaseline(collected.value, task);
  return { ...made, problems: [...collected.problems, ...made.problems] };
}
