// One line of SHDR: pairs, conditions, vectors, missing values, quoting; what is refused and why.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DataItem, Device } from "../mtconnect/device-model.ts";
import { createLineParser } from "./parse.ts";
import { parseTimestamp } from "./timestamp.ts";

const item = (name: string, rest: Partial<DataItem> = {}): DataItem => ({
  id: `D-${name}`,
  name,
  category: "EVENT",
  type: "x:ANY",
  subType: undefined,
  units: undefined,
  nativeUnits: undefined,
  representation: undefined,
  source: undefined,
  component: "Device",
  componentName: "D",
  ...rest,
});
const device: Device = {
  id: "D",
  name: "D",
  uuid: undefined,
  manufacturer: undefined,
  model: undefined,
  serialNumber: undefined,
  description: undefined,
  items: [
    item("a"),
    item("b", { source: "bee" }),
    item("avail", { type: "AVAILABILITY" }),
    item("feed", { category: "SAMPLE", units: "MILLIMETER/SECOND", nativeUnits: "FOOT/MINUTE" }),
    item("pos", { category: "SAMPLE", units: "MILLIMETER_3D" }),
    item("cond", { category: "CONDITION", type: "SYSTEM" }),
    item("msg", { type: "MESSAGE" }),
    item("wave", { category: "SAMPLE", representation: "TIME_SERIES" }),
  ],
};
const time = "2016-11-01T08:00:00.250Z";
const timeMs = Date.parse(time);
const parse = (rest: string, isNative = false) => createLineParser(device, { isNative }).parse(rest);
const values = (line: string, isNative = false) =>
  parse(line, isNative).readings.map((reading) =>
    reading.kind === "value" ? [reading.key, reading.value] : [reading.kind],
  );

describe("reads", () => {
  it("several pairs of one line, all at its time", () => {
    const { readings, fault } = parse(`${time}|a|1|b|two`);
    expect(readings).toEqual([
      { kind: "value", key: "D:a", timeMs, value: "1" },
      { kind: "value", key: "D:b", timeMs, value: "two" },
    ]);
    expect(fault).toBeUndefined();
  });
  it("a condition by the item's category, between pairs", () => {
    const { readings } = parse(`${time}|a|1|cond|Fault|E7|3|HIGH|Too hot|b|2`);
    expect(readings[1]).toEqual({
      kind: "condition",
      key: "D:cond",
      timeMs,
      level: "fault",
      code: "E7",
      nativeSeverity: "3",
      qualifier: "HIGH",
      text: "Too hot",
    });
    expect(readings[2]).toMatchObject({ key: "D:b", value: "2" });
  });
  it("a condition whose empty fields were left out", () => {
    expect(parse(`${time}|cond|normal`).readings).toMatchObject([{ level: "normal", code: "", text: "" }]);
  });
  it("no value as undefined, but the availability's word as a word", () => {
    expect(values(`${time}|a|UNAVAILABLE|avail|UNAVAILABLE`)).toEqual([
      ["D:a", undefined],
      ["D:avail", "UNAVAILABLE"],
    ]);
  });
  it("an empty value as an empty text", () => expect(values(`${time}|a|`)).toEqual([["D:a", ""]]));
  it("a vector as three values", () => {
    expect(values(`${time}|pos|1.5 -2 3`)).toEqual([
      ["D:pos.x", "1.5"],
      ["D:pos.y", "-2"],
      ["D:pos.z", "3"],
    ]);
    expect(values(`${time}|pos|UNAVAILABLE`)).toEqual([
      ["D:pos.x", undefined],
      ["D:pos.y", undefined],
      ["D:pos.z", undefined],
    ]);
  });
  it("a key by name, id, source name, or with the device before it", () => {
    for (const key of ["b", "D-b", "bee", "D:b"]) expect(values(`${time}|${key}|1`)).toEqual([["D:b", "1"]]);
  });
  it("the text of a message and the newest of a time series", () => {
    expect(values(`${time}|msg|M1|Hello|a|1`)).toEqual([
      ["D:msg", "Hello"],
      ["D:a", "1"],
    ]);
    expect(values(`${time}|wave|3|100|1 2 3|a|1`)).toEqual([
      ["D:wave", "3"],
      ["D:a", "1"],
    ]);
  });
  it("a bar inside quotes", () => {
    expect(values(`${time}|a|"one \\| two"|b|2`)).toEqual([
      ["D:a", "one | two"],
      ["D:b", "2"],
    ]);
  });
  it("native units of a raw stream, and leaves recorded values alone", () => {
    expect(values(`${time}|feed|10`, true)).toEqual([["D:feed", 50.8]]);
    expect(values(`${time}|feed|10`)).toEqual([["D:feed", "10"]]);
  });
  it("a line with a bar at its end, or a carriage return", () => {
    expect(parse(`${time}|a|1|\r`)).toMatchObject({ fault: undefined, readings: [{ value: "1" }] });
  });
  it("over comments, commands and empty lines", () => {
    for (const line of ["", "* PONG 10000", "   "])
      expect(parse(line)).toMatchObject({ fault: undefined, readings: [], timeMs: undefined });
  });
  it("over an asset of several lines", () => {
    const parser = createLineParser(device);
    for (const line of [
      `${time}|@ASSET@|T1|CuttingTool|--multiline--X1`,
      "<CuttingTool>",
      "a|b",
      "--multiline--X1",
    ]) {
      expect(parser.parse(line)).toMatchObject({ fault: undefined, readings: [] });
    }
    expect(parser.isInBlock).toBe(false);
    expect(parser.parse(`${time}|a|1`).readings).toHaveLength(1);
  });
});

