// What was learnt, as text and back: the same numbers, and nothing that was changed, damaged or is of another plant.
import { describe, expect, it } from "vitest";
import { resolvePlant } from "#shared/model/plant.ts";
import { learn } from "./fit.ts";
import { type Learnt, learntOf, learntOfText, learntText } from "./learnt-schema.ts";
import { sha256, testPlant, testShifts } from "../../../../tests/support/watch-line.ts";

function testLearnt(): Learnt {
  const learnt = learn(testShifts([1, 2, 3, 4, 5], 2), {
    trainedOn: "five shifts",
    isSimulated: true,
    falsePerShift: 4,
  });
  if (!learnt.ok) throw new Error("nothing learnt");
  return learntOf(learnt.value, sha256);
}
const learnt = testLearnt();
const text = learntText(learnt);
const read = (changed: string, plant = testPlant) => learntOfText(changed, "learnt.json", plant, sha256);

/** The text with its content changed and hashed anew, as a careful hand would. */
function forged(
  change: (content: {
    assets: { covariance: number[]; columns: { spread: number; signal: string }[] }[];
  }) => void,
): string {
  const file = JSON.parse(text) as {
    content: { assets: { covariance: number[]; columns: { spread: number; signal: string }[] }[] };
    sha256: string;
  };
  change(file.content);
  file.sha256 = sha256(JSON.stringify(file.content));
  return JSON.stringify(file);
}

describe("a learnt file", () => {
  it("gives back what was learnt", () => {
    expect(read(text)).toEqual({ ok: true, problems: [], value: learnt });
  });
  it("is learnt of the machines with at least two signals that measure", () => {
    expect(
      learnt.assets.map(({ assetId, columns }) => [assetId, columns.map(({ signal }) => signal)]),
    ).toEqual([
      ["M", ["M/temperature1", "M/temperature2", "M/pressure", "M/flow"]],
      ["I", ["I/light", "I/focus"]],
    ]);
  });
  it.each([
    ["no JSON", "{", "bad-learnt"],
    ["another document", `{"schema":1}`, "bad-learnt"],
    ["another version", text.replace(`"schema":1`, `"schema":2`), "bad-learnt"],
    ["a number that was changed", text.replace(/"rows":\d+/, `"rows":7`), "bad-learnt"],
    [
      "numbers that are missing",
      forged((content) => {
        content.assets[0]?.covariance.pop();
      }),
      "bad-learnt",
    ],
    [
      "a spread of zero",
      forged((content) => {
        const [column] = content.assets[0]?.columns ?? [];
        if (column !== undefined) column.spread = 0;
      }),
      "bad-learnt",
    ],
    ["a signal of another asset", text.replaceAll("I/focus", "M/flow"), "bad-learnt"],
    [
      "a signal that the plant has not",
      forged((content) => {
        const [column] = content.assets[0]?.columns ?? [];
        if (column !== undefined) column.signal = "M/unheard";
      }),
      "other-plant",
    ],
  ])("is refused for %s", (_, changed, id) => {
    const outcome = read(changed);
    expect(outcome.ok).toBe(false);
    expect(outcome.problems.map((problem) => problem.id)).toEqual([id]);
  });
  it("is refused for another plant, with both names", () => {
    const outcome = read(text, resolvePlant({ ...testPlant.file, id: "other" }));
    expect(outcome.problems[0]?.message).toContain(`"small"`);
  });
  it("is refused before it is read when it is too large", () => {
    expect(read(" ".repeat(33 * 1024 * 1024)).problems[0]?.id).toBe("file-too-large");
  });
});
