// The card of whatever is selected: an asset or a part. Chooses which, and heads it.
import { Frame, X } from "lucide-react";
import { assetOf, type Plant } from "#shared/model/plant.ts";
import { useLiveTable } from "../../live/live-context.ts";
import { t } from "../../messages/t.ts";
import { useSelection } from "../../state/selection.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { lineage } from "../common/plant-groups.ts";
import { AssetCard } from "./AssetCard.tsx";
import { Overview } from "./Overview.tsx";
import { PartCard } from "./PartCard.tsx";
import "./inspector.css";

export function Inspector() {
  const { plant } = useLiveTable();
  const assetId = useSelection((s) => s.assetId);
  const serial = useSelection((s) => s.serial);
  if (serial !== undefined) {
    return (
      <>
        <Head over={t("part.title", { serial: "" }).trim()} title={serial} />
        <div className="scroll inspector">
          <PartCard plant={plant} serial={serial} />
        </div>
      </>
    );
  }
  if (assetId === undefined) return <Overview plant={plant} />;
  const asset = assetOf(plant, assetId);
  if (asset === undefined) {
    return (
      <div className="notice">
        <strong>{t("inspect.gone", { id: assetId })}</strong>
      </div>
    );
  }
  return (
    <>
      <Head over={placeText(plant, asset.row)} title={asset.id} name={asset.name} />
      <div className="scroll inspector">
        <AssetCard key={asset.id} plant={plant} asset={asset} />
      </div>
    </>
  );
}

/** Where it is: the names above it, without the site that all share. */
function placeText(plant: Plant, row: number): string {
  return lineage(plant, row)
    .slice(1, -1)
    .map((asset) => asset.name)
    .join(" › ");
}

function Head({
  over,
  title,
  name,
}: {
  readonly over: string;
  readonly title: string;
  readonly name?: string;
}) {
  const clear = useSelection((s) => s.clear);
  const requestFrame = useSelection((s) => s.requestFrame);
  return (
    <header className="inspector__head">
      <div className="inspector__title">
        {over === "" ? undefined : (
          <p className="small muted" title={over}>
            {over}
          </p>
        )}
        <h3>
          {title}
          {name === undefined ? undefined : <span className="inspector__name"> {name}</span>}
        </h3>
      </div>
      <IconButton label={t("inspect.frame")} keys="F" onClick={requestFrame}>
        <Frame />
      </IconButton>
      <IconButton label={t("inspect.close")} onClick={clear}>
        <X />
      </IconButton>
    </header>
  );
}
