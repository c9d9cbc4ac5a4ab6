// The file that is being imported by this page: on its way, looked at, read, or done. One at a time.
import { create } from "zustand";
import type { ImportState } from "#shared/host-api/events.ts";

export type ImportStep =
  | { readonly kind: "none" }
  | {
      readonly kind: "sending";
      readonly name: string;
      readonly bytes: number;
      readonly sentBytes: number;
      readonly cancel: () => void;
    }
  /** It did not get here, and why. */
  | { readonly kind: "refused"; readonly name: string; readonly why: string }
  /** It is here; a person says how it is read. */
  | { readonly kind: "found"; readonly file: string; readonly name: string }
  | {
      readonly kind: "started";
      readonly file: string;
      readonly name: string;
      readonly job: string;
      readonly state: ImportState;
    };

export interface Imports {
  readonly step: ImportStep;
}

export interface ImportsVerbs {
  /** False when another one is under way. */
  sending(name: string, bytes: number, cancel: () => void): boolean;
  sent(sentBytes: number): void;
  refused(name: string, why: string): void;
  /** False when another one is under way. */
  found(file: string, name: string): boolean;
  started(job: string): void;
  /** The host says how far an import is; others' are not heard. */
  told(job: string, state: ImportState): void;
  /** Back to how the file is read. */
  again(): void;
  close(): void;
}

const beginning: ImportState = { kind: "running", bytesRead: 0, bytesTotal: 0, readings: 0, refused: 0 };

/** Something would be lost to sight if another file came. */
function isUnderWay(step: ImportStep): boolean {
  return step.kind === "sending" || (step.kind === "started" && step.state.kind === "running");
}

export const useImports = create<Imports & ImportsVerbs>()((set, get) => ({
  step: { kind: "none" },
  sending: (name, bytes, cancel) => {
    if (isUnderWay(get().step)) return false;
    set({ step: { kind: "sending", name, bytes, sentBytes: 0, cancel } });
    return true;
  },
  sent: (sentBytes) => set(({ step }) => (step.kind === "sending" ? { step: { ...step, sentBytes } } : {})),
  refused: (name, why) => set({ step: { kind: "refused", name, why } }),
  found: (file, name) => {
    const { step } = get();
    if (step.kind === "started" && step.state.kind === "running") return false;
    set({ step: { kind: "found", file, name } });
    return true;
  },
  started: (job) =>
    set(({ step }) =>
      step.kind === "found" ? { step: { ...step, kind: "started", job, state: beginning } } : {},
    ),
  told: (job, state) =>
    set(({ step }) => (step.kind === "started" && step.job === job ? { step: { ...step, state } } : {})),
  again: () =>
    set(({ step }) =>
      step.kind === "started" ? { step: { kind: "found", file: step.file, name: step.name } } : {},
    ),
  close: () => set({ step: { kind: "none" } }),
}));
