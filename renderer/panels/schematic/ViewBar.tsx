// The strip above the centre: where the selection is, views, which layers show, scene or schematic.
import { Box, Camera, Workflow } from "lucide-react";
import { Fragment } from "react";
import { useLiveTable } from "../../live/live-context.ts";
import { t } from "../../messages/t.ts";
import { useSelection } from "../../state/selection.ts";
import { useView } from "../../state/view.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { savePicture } from "../picture/save-picture.ts";
import { lineage } from "../common/plant-groups.ts";
import { ViewsMenu } from "../views/ViewsMenu.tsx";
import { LayerSwitches } from "./LayerSwitches.tsx";
import "./schematic.css";

export function ViewBar() {
  const table = useLiveTable();
  const mode = useView((s) => s.mode);
  const sceneProblem = useView((s) => s.sceneProblem);
  const setMode = useView((s) => s.setMode);
  return (
    <div className="viewbar">
      <Breadcrumb />
      <ViewsMenu />
      <LayerSwitches />
      <div className="segmented" role="group" aria-label={t("view.switch")}>
        <IconButton
          keys="S"
          label={sceneProblem === undefined ? t("view.toScene") : t("view.noScene", { reason: sceneProblem })}
          text={t("view.scene")}
          pressed={mode === "scene" && sceneProblem === undefined}
          disabled={sceneProblem !== undefined}
          onClick={() => setMode("scene")}
        >
          <Box />
        </IconButton>
        <IconButton
          keys="S"
          label={t("view.toSchematic")}
          text={t("view.schematic")}
          pressed={mode === "schematic" || sceneProblem !== undefined}
          onClick={() => setMode("schematic")}
        >
          <Workflow />
        </IconButton>
      </div>
      <span className="viewbar__picture">
        <IconButton label={t("picture.save")} onClick={() => void savePicture(table)}>
          <Camera />
        </IconButton>
      </span>
      {sceneProblem === undefined ? undefined : (
        <p className="viewbar__problem small" role="status">
          {t("view.noScene", { reason: sceneProblem })}
        </p>
      )}
    </div>
  );
}

function Breadcrumb() {
  const { plant } = useLiveTable();
  const assetId = useSelection((s) => s.assetId);
  const serial = useSelection((s) => s.serial);
  const selectAsset = useSelection((s) => s.selectAsset);
  const row = assetId === undefined ? plant.rootRows[0] : plant.assetRowById.get(assetId);
  // The site is the plant itself, named on the top bar; the nearest three tell the place.
  const whole = row === undefined ? [] : lineage(plant, row);
  const chain = whole.length > 3 ? whole.slice(-3) : whole;
  return (
    <nav className="breadcrumb" aria-label={t("panel.assets")}>
      {chain.map((asset, index) => (
        <Fragment key={asset.id}>
          {index === 0 ? undefined : <span aria-hidden="true">›</span>}
          <button
            type="button"
            title={asset.name}
            onClick={() => selectAsset(asset.id)}
            aria-current={index === chain.length - 1 && serial === undefined ? "location" : undefined}
          >
            {index === chain.length - 1 && index > 0 ? asset.id : asset.name}
          </button>
        </Fragment>
      ))}
      {serial === undefined ? undefined : (
        <>
          <span aria-hidden="true">›</span>
          <button type="button" aria-current="location">
            {serial}
          </button>
        </>
      )}
    </nav>
  );
}
