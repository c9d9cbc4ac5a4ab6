// The product's data path in a real page: link, decoder, live table, acknowledgement. Draws nothing.
import { wallClock } from "#shared/base/clock.ts";
import { decodeFrame } from "#shared/frame/decode.ts";
import { plantSchema } from "#shared/model/plant-schema.ts";
import { resolvePlant } from "#shared/model/plant.ts";
import { createBrowserLink } from "../../../renderer/host/browser-link.ts";
import { LiveTable } from "../../../renderer/live/live-table.ts";

declare global {
  interface Window {
    /** Updates copied into the table so far, read by the benchmark. */
    appliedUpdates: number;
  }
}

window.appliedUpdates = 0;
const link = createBrowserLink("bench", 20);
let started = false;
link.onSession((session) => {
  if (started) return;
  started = true;
  const plant = resolvePlant(plantSchema.parse(session.plant));
  const table = new LiveTable(plant, wallClock);
  const limits = {
    assets: plant.assets.length,
    signals: plant.signals.length,
    paths: table.twin.paths.paths.length,
  };
  link.host.onFrame((bytes) => {
    const frame = decodeFrame(bytes, limits);
    if (!frame.ok) throw new Error(frame.problems[0]?.message ?? "refused frame");
    table.apply(frame.value);
    window.appliedUpdates += frame.value.signalCount;
    link.host.acknowledge(frame.value.sequence);
  });
});
