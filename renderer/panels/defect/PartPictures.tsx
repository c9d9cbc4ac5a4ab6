// The pictures of several parts one after the other, in one window: what a finding's parts look like. Zoom and what is laid over stay
// from part to part, so that the same place is compared.
import { ChevronLeft, ChevronRight, X } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import type { PartInfo } from "#shared/host-api/requests.ts";
import type { Plant } from "#shared/model/plant.ts";
import { useHost, useLiveTable } from "../../live/live-context.ts";
import { failureText } from "../../live/use-answer.ts";
import { t } from "../../messages/t.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { cameraViews, type PartResult } from "./camera-views.ts";
import { ImageViewer } from "./ImageViewer.tsx";
import { PictureDialog } from "./PictureDialog.tsx";

/** A part that a camera saw. */
export interface SeenPart {
  readonly serial: string;
  /** When it was judged bad: what it looked like then is shown, and not after rework. */
  readonly judgedMs: number | undefined;
}

export interface PartPicturesProps {
  /** In the order in which they are turned over. */
  readonly parts: readonly SeenPart[];
  /** Serial of the one that is shown first. */
  readonly first: string;
  /** Parts are shown as known then: the playhead may stand before they were seen. */
  readonly asOfMs: number;
  readonly onClose: () => void;
}

export function PartPictures({ parts, first, asOfMs, onClose }: PartPicturesProps) {
  const host = useHost();
  const { plant } = useLiveTable();
  const [serial, setSerial] = useState(first);
  /** The part before stays until the next is there. */
  const [part, setPart] = useState<PartInfo>();
  const [problem, setProblem] = useState<string>();
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let isWanted = true;
    host.call("part.detail", { serial, asOfMs }).then(
      (answer) => {
        if (!isWanted) return;
        setPart(answer.part);
        const isSeen = cameraViews(plant, answer.part?.results ?? []).length > 0;
        setProblem(isSeen ? undefined : t("image.none", { serial }));
      },
      (failure: unknown) => isWanted && setProblem(failureText(failure)),
    );
    return () => {
      isWanted = false;
    };
  }, [host, plant, serial, asOfMs]);
  const results = useMemo(
    () => viewWhenJudged(plant, part, parts.find((each) => each.serial === part?.serial)?.judgedMs),
    [plant, part, parts],
  );
  const isThere = part !== undefined && problem === undefined;
  useEffect(() => {
    if (isThere) body.current?.querySelector("canvas")?.focus();
  }, [isThere]);

  const index = parts.findIndex((each) => each.serial === serial);
  const go = (step: 1 | -1): void => {
    const next = parts[(index + step + parts.length) % parts.length]?.serial;
    if (next === undefined) return;
    setProblem(undefined);
    setSerial(next);
  };
  const turn =
    parts.length < 2 ? undefined : (
      <span className="image-viewer__turn">
        <IconButton label={t("image.previous")} keys="Page up" onClick={() => go(-1)}>
          <ChevronLeft aria-hidden="true" />
        </IconButton>
        <span className="small muted live-value">
          {t("defect.of", { index: index + 1, count: parts.length })}
        </span>
        <IconButton label={t("image.next")} keys="Page down" onClick={() => go(1)}>
          <ChevronRight aria-hidden="true" />
        </IconButton>
      </span>
    );
  return (
    <PictureDialog
      label={t("image.title", { serial })}
      onClose={onClose}
      onKeyDown={(event) => {
        if (event.key !== "PageDown" && event.key !== "PageUp") return;
        event.preventDefault();
        go(event.key === "PageDown" ? 1 : -1);
      }}
    >
      <div className="part-pictures" ref={body}>
        {isThere ? (
          <ImageViewer plant={plant} results={results} product={part.product} turn={turn} onClose={onClose} />
        ) : (
          <>
            <header className="image-viewer__head">
              <h3 className="image-viewer__title">{t("image.title", { serial })}</h3>
              {turn}
              <IconButton label={t("image.close")} keys="Esc" onClick={onClose}>
                <X aria-hidden="true" />
              </IconButton>
            </header>
            <p className="notice" role="status">
              {problem ?? t("image.loading")}
            </p>
          </>
        )}
      </div>
    </PictureDialog>
  );
}

/** The results of the attempt that was the last before a camera when the part was judged; where there is none, of the newest. */
function viewWhenJudged(
  plant: Plant,
  part: PartInfo | undefined,
  judgedMs: number | undefined,
): readonly PartResult[] {
  const views = cameraViews(plant, part?.results ?? []);
  return (views.find(({ timeMs }) => timeMs <= (judgedMs ?? Infinity)) ?? views[0])?.results ?? [];
}
