// `gemba baseline` as people call it: what it writes and says, and what it refuses.
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, test } from "vitest";
import { learntOfText } from "#shared/analyse/defect/watch/learnt-schema.ts";
import { demoFiles, demoPlant } from "../../../tests/support/demo-run.ts";
import { shiftStartMs } from "../../../tests/support/demo-facts.ts";
import { smallPlant } from "../../../tests/support/small-plant.ts";
import { historyHead, randomFacts } from "../../../tests/support/random-facts.ts";
import { createTwin } from "#shared/twin/twin.ts";
import { RecordingWriter } from "../record/recording-writer.ts";
import { sha256 } from "../analyse/sha256.ts";
import { projectRoot } from "../project-root.ts";
import { baseline } from "./baseline.ts";
import { UsageError } from "./command.ts";
import { recordSimulation } from "./simulate-recording.ts";
import { runOf } from "../../../tests/support/run-command.ts";

const dir = mkdtempSync(join(tmpdir(), "gemba-baseline-"));
afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
});
const demoDir = join(projectRoot, "assets/plants/demo");

const run = runOf(baseline);

/** A recording of a small plant whose assets have nothing to watch. */
function smallRecording(): string {
  const path = join(dir, "small.mcap");
  if (existsSync(path)) return path;
  const plant = smallPlant();
  const writer = new RecordingWriter({ path, journal: false, twin: createTwin(plant), head: historyHead });
  const facts = [];
  for (const fact of randomFacts(plant, 1, historyHead.startMs)) {
    facts.push(fact);
    if (facts.length === 200) break;
  }
  writer.append(facts);
  writer.finish();
  return path;
}

/** The beginning of a shift of the demo line: as the script has it, or without its events. */
async function demoRecording(kind: "clean" | "scripted", hours: number): Promise<string> {
  const path = join(dir, `${kind}.mcap`);
  if (existsSync(path)) return path;
  const { behaviour, scenario } = demoFiles();
  const input = {
    plant: demoPlant(),
    behaviour,
    scenario: kind === "scripted" ? scenario : { ...scenario, events: [] },
    seed: kind === "scripted" ? 7 : 11,
    startMs: shiftStartMs,
  };
  expect((await recordSimulation(input, hours, path)).ok).toBe(true);
  return path;
}

describe("recordings", () => {
  it("that a person calls clean are learnt from, and too few blocks are told", async () => {
    const shift = await demoRecording("clean", 6);
    const out = join(dir, "learnt.json");
    const { code, out: text } = await run(shift, "--out", out, "--json");
    expect(code).toBe(0);
    const told = JSON.parse(text) as {
      blocks: number;
      needed: number;
      sha256: string;
      problems: { id: string }[];
    };
    expect(told.needed).toBe(47);
    expect(told.blocks).toBeLessThan(47);
    expect(told.problems.map(({ id }) => id)).toContain("too-few-blocks");
    const learnt = learntOfText(readFileSync(out, "utf8"), out, demoPlant(), sha256);
    expect(
      learnt.ok && [
        learnt.value.sha256,
        learnt.value.trainedOn,
        learnt.value.trainedFromMs,
        learnt.value.isSimulated,
      ],
    ).toEqual([told.sha256, "1 recording called clean", shiftStartMs, true]);
    const mixed = await run(shift, smallRecording(), "--out", join(dir, "mixed.json"));
    expect([mixed.code, existsSync(join(dir, "mixed.json"))]).toEqual([1, false]);
    expect(mixed.err).toContain("another plant");
  });
  it("with nothing to learn are refused, and nothing is written", async () => {
    const out = join(dir, "nothing.json");
    const { code, out: text } = await run(smallRecording(), "--out", out, "--json");
    expect([code, existsSync(out)]).toEqual([1, false]);
    const told = JSON.parse(text) as { ok: boolean; problems: { id: string }[] };
    expect(told.ok).toBe(false);
    expect(told.problems.at(-1)?.id).toBe("nothing-learnt");
  });
  it("that are none are refused", async () => {
    const { code, err } = await run(join(demoDir, "plant.json"), "--out", join(dir, "x.json"));
    expect(code).toBe(1);
    expect(err).not.toMatch(/^ +at /m);
  });
});

