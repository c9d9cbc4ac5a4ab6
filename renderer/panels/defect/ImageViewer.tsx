// A part's picture at a station: against its template, with what differs laid over it and the values that judged it. Says of every
// picture where it comes from.
import { Camera, Maximize2, X, ZoomIn, ZoomOut } from "lucide-react";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { assetOf, type Plant } from "#shared/model/plant.ts";
import { terminalAt } from "#shared/simulate/weld-seams.ts";
import { formatClock, formatValue } from "../../messages/format.ts";
import { t, tCount, tWord } from "../../messages/t.ts";
import { useView } from "../../state/view.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { Segmented } from "../../ui/Segmented.tsx";
import { themes } from "../../ui/tokens.ts";
import {
  type CameraView,
  cameraViews,
  type Compared,
  compareWithTemplate,
  type PartResult,
  pictureOf,
  pxPerMm,
  templatePicture,
} from "./camera-views.ts";
import { blobPixels, canvasOf, grayPixels, heatPixels, rgbOf } from "./picture-pixels.ts";
import { type Pane, PictureCanvas } from "./PictureCanvas.tsx";
import { magnified, wholePicture } from "./picture-zoom.ts";
import "./image-viewer.css";

export interface ImageViewerProps {
  readonly plant: Plant;
  /** Of one part; its newest attempt before a camera is shown first. */
  readonly results: readonly PartResult[];
  readonly product?: string | undefined;
  /** Buttons to other parts; the view stays as it is when another part is shown. */
  readonly turn?: ReactNode;
  readonly onClose?: () => void;
}

const shows = ["picture", "template", "both", "blink"] as const;
type Show = (typeof shows)[number];
const overs = ["off", "areas", "heat"] as const;
type Over = (typeof overs)[number];
const blinkMs = 700;
/** Closer than the whole picture by this when a place is looked at. */
const placeTimes = 3;

/** Nothing is shown of a part without a picture: ask `cameraViews` first. */
export function ImageViewer({ plant, results, product, turn, onClose }: ImageViewerProps) {
  const views = useMemo(() => cameraViews(plant, results), [plant, results]);
  const [view] = views;
  return view === undefined ? undefined : (
    <Viewer plant={plant} view={view} product={product} turn={turn} onClose={onClose} />
  );
}

interface ViewerProps {
  readonly plant: Plant;
  readonly view: CameraView;
  readonly product: string | undefined;
  readonly turn: ReactNode;
  readonly onClose: (() => void) | undefined;
}

function Viewer({ plant, view, product, turn, onClose }: ViewerProps) {
  const [show, setShow] = useState<Show>("picture");
  const [over, setOver] = useState<Over>("off");
  const finding = themes[useView((s) => s.theme)].finding;
  const picture = useMemo(() => pictureOf(view), [view]);
  const [zoom, setZoom] = useState(() => wholePicture(picture));
  const drawn = useMemo(() => canvasOf(grayPixels(picture)), [picture]);
  const template = useMemo(() => canvasOf(grayPixels(templatePicture())), []);
  const isComparing = over !== "off";
  const compared = useMemo(
    () => (isComparing ? compareWithTemplate(picture) : undefined),
    [picture, isComparing],
  );
  const laidOver = useMemo(() => {
    if (compared === undefined) return undefined;
    const color = rgbOf(finding);
    return canvasOf(
      over === "heat" ? heatPixels(compared.difference, color) : blobPixels(picture, compared.blobs, color),
    );
  }, [compared, over, picture, finding]);
  const isTemplateTurn = useBlink(show === "blink");

  const ofPart: Pane = {
    picture: drawn,
    caption: view.serial,
    over: laidOver,
    boxes: over === "areas" ? compared?.blobs.map(boxOf) : undefined,
  };
  const ofTemplate: Pane = { picture: template, caption: t("image.template") };
  const panes =
    show === "both"
      ? [ofPart, ofTemplate]
      : show === "template" || (show === "blink" && isTemplateTurn)
        ? [ofTemplate]
        : [ofPart];
  return (
    <section className="image-viewer" aria-label={t("image.title", { serial: view.serial })}>
      <header className="image-viewer__head">
        <div className="image-viewer__title">
          <h3>
            {t("image.title", { serial: view.serial })}
            {product === undefined ? undefined : <span className="muted"> · {product}</span>}
          </h3>
          <p className="small muted">
            {[
              `${view.assetId} ${assetOf(plant, view.assetId)?.name ?? ""}`,
              formatClock(view.timeMs, plant.file.timeZone),
              ...(view.attempt > 1 ? [t("part.attempt", { attempt: view.attempt })] : []),
            ].join(" · ")}
          </p>
        </div>
        {turn}
        <span className="image-viewer__source">
          <Camera aria-hidden="true" /> {t("image.simulated")}
        </span>
        {onClose === undefined ? undefined : (
          <IconButton label={t("image.close")} keys="Esc" onClick={onClose}>
            <X aria-hidden="true" />
          </IconButton>
        )}
      </header>
      <div className="image-viewer__tools">
        <Segmented
          label={t("image.shown")}
          values={shows}
          value={show}
          text={(each) => t(`image.show.${each}`)}
          onChange={setShow}
        />
        <span className="image-viewer__tool">
          <span className="small muted">{t("image.differences")}</span>
          <Segmented
            label={t("image.differences")}
            values={overs}
            value={over}
            text={(each) => t(`image.over.${each}`)}
            onChange={setOver}
          />
        </span>
        <span className="image-viewer__zoom">
          <IconButton label={t("image.zoomOut")} keys="−" onClick={() => setZoom(magnified(zoom, 1 / 1.5))}>
            <ZoomOut aria-hidden="true" />
          </IconButton>
          <IconButton label={t("image.zoomIn")} keys="+" onClick={() => setZoom(magnified(zoom, 1.5))}>
            <ZoomIn aria-hidden="true" />
          </IconButton>
          <IconButton label={t("image.fit")} keys="0" onClick={() => setZoom(wholePicture(picture))}>
            <Maximize2 aria-hidden="true" />
          </IconButton>
        </span>
      </div>
      <div className="image-viewer__body">
        <figure className="image-viewer__figure">
          <PictureCanvas
            label={panes.map(({ caption }) => caption).join(", ")}
            panes={panes}
            zoom={zoom}
            onZoom={setZoom}
            mark={finding}
          />
          <figcaption className="image-viewer__captions small">
            {panes.map(({ caption }) => (
              <span key={caption}>{caption}</span>
            ))}
          </figcaption>
        </figure>
        <aside className="image-viewer__side">
          <Values plant={plant} results={view.results} />
          {compared === undefined ? undefined : (
            <Differences
              compared={compared}
              onLook={(blob) => {
                const { x, y, width, height } = boxOf(blob);
                const times = Math.min(picture.width / width, picture.height / height, 2 * placeTimes) / 2;
                setZoom({ times: Math.max(1, times), x: x + width / 2, y: y + height / 2 });
                if (show === "template") setShow("picture");
              }}
            />
          )}
        </aside>
      </div>
      <footer className="image-viewer__foot small muted">
        <span>{t("image.drawn")}</span>
        <span>{t("image.keys")}</span>
      </footer>
    </section>
  );
}

