// Counts how often named components commit, so that a test can prove that live frames render nothing. Mutable, not state.
import { useEffect } from "react";

/** Commits since the page opened, by component. */
export const commitCounts: Record<string, number> = {};

/** Counts every commit of the calling component under `name`. */
export function useCommitCounter(name: string): void {
  useEffect(() => {
    commitCounts[name] = (commitCounts[name] ?? 0) + 1;
  });
}
