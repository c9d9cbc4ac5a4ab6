// The course of one signal around a finding, with the band of clean history and the moments of onset and flag. Drawn by uPlot outside React.
import { type CSSProperties, type MouseEvent, useEffect, useRef } from "react";
import uPlot from "uplot";
import type { TimeSpan } from "#shared/host-api/requests.ts";
import type { DefectFinding, SignalEvidence } from "#shared/model/defect-schema.ts";
import type { Signal } from "#shared/model/plant.ts";
import { useLiveTable } from "../../live/live-context.ts";
import { formatMinute } from "../../messages/format.ts";
import { t } from "../../messages/t.ts";
import { useView } from "../../state/view.ts";
import { themes } from "../../ui/tokens.ts";
import { trendOptions } from "../common/trend-chart.ts";
import { remPixels } from "../common/use-virtual-rows.ts";
import type { PlayheadControl } from "../timeline/playhead-control.ts";
import { bandColumns, heldUntilGone } from "../timeline/trend-band.ts";
import { shareOf } from "./course-window.ts";
import { signalText } from "./defect-words.ts";
import { useAsked } from "./use-asked.ts";

const maxPoints = 600;
/** The column of values beside the chart, rem; the style sheet knows it too. */
const valuesRem = 3;

export interface EvidenceTrendProps {
  readonly signal: Signal;
  readonly evidence: SignalEvidence;
  readonly finding: DefectFinding;
  readonly window: TimeSpan;
  readonly control: PlayheadControl;
}

export function EvidenceTrend({ signal, evidence, finding, window, control }: EvidenceTrendProps) {
  const holder = useRef<HTMLDivElement>(null);
  const table = useLiveTable();
  const theme = useView((s) => s.theme);
  const { fromMs, toMs } = window;
  const { value, problem } = useAsked(
    "timeline.samples",
    { signal: signal.id, fromMs, toMs, maxPoints },
    undefined,
  );
  const { normalLow, normalHigh } = evidence;
  const zone = table.plant.file.timeZone;
  useEffect(() => {
    const element = holder.current;
    if (element === null || value === undefined) return;
    const rem = remPixels();
    const valuesWidth = Math.round(rem * valuesRem);
    const size = () => ({ width: element.clientWidth, height: element.clientHeight });
    const chart = new uPlot(
      trendOptions({
        signal: { ...signal, limits: [{ kind: "control", low: normalLow, high: normalHigh }] },
        theme: themes[theme],
        zone,
        rem,
        ...size(),
        timeMs: table.frameTimeMs,
        underLanes: { valuesWidth },
      }),
      bandColumns(heldUntilGone(value), { fromMs, toMs }, maxPoints),
      element,
    );
    chart.setScale("x", { min: fromMs / 1000, max: toMs / 1000 });
    const resized = new ResizeObserver(() => chart.setSize(size()));
    resized.observe(element);
    return () => {
      resized.disconnect();
      chart.destroy();
    };
  }, [value, signal, normalLow, normalHigh, theme, zone, fromMs, toMs, table]);

  const name = signalText(table.plant, signal.id);
  const moment = (timeMs: number): CSSProperties => ({ left: `${shareOf(window, timeMs) * 100}%` });
  const seek = (event: MouseEvent<HTMLDivElement>): void => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const place = (event.clientX - left) / width;
    if (place >= 0) control.seek(fromMs + place * (toMs - fromMs));
  };
  const isEmpty = value !== undefined && !value.value.some((each) => each !== null);
  const words = {
    signal: name,
    from: formatMinute(fromMs, zone),
    to: formatMinute(toMs, zone),
    onset: formatMinute(finding.onsetMs, zone),
    detected: formatMinute(finding.detectedMs, zone),
  };
  return (
    <figure className="evidence-trend" aria-label={t("defect.trendOf", words)}>
      <div ref={holder} className="evidence-trend__chart" />
      <div className="evidence-trend__plot" title={t("defect.trendOf", words)} onClick={seek}>
        <span className="evidence-trend__line" data-moment="onset" style={moment(finding.onsetMs)} />
        <span className="evidence-trend__line" data-moment="detected" style={moment(finding.detectedMs)} />
        {value === undefined || isEmpty ? (
          <span className="small muted evidence-trend__note">
            {problem !== undefined
              ? t("defect.trendNone", { message: problem })
              : isEmpty
                ? t("defect.trendEmpty")
                : t("defect.trendLoading")}
          </span>
        ) : undefined}
      </div>
      <figcaption className="small muted">
        <span>{words.from}</span>
        <span>{words.to}</span>
      </figcaption>
    </figure>
  );
}