function Values({ plant, results }: { readonly plant: Plant; readonly results: readonly PartResult[] }) {
  const spot = results.find((result) => result.spot !== undefined)?.spot;
  return (
    <div>
      <h4>{t("image.values")}</h4>
      <ul className="image-viewer__values">
        {results.map((result) => (
          <li key={result.characteristic} data-verdict={result.verdict}>
            <span>{labelOf(plant, result)}</span>
            <span className="image-viewer__value">
              {result.verdict === "notMeasured" ? t("value.none") : formatValue(result.value, result.unit)}
            </span>
            <span className="small muted">{limitsOf(result)}</span>
            <span className="small image-viewer__verdict">{tWord("verdict", result.verdict)}</span>
          </li>
        ))}
      </ul>
      {spot === undefined ? undefined : <p className="small">{t("image.place", terminalAt(spot))}</p>}
    </div>
  );
}

function Differences({
  compared: { blobs, areaMm2, difference },
  onLook,
}: {
  readonly compared: Compared;
  readonly onLook: (blob: Compared["blobs"][number]) => void;
}) {
  const { dxPx, dyPx } = difference.shift;
  return (
    <div aria-live="polite">
      <h4>{t("image.differences")}</h4>
      {blobs.length === 0 ? (
        <p className="small">{t("image.foundNone")}</p>
      ) : (
        <>
          <p className="small">
            {tCount("image.found", blobs.length)}{" "}
            <span className="muted">
              {t("image.foundDetail", {
                area: formatValue(areaMm2, "mm2"),
                shift: formatValue(Math.hypot(dxPx, dyPx) / pxPerMm, "mm"),
              })}
            </span>
          </p>
          <ol className="image-viewer__blobs">
            {blobs.map((blob) => (
              <li key={`${blob.fromX} ${blob.fromY} ${blob.isBrighter}`}>
                <button
                  type="button"
                  className="link"
                  data-tip={t("image.goTo")}
                  onClick={() => onLook(blob)}
                >
                  {formatValue(blob.pixels.length / pxPerMm ** 2, "mm2")}
                </button>{" "}
                <span className="muted small">{t(blob.isBrighter ? "image.brighter" : "image.darker")}</span>
              </li>
            ))}
          </ol>
        </>
      )}
      <p className="small muted">{t("image.foundHint")}</p>
    </div>
  );
}

function useBlink(isOn: boolean): boolean {
  const [isTurn, setTurn] = useState(false);
  useEffect(() => {
    if (!isOn) return;
    const timer = setInterval(() => setTurn((before) => !before), blinkMs);
    return () => {
      clearInterval(timer);
      setTurn(false);
    };
  }, [isOn]);
  return isTurn;
}

function labelOf(plant: Plant, { asset, characteristic }: PartResult): string {
  const known = assetOf(plant, asset)?.characteristics.find(({ name }) => name === characteristic);
  return known?.label ?? characteristic;
}

function limitsOf({ lsl, usl, unit }: PartResult): string {
  const [low, high] = [lsl, usl].map((limit) => (limit === undefined ? "" : formatValue(limit, unit)));
  if (low === "" && high === "") return "";
  if (low === "") return t("image.atMost", { high: high ?? "" });
  if (high === "") return t("image.atLeast", { low: low ?? "" });
  return t("image.limits", { low: low ?? "", high: high ?? "" });
}

const boxOf = ({ fromX, fromY, toX, toY }: Compared["blobs"][number]) => ({
  x: fromX,
  y: fromY,
  width: toX - fromX + 1,
  height: toY - fromY + 1,
});
