// The bottom panel: transport and the lanes of the last hour.
import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { useLiveTable } from "../../live/live-context.ts";
import { t } from "../../messages/t.ts";
import { useLayout } from "../../state/layout.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { stationRows } from "../common/plant-groups.ts";
import { LanesCanvas } from "./LanesCanvas.tsx";
import type { PlayheadControl } from "./playhead-control.ts";
import { Transport } from "./Transport.tsx";
import "./timeline.css";

const spans = [
  { minutes: 10, label: t("lanes.span10") },
  { minutes: 30, label: t("lanes.span30") },
  { minutes: 60, label: t("lanes.span60") },
] as const;

export function TimelinePanel({ control }: { readonly control: PlayheadControl }) {
  const [minutes, setMinutes] = useState(60);
  const { plant } = useLiveTable();
  const toggle = useLayout((s) => s.toggle);
  return (
    <section className="panel" aria-label={t("panel.timeline")}>
      <header className="panel__head timeline__head">
        <Transport control={control} />
        <div className="segmented" role="group" aria-label={t("lanes.span")}>
          {spans.map((span) => (
            <IconButton
              key={span.minutes}
              label={span.label}
              text={span.label}
              pressed={minutes === span.minutes}
              onClick={() => setMinutes(span.minutes)}
            >
              {undefined}
            </IconButton>
          ))}
        </div>
        <IconButton
          label={t("panel.collapse", { panel: t("panel.timeline") })}
          onClick={() => toggle("bottom")}
        >
          <ChevronDown />
        </IconButton>
      </header>
      <div className="panel__body">
        {stationRows(plant).length === 0 ? (
          <p className="notice">{t("lanes.empty")}</p>
        ) : (
          <LanesCanvas spanMs={minutes * 60_000} control={control} />
        )}
      </div>
    </section>
  );
}
