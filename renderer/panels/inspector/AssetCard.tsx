// An asset: what it does and why, its values, the parts at it, their results, the machine's own messages.
import { TriangleAlert } from "lucide-react";
import { useMemo } from "react";
import type { RequestResult } from "#shared/host-api/requests.ts";
import { assetFlagFault, assetFlagWarning, modeOfCode, stateOfCode } from "#shared/frame/layout.ts";
import { type Asset, type Plant } from "#shared/model/plant.ts";
import { useAnswer } from "../../live/use-answer.ts";
import { useLiveValue } from "../../live/use-live-value.ts";
import { formatClock, formatCount, formatDuration, formatFixed } from "../../messages/format.ts";
import { t, tWord } from "../../messages/t.ts";
import { useSelection } from "../../state/selection.ts";
import { StateIcon } from "../../ui/StateIcon.tsx";
import { IsConstraint } from "../bottleneck/IsConstraint.tsx";
import { LiveState, LiveText } from "../common/LiveText.tsx";
import { isMover, isStation, isStore } from "#shared/model/asset-roles.ts";
import { ResultList } from "./ResultList.tsx";
import { Section } from "./Section.tsx";
import { SignalList } from "./SignalList.tsx";
import { Trend } from "./Trend.tsx";

const detailLimit = 40;
type Detail = RequestResult<"asset.detail">;

export function AssetCard({ plant, asset }: { readonly plant: Plant; readonly asset: Asset }) {
  const holdsParts = isStation(asset) || isStore(asset) || isMover(asset);
  const { value, problem } = useAnswer(
    "asset.detail",
    holdsParts ? { asset: asset.id, limit: detailLimit } : undefined,
  );
  const signalId = useSelection((s) => s.signalId);
  const selectPart = useSelection((s) => s.selectPart);
  const trended = useMemo(() => {
    const own = asset.signalRows.flatMap((row) => plant.signals[row] ?? []);
    return (
      own.find((signal) => signal.id === signalId) ??
      own.find((signal) => signal.featured && signal.type === "number") ??
      own.find((signal) => signal.type === "number")
    );
  }, [asset, plant, signalId]);

  return (
    <>
      <IsConstraint assetId={asset.id} />
      {isStation(asset) || isMover(asset) ? (
        <StateBlock asset={asset} plant={plant} detail={value} />
      ) : undefined}
      {problem === undefined ? undefined : (
        <p className="inspector__empty muted">{t("inspect.unavailable", { message: problem })}</p>
      )}
      {value === undefined || speaking(value).length === 0 ? undefined : (
        <Conditions plant={plant} detail={value} />
      )}
      {asset.signalRows.length === 0 ? undefined : (
        <Section title={t("inspect.signals")} count={asset.signalRows.length}>
          {trended === undefined ? undefined : <Trend key={trended.id} signal={trended} />}
          <SignalList plant={plant} asset={asset} />
        </Section>
      )}
      {holdsParts ? (
        <Parts plant={plant} asset={asset} detail={value} />
      ) : (
        <Children plant={plant} asset={asset} />
      )}
      {isStation(asset) && asset.characteristics.length > 0 ? (
        <Section
          title={t("inspect.results")}
          {...(value === undefined ? {} : { count: value.results.length })}
        >
          <ResultList
            results={value?.results ?? []}
            plant={plant}
            show="serial"
            onChoose={(result) => selectPart(result.serial, asset.id)}
          />
        </Section>
      ) : undefined}
    </>
  );
}

/** State in words, for how long, why, and what the machine itself calls it. */
function StateBlock({
  asset,
  plant,
  detail,
}: {
  readonly asset: Asset;
  readonly plant: Plant;
  readonly detail: Detail | undefined;
}) {
  const { row } = asset;
  const state = useLiveValue((table) => stateOfCode(table.assetState[row] ?? 0), { hz: 4 });
  const mode = useLiveValue((table) => modeOfCode(table.assetMode[row] ?? 0), { hz: 1 });
  const flags = useLiveValue((table) => (table.assetFlags[row] ?? 0) & (assetFlagFault | assetFlagWarning), {
    hz: 1,
  });
  const zone = plant.file.timeZone;
  // The host's detail may be a second behind the frame; a reason is shown only for the state it belongs to.
  const current = detail !== undefined && detail.state === state ? detail : undefined;
  return (
    <div className="state-block" data-state={state}>
      <div className="state-block__head">
        <StateIcon state={state} />
        <span className="state-block__word live-value">{tWord("state", state)}</span>
        <LiveText
          hz={1}
          className="state-block__for live-value"
          read={(table) => {
            const sinceMs = table.assetSinceMs[row] ?? 0;
            return sinceMs <= 0
              ? ""
              : t("inspect.for", { duration: formatDuration(table.timeMs() - sinceMs) });
          }}
        />
      </div>
      <p className="small muted">
        {tWord("stateHint", state)}
        <LiveText
          hz={1}
          read={(table) => {
            const sinceMs = table.assetSinceMs[row] ?? 0;
            return sinceMs <= 0 ? "" : ` · ${t("inspect.since", { time: formatClock(sinceMs, zone) })}`;
          }}
        />
      </p>
      <dl className="facts">
        {current?.reason === undefined || current.reason === "" ? undefined : (
          <>
            <dt>{t("inspect.reason")}</dt>
            <dd>{reasonText(plant, current.reason)}</dd>
          </>
        )}
        {current === undefined || current.nativeState === "" ? undefined : (
          <>
            <dt>{t("inspect.native")}</dt>
            <dd>{current.nativeState}</dd>
          </>
        )}
        {mode === "production" ? undefined : (
          <>
            <dt>{t("inspect.mode")}</dt>
            <dd>{tWord("mode", mode)}</dd>
          </>
        )}
        {flags === 0 ? undefined : (
          <>
            <dt>{t("inspect.conditions")}</dt>
            <dd className="flagged" data-fault={(flags & assetFlagFault) !== 0}>
              <TriangleAlert aria-hidden="true" />{" "}
              {t((flags & assetFlagFault) !== 0 ? "flag.fault" : "flag.warning")}
            </dd>
          </>
        )}
        {cycleText(asset) === "" ? undefined : (
          <>
            <dt>{t("inspect.cycle")}</dt>
            <dd>{cycleText(asset)}</dd>
          </>
        )}
      </dl>
    </div>
  );
}

