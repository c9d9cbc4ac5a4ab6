// The picture follows from the measured values: the same part gives the same picture, and what is wrong with it can be seen in it.
import { expect, test } from "vitest";
import { blobsOf } from "../analyse/defect/vision/blobs.ts";
import { templateDifference } from "../analyse/defect/vision/difference.ts";
import type { GrayImage } from "../analyse/defect/vision/image.ts";
import { hash32 } from "../base/random.ts";
import { drawWelds, drawWeldTemplate, weldPictureSize } from "./weld-picture.ts";
import { nominalWeld, seamsOf, terminalAt, weldMeasuresOf } from "./weld-seams.ts";

const poor = { seamWidthMm: 0.99, seamAreaMm2: 21.9, spatterMm2: 0.3, along: 0.6 };
const { pxPerMm } = weldPictureSize;

const blobsIn = (picture: GrayImage) =>
  blobsOf(
    templateDifference(drawWeldTemplate(), picture, { mostShiftPx: 8, edgeTolerancePx: 1, smoothPx: 3 }),
    {
      noiseTimes: 4.5,
      leastContrast: 16,
      openPx: 1,
      linkPx: 2,
      leastAreaPx: 30,
      edgeShiftPx: 0,
    },
  );

test("the same part gives the same picture, another one another", () => {
  const picture = drawWelds("M1 1", nominalWeld);
  expect(picture.gray).toHaveLength(weldPictureSize.widthPx * weldPictureSize.heightPx);
  expect(hash32(drawWelds("M1 1", nominalWeld).gray.join())).toBe(hash32(picture.gray.join()));
  expect(hash32(drawWelds("M2 1", nominalWeld).gray.join())).not.toBe(hash32(picture.gray.join()));
});

test("the narrowest and smallest seam is as measured, and the one at the spot", () => {
  for (let part = 0; part < 50; part += 1) {
    const seams = seamsOf(hash32(`M${part}`), poor);
    const narrowest = seams.toSorted((a, b) => a.widthMm - b.widthMm)[0]!;
    const areas = seams.map(({ widthMm, fromY, toY }) => widthMm * (toY - fromY));
    expect(narrowest.number).toBe(2);
    expect(narrowest.widthMm).toBe(poor.seamWidthMm);
    expect(Math.min(...areas)).toBeCloseTo(poor.seamAreaMm2, 9);
    expect(areas.indexOf(Math.min(...areas))).toBe(2);
  }
});

test("a seam that lacks fusion is the largest difference to a good part, all along it", () => {
  for (const serial of ["M1 1", "M2 1", "M3 2"]) {
    const [largest] = blobsIn(drawWelds(serial, poor));
    const seam = seamsOf(hash32(serial), poor)[2]!;
    expect(largest!.isBrighter).toBe(false);
    expect(Math.abs((largest!.fromX + largest!.toX) / 2 / pxPerMm - seam.x)).toBeLessThan(0.6);
    expect((largest!.toY - largest!.fromY) / pxPerMm).toBeGreaterThan(0.8 * (seam.toY - seam.fromY));
  }
});

test("a good part differs in little, one with spatter in more and in many places", () => {
  const areaOf = (spatterMm2: number): number[] =>
    ["M1 1", "M2 1", "M3 1", "M4 1"].map((serial) =>
      blobsIn(drawWelds(serial, { ...nominalWeld, spatterMm2 })).reduce(
        (sum, blob) => sum + blob.pixels.length,
        0,
      ),
    );
  const [clean, good, spattered] = [areaOf(0), areaOf(0.4), areaOf(3.1)];
  expect(Math.max(...clean) / pxPerMm ** 2).toBeLessThan(1);
  expect(Math.max(...good)).toBeLessThan(Math.min(...spattered));
});

test("results tell the measures; what was not measured is as it should be", () => {
  const result = (characteristic: string, value: number, verdict: "ok" | "notOk" | "notMeasured") => ({
    characteristic,
    value,
    verdict,
  });
  expect(
    weldMeasuresOf([
      { ...result("seamWidth", 1.01, "notOk"), spot: [0.9, 0.8, 1] },
      result("seamArea", 0, "notMeasured"),
      result("spatter", -0.1, "ok"),
    ]),
  ).toEqual({
    seamWidthMm: 1.01,
    seamAreaMm2: nominalWeld.seamAreaMm2,
    spatterMm2: 0,
    along: (0.9 * 12) % 1,
  });
  expect(weldMeasuresOf([])).toEqual(nominalWeld);
});

test("a spot lies on a terminal of a row", () => {
  expect(terminalAt([0, 0.2, 1])).toEqual({ terminal: 1, row: 1 });
  expect(terminalAt([0.91, 0.79, 1])).toEqual({ terminal: 11, row: 2 });
  expect(terminalAt([1, 0.79, 1])).toEqual({ terminal: 12, row: 2 });
});
