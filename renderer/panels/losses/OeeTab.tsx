// OEE of the line end, or technical availability of a station, and the waterfall that shows where planned time went.
import type { ShiftLosses } from "#shared/host-api/losses-schema.ts";
import { useAnswer } from "../../live/use-answer.ts";
import { formatCount, formatDuration, formatFixed } from "../../messages/format.ts";
import { t, tWord } from "../../messages/t.ts";
import { usePeople } from "../../state/people.ts";
import { NoFigures, ScopeSwitch, useScope, WindowText } from "./Scope.tsx";
import { type WaterfallBar, waterfallBars } from "./waterfall-bars.ts";

export function OeeTab() {
  const { selected, scope, widen } = useScope();
  const version = usePeople((s) => s.version);
  const { value, problem } = useAnswer("losses.shift", scope === undefined ? {} : { asset: scope }, {
    hz: 0.5,
    again: version,
  });
  const lineEnd = scope === undefined && value?.assets[0] !== undefined ? value.assets.join(", ") : undefined;
  return (
    <div className="scroll losses__body">
      <ScopeSwitch
        wholeLabel={lineEnd === undefined ? t("losses.lineEndBare") : t("losses.lineEnd", { asset: lineEnd })}
        selected={selected}
        scope={scope}
        onWiden={widen}
      />
      {value === undefined ? <NoFigures problem={problem} /> : <Figures losses={value} />}
    </div>
  );
}

/** A ratio as a percentage; nothing is clipped. */
function percent(ratio: number | undefined): string {
  return ratio === undefined ? t("losses.notComputed") : `${formatFixed(ratio * 100, 1)} %`;
}

function Figures({ losses }: { readonly losses: ShiftLosses }) {
  const { isLineEnd, coverage } = losses;
  const main = isLineEnd ? losses.oee : losses.technicalAvailability;
  return (
    <>
      <WindowText fromMs={losses.fromMs} toMs={losses.toMs} shiftName={losses.shift?.name} />
      <div className="losses__main">
        <div>
          <p className="small muted">{isLineEnd ? t("losses.oee") : t("losses.technical")}</p>
          <p className="losses__figure live-value" data-missing={main === undefined}>
            {percent(main)}
          </p>
        </div>
        {coverage === undefined ? undefined : (
          <p className="small muted losses__coverage">
            {t("losses.coverage", { percent: percent(coverage) })}
            {coverage < 0.995 && main !== undefined ? <> · {t("losses.coverageLow")}</> : undefined}
          </p>
        )}
      </div>
      {losses.why === undefined ? undefined : (
        <p className="small losses__why" role="status">
          {losses.why}
        </p>
      )}
      {isLineEnd ? (
        <dl className="losses__factors">
          <Factor name={t("losses.availability")} value={percent(losses.availability)} />
          <Factor name={t("losses.effectiveness")} value={percent(losses.effectiveness)} />
          <Factor name={t("losses.quality")} value={percent(losses.quality)} />
        </dl>
      ) : (
        <p className="small muted">
          {t("losses.technicalHint")} · {t("losses.onlyLineEnd")}
        </p>
      )}
      {losses.plannedBusyMs === 0 ? undefined : <Waterfall losses={losses} />}
      {isLineEnd && isTooFast(losses) ? (
        <p className="small losses__why">{t("losses.tooFast")}</p>
      ) : undefined}
      <p className="small muted">
        {t("losses.ofParts", {
          good: formatCount(losses.good),
          produced: formatCount(losses.produced),
          unit: isLineEnd ? losses.unitName : "",
        }).trim()}
        {losses.breakMs === 0 ? undefined : (
          <>
            {" · "}
            {t("losses.breaks")}: {formatDuration(losses.breakMs)}
          </>
        )}
      </p>
    </>
  );
}

/** More time was given back than one part can bring that was begun before the window. */
function isTooFast({ speedLossMs, idealGoodMs, good }: ShiftLosses): boolean {
  return good > 0 && -speedLossMs > idealGoodMs / good;
}

function Factor({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt className="small muted">{name}</dt>
      <dd className="live-value">{value}</dd>
    </div>
  );
}

function barName(bar: WaterfallBar, losses: ShiftLosses): string {
  switch (bar.name) {
    case "plannedBusy":
      return t("losses.plannedBusy");
    case "production":
      return t("losses.production");
    case "good":
      return t("losses.goodParts", { count: formatCount(losses.good) });
    default:
      return tWord("loss", bar.name);
  }
}

function Waterfall({ losses }: { readonly losses: ShiftLosses }) {
  return (
    <table className="waterfall" aria-label={t("losses.waterfall")}>
      <tbody>
        {waterfallBars(losses).map((bar) => (
          <tr key={bar.name} data-kind={bar.kind}>
            <th scope="row" className={bar.kind === "total" ? "" : "waterfall__loss"}>
              {barName(bar, losses)}
            </th>
            <td className="waterfall__track">
              <span
                className="waterfall__bar"
                data-state={bar.name}
                data-back={bar.lengthMs < 0}
                style={{ left: `${bar.from * 100}%`, width: `${Math.max(0, bar.to - bar.from) * 100}%` }}
              />
            </td>
            <td className="number live-value">
              {bar.lengthMs < 0 ? "+" : bar.kind === "total" ? "" : "−"}
              {formatDuration(Math.abs(bar.lengthMs))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
