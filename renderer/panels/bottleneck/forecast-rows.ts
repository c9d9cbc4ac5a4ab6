// The forecast by resource, the likeliest at any horizon first. Pure.
import type { BottleneckInfo } from "#shared/host-api/bottleneck-schema.ts";

export interface ForecastRow {
  readonly resource: string;
  readonly cells: readonly { readonly horizonS: number; readonly p: number; readonly persistence: number }[];
}

export function forecastRows(forecast: NonNullable<BottleneckInfo["forecast"]>, most: number): ForecastRow[] {
  const ids = new Set(
    forecast.horizons.flatMap(({ p, persistence }) => [...Object.keys(p), ...Object.keys(persistence)]),
  );
  const likeliest = ({ cells }: ForecastRow): number =>
    Math.max(...cells.map(({ p, persistence }) => Math.max(p, persistence)));
  return [...ids]
    .map((resource): ForecastRow => ({
      resource,
      cells: forecast.horizons.map(({ horizonS, p, persistence }) => ({
        horizonS,
        p: p[resource] ?? 0,
        persistence: persistence[resource] ?? 0,
      })),
    }))
    .sort((a, b) => likeliest(b) - likeliest(a) || a.resource.localeCompare(b.resource))
    .slice(0, most);
}
