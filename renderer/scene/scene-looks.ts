// How the scene looks follows the stores: theme, layers, and what is selected or under the pointer. Knows no camera wish and no frame.
import type { BottleneckInfo, ConstraintStretchInfo } from "#shared/host-api/bottleneck-schema.ts";
import type { Plant } from "#shared/model/plant.ts";
import { assetsOf, constraintAt, useBottleneck } from "../state/bottleneck.ts";
import { type Defects, dismissalOf, findingsAt, shownFinding, useDefects } from "../state/defects.ts";
import { useFlow } from "../state/flow.ts";
import { useSelection } from "../state/selection.ts";
import { useView } from "../state/view.ts";
import type { ThemeId } from "../ui/tokens.ts";
import type { BottleneckLook, ConstraintNow } from "./bottleneck/bottleneck-layer.ts";
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
  const setBottleneck = (): void =>
    engine.bottleneck.setLook(bottleneckLook(engine.table.plant, useBottleneck.getState().info));
  const setFindings = (): void => {
    const now = useDefects.getState();
    engine.defects.setLook({
      all: now.report?.findings ?? [],
      at: (timeMs) => findingsAt(now, timeMs),
      shown: shownFinding(now),
    });
  };
  let findingsLook = lookOfFindings(useDefects.getState());
  setBottleneck();
  setFindings();
  engine.bottleneck.setFlow(useFlow.getState().info);
  setMarks();
  setTheme(useView.getState().theme);
  engine.setLayers(useView.getState().layers);
  const stops = [
    useBottleneck.subscribe((now, before) => {
      if (now.info === before.info) return;
      setBottleneck();
      if (useView.getState().layers.bottleneck) changed();
    }),
    useDefects.subscribe((now) => {
      const look = lookOfFindings(now);
      if (look === findingsLook) return;
      findingsLook = look;
      setFindings();
      if (useView.getState().layers.defects) changed();
    }),
    useFlow.subscribe(({ info }) => {
      engine.bottleneck.setFlow(info);
      if (useView.getState().layers.bottleneck) changed();
    }),
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

/** A report by rows. Vehicles drive about: where they are parked says nothing. */
function bottleneckLook(plant: Plant, info: BottleneckInfo | undefined): BottleneckLook | undefined {
  if (info === undefined) return undefined;
  const rowsOf = (resource: Parameters<typeof assetsOf>[0]): number[] =>
    assetsOf(resource).flatMap((id) => {
      const asset = plant.assets[plant.assetRowById.get(id) ?? -1];
      return asset === undefined || asset.level === "vehicle" ? [] : [asset.row];
    });
  const shares = new Map(
    info.ranking.flatMap((ranked) => rowsOf(ranked).map((row) => [row, ranked.share] as const)),
  );
  const known = new Map<ConstraintStretchInfo, ConstraintNow>();
  return {
    shares,
    at: (timeMs) => {
      const stretch = constraintAt(info, timeMs);
      if (stretch === undefined) return undefined;
      const now = known.get(stretch) ?? {
        resource: stretch.resource,
        rows: rowsOf(stretch),
        provisional: stretch.provisional,
      };
      known.set(stretch, now);
      return now;
    },
  };
}

/** What the picture shows of findings, as a text: a report comes every few seconds, and mostly shows the same. */
function lookOfFindings({ report, shown, verdicts }: Defects): string {
  const looks = (report?.findings ?? []).map((finding) => {
    const { id, kind, assetId, detectedMs, endMs, affected, suspects, spots, bad, judged } = finding;
    const dismissed = dismissalOf({ verdicts }, finding) !== undefined;
    const pin = [id, kind, assetId, detectedMs, endMs, affected.length, bad, judged, spots.length, dismissed];
    return id === shown ? [...pin, suspects, affected.map(({ serial, now }) => [serial, now])] : pin;
  });
  return JSON.stringify([shown, looks]);
}
