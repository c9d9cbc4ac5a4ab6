// Which layers show: a row of switches, or where the bar is narrow one menu. Which of the two is the style sheet's choice.
import { Check, Layers } from "lucide-react";
import { useState } from "react";
import { t } from "../../messages/t.ts";
import { layerNames, useView } from "../../state/view.ts";
import { Dropdown } from "../../ui/Dropdown.tsx";
import { IconButton } from "../../ui/IconButton.tsx";

export function LayerSwitches() {
  const layers = useView((s) => s.layers);
  const toggleLayer = useView((s) => s.toggleLayer);
  const [open, setOpen] = useState(false);
  return (
    <>
      <div className="segmented layers--wide" role="group" aria-label={t("layer.title")}>
        {layerNames.map((layer) => (
          <IconButton
            key={layer}
            label={t(`layer.${layer}`)}
            text={t(`layer.${layer}`)}
            pressed={layers[layer]}
            onClick={() => toggleLayer(layer)}
          >
            {undefined}
          </IconButton>
        ))}
      </div>
      <div className="layers--narrow">
        <Dropdown
          label={t("layer.title")}
          icon={<Layers />}
          role="menu"
          open={open}
          onOpen={() => setOpen(true)}
          onClose={() => setOpen(false)}
        >
          {layerNames.map((layer) => (
            <button
              key={layer}
              type="button"
              className="menu-item"
              role="menuitemcheckbox"
              aria-checked={layers[layer]}
              onClick={() => toggleLayer(layer)}
            >
              <Check style={{ visibility: layers[layer] ? "visible" : "hidden" }} aria-hidden="true" />
              <span>{t(`layer.${layer}`)}</span>
            </button>
          ))}
        </Dropdown>
      </div>
    </>
  );
}
