// Turns what zod says about a file into Problems a person can act on: the path with ids instead of numbers, plain words, a remedy.
import { z } from "zod";
import { nearestWord } from "../../base/nearest-word.ts";
import type { Problem } from "../../base/problem.ts";
import { isRecord } from "./view.ts";

type Issue = z.core.$ZodIssue;

/** The issues zod found in `json`, as problems. `file` is the first element of each path. */
export function schemaProblems(error: z.ZodError, schema: z.ZodType, json: unknown, file: string): Problem[] {
  return error.issues.flatMap((issue) => problemsOfIssue(issue, schema, json, file));
}

/** One issue; several unknown properties of one place are a problem each. */
function problemsOfIssue(issue: Issue, schema: z.ZodType, json: unknown, file: string): Problem[] {
  const path = [file, ...namedPath(json, issue.path)];
  const add = (id: string, message: string, hint: string): Problem => ({
    path,
    id,
    severity: "error",
    message,
    hint,
  });
  const name = String(issue.path.at(-1) ?? file);
  const given = valueAt(json, issue.path);
  switch (issue.code) {
    case "invalid_type":
      if (given === undefined)
        return [add("missing", `"${name}" is missing.`, `Add "${name}": ${articleOf(issue.expected)}.`)];
      return [
        add(
          "wrong-type",
          `"${name}" is ${describe(given)}, but must be ${articleOf(issue.expected)}.`,
          `Write ${articleOf(issue.expected)}.`,
        ),
      ];
    case "unrecognized_keys": {
      const known = keysAt(schema, issue.path);
      return issue.keys.map((key) => {
        const near = nearestWord(key, known);
        return {
          path: [...path, key],
          id: "unknown-property",
          severity: "error",
          message: `"${key}" is not known here.`,
          hint:
            near === undefined
              ? `Remove it, or use one of: ${known.join(", ") || `the properties in the schema of ${file}`}.`
              : `Did you mean "${near}"?`,
        };
      });
    }
    case "invalid_value": {
      const values = issue.values.map(String);
      if (given === undefined)
        return [add("missing", `"${name}" is missing.`, `Set it to ${choice(values)}.`)];
      const near = typeof given === "string" ? nearestWord(given, values) : undefined;
      return [
        add(
          "unknown-value",
          `"${name}" is ${describe(given)}.`,
          near === undefined
            ? `Use ${choice(values)}.`
            : `Did you mean "${near}"? Possible: ${choice(values)}.`,
        ),
      ];
    }
    case "too_small":
      if (issue.origin === "string" || issue.origin === "array")
        return [
          add("too-short", `"${name}" is empty or too short.`, `Give at least ${String(issue.minimum)}.`),
        ];
      return [
        add(
          "too-small",
          `"${name}" is ${describe(given)}.`,
          `It must be ${issue.inclusive === true ? "at least" : "more than"} ${String(issue.minimum)}.`,
        ),
      ];
    case "too_big":
      return [
        add(
          "too-large",
          `"${name}" is ${describe(given)}.`,
          `It must be ${issue.inclusive === true ? "at most" : "less than"} ${String(issue.maximum)}.`,
        ),
      ];
    case "invalid_format":
      return [add("bad-format", `"${name}" is ${describe(given)}.`, formatHint(issue))];
    case "invalid_union":
      return [
        add(
          "wrong-shape",
          `"${name}" is ${describe(given)}, which fits none of its forms.`,
          unionHint(name, file),
        ),
      ];
    case "not_multiple_of":
      return [
        add(
          "not-whole",
          `"${name}" is ${describe(given)}.`,
          `It must be a multiple of ${String(issue.divisor)}.`,
        ),
      ];
    case "invalid_key":
    case "invalid_element":
    case "custom":
      return [
        add(
          "not-allowed",
          `"${name}" is not allowed: ${issue.message}.`,
          `Compare it with the schema of ${file}.`,
        ),
      ];
  }
}

/** Path of an issue in words: an entry of a list is named by its id or name where it has one. */
function namedPath(json: unknown, path: readonly PropertyKey[]): string[] {
  const words: string[] = [];
  let at: unknown = json;
  for (const step of path) {
    at = Array.isArray(at) ? at[Number(step)] : isRecord(at) ? at[String(step)] : undefined;
    const own = typeof step === "number" && isRecord(at) ? (at["id"] ?? at["name"]) : undefined;
    words.push(
      typeof own === "string" && own !== ""
        ? own
        : typeof step === "number"
          ? `#${String(step + 1)}`
          : String(step),
    );
  }
  return words;
}

function valueAt(json: unknown, path: readonly PropertyKey[]): unknown {
  let at = json;
  for (const step of path)
    at = Array.isArray(at) ? at[Number(step)] : isRecord(at) ? at[String(step)] : undefined;
  return at;
}

/** Names of the properties a schema knows at a path. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let at: unknown = schema;
  for (const step of path) {
    at = unwrap(at);
    if (at instanceof z.ZodObject) at = at.shape[String(step)];
    else if (at instanceof z.ZodArray) at = at.element;
    else return [];
  }
  at = unwrap(at);
  return at instanceof z.ZodObject ? Object.keys(at.shape) : [];
}

function unwrap(schema: unknown): unknown {
  let at = schema;
  while (at instanceof z.ZodDefault || at instanceof z.ZodOptional) at = at.unwrap();
  return at;
}

function describe(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (isRecord(value)) return "an object";
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function articleOf(type: string): string {
  switch (type) {
    case "string":
      return "a text";
    case "int":
      return "a whole number";
    case "array":
    case "tuple":
      return "a list";
    case "object":
    case "record":
      return "an object";
    case "boolean":
      return "true or false";
    default:
      return `a ${type}`;
  }
}

function choice(values: readonly string[]): string {
  return values.length === 1 ? (values[0] ?? "") : `one of ${values.join(", ")}`;
}

function formatHint(issue: Extract<Issue, { code: "invalid_format" }>): string {
  const own = /^(?:Invalid string: )?(must .+)$/.exec(issue.message)?.[1];
  if (own !== undefined) return `It ${own}.`;
  if (issue.format === "datetime") return "Write a time with zone like 2026-03-01T06:00:00Z.";
  return `Write it as ${issue.format}.`;
}

function unionHint(name: string, file: string): string {
  switch (name) {
    case "idealCycleS":
      return 'Write seconds, or seconds for each variant: { "A": 60, "B": 75 }; they must not be negative.';
    case "setupS":
      return 'Write seconds, or from-to seconds: { "A": { "B": 600 } }; they must not be negative.';
    default:
      return `Compare it with the schema of ${file}.`;
  }
}
