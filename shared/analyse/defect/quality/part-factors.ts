// What parts have in common: the station of a cell that made them, lots, tools, programs, the variant, measured ranges, and what
// their components had. Known by serial, only from before a part was judged. Operators are never a factor.
import type { FactorInfo, SuspectInfo } from "#shared/model/defect-schema.ts";
import { type Factor, factorsOf } from "../root-cause/factors.ts";
import { madeAt, type Measured, type PartLedger, type PartLife } from "./part-ledger.ts";

/** A part as it was judged: what happened to it later is no factor. */
export interface Unit {
  readonly part: PartLife;
  readonly isBad: boolean;
  /** When it was judged. */
  readonly judgedMs: number;
}

/** A factor with its parts, in the words of the schema. */
export interface PartFactor extends Factor {
  readonly info: FactorInfo;
  /** Measured ranges are many and are tried apart, so that they do not drown the few named ones. */
  readonly isMeasured: boolean;
}

/** Levels of one kind and place that are tried: the most frequent. */
const mostLevels = 50;

/** What a product inherits from its components, and from theirs. */
const inheritedKinds = ["station", "lot", "tool", "program", "component"] as const;

const columnOf = ({ kind, assetId, level }: FactorInfo): string =>
  kind === "measured" ? `measured ${assetId} ${level}` : `${kind} ${assetId}`;

/** Named factors that a part had at a time. One of its components is enough for theirs. */
function namedOf(ledger: PartLedger, part: PartLife, atMs: number, isComponent = false): FactorInfo[] {
  const infos: FactorInfo[] = [];
  const latest = new Map<string, string>();
  for (const { assetId, groupId, enterMs } of part.visits)
    if (enterMs <= atMs && groupId !== assetId) latest.set(groupId, assetId);
  for (const [assetId, level] of latest) infos.push({ kind: "station", assetId, level });
  for (const { lot, assetId, timeMs } of part.lots)
    if (timeMs <= atMs) infos.push({ kind: "lot", assetId, level: lot });
  // The newest tool and program of each station count: a part that comes again was made by those.
  const made = new Map<string, Measured>();
  for (const one of part.results) if (one.timeMs <= atMs) made.set(one.assetId, one);
  for (const { assetId, tool, program } of made.values()) {
    if (tool !== undefined) infos.push({ kind: "tool", assetId, level: tool });
    if (program !== undefined) infos.push({ kind: "program", assetId, level: program });
  }
  if (!isComponent && part.variant !== undefined)
    infos.push({ kind: "variant", assetId: "", level: part.variant });
  for (const { serial, timeMs } of part.components) {
    const component = ledger.part(serial);
    if (component === undefined || timeMs > atMs) continue;
    for (const { assetId, level } of namedOf(ledger, component, timeMs, true))
      infos.push({ kind: "component", assetId, level });
  }
  return infos;
}

/** Whether a part had a factor at a time. */
export function hasFactor(
  ledger: PartLedger,
  part: PartLife,
  { kind, assetId, level, low = -Infinity, high = Infinity }: FactorInfo,
  atMs: number,
): boolean {
  switch (kind) {
    case "station":
      return part.visits.findLast((one) => one.groupId === assetId && one.enterMs <= atMs)?.assetId === level;
    case "lot":
      return part.lots.some((one) => one.lot === level && one.assetId === assetId && one.timeMs <= atMs);
    case "tool":
    case "program":
      return part.results.findLast((one) => one.assetId === assetId && one.timeMs <= atMs)?.[kind] === level;
    case "variant":
      return part.variant === level;
    case "measured": {
      const value = part.results.findLast(
        (one) => one.groupId === assetId && one.characteristic === level && one.timeMs <= atMs,
      )?.value;
      return value !== undefined && value >= low && value <= high;
    }
    case "component":
      return part.components.some(({ serial, timeMs }) => {
        const component = ledger.part(serial);
        return (
          component !== undefined &&
          timeMs <= atMs &&
          inheritedKinds.some((one) => hasFactor(ledger, component, { kind: one, assetId, level }, timeMs))
        );
      });
  }
}

/**
 * When a part was made as far as a suspect goes: when the last station that it got one of its factors at was done with it. Undefined while
 * one of them is not, or without a suspect that has a place.
 */
export function gotSuspectMs(
  ledger: PartLedger,
  part: PartLife,
  factors: readonly FactorInfo[],
  atMs: number,
): number | undefined {
  let lastMs = -Infinity;
  for (const factor of factors) {
    if (factor.kind === "variant") continue;
    const doneMs =
      factor.kind === "component"
        ? componentMs(ledger, part, factor.assetId, atMs)
        : (madeAt(part, factor.assetId, atMs)?.leaveMs ?? toldMs(part, factor, atMs));
    if (doneMs === undefined) return undefined;
    lastMs = Math.max(lastMs, doneMs);
  }
  return lastMs === -Infinity ? undefined : lastMs;
}

