// Notes and reasons survive a restart, a damaged line and a full disk; what cannot be kept is said.
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ManualClock } from "#shared/base/clock.ts";
import { ProblemList } from "#shared/base/problem.ts";
import { PeopleFile } from "./people-file.ts";

let folder: string;
let path: string;
let problems: ProblemList;
const clock = new ManualClock(1_000);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gemba-people-"));
  path = join(folder, "shift.mcap.people.jsonl");
  problems = new ProblemList(() => 0);
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const opened = (more: { path?: string; otherwise?: string } = {}): PeopleFile =>
  new PeopleFile({ path, clock, problems, ...more });
const note = (timeMs: number, text: string) => ({ kind: "note", timeMs, text }) as const;
const reason = (fromMs: number, code: string) =>
  ({ kind: "reason", assetId: "M1", fromMs, code, text: code }) as const;
const texts = (people: PeopleFile): string[] =>
  people.list(-Infinity, Infinity, "note").map((record) => (record.kind === "note" ? record.text : ""));

test("what was said is there after a restart, in order of the moments it is about", async () => {
  const people = opened();
  await people.add(note(300, "later"));
  await people.add({ ...note(100, "first"), assetId: "M1", camera: { eye: [1, 2, 3], target: [0, 0, 0] } });
  const [first] = opened().list(0, 200);
  expect(texts(opened())).toEqual(["first", "later"]);
  expect(first).toMatchObject({
    kind: "note",
    by: "desk",
    atMs: 1_000,
    assetId: "M1",
    camera: { eye: [1, 2, 3] },
  });
  expect(readFileSync(path, "utf8").trimEnd().split("\n")).toHaveLength(2);
});

test("a reason holds for its stop until a newer one supersedes it or it is taken back", async () => {
  const people = opened();
  const first = await people.add(reason(500, "wire"));
  const second = await people.add({ ...reason(500, "drive"), removes: first.id });
  expect([people.reason("M1", 500)?.code, people.reason("M1", 501), people.reason("M2", 500)]).toEqual([
    "drive",
    undefined,
    undefined,
  ]);
  await people.remove(second.id);
  expect([people.reason("M1", 500), opened().reason("M1", 500)]).toEqual([undefined, undefined]);
  await expect(people.remove(second.id)).rejects.toThrow("taken back");
  // Nothing is ever deleted.
  expect(readFileSync(path, "utf8").trimEnd().split("\n")).toHaveLength(3);
});

test("equal words twice are two records", async () => {
  const people = opened();
  const said = await Promise.all([people.add(note(1, "same")), people.add(note(1, "same"))]);
  expect(new Set(said.map(({ id }) => id)).size).toBe(2);
  expect(texts(opened())).toEqual(["same", "same"]);
});

test("a line that was only half written is told with its number, and the next one stands on its own", async () => {
  await opened().add(note(1, "whole"));
  appendFileSync(path, '{"id":"abc","kind":"no');
  const people = opened();
  expect(texts(people)).toEqual(["whole"]);
  expect(problems.list()).toMatchObject([{ id: "people-line-2", file: path, line: 2, severity: "warning" }]);
  await people.add(note(2, "next"));
  expect(texts(opened())).toEqual(["whole", "next"]);
});

test("lines that are no records are told, however many there are", () => {
  writeFileSync(path, `${'{"id":"x","kind":"order"}\n'.repeat(100)}\nnull\n[]\n`);
  expect(texts(opened())).toEqual([]);
  expect(problems.list().length).toBeLessThan(30);
  expect(problems.list().at(-1)?.message).toBe("102 lines are damaged");
});

test("a folder that may not be written: the other place takes it, or the person is told", async () => {
  // Root may write anywhere; a folder in the place of the file is refused to everybody.
  const gone = join(folder, "nowhere", "x.people.jsonl");
  await expect(opened({ path: gone }).add(note(1, "x"))).rejects.toThrow(/nothing was kept/);
  if (process.getuid?.() === 0) return;
  writeFileSync(path, "");
  chmodSync(path, 0o400);
  await expect(opened().add(note(1, "x"))).rejects.toThrow("cannot be written: nothing was kept");
  const otherwise = join(folder, "copy.people.jsonl");
  await opened({ otherwise }).add(note(1, "kept"));
  expect(texts(opened({ otherwise }))).toEqual(["kept"]);
});

test.skipIf(!existsSync("/dev/full"))("a full disk is said, and nothing is taken as kept", async () => {
  const people = opened({ path: "/dev/full" });
  await expect(people.add(note(1, "x"))).rejects.toThrow("The disk is full: nothing was kept");
  expect(texts(people)).toEqual([]);
});
