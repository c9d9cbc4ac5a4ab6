// Adapter files as a recording: the same as a replay of them says, without its clock.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { projectRoot } from "../project-root.ts";
import { ImportFolder, statesOf } from "./test-files.ts";

const devices = `<MTConnectDevices xmlns="urn:mtconnect.org:MTConnectDevices:1.3"><Header/><Devices>
<Device id="d1" name="M1" uuid="u1"><Description manufacturer="Mazak" model="Integrex"/><DataItems>
<DataItem id="e" name="execution" type="EXECUTION" category="EVENT"/>
<DataItem id="l" name="load" type="LOAD" category="SAMPLE" units="PERCENT"/>
</DataItems></Device></Devices></MTConnectDevices>`;
const startMs = Date.UTC(2016, 10, 1, 8);

test("begins after the last common gap with what was true then, and refuses lines by number", async () => {
  using folder = new ImportFolder();
  folder.write("Devices.xml", devices);
  folder.write(
    "M1-day.txt",
    "2016-10-31T08:00:00Z|execution|READY\n" +
      "2016-11-01T08:00:00Z|load|10\n" +
      "2016-11-01T08:00:05Z|execution|ACTIVE|load|38\n" +
      "yesterday|load|1\n" +
      "2016-11-01T08:00:09Z|execution|READY\n",
  );
  const imported = await folder.import("", { path: folder.dir });
  expect(statesOf(imported, startMs).map((text) => text.replace(/-\d+$/, "before"))).toEqual([
    "M1: idle@before",
    "M1: run@5",
    "M1: idle@9",
  ]);
  expect(imported.timeline?.range()).toMatchObject({ startMs, endMs: startMs + 9000 });
  expect([imported.recorded?.refused, imported.problems.map(({ id, line }) => [id, line])]).toEqual([
    1,
    [["bad-time", 4]],
  ]);
});

const day = join(projectRoot, "../shared/data/nist-smstestbed-mtconnect");
describe.skipIf(!existsSync(day))("the recorded day of three machining centres", () => {
  test("is imported whole", async () => {
    using folder = new ImportFolder();
    const imported = await folder.import("", { path: day });
    expect(imported.timeline?.range()).toMatchObject({
      startMs: Date.parse("2016-11-01T08:41:19.762Z"),
      endMs: Date.parse("2016-11-01T19:37:07.551Z") + 0.493,
    });
    expect(
      imported.timeline?.plant.assets.filter(({ level }) => level === "station").map(({ id }) => id),
    ).toEqual(["GFAgie01", "Mazak01", "Mazak03"]);
    expect([imported.recorded?.samples, imported.recorded?.refused]).toEqual([170_888, 0]);
  });
});
