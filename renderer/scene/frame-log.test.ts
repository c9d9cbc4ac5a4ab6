import { expect, test } from "vitest";
import { FrameLog, loggedFrames } from "./frame-log.ts";

test("sums up the frames of the last second by reason", () => {
  const log = new FrameLog();
  log.watch();
  log.add(100, 2, "camera");
  log.add(5000, 4, "data");
  log.add(5100, 6, "data");
  log.add(5200, 8, "animation");
  const { framesPerSecond, perSecond, medianMs, worstMs } = log.summary(5300);
  expect(framesPerSecond).toBe(3);
  expect(perSecond).toEqual({ camera: 0, ui: 0, data: 2, animation: 1 });
  expect([medianMs, worstMs]).toEqual([6, 8]);
});

test("remembers the last frames only, oldest first", () => {
  const log = new FrameLog();
  log.watch();
  for (let frame = 0; frame < loggedFrames + 5; frame += 1) log.add(frame, frame, "ui");
  const { cpuMs } = log.summary(loggedFrames);
  expect(cpuMs).toHaveLength(loggedFrames);
  expect([cpuMs[0], cpuMs.at(-1)]).toEqual([5, loggedFrames + 4]);
});

test("is watched until everybody looked away, and begins anew", () => {
  const log = new FrameLog();
  const [first, second] = [log.watch(), log.watch()];
  log.add(1, 3, "ui");
  first();
  first();
  expect(log.watched).toBe(true);
  second();
  expect(log.watched).toBe(false);
  log.watch();
  expect(log.summary(2).cpuMs).toEqual([]);
});

test("nothing recorded is zero, not a guess", () => {
  expect(new FrameLog().summary(10)).toMatchObject({
    framesPerSecond: 0,
    medianMs: 0,
    worstMs: 0,
    cpuMs: [],
  });
});
