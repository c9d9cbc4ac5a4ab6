// What a look at a file suggests, for files as they come out of historians, shop-floor systems and spreadsheets.
import { expect, test } from "vitest";
import { CsvParser, detectSeparator } from "./csv-parser.ts";
import { guessOfName, plantOfData } from "./plant-of-data.ts";
import { checkPlant } from "../model/plant-check.ts";
import { type Proposal, proposeMapping } from "./propose.ts";
import { eventMappingSchema, mappingSchema, type CsvMapping } from "./mapping-schema.ts";

function propose(text: string): Proposal<CsvMapping> | undefined {
  const rows: (readonly string[])[] = [];
  const separator = detectSeparator(text);
  new CsvParser(separator).push(text, true, ({ fields }) => rows.push(fields));
  return proposeMapping({ separator, rows });
}

test("a historian's export: one column a signal, its unit in brackets, days first, decimal commas", () => {
  expect(
    propose("Datum;Presse1.Kraft [kN];Presse1.Text\n05.01.2026 06:00:00;12,5;ok\n06.01.2026 06:00:00;;ok\n"),
  ).toMatchObject({
    mapping: {
      kind: "wide",
      csv: { separator: ";", decimal: "," },
      time: { column: "Datum", format: "dmy" },
      gapS: 20 * 86_400,
      signals: [
        { column: "Presse1.Kraft [kN]", key: "Presse1/Kraft", type: "number", unit: "kN" },
        { column: "Presse1.Text", key: "Presse1/Text", type: "text", unit: "1" },
      ],
    },
    questions: [{ id: "zone" }],
  });
});

test("underscores divide where several columns begin alike", () => {
  const proposal = propose("time,m1_load,m1_speed,room_temperature\n2026-01-05T06:00:00Z,1,2,3\n");
  const mapping = proposal?.mapping;
  expect(mapping?.kind === "wide" ? mapping.signals.map(({ key }) => key) : []).toEqual([
    "m1/load",
    "m1/speed",
    "room_temperature",
  ]);
  expect(proposal?.questions).toEqual([]);
});

test("one row a value, by its columns", () => {
  expect(
    propose("Timestamp\tTagName\tValue\tQuality\n1767592800000\tA.x\t1\tGood\n1767592801000\tA.y\t2\tGood\n")
      ?.mapping,
  ).toMatchObject({
    kind: "long",
    time: { column: "Timestamp", format: "epochMs" },
    signal: "TagName",
    value: "Value",
    quality: { column: "Quality" },
  });
});

test("an event log by its lifecycle, grouped by case", () => {
  const text =
    "case:concept:name,time:timestamp,lifecycle:transition,concept:name,org:resource\n" +
    "c1,2026-01-05T06:00:00Z,start,mill,M1\nc1,2026-01-05T07:00:00Z,complete,mill,M1\nc2,2026-01-05T06:10:00Z,start,mill,M1\n";
  expect(propose(text)?.mapping).toMatchObject({
    kind: "events",
    asset: { column: "org:resource" },
    activity: "concept:name",
    part: { column: "case:concept:name", ends: "lastRow" },
    event: { column: "lifecycle:transition", words: { start: "start", complete: "finish" } },
    states: "operations",
    sortWindowS: 6000,
  });
});

test("our own event log is known by its header", () => {
  const proposal = propose("time_s,resource,event,part,state,reason\n0.000000,S1,state,,run,\n");
  expect(proposal).toMatchObject({
    mapping: { kind: "events", states: "told", time: { format: "secondsFromStart" }, sortWindowS: 0 },
    questions: [{ id: "start" }],
  });
  expect(eventMappingSchema.safeParse(proposal?.mapping).success).toBe(true);
});

test("nothing is proposed without times, and every proposal is a mapping", () => {
  expect([propose("a,b\n1,2\n"), propose(""), propose("hello")]).toEqual([undefined, undefined, undefined]);
  for (const text of [
    "t,x\n1767592800,1\n",
    "time,machine,status\n2026-01-05,M1,on\n",
    "date,value\n01/02/2026,1\n",
  ])
    expect(mappingSchema.safeParse(propose(text)?.mapping).success, text).toBe(true);
});

test("a plant is made of names: every asset its own id and place, kinds guessed from words", () => {
  const plant = checkPlant(
    plantOfData({
      name: "Füllerei 1",
      timeZone: "Europe/Berlin",
      assets: ["M 1", "M-1", "Ofen 2", "CNC 4711", ...Array.from({ length: 9 }, (_, index) => `S${index}`)],
      signals: [],
    }),
    "made",
  );
  expect(plant.problems).toEqual([]);
  const ids = plant.ok ? plant.value.assets.map(({ id }) => id) : [];
  expect([new Set(ids).size, ids.slice(1, 4)]).toEqual([14, ["M-1", "M-1-2", "Ofen-2"]]);
  expect(
    ["Ofen 2", "CNC 4711", "Fräse", "AGV-3", "Puffer 7", "x"].map((name) => guessOfName(name).kind),
  ).toEqual(["oven", "machiningCentre", "machiningCentre", "vehicle", "rack", "unknown"]);
});
