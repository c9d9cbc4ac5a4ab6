// @vitest-environment happy-dom
// A verdict is kept with the model that made the finding; one that cannot be kept is said to be so.
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { likenessOf } from "#shared/analyse/defect/similar.ts";
import { ManualClock } from "#shared/base/clock.ts";
import { smallPlant } from "../../../tests/support/small-plant.ts";
import { earlierFinding, machineFinding, model } from "../../gallery/fixture-defect-findings.ts";
import { fixtureVerdicts } from "../../gallery/fixture-defect-panels.ts";
import { HostContext, type HostCaller, LiveTableContext } from "../../live/live-context.ts";
import { LiveTable } from "../../live/live-table.ts";
import { useConnection } from "../../state/connection.ts";
import { useDefects } from "../../state/defects.ts";
import { Judge } from "./Judge.tsx";

const asked: [name: string, args: unknown][] = [];
let refusal: string | undefined;
const host: HostCaller = {
  call: (name, args) => {
    asked.push([name, args]);
    return refusal === undefined ? new Promise(() => undefined) : Promise.reject(new Error(refusal));
  },
};
let holder: HTMLElement;
let root: Root;

/** Draws, and lets what was promised come. */
async function settled(work: () => void): Promise<void> {
  await act(async () => {
    work();
    await Promise.resolve();
  });
}

async function show(finding: typeof machineFinding): Promise<void> {
  const table = new LiveTable(smallPlant(), new ManualClock());
  holder = document.createElement("div");
  document.body.append(holder);
  root = createRoot(holder);
  await settled(() =>
    root.render(
      <LiveTableContext value={table}>
        <HostContext value={host}>
          <Judge finding={finding} />
        </HostContext>
      </LiveTableContext>,
    ),
  );
}
const press = (text: string): Promise<void> =>
  settled(() => {
    const button = [...holder.querySelectorAll("button")].find((each) => each.textContent?.trim() === text);
    (button ?? expect.fail(`no button ${text}`)).click();
  });
const words = (kept: object) => ({
  kind: "verdict",
  findingId: machineFinding.id,
  assetId: "B10b",
  onsetMs: machineFinding.onsetMs,
  like: likenessOf(machineFinding),
  model: { name: model.name, version: model.version, sha256: model.sha256 },
  ...kept,
});

beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  asked.length = 0;
  refusal = undefined;
  useConnection.getState().opened({ right: "operate", version: "test" });
  useDefects.getState().tellVerdicts(fixtureVerdicts);
});
afterEach(async () => {
  await settled(() => root.unmount());
  holder.remove();
  vi.unstubAllGlobals();
});

test("a confirmation is kept with name, version and hash of the model", async () => {
  await show(machineFinding);
  await press("Confirm");
  expect(asked).toEqual([["people.add", words({ verdict: "confirm" })]]);
});

test("a dismissal has its reason, and other needs words", async () => {
  await show(machineFinding);
  await press("Dismiss…");
  await press("Other");
  const submit = holder.querySelector<HTMLButtonElement>("button[type=submit]");
  expect(submit?.disabled).toBe(true);
  await press("Wrong sensor");
  await press("Dismiss");
  expect(asked).toEqual([["people.add", words({ verdict: "dismiss", reason: "wrongSensor" })]]);
});

test("what was said is shown and can be taken back; another verdict replaces it", async () => {
  await show(earlierFinding);
  expect(holder.textContent).toContain("Dismissed: nuisance");
  const said = fixtureVerdicts.find(({ findingId }) => findingId === earlierFinding.id) ?? expect.fail();
  refusal = "The recording is read only.";
  await press("Confirm");
  expect(asked[0]).toMatchObject(["people.add", { verdict: "confirm", removes: said.id }]);
  await press("Take back");
  expect(asked[1]).toEqual(["people.remove", { id: said.id }]);
  expect(holder.querySelector('[role="alert"]')?.textContent).toBe("Not kept: The recording is read only.");
});

test("who may only look is told why nothing can be said", async () => {
  useConnection.getState().opened({ right: "view", version: "test" });
  await show(machineFinding);
  expect([...holder.querySelectorAll("button")].every(({ disabled }) => disabled)).toBe(true);
  expect(holder.textContent).toContain("may look but not operate");
});
