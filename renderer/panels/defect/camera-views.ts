// Which pictures there are of a part, and the pictures: drawn from its results where the plant says that a station's camera can be.
import type { PartInfo } from "#shared/host-api/requests.ts";
import { type Blob, blobsOf } from "#shared/analyse/defect/vision/blobs.ts";
import { type Difference, templateDifference } from "#shared/analyse/defect/vision/difference.ts";
import type { GrayImage } from "#shared/analyse/defect/vision/image.ts";
import { assetOf, type Plant } from "#shared/model/plant.ts";
import { drawWelds, drawWeldTemplate, weldPictureSize } from "#shared/simulate/weld-picture.ts";
import { weldMeasuresOf } from "#shared/simulate/weld-seams.ts";

export type PartResult = PartInfo["results"][number];

/** One part before one camera, once. */
export interface CameraView {
  readonly serial: string;
  readonly assetId: string;
  readonly attempt: number;
  readonly timeMs: number;
  readonly results: readonly PartResult[];
}

/** The pictures of a part that can be drawn, the newest first. */
export function cameraViews(plant: Plant, results: readonly PartResult[]): CameraView[] {
  const views = new Map<string, PartResult[]>();
  for (const result of results) {
    if (assetOf(plant, result.asset)?.camera === undefined) continue;
    const key = `${result.serial} ${result.asset} ${result.attempt}`;
    views.set(key, [...(views.get(key) ?? []), result]);
  }
  return [...views.values()]
    .map(([first, ...rest]) => ({
      serial: first!.serial,
      assetId: first!.asset,
      attempt: first!.attempt,
      timeMs: first!.timeMs,
      results: [first!, ...rest],
    }))
    .sort((a, b) => b.timeMs - a.timeMs);
}

/** What the camera saw, as the simulation draws it; the same view gives the same picture. */
export function pictureOf({ serial, attempt, results }: CameraView): GrayImage {
  return drawWelds(`${serial} ${attempt}`, weldMeasuresOf(results));
}

let template: GrayImage | undefined;
/** The picture of a good part, drawn once. */
export function templatePicture(): GrayImage {
  return (template ??= drawWeldTemplate());
}

/** Picture pixels in a millimetre. */
export const { pxPerMm } = weldPictureSize;

/** What of a picture the template does not explain. */
export interface Compared {
  readonly difference: Difference;
  readonly blobs: readonly Blob[];
  readonly areaMm2: number;
}

/** Compares a picture with the template: smoothed over the ripples of seams, which are of another phase on every part. */
export function compareWithTemplate(picture: GrayImage): Compared {
  const difference = templateDifference(templatePicture(), picture, {
    mostShiftPx: 8,
    edgeTolerancePx: 1,
    smoothPx: 3,
  });
  const blobs = blobsOf(difference, {
    noiseTimes: 4.5,
    leastContrast: 16,
    openPx: 1,
    linkPx: 2,
    leastAreaPx: 30,
    edgeShiftPx: 0,
  });
  const pixels = blobs.reduce((sum, blob) => sum + blob.pixels.length, 0);
  return { difference, blobs, areaMm2: pixels / pxPerMm ** 2 };
}
