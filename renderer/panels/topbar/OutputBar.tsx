// Actual, plan and forecast by rate of the running shift. What cannot be computed says so, with the reason.
import type { Output } from "#shared/host-api/requests.ts";
import { formatCount, formatFixed } from "../../messages/format.ts";
import { t } from "../../messages/t.ts";
import { useConnection } from "../../state/connection.ts";

export function OutputBar() {
  const output = useConnection((s) => s.output);
  if (output === undefined) return <div className="output" />;
  if (
    [output.actual, output.plan, output.forecast, output.ratePerHour].every((figure) => figure === undefined)
  ) {
    return (
      <p className="output muted" title={output.why}>
        {t("output.none")}
      </p>
    );
  }
  return (
    <dl className="output" aria-label={t("output.title")} title={outputHint(output)}>
      <Figure label={t("output.actual")} value={output.actual} note={output.unitName} strong />
      <Figure label={t("output.plan")} value={output.plan} note={differenceText(output)} />
      <Figure
        label={t("output.forecast")}
        value={output.forecast}
        note={
          output.planAtEnd === undefined ? "" : t("output.ofPlan", { plan: formatCount(output.planAtEnd) })
        }
      />
      <Figure
        label={t("output.rate")}
        value={output.ratePerHour}
        decimals={1}
        note={t("output.perHour", { unit: output.unitName })}
      />
    </dl>
  );
}

interface FigureProps {
  readonly label: string;
  readonly value: number | undefined;
  readonly note: string;
  readonly strong?: boolean;
  readonly decimals?: number;
}

function Figure({ label, value, note, strong = false, decimals = 0 }: FigureProps) {
  return (
    <div className="figure" data-strong={strong}>
      <dt className="small muted">{label}</dt>
      <dd>
        {value === undefined ? (
          <span className="muted figure__missing">{t("output.missing")}</span>
        ) : (
          <>
            <span className="figure__value live-value">
              {decimals === 0 ? formatCount(Math.round(value)) : formatFixed(value, decimals)}
            </span>
            <span className="figure__note muted">{note}</span>
          </>
        )}
      </dd>
    </div>
  );
}

/** Ahead or behind the plan, with a true minus sign. */
function differenceText(output: Output): string {
  if (output.actual === undefined || output.plan === undefined) return "";
  const difference = Math.round(output.actual) - Math.round(output.plan);
  if (difference === 0) return "±0";
  return `${difference > 0 ? "+" : "−"}${formatCount(Math.abs(difference))}`;
}

function outputHint(output: Output): string {
  return [
    output.shiftName === undefined ? "" : t("output.shift", { shift: output.shiftName }),
    output.scrapped === undefined ? "" : `${t("output.scrapped")}: ${formatCount(output.scrapped)}`,
    output.forecast === undefined ? "" : t("output.forecastHint"),
    output.why ?? "",
  ]
    .filter((part) => part !== "")
    .join(" · ");
}
