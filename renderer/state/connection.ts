// What is known about the way to the plant: link to the host, sources, output, problems. Changes at human rate.
import { create } from "zustand";
import type { Output, RequestResult, Right, SourceInfo } from "#shared/host-api/requests.ts";

/** A problem as the host lists it. */
export type ListedProblem = RequestResult<"sources.list">["problems"][number];

/** The link to the host. `lost` = nothing heard for 1.5 s: no value may be shown as live. */
export type LinkState =
  | { readonly kind: "connecting" }
  | { readonly kind: "live" }
  /** `asOfMs`: plant time of the last picture. */
  | { readonly kind: "lost"; readonly asOfMs: number | undefined }
  | { readonly kind: "failed"; readonly message: string; readonly hint: string };

export interface Connection {
  readonly link: LinkState;
  readonly right: Right;
  readonly hostVersion: string | undefined;
  readonly sources: readonly SourceInfo[];
  readonly problems: readonly ListedProblem[];
  readonly problemCount: number;
  readonly output: Output | undefined;
  /** One sentence the host wants said once, such as a resume that could not be met. */
  readonly notice: string | undefined;
}

export interface ConnectionVerbs {
  setLink(link: LinkState): void;
  opened(session: { right: Right; version: string; notice?: string | undefined }): void;
  setSources(sources: readonly SourceInfo[], problemCount: number): void;
  setProblems(problems: readonly ListedProblem[]): void;
  setOutput(output: Output): void;
  say(notice: string | undefined): void;
}

export const useConnection = create<Connection & ConnectionVerbs>()((set) => ({
  link: { kind: "connecting" },
  right: "view",
  hostVersion: undefined,
  sources: [],
  problems: [],
  problemCount: 0,
  output: undefined,
  notice: undefined,
  setLink: (link) => set({ link }),
  // What was said stays: a session may follow because of it.
  opened: ({ right, version, notice }) =>
    set((now) => ({ right, hostVersion: version, notice: notice ?? now.notice })),
  setSources: (sources, problemCount) => set({ sources, problemCount }),
  setProblems: (problems) => set({ problems, problemCount: problems.length }),
  setOutput: (output) => set({ output }),
  say: (notice) => set({ notice }),
}));

/** Nothing may be shown as live: the link is not there. */
export function linkIsStale(link: LinkState): boolean {
  return link.kind === "lost" || link.kind === "failed";
}
