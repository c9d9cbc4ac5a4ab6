// The bottom panel: transport, the whole range as a strip, lanes and marks of the window, trends, and where you are.
import { ChevronDown, Minus, Plus, StretchHorizontal, Waypoints } from "lucide-react";
import { useEffect, useMemo } from "react";
import { useHost, useLiveTable } from "../../live/live-context.ts";
import { t } from "../../messages/t.ts";
import { useLayout } from "../../state/layout.ts";
import { useTimeline } from "../../state/timeline.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { stationRows } from "../common/plant-groups.ts";
import { LanesCanvas } from "./LanesCanvas.tsx";
import { Overview } from "./Overview.tsx";
import type { PlayheadControl } from "./playhead-control.ts";
import { RangeFeed } from "./range-feed.ts";
import { TimelineFoot } from "./TimelineFoot.tsx";
import { zoomStep } from "./time-window.ts";
import type { TimelineView } from "./timeline-view.ts";
import { Transport } from "./Transport.tsx";
import { TrendRows } from "./TrendRows.tsx";
import "./timeline.css";

export interface TimelinePanelProps {
  readonly control: PlayheadControl;
  readonly view: TimelineView;
}

export function TimelinePanel({ control, view }: TimelinePanelProps) {
  const table = useLiveTable();
  const host = useHost();
  const { plant } = table;
  const toggle = useLayout((s) => s.toggle);
  const ribbon = useTimeline((s) => s.ribbon);
  const toggleRibbon = useTimeline((s) => s.toggleRibbon);
  const openPlant = useTimeline((s) => s.openPlant);
  const whole = useMemo(() => new RangeFeed(host, table), [host, table]);
  useEffect(() => openPlant(plant.file.id, (id) => plant.signalRowById.has(id)), [openPlant, plant]);
  return (
    <section className="panel timeline" aria-label={t("panel.timeline")}>
      <header className="panel__head timeline__head">
        <Transport control={control} view={view} />
        {plant.links.length === 0 ? undefined : (
          <IconButton label={t("ribbon.toggle")} pressed={ribbon} onClick={toggleRibbon}>
            <Waypoints />
          </IconButton>
        )}
        <div className="timeline__zoom" role="group" aria-label={t("zoom.title")}>
          <IconButton label={t("zoom.out")} keys="-" onClick={() => view.zoom(zoomStep)}>
            <Minus />
          </IconButton>
          <IconButton label={t("zoom.in")} keys="+" onClick={() => view.zoom(1 / zoomStep)}>
            <Plus />
          </IconButton>
          <IconButton label={t("zoom.fit")} keys="0" onClick={() => view.fit()}>
            <StretchHorizontal />
          </IconButton>
        </div>
        <IconButton
          label={t("panel.collapse", { panel: t("panel.timeline") })}
          onClick={() => toggle("bottom")}
        >
          <ChevronDown />
        </IconButton>
      </header>
      <div className="panel__body timeline__body">
        {stationRows(plant).length === 0 ? (
          <p className="notice">{t("lanes.empty")}</p>
        ) : (
          <>
            <Overview view={view} whole={whole} />
            <LanesCanvas control={control} view={view} whole={whole} />
            <TrendRows view={view} whole={whole} control={control} />
          </>
        )}
      </div>
      <TimelineFoot control={control} />
    </section>
  );
}
