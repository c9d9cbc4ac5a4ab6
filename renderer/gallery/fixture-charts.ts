// Control charts of a station of the fixture: one in order, one with broken rules, one with limits too far to draw. For the gallery only.
import { seededRandom } from "#shared/base/random.ts";
import type { ControlChart, QualityCharts } from "#shared/model/defect-schema.ts";
import type { Asset } from "#shared/model/plant.ts";
import { fixtureNowMs, fixtureStartMs } from "./fixture-plant.ts";

const count = 120;

function points(seed: number, centre: number, sigma: number, driftFrom: number): ControlChart["points"] {
  const random = seededRandom(seed);
  const noise = (): number =>
    Array.from({ length: 6 }, () => random.next() - 0.5).reduce((a, b) => a + b) * sigma * 1.41;
  return Array.from({ length: count }, (_, index) => {
    const drift = index < driftFrom ? 0 : ((index - driftFrom) / (count - driftFrom)) * 3.4 * sigma;
    const value = centre + drift + noise();
    return {
      timeMs: fixtureStartMs + ((index + 0.5) / count) * (fixtureNowMs - fixtureStartMs),
      value,
      serial: `M${String(180 + index).padStart(5, "0")}`,
      isBad: value > centre + 3.2 * sigma,
    };
  });
}

/** What a station's charts say; stations without characteristics have none. */
export function fixtureCharts(asset: Asset | undefined): QualityCharts {
  if (asset === undefined) return { charts: [], changes: [] };
  const charts = asset.characteristics.map((characteristic, index): ControlChart => {
    const limit = characteristic.limits[0];
    const centre = limit?.centre ?? 10;
    const reach = Math.min(
      Math.abs((limit?.high ?? Infinity) - centre),
      Math.abs(centre - (limit?.low ?? -Infinity)),
    );
    const isFar = index === 2;
    const sigma = (Number.isFinite(reach) ? reach : centre * 0.1) / (isFar ? 30 : 3.6);
    const isStable = index !== 1;
    return {
      assetId: asset.id,
      characteristic: characteristic.name,
      variant: "96",
      unit: characteristic.unit,
      chart: "individuals",
      subgroup: 1,
      points: points(index + 3, centre, sigma, isStable ? count : 74),
      centre,
      lcl: centre - 3 * sigma,
      ucl: centre + 3 * sigma,
      basis: "20 clean shifts",
      ...(limit?.low === undefined ? {} : { lsl: limit.low }),
      ...(limit?.high === undefined ? {} : { usl: limit.high }),
      breaks: isStable
        ? []
        : [
            { rule: "nineOneSide", fromPoint: 96, toPoint: 104 },
            { rule: "fourOfFive1s", fromPoint: 99, toPoint: 103 },
            { rule: "beyond3s", fromPoint: 113, toPoint: 113 },
          ],
      n: count,
      ...(isStable
        ? {
            cp: { value: 1.21, lo: 1.06, hi: 1.37 },
            cpk: { value: 1.14, lo: 0.98, hi: 1.3 },
          }
        : { noCapability: "unstable" }),
    };
  });
  const [first] = asset.characteristics;
  return {
    charts,
    changes:
      first === undefined
        ? []
        : [
            {
              assetId: asset.id,
              timeMs: fixtureStartMs + 40 * 60_000,
              what: "stop",
              to: "Protective glass changed",
              class: {
                id: `${asset.id}/${first.name}/high`,
                assetId: asset.id,
                characteristic: first.name,
                side: "high",
              },
              before: { bad: 9, judged: 75, rate: { value: 0.12, lo: 0.064, hi: 0.213 } },
              after: { bad: 1, judged: 81, rate: { value: 0.012, lo: 0.002, hi: 0.067 } },
              p: 0.0068,
            },
          ],
  };
}
