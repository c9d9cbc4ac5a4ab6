// One of the threads that compute the suite's truth: tells each seed's as it comes.
import { parentPort, workerData } from "node:worker_threads";
import { suiteTruth } from "./suite.ts";

for (const seed of workerData as number[]) parentPort?.postMessage([seed, suiteTruth(seed)]);
