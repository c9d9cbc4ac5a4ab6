// What the host and its thread of analyses say to each other.
import type { FlowFact } from "#shared/analyse/bottleneck/log-of-facts.ts";
import type { Problem } from "#shared/base/problem.ts";
import type { LineChangeInfo } from "#shared/host-api/bottleneck-schema.ts";
import type { PlantFile } from "#shared/model/plant-schema.ts";

/** Where the log of a line comes from: a recording; or recordings and facts, and more facts as they come. */
export type FlowOrigin =
  | { readonly kind: "recording"; readonly path: string }
  | {
      readonly kind: "live";
      readonly plant: PlantFile;
      readonly fromMs: number;
      /** Recordings from `fromMs` on, oldest first. */
      readonly history: readonly string[];
      /** What arrived after this is in `facts`. */
      readonly heldMs: number;
      readonly facts: readonly FlowFact[];
      readonly toMs: number;
    };

/** The plan of a window, where the plant has one: planned seconds, and seconds for a unit. */
export interface PlanInfo {
  readonly plannedS: number;
  readonly taktS: number;
}

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
  | { readonly kind: "advice"; readonly fromMs: number; readonly toMs: number }
  | { readonly kind: "dueStop"; readonly resource: string; readonly durationS: number }
  | { readonly kind: "flow"; readonly fromMs: number; readonly toMs: number };

export type ToAnalysisWorker =
  | { readonly kind: "open"; readonly key: string; readonly from: FlowOrigin }
  | { readonly kind: "close"; readonly key: string }
  /** All that arrived until `toMs`. */
  | {
      readonly kind: "facts";
      readonly key: string;
      readonly facts: readonly FlowFact[];
      readonly toMs: number;
    }
  | { readonly kind: "ask"; readonly ask: number; readonly key: string; readonly question: AnalysisQuestion };

export type FromAnalysisWorker =
  | { readonly ask: number; readonly value: unknown }
  | { readonly ask: number; readonly problem: Problem }
  /** Something went wrong that nobody asked about. */
  | { readonly ask?: undefined; readonly problem: Problem };
