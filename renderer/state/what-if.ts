// What a person would change on the line, what a rerun with it gives, and what the host advises. Nothing here changes the plant.
import { create } from "zustand";
import type { AdviceInfo, LineChangeInfo, WhatIfInfo } from "#shared/host-api/bottleneck-schema.ts";
import { useBottleneck } from "./bottleneck.ts";

/** As many as the host takes at once. */
export const mostChanges = 12;

export interface WhatIf {
  readonly changes: readonly LineChangeInfo[];
  /** A rerun is wanted: grows with each wish. */
  readonly wish: number;
  /** The wish that was begun last. */
  readonly begun: number;
  /** What the last rerun gave, and for which changes. */
  readonly result: { readonly value: WhatIfInfo; readonly changes: readonly LineChangeInfo[] } | undefined;
  readonly problem: string | undefined;
  readonly isRunning: boolean;
  /** What the advice here, or on its way, is for. */
  readonly adviceFor: string | undefined;
  readonly advice: readonly AdviceInfo[] | undefined;
  readonly adviceProblem: string | undefined;
}

export interface WhatIfVerbs {
  add(change: LineChangeInfo): void;
  remove(index: number): void;
  clear(): void;
  /** Takes one change alone and wants it run. */
  apply(change: LineChangeInfo): void;
  run(): void;
  begin(): void;
  /** What came of a wish; of an older one it says nothing any more. */
  answer(wish: number, result: NonNullable<WhatIf["result"]>): void;
  fail(wish: number, problem: string): void;
  wantAdvice(adviceFor: string): void;
  advise(adviceFor: string, advice: readonly AdviceInfo[]): void;
  refuseAdvice(adviceFor: string, problem: string): void;
  /** Another shift: all of it was about the one before. */
  forget(): void;
}

const nothing = {
  changes: [],
  result: undefined,
  problem: undefined,
  isRunning: false,
  adviceFor: undefined,
  advice: undefined,
  adviceProblem: undefined,
} satisfies Omit<WhatIf, "wish" | "begun">;

/** Two changes of the same thing: the later one counts. */
function isSameThing(a: LineChangeInfo, b: LineChangeInfo): boolean {
  if (a.kind !== b.kind || a.resource !== b.resource) return false;
  return a.kind !== "removeStop" || b.kind !== "removeStop" || a.fromMs === b.fromMs;
}

export const useWhatIf = create<WhatIf & WhatIfVerbs>()((set) => ({
  ...nothing,
  wish: 0,
  begun: 0,
  add: (change) =>
    set(({ changes }) => ({
      changes: [...changes.filter((each) => !isSameThing(each, change)), change].slice(-mostChanges),
    })),
  remove: (index) => set(({ changes }) => ({ changes: changes.filter((_, at) => at !== index) })),
  clear: () => set({ changes: [], result: undefined, problem: undefined }),
  apply: (change) => set(({ wish }) => ({ changes: [change], wish: wish + 1 })),
  run: () => set(({ wish }) => ({ wish: wish + 1 })),
  begin: () => set(({ wish }) => ({ begun: wish, isRunning: true, problem: undefined })),
  answer: (wish, result) => set((now) => (now.begun === wish ? { result, isRunning: false } : now)),
  fail: (wish, problem) => set((now) => (now.begun === wish ? { problem, isRunning: false } : now)),
  wantAdvice: (adviceFor) => set({ adviceFor, adviceProblem: undefined }),
  advise: (adviceFor, advice) => set((now) => (now.adviceFor === adviceFor ? { advice } : now)),
  refuseAdvice: (adviceFor, adviceProblem) =>
    set((now) => (now.adviceFor === adviceFor ? { adviceProblem } : now)),
  forget: () => set(({ wish }) => ({ ...nothing, wish: wish + 1, begun: wish + 1 })),
}));

// Another shift or timeline: reruns of the one before say nothing of it.
useBottleneck.subscribe((now, before) => {
  if (now.info === undefined && before.info !== undefined) useWhatIf.getState().forget();
});
