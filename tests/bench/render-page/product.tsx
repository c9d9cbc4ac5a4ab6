// The product's own scene: live table, engine and component as shipped, frames driven by hand.
import { advance } from "@react-three/fiber";
import type { ReactNode } from "react";
import { wallClock } from "#shared/base/clock.ts";
import type { DecodedFrame } from "#shared/frame/decode.ts";
import { resolvePlant } from "#shared/model/plant.ts";
import { GalleryFeed } from "../../../renderer/gallery/gallery-feed.ts";
import { LiveTable } from "../../../renderer/live/live-table.ts";
import { frameCounters } from "../../../renderer/scene/frame-counters.ts";
import { SceneView } from "../../../renderer/scene/Scene.tsx";
import { SceneDriver } from "../../../renderer/scene/scene-driver.ts";
import { generatedPlant } from "../../support/plants.ts";
import type { BenchLoad, BenchScene } from "./bench-scene.ts";

export function product(load: BenchLoad, silent: () => boolean): { scene: BenchScene; view: ReactNode } {
  const table = new LiveTable(
    resolvePlant(generatedPlant({ stations: load.stations })),
    wallClock,
    Math.max(1024, load.parts),
  );
  const feed = new GalleryFeed(table, load.parts);
  const still = new URLSearchParams(location.search).has("still");
  feed.send(still ? 0 : 1);
  let packet: DecodedFrame | undefined;
  const scene: BenchScene = {
    prepare() {
      feed.timeMs += 16;
      // Buffers are assets too: the share counts stations.
      feed.changeStates((load.stateShare * load.stations) / Math.max(1, feed.placeCount));
      feed.startMoves(Math.round(load.parts * load.moveShare));
      packet = feed.packet();
    },
    frame(frame) {
      if (packet !== undefined) table.apply(packet);
      const driver = SceneDriver.current;
      if (driver !== undefined) orbit(driver, frame);
      advance(frame / 60, true);
    },
    gl() {
      const context = SceneDriver.current?.renderer.getContext();
      return context instanceof WebGL2RenderingContext ? context : undefined;
    },
    counters: () => frameCounters,
  };
  return {
    scene,
    view: <SceneView table={table} frameloop={still ? "demand" : "never"} drawNothing={silent} />,
  };
}

/** A slow circle around the middle of the plant, everything in view. */
function orbit(driver: SceneDriver, frame: number): void {
  const { bounds } = driver.engine.placements;
  const x = (bounds.minX + bounds.maxX) / 2;
  const y = (bounds.minY + bounds.maxY) / 2;
  const awayM = Math.hypot(bounds.maxX - bounds.minX, bounds.maxY - bounds.minY) * 1.1 + 10;
  const angle = frame * 0.004 - 1.9;
  driver.rig.go(
    { eye: [x + Math.cos(angle) * awayM, y + Math.sin(angle) * awayM, awayM * 0.6], target: [x, y, 1] },
    false,
  );
}
