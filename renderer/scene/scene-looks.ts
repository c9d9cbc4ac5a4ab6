// How the scene looks follows the stores: theme, layers, and what is selected or under the pointer. Knows no camera wish and no frame.
import { useSelection } from "../state/selection.ts";
import { useView } from "../state/view.ts";
import type { ThemeId } from "../ui/tokens.ts";
import type { CameraRig } from "./camera/camera-rig.ts";
import { photographView } from "./camera/photograph-view.ts";
import { scenePalette } from "./palette.ts";
import type { SceneEngine } from "./scene-engine.ts";

/** Makes the scene look as the stores say, now and whenever that changes; `changed` hears of it. Returns how to stop. */
export function followLooks(engine: SceneEngine, rig: CameraRig, changed: () => void): () => void {
  const setTheme = (theme: ThemeId): void => {
    engine.setPalette(scenePalette(theme));
    const { placements, hall } = engine;
    rig.startView = theme === "show" ? (aspect) => photographView(placements, hall.plan, aspect) : undefined;
  };
  // A group has no place of its own to mark.
  const markedRow = (id: string | undefined): number => {
    const row = engine.table.plant.assetRowById.get(id ?? "") ?? -1;
    return engine.placements.model[row] === undefined ? -1 : row;
  };
  const setMarks = (): void => {
    const { assetId, hoverAssetId } = useSelection.getState();
    engine.setMarks(markedRow(assetId), markedRow(hoverAssetId));
  };
  setMarks();
  setTheme(useView.getState().theme);
  engine.setLayers(useView.getState().layers);
  const stops = [
    useSelection.subscribe((now, before) => {
      if (now.serial !== before.serial && now.serial === undefined)
        engine.parts.uniforms.selectedSlot.value = -1;
      if (now.assetId === before.assetId && now.hoverAssetId === before.hoverAssetId) return;
      setMarks();
      changed();
    }),
    useView.subscribe((now, before) => {
      if (now.theme !== before.theme) setTheme(now.theme);
      if (now.layers !== before.layers) engine.setLayers(now.layers);
      if (now.theme !== before.theme || now.layers !== before.layers) changed();
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
