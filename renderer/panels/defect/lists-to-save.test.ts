// What people take away as files is whole, and other tools read it.
import { expect, test } from "vitest";
import { CsvParser } from "#shared/import/csv-parser.ts";
import { earlierFinding, model, qualityFinding } from "../../gallery/fixture-defect-findings.ts";
import { fixtureDefects, fixtureVerdicts } from "../../gallery/fixture-defect-panels.ts";
import { containmentCsv, labelsCsv, labelsJson, verdictLabels } from "./lists-to-save.ts";

/** Rows by the names of their columns. */
function read(csv: string): Record<string, string>[] {
  const rows: (readonly string[])[] = [];
  new CsvParser(",").push(csv, true, ({ fields }) => rows.push(fields));
  const [header = [], ...body] = rows;
  return body.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index] ?? ""])));
}

test("a containment list has every unit, with what judged it and what it went into", () => {
  const rows = read(containmentCsv(qualityFinding));
  expect(rows.map(({ serial }) => serial)).toEqual(qualityFinding.affected.map(({ serial }) => serial));
  expect(rows[0]).toMatchObject({
    finding: qualityFinding.id,
    status: "escaped",
    made: "2026-11-23T05:34:00.000Z",
    place: "in",
    asset: "D20",
    into: "P00061",
    found_at: "B50",
    value: "91.4",
    passed_at: "B20",
  });
  expect(rows.at(-1)).toMatchObject({ status: "atRisk", value: "", found: "" });
});

test("labels hold the model's version and hash; a verdict on a finding of another shift has no kind", () => {
  const verdicts = new Map(fixtureVerdicts.map((record) => [record.findingId, record]));
  const labels = verdictLabels(verdicts, fixtureDefects.full.findings);
  expect(labels.map(({ verdict, kind }) => [verdict, kind])).toEqual([
    ["confirm", undefined],
    ["relabel", undefined],
    ["dismiss", "condition"],
  ]);
  expect(read(labelsCsv(labels)).at(-1)).toEqual({
    finding: earlierFinding.id,
    kind: "condition",
    asset: "B10b",
    onset: "2026-11-23T05:06:00.000Z",
    verdict: "dismiss",
    reason: "nuisance",
    label: "",
    text: "Somebody stood in the light curtain",
    model: model.name,
    version: model.version,
    sha256: model.sha256,
    said: "2026-11-23T06:12:03.000Z",
  });
  expect(JSON.parse(labelsJson(labels))).toEqual({ schema: 1, labels });
});
