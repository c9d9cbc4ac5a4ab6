// The machine is kept awake exactly while something is recorded.
import { expect, test } from "vitest";
import { stayAwake } from "./stay-awake.ts";

test("one block is taken when a recording begins, and released when it ends", () => {
  const calls: unknown[] = [];
  const tell = stayAwake({
    start: (type) => calls.push(type),
    stop: (id) => calls.push(`stop ${id}`),
  });
  for (const recording of [false, true, true, false, false, true]) tell(recording);
  expect(calls).toEqual(["prevent-app-suspension", "stop 1", "prevent-app-suspension"]);
});
