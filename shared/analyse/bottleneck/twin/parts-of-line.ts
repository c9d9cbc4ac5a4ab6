// What the structure of a line says about parts: which stations make them, and which product is where.
import type { Line } from "../../../simulate/line.ts";

/** Whether a station makes parts of its own: out of a supply, or by assembly. */
export function creates(line: Line, station: number): boolean {
  const inputs = line.stations[station]?.inputs;
  return inputs !== undefined && !(inputs.length === 1 && inputs[0]?.quantity === 1);
}

/** Whether a station releases parts by orders: fed by a supply, following none. */
export function isSource(line: Line, station: number): boolean {
  const spec = line.stations[station];
  return spec !== undefined && spec.inputs.length === 0 && spec.follows === undefined;
}

/** Product number of what a station works on, by station; -1 = not known. */
export function productsAt(line: Line): Int32Array {
  const products = new Int32Array(line.stations.length).fill(-1);
  line.stations.forEach((station, index) => {
    if (creates(line, index)) products[index] = line.products.indexOf(station.product ?? "");
  });
  // As many rounds as the longest way: each carries products one station further.
  for (let round = 0; round < line.stations.length; round += 1)
    line.stations.forEach((station, index) => {
      const from = station.inputs[0]?.buffer;
      if (products[index] !== -1 || from === undefined) return;
      products[index] = productInBuffer(line, products, from);
    });
  return products;
}

/** Product that comes into a buffer, by what its producers work on. */
export function productInBuffer(line: Line, products: Int32Array, buffer: number): number {
  const feeding = [buffer, ...line.fleets.filter((fleet) => fleet.to === buffer).map((fleet) => fleet.from)];
  for (const [index, station] of line.stations.entries()) {
    const product = products[index] ?? -1;
    const isFeeding =
      ("buffer" in station.output && feeding.includes(station.output.buffer)) ||
      (station.rework !== undefined && feeding.includes(station.rework.buffer));
    if (product >= 0 && isFeeding) return product;
  }
  return -1;
}

/** How many parts that sources released are in one part of a product, as the assemblies have it. */
export function releasedIn(line: Line, product: number): number {
  const products = productsAt(line);
  const count = (of: number, depth: number): number => {
    const maker = line.stations.findIndex((_, index) => creates(line, index) && products[index] === of);
    const spec = line.stations[maker];
    if (spec === undefined || depth > line.stations.length) return 1;
    if (spec.inputs.length === 0) return spec.follows === undefined ? 1 : 0;
    return spec.inputs.reduce(
      (sum, input) => sum + input.quantity * count(productInBuffer(line, products, input.buffer), depth + 1),
      0,
    );
  };
  return count(product, 0);
}

/** How many parts of a product go into one finished unit, as the assemblies have it; 1 at least. */
export function partsPerUnit(line: Line, product: number): number {
  const products = productsAt(line);
  const last = line.stations.findIndex((station) => "demand" in station.output);
  const inside = (of: number, depth: number): number => {
    if (of === product) return 1;
    const maker = line.stations.findIndex((_, index) => creates(line, index) && products[index] === of);
    if (depth > line.stations.length) return 0;
    return (line.stations[maker]?.inputs ?? []).reduce(
      (sum, input) => sum + input.quantity * inside(productInBuffer(line, products, input.buffer), depth + 1),
      0,
    );
  };
  return Math.max(1, inside(products[last] ?? -1, 0));
}