describe("a baseline that is there", () => {
  const word = ["--by", "weld shop", "--because", "new glass"];
  const learntHere = (name: string): string => {
    const path = join(dir, name);
    copyFileSync(join(demoDir, "learnt.json"), path);
    return path;
  };
  const problems = (out: string): { id: string; path: string[] }[] =>
    (JSON.parse(out) as { problems: { id: string; path: string[] }[] }).problems;

  it("is not replaced without a person's word", async () => {
    const out = learntHere("wordless.json");
    const before = readFileSync(out, "utf8");
    for (const said of [[], ["--by", "weld shop"], ["--because", "new glass"]]) {
      const { code, err } = await run("shift.mcap", "--out", out, ...said);
      expect([code, readFileSync(out, "utf8") === before]).toEqual([1, true]);
      expect(err).toContain("--by DESK --because");
    }
  });
  it("is not replaced by shifts in which it finds what nobody named, nor by less to flag by", async () => {
    const out = learntHere("guarded.json");
    const before = readFileSync(out, "utf8");
    const scripted = await demoRecording("scripted", 1);
    const found = await run(scripted, "--out", out, ...word, "--json");
    expect(found.code).toBe(1);
    expect(problems(found.out)).toEqual([
      expect.objectContaining({ id: "not-as-usual", path: [scripted, "B10b"] }),
    ]);
    const typed = await run(scripted, "--out", out, ...word, "--accept", "B10bb");
    expect(typed.err).toContain('Did you mean "B10b"?');
    // A slip of the pen is told at once, not when all is read.
    expect(typed.err).not.toContain("Read ");
    const clean = await run(await demoRecording("clean", 6), "--out", out, ...word, "--json");
    expect(clean.code).toBe(1);
    expect(new Set(problems(clean.out).map(({ id }) => id))).toEqual(
      new Set(["no-longer-watched", "too-few-blocks"]),
    );
    expect(readFileSync(out, "utf8")).toBe(before);
    expect(readdirSync(dir).filter((name) => name.startsWith("guarded.json"))).toEqual(["guarded.json"]);
  });
  it("is kept, with who agreed to the next and why, and can be taken back", async () => {
    const shift = await demoRecording("clean", 6);
    const out = join(dir, "kept.json");
    await run(shift, "--out", out);
    const first = readFileSync(out, "utf8");
    const { code, out: text } = await run(shift, "--out", out, ...word, "--accept", "B10b");
    expect([code, readFileSync(`${out}.1`, "utf8") === first]).toEqual([0, true]);
    expect(text).toContain(`kept as ${out}.1`);
    const second = learntOfText(readFileSync(out, "utf8"), out, demoPlant(), sha256);
    expect(second.ok && second.value.agreed).toMatchObject({
      by: "weld shop",
      because: "new glass",
      accepted: ["B10b"],
      before: (JSON.parse(first) as { sha256: string }).sha256,
    });
    expect((await run("--take-back", out)).code).toBe(0);
    expect(readFileSync(out, "utf8")).toBe(first);
    expect(existsSync(`${out}.taken-back`)).toBe(true);
    const none = await run("--take-back", out);
    expect([none.code, none.err]).toEqual([1, expect.stringContaining("no baseline before")]);
  });
  it("of another plant, or no baseline at all, is not written over", async () => {
    const out = join(dir, "other.json");
    copyFileSync(join(demoDir, "plant.json"), out);
    const { code, err } = await run(await demoRecording("clean", 6), "--out", out, ...word);
    expect([code, readFileSync(out, "utf8") === readFileSync(join(demoDir, "plant.json"), "utf8")]).toEqual([
      1,
      true,
    ]);
    expect(err).toContain("move this one away");
    const folder = await run(await demoRecording("clean", 6), "--out", dir, ...word);
    expect([folder.code, folder.err]).toEqual([1, expect.stringContaining("is a folder")]);
    const nowhere = await run(await demoRecording("clean", 6), "--out", join(dir, "no/such/x.json"));
    expect([nowhere.code, nowhere.err]).toEqual([1, expect.stringContaining("does not exist")]);
  });
});

test("the same simulated shifts give the same bytes", async () => {
  const [first, second] = [join(dir, "a.json"), join(dir, "b.json")];
  for (const out of [first, second])
    expect((await run("--plant", demoDir, "--simulate", "1", "--first-seed", "5", "--out", out)).code).toBe(
      0,
    );
  expect(readFileSync(first, "utf8")).toBe(readFileSync(second, "utf8"));
});

test.each([
  [[]],
  [["--out", "x.json"]],
  [["shift.mcap"]],
  [["shift.mcap", "--plant", demoDir, "--simulate", "2", "--out", "x.json"]],
  [["--plant", demoDir, "--out", "x.json"]],
  [["--simulate", "2", "--out", "x.json"]],
  [["--plant", demoDir, "--simulate", "0", "--out", "x.json"]],
  [["--plant", demoDir, "--simulate", "2", "--first-seed", "one", "--out", "x.json"]],
  [["shift.mcap", "--out", "x.json", "--false-rate", "0"]],
  [["shift.mcap", "--out", "x.json", "--by", " ", "--because", "new glass"]],
  [["shift.mcap", "--model", "press-ae", "--by", "weld shop"]],
  [["shift.mcap", "--take-back", "x.json"]],
])("%j is wrong usage", async (args) => {
  await expect(run(...args)).rejects.toThrow(UsageError);
});
