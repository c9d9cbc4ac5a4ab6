// What the host and its threads of analyses say to each other.
import type { Problem } from "#shared/base/problem.ts";
import type { LineChangeInfo } from "#shared/host-api/bottleneck-schema.ts";
import type { Finding } from "#shared/model/fact.ts";
import type { PlantFile } from "#shared/model/plant-schema.ts";
import type { FactBatch } from "./fact-batch.ts";
import type { LearntPlaces } from "./learnt-files.ts";

/** Where the log of a plant comes from: a recording; or recordings and facts, and more facts as they come. */
export type LogOrigin =
  | { readonly kind: "recording"; readonly path: string }
  | {
      readonly kind: "live";
      readonly plant: PlantFile;
      readonly fromMs: number;
      /** Recordings from `fromMs` on, oldest first. */
      readonly history: readonly string[];
      /** What arrived after this is in `facts`. */
      readonly heldMs: number;
      readonly facts: FactBatch;
      readonly toMs: number;
    };

/** The plan of a window, where the plant has one: planned seconds, and seconds for a unit. */
export interface PlanInfo {
  readonly plannedS: number;
  readonly taktS: number;
}

/** What the thread of the constraint is asked. */
export type AnalysisQuestion =
  | {
      readonly kind: "report";
      readonly fromMs: number;
      readonly toMs: number;
      readonly plan?: PlanInfo;
      /** The line goes on after the window, and this is when the shift ends. */
      readonly ahead?: { readonly endMs: number | undefined };
    }
  | {
      readonly kind: "whatIf";
      readonly fromMs: number;
      readonly toMs: number;
      readonly changes: readonly LineChangeInfo[];
    }
  | { readonly kind: "dueStop"; readonly resource: string; readonly durationS: number }
  | { readonly kind: "advice"; readonly fromMs: number; readonly toMs: number }
  | { readonly kind: "flow"; readonly fromMs: number; readonly toMs: number };

/** What the thread of the defect engine starts with. */
export interface DefectWorkerData {
  /** Where it may stand what plants are like when all is well. */
  readonly learnt: LearntPlaces | undefined;
  /** Folders of models that people brought. */
  readonly models: readonly string[];
}

/** What the thread of the defect engine is asked, of a window. */
export type DefectQuestion =
  | { readonly kind: "report"; readonly fromMs: number; readonly toMs: number }
  | { readonly kind: "charts"; readonly fromMs: number; readonly toMs: number; readonly asset: string }
  | { readonly kind: "alarmLoad"; readonly fromMs: number; readonly toMs: number };

export type ToAnalysisWorker<Question> =
  | { readonly kind: "open"; readonly key: string; readonly from: LogOrigin }
  | { readonly kind: "close"; readonly key: string }
  /** The host ends. */
  | { readonly kind: "end" }
  /** All that arrived until `toMs`. */
  | {
      readonly kind: "facts";
      readonly key: string;
      readonly facts: FactBatch;
      readonly toMs: number;
    }
  | { readonly kind: "ask"; readonly ask: number; readonly key: string; readonly question: Question };

export type FromAnalysisWorker =
  | { readonly ask: number; readonly value: unknown }
  | { readonly ask: number; readonly problem: Problem }
  /** Findings of a growing log: new, or changed since they were last told. */
  | { readonly ask?: undefined; readonly key: string; readonly findings: readonly Finding[] }
  /** Something went wrong that nobody asked about. */
  | { readonly ask?: undefined; readonly problem: Problem };