/** The plant's words for a reason code, else the code or text as it came. */
function reasonText(plant: Plant, reason: string): string {
  for (const top of plant.file.reasons) {
    for (const group of [top, ...top.reasons]) {
      if (group.code === reason) return group.text;
      const leaf = "reasons" in group ? group.reasons.find((each) => each.code === reason) : undefined;
      if (leaf !== undefined) return `${group.text}: ${leaf.text}`;
    }
  }
  return reason;
}

function cycleText(asset: Asset): string {
  const { idealCycleS } = asset;
  if (idealCycleS === undefined) return "";
  if (typeof idealCycleS === "number") return `${formatFixed(idealCycleS, 1)} s`;
  return Object.entries(idealCycleS)
    .map(([variant, seconds]) => `${variant}:\u00a0${formatFixed(seconds, 1)}\u00a0s`)
    .join(" · ");
}

/** Conditions that say something: what the machine does not report, or reports as normal, is not a message. */
function speaking(detail: Detail): Detail["conditions"] {
  return detail.conditions.filter(({ level }) => level === "warning" || level === "fault");
}

function Conditions({ plant, detail }: { readonly plant: Plant; readonly detail: Detail }) {
  return (
    <Section title={t("inspect.conditions")} count={speaking(detail).length}>
      <ul className="events">
        {speaking(detail).map((condition) => (
          <li key={`${condition.key} ${condition.code}`} className="event event--condition">
            <span className="flagged" data-fault={condition.level === "fault"}>
              <TriangleAlert aria-hidden="true" />
            </span>
            <span>
              {condition.text === "" ? condition.key : condition.text}{" "}
              <span className="muted">{condition.code}</span>
              <br />
              <span className="small muted">
                {condition.key} ·{" "}
                {t("inspect.since", { time: formatClock(condition.timeMs, plant.file.timeZone) })}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Parts({
  plant,
  asset,
  detail,
}: {
  readonly plant: Plant;
  readonly asset: Asset;
  readonly detail: Detail | undefined;
}) {
  const selectPart = useSelection((s) => s.selectPart);
  const { capacity } = asset;
  const count = useLiveValue((table) => table.assetCount[asset.row] ?? 0, { hz: 2 });
  const parts = detail?.parts ?? [];
  return (
    <Section
      title={t("inspect.parts")}
      note={
        <span className="section__note live-value">
          {capacity === undefined
            ? formatCount(count)
            : t("inspect.partsOf", { count: formatCount(count), capacity: formatCount(capacity) })}
        </span>
      }
    >
      {capacity === undefined || capacity > 40 ? undefined : <Fill count={count} capacity={capacity} />}
      {parts.length === 0 ? (
        <p className="muted inspector__empty">{count === 0 ? t("inspect.noParts") : t("inspect.loading")}</p>
      ) : (
        <ul className="chips">
          {parts.map((part) => (
            <li key={part.serial}>
              <button
                type="button"
                className="tag"
                title={`${part.product} ${part.variant} · ${t("inspect.since", { time: formatClock(part.sinceMs, plant.file.timeZone) })}`}
                onClick={() => selectPart(part.serial, asset.id)}
              >
                {part.serial}
                {part.variant === "" ? undefined : <span className="muted"> {part.variant}</span>}
              </button>
            </li>
          ))}
          {count > parts.length ? (
            <li className="muted">{t("inspect.moreParts", { count: formatCount(count - parts.length) })}</li>
          ) : undefined}
        </ul>
      )}
    </Section>
  );
}

/** Places of a buffer, taken and free, to be counted at a glance. */
function Fill({ count, capacity }: { readonly count: number; readonly capacity: number }) {
  if (capacity <= 1) return undefined;
  return (
    <div className="fill" aria-hidden="true">
      {Array.from({ length: capacity }, (_, place) => (
        <span key={place} className="fill__place" data-taken={place < count} />
      ))}
    </div>
  );
}

function Children({ plant, asset }: { readonly plant: Plant; readonly asset: Asset }) {
  const selectAsset = useSelection((s) => s.selectAsset);
  if (asset.childRows.length === 0) return undefined;
  return (
    <Section title={t("inspect.children")} count={asset.childRows.length}>
      <ul>
        {asset.childRows.map((row) => {
          const child = plant.assets[row];
          return child === undefined ? undefined : (
            <li key={child.id}>
              <button
                type="button"
                className="child"
                title={child.name}
                onClick={() => selectAsset(child.id)}
              >
                {isStation(child) ? <LiveState row={row} /> : <span className="child__blank" />}
                <span className="child__id">{child.id}</span>
                <span className="child__name muted">{child.name}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
