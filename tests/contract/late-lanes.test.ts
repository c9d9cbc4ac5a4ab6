// What is told late is in the lanes that a page has fetched already: at every zoom, and though the window does not reach the live end.
import { expect, test } from "vitest";
import { createHostClient } from "#shared/host-api/client.ts";
import { memoryChannelPair } from "#shared/host-api/memory-channel.ts";
import type { RequestArgs } from "#shared/host-api/requests.ts";
import type { AssetState } from "#shared/model/state.ts";
import { LiveTable } from "../../renderer/live/live-table.ts";
import { LanesFeed } from "../../renderer/panels/timeline/lanes-feed.ts";
import { type HostFixture, startSmallHost } from "../support/host-fixture.ts";

const minuteMs = 60_000;

/** A page whose lanes are asked for by hand, and what it asked for. */
async function openLanes(fixture: HostFixture) {
  const { host: hostEnd, page: pageEnd } = memoryChannelPair();
  fixture.host.addViewer(hostEnd, "view");
  const client = createHostClient(pageEnd);
  const asked: RequestArgs<"timeline.lanes">[] = [];
  const host: typeof client = Object.assign(Object.create(client) as typeof client, {
    call: ((name, args) => {
      if (name === "timeline.lanes") asked.push(args as RequestArgs<"timeline.lanes">);
      return client.call(name, args);
    }) satisfies typeof client.call,
  });
  const table = new LiveTable(fixture.timeline.plant, fixture.clock);
  const lanes = new LanesFeed(host, table);
  client.onEvent((event) => {
    if (event.name === "lateStates") lanes.doubt(event.items);
  });
  await client.call("session.open", {});
  return {
    lanes,
    asked,
    /** Follows the live end, and asks for what the window lacks. */
    look: async (fromMs: number, toMs: number, resolutionMs: number): Promise<unknown> => {
      ({ startMs: table.startMs, endMs: table.endMs } = fixture.timeline.range());
      await lanes.want([0], { fromMs, toMs }, resolutionMs);
      return lanes.laneOf(0, { fromMs, toMs }, resolutionMs)?.segments.map(({ state }) => state);
    },
  };
}

const told = (timeMs: number, state: AssetState) =>
  ({ kind: "state", asset: "M1", state, nativeState: "", timeMs }) as const;

/** A source that is silent for two seconds is lost. */
async function pass(fixture: HostFixture, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 1_000) {
    fixture.source.heartbeat();
    await fixture.advance(1_000);
  }
}

test("a state that is told minutes late is in lanes that were fetched before, at each zoom", async () => {
  const fixture = startSmallHost();
  const page = await openLanes(fixture);
  const startMs = fixture.clock.nowMs();
  const past = [startMs, startMs + 2 * minuteMs] as const;
  fixture.source.push(told(startMs, "run"));
  await pass(fixture, 3 * minuteMs);
  fixture.source.push(told(fixture.clock.nowMs(), "idle"));
  await pass(fixture, minuteMs);
  for (const resolutionMs of [0, 512]) expect(await page.look(...past, resolutionMs)).toEqual(["run"]);
  await pass(fixture, 10_000);
  await page.look(...past, 512);
  expect(page.asked.length).toBe(2);

  fixture.source.push(told(startMs + minuteMs, "down"));
  await pass(fixture, 2_000);
  for (const resolutionMs of [512, 0])
    expect(await page.look(...past, resolutionMs)).toEqual(["run", "down"]);
  await page.look(...past, 0);
  expect(page.asked.length).toBe(4);
});
