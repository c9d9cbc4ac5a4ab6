// What is written as CSV is read back as it was.
import { expect, test } from "vitest";
import { CsvParser } from "../import/csv-parser.ts";
import { csvTable } from "./csv.ts";

test("cells with commas, quotes and line ends come back", () => {
  const rows = [
    ["B10b, left", 'said "no"', "two\nlines", ""],
    ["plain", "0.5", "µΩ", "x"],
  ];
  const read: (readonly string[])[] = [];
  new CsvParser(",").push(csvTable(["a", "b", "c", "d"], rows), true, ({ fields }) => read.push(fields));
  expect(read).toEqual([["a", "b", "c", "d"], ...rows]);
});

test("what is undefined is an empty cell, a number its digits", () => {
  expect(csvTable(["a", "b"], [[undefined, 0.25]])).toBe("a,b\n,0.25\n");
});
