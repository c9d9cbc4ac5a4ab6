// What a camera over welded terminals would see, drawn from the measured values of a part: no camera took it, and who shows it says so.
// The same part gives the same picture. Millimetres until the end, grey values 0 to 255.
import type { GrayImage } from "../analyse/defect/vision/image.ts";
import { hash32, randomAt } from "../base/random.ts";
import { bellAt } from "./noise.ts";
import { nominalWeld, type Seam, seamsOf, type WeldMeasures } from "./weld-seams.ts";

export const weldPictureSize = { widthPx: 640, heightPx: 400, pxPerMm: 12 } as const;
const { widthPx, heightPx, pxPerMm } = weldPictureSize;
const [widthMm, heightMm] = [widthPx / pxPerMm, heightPx / pxPerMm];
/** The busbar lies across the picture; above and below it is the carrier. */
const busbarMm = { top: 2.3, bottom: heightMm - 2.3 } as const;
/** Holes by which the busbar is located, before and after the seams. */
const holes = [
  { x: 2.6, y: heightMm / 2, radius: 1.15 },
  { x: widthMm - 2.6, y: heightMm / 2, radius: 1.15 },
] as const;

/** A droplet of metal beside the seams. */
interface Droplet {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** A good part's picture: what parts are compared with. */
export function drawWeldTemplate(): GrayImage {
  return drawWelds("template", { ...nominalWeld, spatterMm2: 0 });
}

/** The picture of a part. */
export function drawWelds(serial: string, measures: WeldMeasures): GrayImage {
  const key = hash32(serial);
  // The part never stops in quite the same place, nor is the lamp quite the same.
  const place = { x: 0.12 * bellAt(key, 1), y: 0.1 * bellAt(key, 2) };
  const light = 1 + 0.03 * bellAt(key, 3);
  const seams = seamsOf(key, measures);
  const droplets = dropletsOf(key, measures.spatterMm2, seams);
  const gray = new Uint8Array(widthPx * heightPx);
  const base = new Float32Array(widthPx * heightPx);
  for (let row = 0; row < heightPx; row += 1) {
    const y = row / pxPerMm - place.y;
    for (let column = 0; column < widthPx; column += 1) {
      const x = column / pxPerMm - place.x;
      base[row * widthPx + column] = metalAt(key, x, y) * domeAt(column, row);
    }
  }
  for (const seam of seams) drawSeam(base, key, seam, place);
  for (const droplet of droplets) drawDroplet(base, droplet, place);
  for (let at = 0; at < base.length; at += 1) {
    const value = base[at]! * light;
    // Noise of a sensor: more where more light falls.
    gray[at] = Math.min(255, Math.max(0, value + (1 + value / 90) * bellAt(key ^ 0x5eed, at)));
  }
  return { width: widthPx, height: heightPx, gray };
}

/** What the lamp lets each place shine: a dome that is brightest about its middle, where its own hole is mirrored. */
function domeAt(column: number, row: number): number {
  const x = column / widthPx - 0.5;
  const y = (row - heightPx / 2) / widthPx;
  const r2 = x * x + y * y;
  return 1.06 - 0.62 * r2 - 0.1 * Math.exp(-r2 / 0.012);
}

/** Brushed aluminium of the busbar with its edges and holes, and the dark carrier about it. */
function metalAt(key: number, x: number, y: number): number {
  const inside = Math.min(y - busbarMm.top, busbarMm.bottom - y);
  if (inside < -0.1) return carrierAt(key, x, y) * (inside < -0.5 ? 1 : 0.45);
  const brushed =
    152 +
    13 * smoothNoise(key ^ 0xb1, x * 0.14, y * 7) +
    10 * smoothNoise(key ^ 0xb2, x * 0.5, y * 12) +
    6 * smoothNoise(key ^ 0xb3, x * 0.07, y * 1.1);
  // The edge is broken: a bright line, then the shadow of the gap.
  const bevel = inside > 1 ? 0 : 52 * Math.exp(-(((inside - 0.16) / 0.13) ** 2));
  let value = brushed + bevel;
  if (inside < 0.1) value = mixed(carrierAt(key, x, y) * 0.45, value, (inside + 0.1) / 0.2);
  for (const { x: holeX, y: holeY, radius } of holes) {
    const off = Math.hypot(x - holeX, y - holeY) - radius;
    if (off > 0.6) continue;
    const rim = 60 * Math.exp(-(((off - 0.1) / 0.12) ** 2)) * (0.75 - 0.5 * ((y - holeY) / radius));
    value = mixed(18 + 10 * Math.max(0, (y - holeY) / radius), value, step(off, 0.07)) + Math.max(0, rim);
  }
  return value;
}

/** The carrier of black plastic: fine grain, hardly any light. */
function carrierAt(key: number, x: number, y: number): number {
  return 26 + 7 * smoothNoise(key ^ 0xca, x * 2.2, y * 2.2) + 4 * smoothNoise(key ^ 0xcb, x * 9, y * 9);
}

/** Crown, ripples, toes and the tarnish beside a seam, laid over what is there. */
function drawSeam(base: Float32Array, key: number, seam: Seam, place: { x: number; y: number }): void {
  const reach = 2.4;
  const [left, right] = [seam.x - reach, seam.x + reach].map((x) => Math.round((x + place.x) * pxPerMm));
  const [top, bottom] = [seam.fromY - reach, seam.toY + reach].map((y) =>
    Math.round((y + place.y) * pxPerMm),
  );
  const own = key ^ hash32(String(seam.number));
  for (let row = Math.max(0, top!); row <= Math.min(heightPx - 1, bottom!); row += 1) {
    const y = row / pxPerMm - place.y;
    const beyond = Math.max(seam.fromY - y, y - seam.toY);
    const wander = 0.045 * smoothNoise(own, y * 0.35, 0);
    const half = (seam.widthMm / 2) * (1 + 0.05 * smoothNoise(own, y * 1.3, 5));
    for (let column = Math.max(0, left!); column <= Math.min(widthPx - 1, right!); column += 1) {
      const x = column / pxPerMm - place.x - seam.x - wander;
      const at = row * widthPx + column;
      // Round ends: distance from the seam's middle line, which ends half a width before the seam does.
      const over = Math.max(0, beyond + half);
      const off = Math.hypot(x, over) - half;
      if (off > reach) continue;
      const shine = domeAt(column, row);
      if (off > -0.12) base[at] = base[at]! * tarnish(own, x, y, Math.max(0, off), seam.heat);
      if (off < 0.12)
        base[at] = mixed(beadAt(own, x, y, half, over, seam) * shine, base[at]!, step(off, 0.085));
    }
  }
}

/** What is left of the light beside a seam: soot at its toe, then a paler rim where the surface was hot. */
function tarnish(key: number, x: number, y: number, offMm: number, heat: number): number {
  const patchy = 1 + 0.5 * smoothNoise(key ^ 0x7a, x * 1.6, y * 1.1);
  const soot = 0.34 * heat * patchy * Math.exp(-offMm / 0.42);
  const pale = 0.07 * heat * Math.exp(-(((offMm - 1.15) / 0.35) ** 2));
  return 1 - soot + pale;
}

/** The bead itself: a rounded crown under the dome with chevrons of frozen metal; with little heat it is dull and flat. */
function beadAt(key: number, x: number, y: number, half: number, over: number, seam: Seam): number {
  const n = Math.min(1, Math.abs(x) / half);
  const crown = 128 + (42 + 40 * seam.heat) * (1 - n * n) ** 1.5 - 50 * n ** 6;
  const pitch = 0.46 + 0.05 * smoothNoise(key ^ 0x51, 0, y * 0.6);
  const phase = (2 * Math.PI * (y - 0.55 * half * n * n)) / pitch + 2.2 * smoothNoise(key ^ 0x52, x, y * 0.9);
  const ripples = (6 + 13 * seam.heat) * Math.sin(phase) * (1 - 0.6 * n ** 4);
  const grain = 7 * smoothNoise(key ^ 0x53, x * 7, y * 7);
  // The crater in which the beam was turned off.
  const crater =
    y > seam.toY - 1.1 ? 48 * Math.exp(-((x / 0.3) ** 2 + ((y - seam.toY + 0.75) / 0.32) ** 2)) : 0;
  const cold = (1 - seam.heat) * 46;
  return crown + ripples + grain - crater - cold - 30 * Math.min(1, over / Math.max(half, 0.01)) ** 4;
}

/** Droplets that have the area together: their sizes by chance, then all to scale. */
function dropletsOf(key: number, areaMm2: number, seams: readonly Seam[]): Droplet[] {
  if (areaMm2 <= 0) return [];
  const count = Math.max(1, Math.round(3 + areaMm2 * 5));
  const drawn = Array.from({ length: count }, (_, index): Droplet => {
    const at = (purpose: number): number => randomAt(key, purpose, index);
    // They fly off a seam, most of them not far.
    const seam = seams[Math.floor(at(0x10) * seams.length)];
    const away = (0.9 + 4 * at(0x11) ** 2) * (at(0x14) < 0.5 ? -1 : 1);
    return {
      x: (seam?.x ?? widthMm / 2) + away,
      y: busbarMm.top + 1 + at(0x12) * (busbarMm.bottom - busbarMm.top - 2),
      radius: 0.12 + 0.3 * at(0x13) ** 2,
    };
  });
  const scale = Math.sqrt(areaMm2 / drawn.reduce((sum, { radius }) => sum + Math.PI * radius ** 2, 0));
  return drawn.map((droplet) => ({ ...droplet, radius: droplet.radius * scale }));
}

/** A ball with a glint of the dome, on the dark ring where it touches. */
function drawDroplet(base: Float32Array, { x, y, radius }: Droplet, place: { x: number; y: number }): void {
  const reach = radius + 0.3;
  const [cx, cy] = [x + place.x, y + place.y];
  for (let row = Math.floor((cy - reach) * pxPerMm); row <= Math.ceil((cy + reach) * pxPerMm); row += 1)
    for (
      let column = Math.floor((cx - reach) * pxPerMm);
      column <= Math.ceil((cx + reach) * pxPerMm);
      column += 1
    ) {
      if (row < 0 || column < 0 || row >= heightPx || column >= widthPx) continue;
      const [dx, dy] = [column / pxPerMm - cx, row / pxPerMm - cy];
      const off = Math.hypot(dx, dy) - radius;
      const at = row * widthPx + column;
      const glint =
        165 *
        Math.exp(-((dx + radius * 0.2) ** 2 + (dy + radius * 0.25) ** 2) / (0.12 * radius ** 2 + 0.004));
      const ring = base[at]! * (1 - 0.5 * Math.exp(-Math.max(0, off) / 0.1));
      base[at] = mixed(52 + glint, ring, step(off, 0.07));
    }
}

const mixed = (from: number, to: number, share: number): number => {
  const part = Math.min(1, Math.max(0, share));
  return from + (to - from) * part;
};
/** 0 well inside, 1 well outside an edge that is `softMm` wide: a lens is no sharper. */
const step = (off: number, softMm: number): number => Math.min(1, Math.max(0, 0.5 + off / (2 * softMm)));

/** Noise between -1 and 1 that changes over one unit in either direction: lattice values by hash, smoothly between them. */
function smoothNoise(key: number, x: number, y: number): number {
  const [x0, y0] = [Math.floor(x), Math.floor(y)];
  const [fx, fy] = [x - x0, y - y0];
  const [sx, sy] = [fx * fx * (3 - 2 * fx), fy * fy * (3 - 2 * fy)];
  const [a, b] = [randomAt(key, x0, y0), randomAt(key, x0 + 1, y0)];
  const [c, d] = [randomAt(key, x0, y0 + 1), randomAt(key, x0 + 1, y0 + 1)];
  const upper = a + (b - a) * sx;
  return (upper + (c + (d - c) * sx - upper) * sy) * 2 - 1;
}
