// @vitest-environment happy-dom
// What is refused is told with what may be overruled; what a person accepts goes with the next try.
import { act } from "react";
import { createRoot } from "react-dom/client";
import { beforeEach, expect, test } from "vitest";
import { ManualClock } from "#shared/base/clock.ts";
import { smallPlant } from "../../../tests/support/small-plant.ts";
import { HostContext, type HostCaller, LiveTableContext } from "../../live/live-context.ts";
import { LiveTable } from "../../live/live-table.ts";
import { useConnection } from "../../state/connection.ts";
import { BaselinePage } from "./BaselinePage.tsx";

const plant = smallPlant();
const recording = (name: string, of: string) => ({
  id: name,
  name: `${name}.mcap`,
  plant: of,
  startMs: 0,
  endMs: 3_600_000,
  bytes: 1,
  starred: false,
});
const problem = (id: string, assetId: string, message: string) => ({
  id,
  path: ["/there/monday.mcap", assetId],
  severity: "error" as const,
  message,
  hint: `say --accept ${assetId}`,
});
const wishes: unknown[] = [];
const host: HostCaller = {
  call: (name, args) => {
    if (name === "recordings.list")
      return Promise.resolve({
        recordings: [recording("monday", plant.file.name), recording("elsewhere", "Another plant")],
      }) as never;
    wishes.push(args);
    return Promise.resolve(
      wishes.length === 1
        ? {
            problems: [
              problem("not-as-usual", "B10b", "B10b was not as usual."),
              problem("too-few-blocks", "B10b", "Too few."),
            ],
          }
        : {
            problems: [],
            learnt: { assets: 3, rows: 900, trainedOn: "1 recording", blocks: 50, needed: 47, notLearnt: [] },
          },
    ) as never;
  },
};

const holder = document.createElement("div");
/** Does it, and lets what was promised come. */
const settled = (work: () => void): Promise<void> =>
  act(async () => {
    work();
    await new Promise((resolve) => setTimeout(resolve));
  });
const press = (text: string): Promise<void> =>
  settled(() => {
    const found = [...holder.querySelectorAll("label, button")].find((each) =>
      each.textContent?.includes(text),
    );
    const field = found?.querySelector("input") ?? found;
    (field instanceof HTMLElement ? field : expect.fail(`nothing says ${text}`)).click();
  });

beforeEach(async () => {
  useConnection.getState().opened({ right: "operate", version: "1" });
  document.body.append(holder);
  await settled(() =>
    createRoot(holder).render(
      <LiveTableContext value={new LiveTable(plant, new ManualClock())}>
        <HostContext value={host}>
          <BaselinePage />
        </HostContext>
      </LiveTableContext>,
    ),
  );
});

test("a refusal names what can be overruled, and the next try takes that along", async () => {
  expect(holder.textContent).toContain("Nothing is learnt yet");
  expect(holder.textContent).not.toContain("elsewhere");
  await press("monday");
  const why = holder.querySelector("input.field");
  await settled(() => {
    // As React hears typing.
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(why, " new glass ");
    why?.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await press("Learn from 1 recording");
  expect(wishes).toEqual([{ recordings: ["monday"], because: "new glass", accepted: [] }]);
  expect(holder.textContent).toContain("Not learnt");
  // The words of the command line are for people at a command line.
  expect(holder.textContent).toContain("monday");
  expect(holder.textContent?.match(/--accept/g)).toHaveLength(1);
  expect(holder.querySelectorAll(".baseline__accept")).toHaveLength(1);
  await press("B10b is as it should be now");
  await press("Learn from 1 recording");
  expect(wishes[1]).toEqual({ recordings: ["monday"], because: "new glass", accepted: ["B10b"] });
  expect(holder.textContent).toContain("50 clean blocks, where 47 are needed");
  expect(useConnection.getState().notice).toContain("Learnt from 1 recording");
});
