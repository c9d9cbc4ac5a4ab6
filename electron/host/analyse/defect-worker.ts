// A thread of its own for the defect engine: a flag comes within a second of its row, whatever else is reckoned.
import { workerData } from "node:worker_threads";
import type { DefectQuestion, DefectWorkerData } from "./analysis-messages.ts";
import { learntFrom } from "./learnt-files.ts";
import { serveAnalyses } from "./serve-analyses.ts";
import { WatchedPlant } from "./watched-plant.ts";

const { learnt } = workerData as DefectWorkerData;
const learntOf = learntFrom(learnt);

const tell = serveAnalyses<DefectQuestion, { readonly key: string; readonly plant: WatchedPlant }>({
  open: async (from, key) => {
    const plant = await WatchedPlant.open(from, learntOf);
    for (const problem of plant.problems) tell({ problem });
    if (from.kind === "live") tellNews(key, plant);
    return { key, plant };
  },
  take: ({ key, plant }, facts, toMs) => {
    plant.take(facts, toMs);
    tellNews(key, plant);
  },
  answer: ({ plant }, question) =>
    plant.refused === undefined ? { value: plant.answer(question) } : { problem: plant.refused },
});

function tellNews(key: string, plant: WatchedPlant): void {
  const findings = plant.news();
  if (findings.length > 0) tell({ key, findings });
}
