// The role each column of a CSV file plays: read out of a mapping, and made into one. Pure.
import { columnNames, type ColumnRole } from "./columns.ts";
import type { CsvMapping, EventMapping, WideMapping } from "./mapping-schema.ts";
import {
  baseOf,
  type CsvSample,
  type Proposal,
  proposeMapping,
  questionsOf,
  signalsOfColumns,
  statesOf,
  timeOfColumn,
  verbsOf,
} from "./propose.ts";

/** The roles the columns play in a mapping. */
export function rolesOf(mapping: CsvMapping, columns: readonly string[]): ColumnRole[] {
  const byColumn = new Map<string | undefined, ColumnRole>();
  switch (mapping.kind) {
    case "wide":
      for (const { column } of mapping.signals) byColumn.set(column, "value");
      break;
    case "long":
      byColumn.set(mapping.quality?.column, "quality");
      byColumn.set(mapping.asset, "asset");
      byColumn.set(mapping.signal, "signal");
      byColumn.set(mapping.value, "value");
      break;
    case "events":
      byColumn.set(mapping.reason?.column, "reason");
      byColumn.set(mapping.endTime, "endTime");
      byColumn.set(mapping.activity, "activity");
      byColumn.set(mapping.part?.column, "part");
      byColumn.set(mapping.state?.column, "state");
      byColumn.set(mapping.event?.column, "event");
      byColumn.set(mapping.asset.column, "asset");
      break;
  }
  byColumn.set(mapping.time.column, "time");
  return columns.map((column) => byColumn.get(column) ?? "ignore");
}

/** What is still missing before a file with these roles can be read. */
export type MissingRole = "time" | "notTimes" | "value" | "asset" | "told" | "words";

/** A mapping by roles that a person chose; the words of events and states are looked up in the sample. */
export function proposeByRoles(
  sample: CsvSample,
  roles: readonly ColumnRole[],
): Proposal<CsvMapping> | MissingRole {
  const [header = []] = sample.rows;
  const names = columnNames(header);
  const column = (role: ColumnRole): string | undefined => names[roles.indexOf(role)];
  const textsOf = (name: string): readonly string[] =>
    sample.rows.slice(1).map((row) => row[names.indexOf(name)] ?? "");
  const timeName = column("time");
  if (timeName === undefined) return "time";
  const found = proposeMapping(sample)?.mapping;
  // Chosen as proposed: what else the proposal knows of the file stays.
  if (found !== undefined && rolesOf(found, names).every((role, index) => role === roles[index]))
    return proposeMapping(sample) ?? "time";
  const time = timeOfColumn(timeName, textsOf(timeName));
  if (time === undefined) return "notTimes";
  const [asset, signal, value] = [column("asset"), column("signal"), column("value")];
  const [event, state, part, activity] = [
    column("event"),
    column("state"),
    column("part"),
    column("activity"),
  ];
  const isLog = [event, state, part, activity].some((name) => name !== undefined);
  const base = baseOf(sample, time, isLog);
  const answer = (mapping: CsvMapping): Proposal<CsvMapping> => ({
    mapping,
    questions: questionsOf(mapping, time),
  });
  if (isLog) {
    if (asset === undefined) return "asset";
    if (event === undefined && state === undefined && activity === undefined) return "told";
    return eventsByRoles({ event, state }) ?? "words";
  }
  if (value === undefined) return "value";
  if (signal !== undefined) {
    const quality = column("quality");
    return answer({
      ...base,
      kind: "long",
      signal,
      value,
      ...(asset === undefined ? {} : { asset }),
      ...(quality === undefined ? {} : { quality: { column: quality, words: {} } }),
    });
  }
  const valueNames = names.filter((_name, index) => roles[index] === "value");
  const columns = valueNames.map((name) => ({ name, texts: textsOf(name) }));
  const signals: WideMapping["signals"] = signalsOfColumns(columns, base.csv.decimal);
  return signals.length === 0 ? "value" : answer({ ...base, kind: "wide", signals });

  function eventsByRoles(of: {
    event: string | undefined;
    state: string | undefined;
  }): Proposal<CsvMapping> | undefined {
    const verbs = of.event === undefined ? undefined : verbsOf(textsOf(of.event));
    const states = of.state === undefined ? undefined : statesOf(textsOf(of.state));
    if (of.event !== undefined && verbs === undefined) return undefined;
    if (of.state !== undefined && states === undefined) return undefined;
    const [endTime, reason] = [column("endTime"), column("reason")];
    const isTold =
      of.state !== undefined &&
      (of.event === undefined || Object.values(verbs ?? {}).some((verb) => verb === "state"));
    const mapping: EventMapping = {
      ...base,
      kind: "events",
      gapS: 3600,
      asset: { column: asset ?? "", ids: {} },
      states: isTold && activity === undefined ? "told" : "operations",
      ...(of.event === undefined ? {} : { event: { column: of.event, words: verbs ?? {} } }),
      ...(of.state === undefined ? {} : { state: { column: of.state, words: states ?? {} } }),
      ...(part === undefined ? {} : { part: { column: part, ends: "lastRow" } }),
      ...(activity === undefined ? {} : { activity }),
      ...(endTime === undefined || of.event !== undefined ? {} : { endTime }),
      ...(reason === undefined ? {} : { reason: { column: reason, rules: [] } }),
    };
    return answer(mapping);
  }
}
