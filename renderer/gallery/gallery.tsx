// The scene on generated plants, and the hooks that tests and benchmarks drive it by (`window.gallery`).
// Query: plant=demo|generated, stations, parts, tier, theme, run=live|still, loop=demand|never, bottleneck=ID,ID (what limits the line),
// defects=ID,ID (what is not as usual there) or defects=demo (the fixture's findings), finding=ID (the one looked at).
import "@fontsource-variable/inter";
import "../ui/theme.css";
import "./gallery.css";
import { Profiler } from "react";
import { createRoot } from "react-dom/client";
import { wallClock } from "#shared/base/clock.ts";
import { type PlantFile, plantSchema } from "#shared/model/plant-schema.ts";
import { resolvePlant } from "#shared/model/plant.ts";
import demoPlant from "../../assets/plants/demo/plant.json?raw";
import { LiveTable } from "../live/live-table.ts";
import { frameCounters } from "../scene/frame-counters.ts";
import { readBackPositions } from "../scene/parts/read-back.ts";
import { placeOfSlot } from "../scene/picking/pick-parts.ts";
import { type SceneEvent, SceneView } from "../scene/Scene.tsx";
import { SceneDriver } from "../scene/scene-driver.ts";
import { useBottleneck } from "../state/bottleneck.ts";
import { useDefects } from "../state/defects.ts";
import { useFlow } from "../state/flow.ts";
import { useSelection } from "../state/selection.ts";
import { readTier, themeNames, useView } from "../state/view.ts";
import { fixtureFlow, reportOf } from "./fixture-bottleneck.ts";
import { conditionsAt, fixtureDefects } from "./fixture-defects.ts";
import { GalleryFeed } from "./gallery-feed.ts";
import { generatedPlant } from "./generated-plant.ts";

const query = new URLSearchParams(location.search);
const number = (name: string, otherwise: number): number => Number(query.get(name) ?? otherwise);

const file: PlantFile =
  query.get("plant") === "demo"
    ? plantSchema.parse(JSON.parse(demoPlant))
    : generatedPlant({
        stations: number("stations", 40),
        seed: number("seed", 1),
        ...(query.has("perLine") ? { perLine: number("perLine", 10) } : {}),
      });
const plant = resolvePlant(file);
const table = new LiveTable(plant, wallClock, Math.max(1024, number("parts", 120)));
const feed = new GalleryFeed(table, number("parts", 120));
feed.send(query.get("run") === "live" ? 1 : 0);

const theme = themeNames.find((name) => name === query.get("theme")) ?? "light";
document.documentElement.dataset["theme"] = theme;
useView.getState().setTheme(theme);
const tier = query.get("tier");
if (tier !== null) useView.getState().setTier(readTier(tier));
if (query.get("values") === "1") useView.getState().toggleLayer("values");

const limiting = query.get("bottleneck");
if (limiting !== null) {
  useBottleneck.getState().report(reportOf(limiting.split(","), feed.timeMs), feed.timeMs);
  useFlow.getState().tell(fixtureFlow(plant, feed.timeMs));
  if (!useView.getState().layers.bottleneck) useView.getState().toggleLayer("bottleneck");
}

const unusual = query.get("defects");
if (unusual !== null) {
  const { tell, show } = useDefects.getState();
  tell(unusual === "demo" ? fixtureDefects(feed.timeMs) : conditionsAt(unusual.split(","), feed.timeMs));
  show(query.get("finding") ?? undefined);
}

const events: SceneEvent[] = [];
const problems: string[] = [];
const pickedSlots: number[] = [];
let commits = 0;
let drawNothing = false;

/** What tests and benchmarks may use. */
const gallery = {
  feed,
  table,
  counters: frameCounters,
  events,
  problems,
  pickedSlots,
  useDefects,
  useSelection,
  useView,
  commits: (): number => commits,
  /** The driver, once it draws what it is told to. */
  driver: (): SceneDriver | undefined =>
    SceneDriver.current?.isPlaced === true ? SceneDriver.current : undefined,
  /** Draws nothing from now on: everything but the draw calls happens. */
  setDrawNothing: (value: boolean): void => {
    drawNothing = value;
  },
  /** Positions of slots as the shader finds them, and as the TypeScript function does: x, y, z, heading each. */
  positions(slots: number, timeS: number): { shader: number[]; code: number[] } {
    const driver = SceneDriver.current;
    if (driver === undefined) return { shader: [], code: [] };
    const shader = Array.from(readBackPositions(driver.renderer, driver.engine, slots, timeS));
    const code: number[] = [];
    const point = { x: 0, y: 0, z: 0, headingRad: 0 };
    for (let slot = 0; slot < slots; slot += 1) {
      placeOfSlot(table, slot, Math.fround(timeS), point);
      code.push(point.x, point.y, point.z, point.headingRad);
    }
    return { shader, code };
  },
};
export type Gallery = typeof gallery;
Reflect.set(window, "gallery", gallery);

if (query.get("run") === "live") {
  let lastMs = wallClock.nowMs();
  setInterval(() => {
    const nowMs = wallClock.nowMs();
    feed.advance(nowMs - lastMs);
    lastMs = nowMs;
    feed.changeStates(0.002);
    feed.send(1);
  }, 100);
}

const root = document.getElementById("root");
if (root !== null) {
  createRoot(root).render(
    <Profiler id="scene" onRender={() => (commits += 1)}>
      <SceneView
        table={table}
        frameloop={query.get("loop") === "never" ? "never" : "demand"}
        drawNothing={() => drawNothing}
        onEvent={(event) => events.push(event)}
        onProblem={(message) => problems.push(message)}
        onPickPart={(slot) => pickedSlots.push(slot)}
      />
    </Profiler>,
  );
}
