// CSV as RFC 4180 has it, as programs write it, and as it comes when it is damaged.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CsvParser, type CsvRecord, detectSeparator } from "./csv-parser.ts";

function parse(text: string, separator = ",", pieceLength = text.length): CsvRecord[] {
  const parser = new CsvParser(separator);
  const records: CsvRecord[] = [];
  for (let at = 0; at < text.length; at += pieceLength)
    parser.push(text.slice(at, at + pieceLength), false, (record) => records.push(record));
  parser.push("", true, (record) => records.push(record));
  return records;
}
const fields = (text: string, separator = ","): (readonly string[])[] =>
  parse(text, separator).map((record) => record.fields);

describe("RFC 4180", () => {
  const cases: readonly (readonly [string, string, readonly (readonly string[])[]])[] = [
    [
      "lines end with CRLF",
      "aaa,bbb\r\nzzz,yyy\r\n",
      [
        ["aaa", "bbb"],
        ["zzz", "yyy"],
      ],
    ],
    [
      "the last line may have no end",
      "a,b\nc,d",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    ["spaces belong to the field", " a , b \n", [[" a ", " b "]]],
    [
      "fields may be quoted",
      '"aaa","b"\nz,"y"\n',
      [
        ["aaa", "b"],
        ["z", "y"],
      ],
    ],
    [
      "quoted fields may hold separators and line ends",
      '"a","b\r\nb","c,c"\r\nz,y,x',
      [
        ["a", "b\r\nb", "c,c"],
        ["z", "y", "x"],
      ],
    ],
    ["a doubled quote is one", '"a","b""bb",""""\n', [["a", 'b"bb', '"']]],
    [
      "empty fields",
      ',,\n"",,x\n',
      [
        ["", "", ""],
        ["", "", "x"],
      ],
    ],
    ["a quote inside of a field is a quote", 'a"b,c\n', [['a"b', "c"]]],
    ["spaces after a closing quote are dropped", '"a" ,b\n', [["a", "b"]]],
    ["empty lines are none", "a\n\n\r\nb\n", [["a"], ["b"]]],
    ["a last quoted field without line end", 'a,"b"', [["a", "b"]]],
    ["a last quoted field with a lone CR", 'a,"b"\r', [["a", "b"]]],
  ];
  test.each(cases)("%s", (_name, text, expected) => {
    expect(fields(text)).toEqual(expected);
    for (const length of [1, 2, 3, 7])
      expect(parse(text, ",", length).map((record) => record.fields)).toEqual(expected);
  });
});

test("a record knows the line it begins on", () => {
  expect(parse('a\n\n"b\n\nb"\nc\n').map(({ line, fields: [field] }) => [line, field])).toEqual([
    [1, "a"],
    [3, "b\n\nb"],
    [6, "c"],
  ]);
});

test("after a quote that is never closed, the next line is read", () => {
  expect(parse('a,b\n"open,1\nc,d\n').map(({ line, fault }) => [line, fault === undefined])).toEqual([
    [1, true],
    [2, false],
    [3, true],
  ]);
  expect(parse('"a"x,b\nc,d\n').map(({ line, fault }) => [line, fault === undefined])).toEqual([
    [1, false],
    [2, true],
  ]);
});

test("a line without end is told once and takes no memory", () => {
  const parser = new CsvParser(",");
  const records: CsvRecord[] = [];
  for (let piece = 0; piece < 50; piece += 1)
    parser.push("x".repeat(50_000), false, (record) => records.push(record));
  parser.push("\na,b\n", true, (record) => records.push(record));
  expect(records.map(({ line, fields: row }) => [line, row.length])).toEqual([
    [1, 0],
    [2, 2],
  ]);
});

test("what is written is read, however it is cut into pieces", () => {
  const field = fc.string({ unit: fc.constantFrom("a", '"', ",", ";", "\n", "\r", " ", "ü") });
  fc.assert(
    fc.property(
      fc.array(fc.array(field, { minLength: 2, maxLength: 4 })),
      fc.integer({ min: 1, max: 9 }),
      (rows, length) => {
        const text = rows
          .map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(","))
          .join("\n");
        expect(parse(text, ",", length).map((record) => record.fields)).toEqual(rows);
      },
    ),
  );
});

test("anything is read without an error, in pieces as in one", () => {
  const unit = fc.constantFrom('"', ",", "\n", "\r", "a", '""', " ");
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 60 }), fc.integer({ min: 1, max: 5 }), (text, length) => {
      expect(parse(text, ",", length)).toEqual(parse(text));
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ["a;b;c\n1,5;2,5;3\n", ";"],
  ["a,b\n1,2\n", ","],
  ["a\tb\n1\t2\n", "\t"],
  ["one\n1\n", ","],
] as const)("the separator of %j is %j", (text, separator) => {
  expect(detectSeparator(text)).toBe(separator);
});
