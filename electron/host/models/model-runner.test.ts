// When a model is taken out of use, by a child that does as it is told and a clock moved by hand.
import { expect, test } from "vitest";
import { ManualTimers } from "#shared/base/timers.ts";
import type { ModelChildListener } from "./model-child.ts";
import type { ToModel } from "./model-messages.ts";
import { ModelRunner } from "./model-runner.ts";

const limits = { loadMs: 1000, openMs: 100, answerMs: 10 };
const settle = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

function started() {
  const timers = new ManualTimers();
  const posted: ToModel["kind"][] = [];
  let kills = 0;
  let child: ModelChildListener | undefined;
  const runner = new ModelRunner({
    name: "m",
    timers,
    limits,
    start: (listener) => {
      child = listener;
      return { post: ({ kind }) => void posted.push(kind), kill: () => void (kills += 1) };
    },
  });
  if (child === undefined) throw new Error("Bug: not started");
  return { runner, timers, posted, child, kills: () => kills };
}

const request = (rows: number) => ({
  input: { name: "x", type: "float32", shape: [1, 1] } as const,
  output: { name: "y", size: 1 },
  rows: Array.from({ length: rows }, () => new Float64Array(1)),
});

test("each answer has its own time; the first late one ends the model, and what waits behind it", async () => {
  const { runner, timers, posted, child, kills } = started();
  const first = runner.run(request(3));
  const behind = runner.run(request(1));
  await timers.advance(9, settle);
  child.onMessage({ kind: "ran", values: Float64Array.of(1) });
  await timers.advance(9, settle);
  child.onMessage({ kind: "ran", values: Float64Array.of(2) });
  expect(runner.disabled).toBeUndefined();
  await timers.advance(10, settle);
  expect(kills()).toBe(1);
  for (const { ok, problems } of await Promise.all([first, behind]))
    expect([ok, problems.map(({ id, message }) => [id, message])]).toEqual([
      false,
      [["model-too-slow", "It gave no answer within 0.01 s, and was ended."]],
    ]);
  expect(posted).toEqual(["run"]);
  await timers.advance(10_000, settle);
  expect(kills()).toBe(1);
});

test("loading the runtime is not the model's time; opening is", async () => {
  const { runner, timers, child } = started();
  const opened = runner.open(new Uint8Array(1));
  await timers.advance(900, settle);
  child.onMessage({ kind: "loaded" });
  await timers.advance(99, settle);
  expect(runner.disabled).toBeUndefined();
  await timers.advance(1, settle);
  expect((await opened).problems.map(({ message }) => message)).toEqual([
    "It could not be opened within 0.1 s, and was ended.",
  ]);
});

test("a process that ends takes its model out of use, asked or not, and is not started again", async () => {
  const { runner, posted, child } = started();
  child.onEnded("signal SIGABRT");
  expect(runner.disabled).toMatchObject({ id: "model-crashed", path: ["models", "m"] });
  expect((await runner.run(request(1))).ok).toBe(false);
  expect(posted).toEqual([]);
});

test("closing answers who waits", async () => {
  const { runner, kills } = started();
  const asked = runner.run(request(1));
  await settle();
  runner[Symbol.dispose]();
  expect([(await asked).ok, kills()]).toEqual([false, 1]);
});
