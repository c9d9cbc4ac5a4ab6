// Brings the desk back as a plant was left in this browser, and keeps it from then on: views, camera, layers, scene or
// schematic. Panel sizes and theme belong to the person and not to a plant: layout.ts and view.ts keep them.
import { useCamera } from "./camera.ts";
import { keepJson, keptJson } from "./kept.ts";
import { keptLayers, useView } from "./view.ts";
import { type PlantView, useViews } from "./views.ts";
import { type LastVisit, parseMemory } from "./visit-schema.ts";

/** The place of a plant's memory. */
export function memoryKey(plantId: string): string {
  return `gemba.plant.${plantId}`;
}

/** Restores what is known of a plant, and keeps what changes. Returns how to stop. */
export function openVisit(plantId: string, ofPlant: readonly PlantView[]): () => void {
  const key = memoryKey(plantId);
  const memory = parseMemory(keptJson(key));
  useViews.getState().open(ofPlant, memory.views);
  // Another plant's camera means nothing here.
  useCamera.setState({ wish: undefined, resting: memory.last?.camera });
  if (memory.last !== undefined) {
    useView.getState().showLayers(memory.last.layers);
    useView.getState().setMode(memory.last.mode);
  }
  const keep = (): void => {
    const view = useView.getState();
    const { resting } = useCamera.getState();
    const last: LastVisit = {
      layers: keptLayers(view),
      mode: view.mode,
      ...(resting === undefined ? {} : { camera: { eye: [...resting.eye], target: [...resting.target] } }),
    };
    keepJson(key, { views: useViews.getState().own, last });
  };
  const stops = [
    useCamera.subscribe((now, before) => {
      if (now.resting !== before.resting) keep();
    }),
    useView.subscribe((now, before) => {
      if (now.layers !== before.layers || now.mode !== before.mode) keep();
    }),
    useViews.subscribe((now, before) => {
      if (now.own !== before.own) keep();
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