describe("names keys it does not know", () => {
  it("and goes on behind them", () => {
    const line = parse(`${time}|ghost|1|a|2`);
    expect(line.unknownKeys).toEqual(["ghost"]);
    expect(line.readings).toMatchObject([{ key: "D:a", value: "2" }]);
    expect(line.fault).toBeUndefined();
  });
  it("also when they look like a condition", () => {
    expect(parse(`${time}|ghost|Unavailable||||`)).toMatchObject({
      unknownKeys: ["ghost"],
      fault: undefined,
    });
  });
  it("but takes a missing value beside other pairs for a pair", () => {
    expect(parse(`${time}|g1|UNAVAILABLE|a|1|b|2`)).toMatchObject({
      unknownKeys: ["g1"],
      readings: [{ key: "D:a" }, { key: "D:b" }],
    });
  });
});

describe("refuses", () => {
  it.each([
    ["yesterday|a|1", "bad-time"],
    ["|a|1", "bad-time"],
    [`${time}`, "no-key"],
    [`${time}||1`, "no-key"],
    [`${time}|a`, "no-value"],
    [`${time}|ghost`, "no-value"],
    [`${time}|cond|Bad||||`, "bad-level"],
    [`${time}|pos|1 2`, "bad-vector"],
    [`${time}|msg|only`, "no-value"],
    [`${time}|a|${"x".repeat(70_000)}`, "too-long"],
  ])("%.40s as %s", (line, id) => {
    expect(parse(line).fault?.id).toBe(id);
  });
  it("the rest of a line, and keeps what stood before", () => {
    expect(parse(`${time}|a|1|b`)).toMatchObject({ readings: [{ key: "D:a" }], fault: { id: "no-value" } });
  });
});

describe("time", () => {
  it.each([
    ["2016-11-01T08:00:00Z", "2016-11-01T08:00:00.000Z"],
    ["2016-11-01T08:00:00.5", "2016-11-01T08:00:00.500Z"],
    ["2016-11-01T08:00:00.250Z@100.0", "2016-11-01T08:00:00.250Z"],
    ["2016-11-01T09:00:00+01:00", "2016-11-01T08:00:00.000Z"],
    ["2016-02-29T23:59:59.999Z", "2016-02-29T23:59:59.999Z"],
  ])("%s is read", (text, iso) => expect(parseTimestamp(text)).toBe(Date.parse(iso)));
  it("keeps microseconds", () =>
    expect(parseTimestamp("1970-01-01T00:00:00.138151Z")).toBeCloseTo(138.151, 9));
  it.each([
    "2015-02-29T00:00:00Z",
    "2016-13-01T00:00:00Z",
    "2016-11-01",
    "2016-11-01T24:00:00Z",
    "2016-11-01T08:00:00.Z",
    "1478000000",
    "",
    "2016-11-01T08:00:00Zjunk",
  ])("%s is refused", (text) => expect(parseTimestamp(text)).toBeUndefined());
  it("agrees with the platform on 1,000 random instants", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4e12 }),
        (at) => parseTimestamp(new Date(at).toISOString()) === at,
      ),
      { numRuns: 1000, seed: 3 },
    );
  });
});

it("survives 10,000 mutated lines: a reading, an unknown key or a named fault, never an exception", () => {
  const good = [
    `${time}|a|1|b|two`,
    `${time}|cond|Fault|E7|3|HIGH|Too hot`,
    `${time}|pos|1 2 3`,
    `${time}|avail|AVAILABLE`,
    `${time}|@ASSET@|x|--multiline--A`,
  ];
  const edit = fc.tuple(
    fc.nat(200),
    fc.nat(5),
    fc.oneof(fc.string({ maxLength: 6 }), fc.constantFrom("|", "||", "\n", "\\|", '"', "\u0000", "@")),
  );
  fc.assert(
    fc.property(fc.constantFrom(...good), fc.array(edit, { minLength: 1, maxLength: 4 }), (line, edits) => {
      let text = line;
      for (const [at, cut, put] of edits)
        text = text.slice(0, at % (text.length + 1)) + put + text.slice((at % (text.length + 1)) + cut);
      const parsed = createLineParser(device).parse(text);
      if (parsed.fault !== undefined) expect(parsed.fault.message.length).toBeGreaterThan(5);
      for (const reading of parsed.readings) expect(reading).toHaveProperty("key");
    }),
    { numRuns: 10_000, seed: 2 },
  );
});
