// A thread of its own for the defect engine: a flag comes within a second of its row, whatever else is reckoned.
import { workerData } from "node:worker_threads";
import type { DefectQuestion, DefectWorkerData } from "./analysis-messages.ts";
import { learntFrom, learntPaths } from "./learnt-files.ts";
import { serveAnalyses } from "./serve-analyses.ts";
import { WatchedPlant, type WatchMeans } from "./watched-plant.ts";

const { learnt, models } = workerData as DefectWorkerData;
const means: WatchMeans = {
  learntOf: async (plant) =>
    learntFrom(learnt === undefined ? [] : await learntPaths(learnt, plant.file.id))(plant),
  models,
};

const tell = serveAnalyses<DefectQuestion, { readonly key: string; readonly plant: WatchedPlant }>({
  open: async (from, key) => {
    const plant = await WatchedPlant.open(from, means);
    if (from.kind === "live") tellNews(key, plant);
    else tellProblems(plant);
    return { key, plant };
  },
  take: async ({ key, plant }, facts, toMs) => {
    plant.take(facts, toMs);
    tellNews(key, plant);
    // Models answer later.
    await plant.settled();
    tellNews(key, plant);
  },
  answer: async ({ plant }, question) =>
    plant.refused === undefined ? { value: await plant.answer(question) } : { problem: plant.refused },
  close: ({ plant }) => {
    plant[Symbol.dispose]();
  },
});

function tellProblems(plant: WatchedPlant): void {
  for (const problem of plant.problems()) tell({ problem });
}

function tellNews(key: string, plant: WatchedPlant): void {
  tellProblems(plant);
  const findings = plant.news();
  if (findings.length > 0) tell({ key, findings });
}
