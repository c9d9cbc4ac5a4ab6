// The stops of a window, each with what the machine said and what a person said, and their sums by reason and asset. Pure.
import type { Span } from "../../model/calendar.ts";
import type { PlantFile } from "../../model/plant-schema.ts";
import type { AssetState } from "../../model/state.ts";
import { type Stretch, stopStates } from "./stretches.ts";

/** A reason somebody gave. */
export interface GivenReason {
  readonly code: string;
  readonly text: string;
}

/** One stop, whole: it may begin before the window it was found in. */
export interface Stop<Person extends GivenReason = GivenReason> extends Span {
  readonly assetId: string;
  readonly state: AssetState;
  /** The source's own word. */
  readonly nativeState?: string;
  /** What the machine or the stop rule gave. It stays, whatever a person says. */
  readonly machine?: GivenReason;
  /** What a person assigned: shown before the machine's. */
  readonly person?: Person;
}

/** Stops of one asset that touch [fromMs, toMs), oldest first. */
export function stopsOf<Person extends GivenReason>(
  assetId: string,
  stretches: readonly Stretch[],
  { fromMs, toMs }: Span,
  personOf: (fromMs: number) => Person | undefined,
): Stop<Person>[] {
  const stops: Stop<Person>[] = [];
  for (const stretch of stretches) {
    if (!stopStates.has(stretch.state) || stretch.toMs <= fromMs || stretch.fromMs >= toMs) continue;
    const person = personOf(stretch.fromMs);
    stops.push({
      assetId,
      fromMs: stretch.fromMs,
      toMs: stretch.toMs,
      state: stretch.state,
      ...(stretch.nativeState === undefined ? {} : { nativeState: stretch.nativeState }),
      ...(stretch.reasonCode === undefined && stretch.reason === undefined
        ? {}
        : { machine: { code: stretch.reasonCode ?? "", text: stretch.reason ?? stretch.reasonCode ?? "" } }),
      ...(person === undefined ? {} : { person }),
    });
  }
  return stops;
}

/** A node of the tree of reasons with what was lost below it. */
export interface ReasonSum {
  readonly code: string;
  readonly text: string;
  /** 0 = outermost. */
  readonly level: number;
  /** Of the plant's tree; a machine's own code and "no reason" are not. */
  readonly listed: boolean;
  readonly lostMs: number;
  readonly count: number;
}

export interface AssetSum {
  readonly assetId: string;
  readonly lostMs: number;
  readonly count: number;
}

type ReasonTree = PlantFile["reasons"];
interface ReasonNode extends GivenReason {
  readonly reasons?: readonly ReasonNode[];
}

/** Codes of the plant's tree with their way from the outermost reason; the first of two equal codes counts. */
export function reasonPaths(tree: ReasonTree): ReadonlyMap<string, readonly GivenReason[]> {
  const paths = new Map<string, readonly GivenReason[]>();
  const walk = (nodes: readonly ReasonNode[], above: readonly GivenReason[]): void => {
    for (const { code, text, reasons = [] } of nodes) {
      const path = [...above, { code, text }];
      if (!paths.has(code)) paths.set(code, path);
      walk(reasons, path);
    }
  };
  walk(tree, []);
  return paths;
}

/**
 * Pareto of the stops by reason, over the three levels of the plant's tree: each reason right after what it belongs to,
 * longest first on each level. Time outside the window does not count.
 */
export function sumByReason(stops: readonly Stop[], tree: ReasonTree, window: Span): ReasonSum[] {
  interface Node {
    readonly sum: { lostMs: number; count: number };
    readonly reason: GivenReason;
    readonly level: number;
    readonly listed: boolean;
    readonly below: Map<string, Node>;
  }
  const paths = reasonPaths(tree);
  const top = new Map<string, Node>();
  for (const stop of stops) {
    const given = stop.person ?? stop.machine ?? { code: "", text: "" };
    const path = paths.get(given.code);
    let level = top;
    for (const [depth, reason] of (path ?? [given]).entries()) {
      // What is not of the tree never falls together with what is.
      const key = path === undefined ? `?${reason.code || reason.text}` : reason.code;
      let node = level.get(key);
      if (node === undefined) {
        node = {
          sum: { lostMs: 0, count: 0 },
          reason,
          level: depth,
          listed: path !== undefined,
          below: new Map(),
        };
        level.set(key, node);
      }
      node.sum.lostMs += lostMs(stop, window);
      node.sum.count += 1;
      level = node.below;
    }
  }
  const sums: ReasonSum[] = [];
  const list = (nodes: ReadonlyMap<string, Node>): void => {
    for (const node of [...nodes.values()].sort((a, b) => b.sum.lostMs - a.sum.lostMs)) {
      sums.push({ ...node.reason, level: node.level, listed: node.listed, ...node.sum });
      list(node.below);
    }
  };
  list(top);
  return sums;
}

/** Pareto of the stops by asset, longest first. */
export function sumByAsset(stops: readonly Stop[], window: Span): AssetSum[] {
  const sums = new Map<string, { assetId: string; lostMs: number; count: number }>();
  for (const stop of stops) {
    const sum = sums.get(stop.assetId) ?? { assetId: stop.assetId, lostMs: 0, count: 0 };
    sum.lostMs += lostMs(stop, window);
    sum.count += 1;
    sums.set(stop.assetId, sum);
  }
  return [...sums.values()].sort((a, b) => b.lostMs - a.lostMs || (a.assetId < b.assetId ? -1 : 1));
}

/** How much of a stop lies in the window. */
export function lostMs(stop: Span, window: Span): number {
  return Math.max(0, Math.min(stop.toMs, window.toMs) - Math.max(stop.fromMs, window.fromMs));
}
