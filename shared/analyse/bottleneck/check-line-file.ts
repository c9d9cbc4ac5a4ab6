// Is a line.json whole? Ids, what refers to them, and ways that lead where parts can go. What the ways make up is line-of-file.ts.
import { nearestWord } from "../../base/nearest-word.ts";
import type { Problem, Severity } from "../../base/problem.ts";
import type { LineFile, LineFileResource } from "./line-file-schema.ts";

type Kind = LineFileResource["kind"];

/** Where parts can go from a resource of each kind. Buffers in a row are one buffer, or have a transport between them. */
const waysFrom: Readonly<Record<Kind, readonly Kind[]>> = {
  supply: ["station"],
  station: ["station", "buffer", "transport", "demand"],
  buffer: ["station", "transport"],
  transport: ["station", "buffer"],
  operator: [],
  demand: [],
};

/** Every problem of the entries by themselves and of what they refer to. */
export function checkLineFile(lineFile: LineFile, file: string): Problem[] {
  const problems: Problem[] = [];
  const add = (
    path: readonly string[],
    id: string,
    message: string,
    hint: string,
    severity: Severity = "error",
  ): void => {
    problems.push({ path: [file, ...path], id, severity, message, hint });
  };
  const byId = new Map<string, LineFileResource>();
  const refer = (id: string, path: readonly string[]): LineFileResource | undefined => {
    const found = byId.get(id);
    if (found !== undefined) return found;
    const near = nearestWord(id, byId.keys());
    add(
      path,
      "unknown-reference",
      `There is no resource "${id}".`,
      near === undefined ? "Add it to resources, or name one that exists." : `Did you mean "${near}"?`,
    );
    return undefined;
  };

  for (const resource of lineFile.resources) {
    if (byId.has(resource.id))
      add(
        ["resources", resource.id],
        "duplicate-id",
        `The id "${resource.id}" is used twice.`,
        "Give each resource its own id.",
      );
    byId.set(resource.id, resource);
  }
  for (const resource of lineFile.resources) {
    const { id, kind, capacity } = resource;
    const path = ["resources", id];
    if (kind !== "station")
      for (const field of ["idealCycleS", "group", "operators"] as const)
        if (resource[field] !== undefined)
          add(
            [...path, field],
            "not-a-station",
            `"${field}" is said of stations, but "${id}" is of kind ${kind}.`,
            "Remove it; the time of a transport is transferS of the ways to and from it.",
          );
    if (kind === "transport" && capacity < 1)
      add(
        [...path, "capacity"],
        "no-capacity",
        `The transport "${id}" carries no part.`,
        "Give the number of parts it carries at once, at least 1.",
      );
    if ((kind === "station" || kind === "operator") && capacity > 1)
      add(
        [...path, "capacity"],
        "counts-as-one",
        `"${id}" counts as one ${kind}, not ${String(capacity)}.`,
        kind === "station"
          ? "If the log names its places, make each a station and give them one group."
          : "Make each person an operator.",
        "warning",
      );
    for (const operator of new Set(resource.operators)) {
      const found = refer(operator, [...path, "operators"]);
      if (found !== undefined && found.kind !== "operator")
        add(
          [...path, "operators"],
          "not-an-operator",
          `"${operator}" is of kind ${found.kind}, not operator.`,
          "Name resources of kind operator.",
        );
    }
  }

  const known = new Set<string>();
  lineFile.routes.forEach((route, index) => {
    const path = ["routes", `#${String(index + 1)}`, `${route.from}-${route.to}`];
    const from = refer(route.from, [...path, "from"]);
    const to = refer(route.to, [...path, "to"]);
    const key = JSON.stringify([route.from, route.to]);
    if (known.has(key))
      add(path, "duplicate-route", "This way is there twice.", "Remove one; several parts are a quantity.");
    known.add(key);
    if (from === undefined || to === undefined) return;
    const isRework = route.kind === "rework";
    if (from === to || !waysFrom[from.kind].includes(to.kind))
      add(
        path,
        "no-such-way",
        from === to
          ? `The way leads from "${from.id}" to itself.`
          : `Parts do not go from a ${from.kind} to a ${to.kind}.`,
        waysFrom[from.kind].length === 0
          ? `No way begins at a ${from.kind}: remove it.`
          : `Lead it to another resource: ${waysFrom[from.kind].join(", ")}. A store at the edge of the line is of kind supply or demand.`,
      );
    else if (isRework && (from.kind !== "station" || to.kind === "demand"))
      add(
        path,
        "no-rework",
        "A rework way takes what a station rejected back into the line.",
        "Lead it from a station to another place in the line, or make it a flow way.",
      );
    if (route.quantity !== undefined && (to.kind !== "station" || isRework))
      add(
        [...path, "quantity"],
        "no-assembly",
        "A quantity says how many parts a station takes for one of its own.",
        "Remove it, or give it on the flow way into the station that assembles.",
      );
  });
  return problems;
}
