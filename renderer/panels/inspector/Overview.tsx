// What the inspector shows while nothing is selected: the stations that do not run, the most urgent first.
import { Check } from "lucide-react";
import type { Plant } from "#shared/model/plant.ts";
import { useLiveValue } from "../../live/use-live-value.ts";
import { formatCount, formatDuration } from "../../messages/format.ts";
import { t } from "../../messages/t.ts";
import { useSelection } from "../../state/selection.ts";
import { LiveState, LiveText } from "../common/LiveText.tsx";
import { stationRows } from "../common/plant-groups.ts";
import { notRunning } from "./not-running.ts";
import { Section } from "./Section.tsx";

/** How often the list, its states and their durations are read: together, or a station would run among those that do not. */
const listHz = 1;

/** More would not be read; the tree's counts and filters lead to the rest. */
const mostShown = 40;

export function Overview({ plant }: { readonly plant: Plant }) {
  const selectAsset = useSelection((s) => s.selectAsset);
  const hover = useSelection((s) => s.hover);
  const stations = stationRows(plant);
  // A text of rows: a new list is drawn only when who stands still, or their order, has changed.
  const listed = useLiveValue(
    (table) => notRunning(table.assetState, table.assetSinceMs, stations).join(" "),
    { hz: listHz },
  );
  const rows = listed === "" ? [] : listed.split(" ").map(Number);
  return (
    <div className="scroll inspector">
      <Section
        title={t("overview.notRunning")}
        note={
          <span className="section__note">
            {t("overview.of", { count: formatCount(rows.length), total: formatCount(stations.length) })}
          </span>
        }
      >
        {rows.length === 0 ? (
          <p className="overview__well muted">
            <Check aria-hidden="true" /> {t("tree.allWell")}
          </p>
        ) : (
          <ul>
            {rows.slice(0, mostShown).map((row) => {
              const asset = plant.assets[row];
              return asset === undefined ? undefined : (
                <li key={asset.id}>
                  <button
                    type="button"
                    className="overview__row"
                    title={asset.name}
                    onClick={() => selectAsset(asset.id)}
                    onPointerEnter={() => hover(asset.id)}
                    onPointerLeave={() => hover(undefined)}
                  >
                    <span className="child__id">{asset.id}</span>
                    <LiveState row={row} word hz={listHz} />
                    <LiveText
                      hz={listHz}
                      className="overview__for muted live-value"
                      read={(table) => {
                        const sinceMs = table.assetSinceMs[row] ?? 0;
                        return sinceMs <= 0 ? "" : formatDuration(table.timeMs() - sinceMs);
                      }}
                    />
                  </button>
                </li>
              );
            })}
          </ul>
        )}
        {rows.length > mostShown ? (
          <p className="muted inspector__empty">
            {t("inspect.moreParts", { count: formatCount(rows.length - mostShown) })}
          </p>
        ) : undefined}
      </Section>
      <p className="muted inspector__empty">{t("inspect.nothingHint")}</p>
    </div>
  );
}
