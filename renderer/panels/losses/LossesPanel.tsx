// Losses of the shift until the playhead: OEE with its waterfall, the hours, the stops, and what people noted.
import { t } from "../../messages/t.ts";
import { type LossTab, lossTabs, useRightDock } from "../../state/right-dock.ts";
import { Segmented } from "../../ui/Segmented.tsx";
import type { PlayheadControl } from "../timeline/playhead-control.ts";
import { HoursTab } from "./HoursTab.tsx";
import { NoteList } from "../notes/NoteList.tsx";
import { OeeTab } from "./OeeTab.tsx";
import { StopsTab } from "./StopsTab.tsx";
import "./losses.css";

export function LossesPanel({ control }: { readonly control: PlayheadControl }) {
  const tab = useRightDock((s) => s.lossTab);
  const showLosses = useRightDock((s) => s.showLosses);
  return (
    <div className="losses">
      <Segmented
        className="losses__tabs"
        label={t("losses.tabs")}
        values={lossTabs}
        value={tab}
        text={(each) => t(`losses.tab.${each}`)}
        onChange={showLosses}
        fill
      />
      <Tab tab={tab} control={control} />
    </div>
  );
}

function Tab({ tab, control }: { readonly tab: LossTab; readonly control: PlayheadControl }) {
  switch (tab) {
    case "oee":
      return <OeeTab />;
    case "hours":
      return <HoursTab control={control} />;
    case "stops":
      return <StopsTab control={control} />;
    case "notes":
      return <NoteList control={control} />;
  }
}
