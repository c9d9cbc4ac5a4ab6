// The frame budget: what the last frames cost, why they were drawn, and how much the scene draws. Looks twice a second
// and never asks for a frame; nothing is recorded while it is closed.
import { X } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { everyTick } from "../../live/ticker.ts";
import { formatCount, formatFixed } from "../../messages/format.ts";
import { t, tWord } from "../../messages/t.ts";
import { frameBudgetMs, type FrameReading, useFrameBudget } from "../../state/frame-budget.ts";
import { useLayout } from "../../state/layout.ts";
import { readTier, tierChoices, useView } from "../../state/view.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { deviceName, heapBytes, shareOfBudget } from "./budget-figures.ts";
import { paintSpark } from "./spark.ts";
import "./budget.css";

export function FrameBudget() {
  const toggleBudget = useLayout((s) => s.toggleBudget);
  return (
    <section className="panel budget" aria-label={t("budget.title")}>
      <header className="panel__head">
        <h2>{t("budget.title")}</h2>
        <TierSelect />
        <IconButton label={t("budget.close")} keys="P" onClick={toggleBudget}>
          <X />
        </IconButton>
      </header>
      <div className="panel__body scroll budget__body">
        <TierWhy />
        <Figures />
      </div>
    </section>
  );
}

/** The tier by hand. */
function TierSelect() {
  const tier = useView((s) => s.tier);
  const setTier = useView((s) => s.setTier);
  return (
    <select
      className="select"
      aria-label={t("budget.tier")}
      value={tier}
      onChange={(event) => setTier(readTier(event.target.value))}
    >
      {tierChoices.map((each) => (
        <option key={each} value={each}>
          {tWord("tier", each)}
        </option>
      ))}
    </select>
  );
}

/** The tier in force, and why. */
function TierWhy() {
  const chosen = useView((s) => s.chosenTier);
  const reason = useView((s) => s.tierReason);
  const why = tWord("tierWhy", reason);
  return (
    <p className="small budget__why" data-tip={chosen === undefined ? undefined : why}>
      {chosen === undefined ? (
        t("budget.none")
      ) : (
        <>
          <strong>{tWord("tier", chosen)}</strong> <span className="muted">{why}</span>
        </>
      )}
    </p>
  );
}

function Figures() {
  const reader = useFrameBudget((s) => s.reader);
  const [reading, setReading] = useState<FrameReading | undefined>(undefined);
  useEffect(() => {
    if (reader === undefined) return;
    const stop = reader.watch();
    const look = (): void => setReading(reader.read());
    look();
    const ticking = everyTick(2, look);
    return () => {
      ticking[Symbol.dispose]();
      stop();
    };
  }, [reader]);
  if (reader === undefined || reading === undefined) return <p className="muted">{t("budget.none")}</p>;
  const heap = heapBytes();
  return (
    <>
      <Cost reading={reading} />
      <dl className="budget__figures">
        <Figure name="frames" label={t("budget.frames")} tip={reasonsText(reading)}>
          <span className="muted small budget__reasons">{reasonsText(reading)}</span>
          <span>{formatCount(reading.framesPerSecond)}</span>
        </Figure>
        <Figure name="gpu" label={t("budget.gpu")}>
          {reading.gpuMs === undefined
            ? t("budget.unknown")
            : t("budget.gpuMs", { ms: formatFixed(reading.gpuMs, 1) })}
        </Figure>
        <Figure name="draws" label={t("budget.draws")}>
          {formatCount(reading.draws)}
        </Figure>
        <Figure name="triangles" label={t("budget.triangles")}>
          {formatCount(reading.triangles)}
        </Figure>
        <Figure name="upload" label={t("budget.upload")}>
          {`${formatCount(reading.uploadBytes)} B`}
        </Figure>
        <Figure name="ratio" label={t("budget.ratio")}>
          {formatFixed(reading.pixelRatio, 2)}
        </Figure>
        <Figure name="heap" label={t("budget.heap")}>
          {heap === undefined ? t("budget.unknown") : `${formatFixed(heap / 1e6, 0)} MB`}
        </Figure>
        <Figure name="device" label={t("budget.device")} tip={reading.gpuName}>
          {reading.gpuName === "" ? t("budget.unknown") : deviceName(reading.gpuName)}
        </Figure>
      </dl>
    </>
  );
}

/** Main-thread milliseconds against what a frame may take: in words, as a bar and as the last frames. */
function Cost({ reading }: { readonly reading: FrameReading }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useView((s) => s.theme);
  const { cpuMs, medianMs, worstMs } = reading;
  useEffect(() => {
    if (canvas.current !== null) paintSpark(canvas.current, cpuMs, frameBudgetMs);
  }, [cpuMs, theme]);
  const share = shareOfBudget(medianMs);
  return (
    <div className="budget__cost">
      <p>
        <span className="small muted">{t("budget.cpu")}</span>
        <span className="number" data-figure="cpu">
          {cpuMs.length === 0
            ? t("budget.cpuNone")
            : t("budget.cpuMedian", {
                median: formatFixed(medianMs, 1),
                budget: formatFixed(frameBudgetMs, 1),
              })}
          {cpuMs.length === 0 ? undefined : (
            <span className="small muted"> {t("budget.cpuWorst", { worst: formatFixed(worstMs, 1) })}</span>
          )}
        </span>
      </p>
      <div className="budget__bar" data-over={medianMs > frameBudgetMs}>
        <span style={{ width: `${share * 100}%` }} />
      </div>
      <canvas
        ref={canvas}
        className="budget__spark"
        role="img"
        aria-label={t("budget.spark", { count: cpuMs.length })}
      />
    </div>
  );
}

/** Why frames were drawn in the last second, most first. */
function reasonsText({ framesPerSecond, perSecond }: FrameReading): string {
  if (framesPerSecond === 0) return t("budget.resting");
  return Object.entries(perSecond)
    .filter(([, count]) => count > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([reason, count]) => `${tWord("frameReason", reason)} ${count}`)
    .join(" · ");
}

interface FigureProps {
  readonly name: string;
  readonly label: string;
  readonly children: ReactNode;
  readonly tip?: string;
}

function Figure({ name, label, children, tip }: FigureProps) {
  return (
    <div>
      <dt className="small muted">{label}</dt>
      <dd className="figures" data-figure={name} data-tip={tip}>
        {children}
      </dd>
    </div>
  );
}
