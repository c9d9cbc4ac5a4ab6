// The picture of a part on its card, where a station's camera has one: small, and large when it is clicked.
import { Camera } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import type { PartInfo } from "#shared/host-api/requests.ts";
import type { Plant } from "#shared/model/plant.ts";
import { t } from "../../messages/t.ts";
import { type CameraView, cameraViews, pictureOf } from "../defect/camera-views.ts";
import { ImageViewer } from "../defect/ImageViewer.tsx";
import { grayPixels } from "../defect/picture-pixels.ts";
import { PictureDialog } from "../defect/PictureDialog.tsx";
import { Section } from "./Section.tsx";

export function PictureSection({ plant, part }: { readonly plant: Plant; readonly part: PartInfo }) {
  const [isOpen, setOpen] = useState(false);
  const [view] = useMemo(() => cameraViews(plant, part.results), [plant, part.results]);
  if (view === undefined) return undefined;
  const close = (): void => setOpen(false);
  return (
    <Section title={t("image.section")} note={<span className="section__note">{view.assetId}</span>}>
      <button
        type="button"
        className="part-picture"
        aria-label={t("image.open", { serial: view.serial, asset: view.assetId })}
        onClick={() => setOpen(true)}
      >
        <SmallPicture view={view} />
        <span className="image-viewer__source">
          <Camera aria-hidden="true" /> {t("image.simulated")}
        </span>
      </button>
      {isOpen ? (
        <PictureDialog label={t("image.title", { serial: part.serial })} onClose={close}>
          <ImageViewer plant={plant} results={part.results} product={part.product} onClose={close} />
        </PictureDialog>
      ) : undefined}
    </Section>
  );
}

function SmallPicture({ view }: { readonly view: CameraView }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const picture = useMemo(() => pictureOf(view), [view]);
  useEffect(() => {
    canvas.current?.getContext("2d")?.putImageData(grayPixels(picture), 0, 0);
  }, [picture]);
  return <canvas ref={canvas} width={picture.width} height={picture.height} aria-hidden="true" />;
}