/** When a lot or a result was told, where no stay at the station was. */
function toldMs(part: PartLife, { kind, assetId }: FactorInfo, atMs: number): number | undefined {
  const isHere = (one: { readonly assetId: string; readonly timeMs: number }): boolean =>
    one.assetId === assetId && one.timeMs <= atMs;
  if (kind === "station") return undefined;
  return (kind === "lot" ? part.lots : part.results).findLast(isHere)?.timeMs;
}

/** When the last of a part's components was made at a station. */
function componentMs(ledger: PartLedger, part: PartLife, groupId: string, atMs: number): number | undefined {
  const times = part.components.flatMap(({ serial, timeMs }) => {
    const component = timeMs <= atMs ? ledger.part(serial) : undefined;
    if (component === undefined) return [];
    return (
      madeAt(component, groupId, timeMs)?.leaveMs ?? componentMs(ledger, component, groupId, timeMs) ?? []
    );
  });
  return times.length === 0 ? undefined : Math.max(...times);
}

/** When a part with a result was made, as far as a suspect goes; where that is not known, when it was judged. */
export function madeMs(
  ledger: PartLedger,
  { part, timeMs }: Pick<Measured, "part" | "timeMs">,
  suspect: SuspectInfo | undefined,
): number {
  return gotSuspectMs(ledger, part, suspect?.factors ?? [], timeMs) ?? timeMs;
}

/**
 * All factors of units that at least `leastParts` have and as many lack. `symptomsAt` = groups that judged them: what those measured is no
 * cause.
 */
export function factorsOfUnits(
  ledger: PartLedger,
  units: readonly Unit[],
  symptomsAt: ReadonlySet<string>,
  leastParts: number,
): PartFactor[] {
  interface Level {
    readonly info: FactorInfo;
    readonly has: Uint8Array;
  }
  const named = new Map<string, Map<string, Level>>();
  const numbers = new Map<string, { groupId: string; characteristic: string; values: Float64Array }>();
  units.forEach(({ part, judgedMs }, row) => {
    for (const info of namedOf(ledger, part, judgedMs)) {
      const column = columnOf(info);
      let levels = named.get(column);
      if (levels === undefined) named.set(column, (levels = new Map<string, Level>()));
      let level = levels.get(info.level);
      if (level === undefined) levels.set(info.level, (level = { info, has: new Uint8Array(units.length) }));
      level.has[row] = 1;
    }
    for (const { groupId, characteristic, value, timeMs } of part.results) {
      if (timeMs > judgedMs || symptomsAt.has(groupId)) continue;
      const name = `measured ${groupId} ${characteristic}`;
      let column = numbers.get(name);
      if (column === undefined)
        numbers.set(
          name,
          (column = { groupId, characteristic, values: new Float64Array(units.length).fill(NaN) }),
        );
      column.values[row] = value;
    }
  });
  const isSupported = (has: Uint8Array): boolean => {
    const count = has.reduce((sum, flag) => sum + flag, 0);
    return count >= leastParts && units.length - count >= leastParts;
  };
  const factors = [...named].flatMap(([column, levels]) =>
    [...levels.values()]
      .map(({ info, has }) => ({
        text: `${column} = ${info.level}`,
        columns: [column],
        has,
        info,
        isMeasured: false,
      }))
      .filter(({ has }) => isSupported(has))
      .sort((a, b) => sum(b.has) - sum(a.has))
      .slice(0, mostLevels),
  );
  const ranges = [...numbers].flatMap(([name, { groupId, characteristic, values }]) =>
    factorsOf({ rows: units.length, columns: [{ kind: "number", name, values }] }, leastParts).map(
      (factor) => ({
        ...factor,
        info: {
          kind: "measured" as const,
          assetId: groupId,
          level: characteristic,
          ...rangeOf(factor.has, values),
        },
        isMeasured: true,
      }),
    ),
  );
  return [...factors, ...ranges];
}

const sum = (has: Uint8Array): number => has.reduce((count, flag) => count + flag, 0);

/** Smallest and largest value with the factor; an end that nothing lies beyond is open. */
function rangeOf(has: Uint8Array, values: Float64Array): { low?: number; high?: number } {
  let [low, high, least, most] = [Infinity, -Infinity, Infinity, -Infinity];
  values.forEach((value, row) => {
    if (Number.isNaN(value)) return;
    least = Math.min(least, value);
    most = Math.max(most, value);
    if (has[row] !== 1) return;
    low = Math.min(low, value);
    high = Math.max(high, value);
  });
  return { ...(low > least ? { low } : {}), ...(high < most ? { high } : {}) };
}
