// Packing changes no pixel: what is decoded after is what was decoded before.
import { expect, test } from "vitest";
import { readFileSync } from "node:fs";
import { deflateSync, crc32 } from "node:zlib";
import { decodePng, packPng } from "./pack-png.ts";

/** A PNG with alpha, every line unfiltered, made by hand. */
function png(width: number, height: number, pixelAt: (x: number, y: number) => readonly number[]): Buffer {
  const raw = Buffer.alloc((width * 4 + 1) * height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) raw.set(pixelAt(x, y), y * (width * 4 + 1) + 1 + x * 4);
  const chunk = (kind: string, body: Buffer): Buffer => {
    const named = Buffer.concat([Buffer.from(kind), body]);
    const numbers = Buffer.alloc(8);
    numbers.writeUInt32BE(body.length, 0);
    numbers.writeUInt32BE(crc32(named), 4);
    return Buffer.concat([numbers.subarray(0, 4), named, numbers.subarray(4)]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(raw, { level: 0 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

const wave = (x: number, y: number): number[] => [(x * 7) & 255, (x * y) & 255, (y * 11) & 255];

test("an opaque picture keeps its colours and loses its alpha", () => {
  const before = png(40, 30, (x, y) => [...wave(x, y), 255]);
  const after = packPng(before);
  expect(after.length).toBeLessThan(before.length);
  const decoded = decodePng(after);
  expect(decoded?.depth).toBe(3);
  for (let y = 0; y < 30; y += 1)
    for (let x = 0; x < 40; x += 1) {
      const at = (y * 40 + x) * 3;
      expect(Array.from(decoded?.pixels.subarray(at, at + 3) ?? [])).toEqual(wave(x, y));
    }
});

test("a picture that lets something through keeps its alpha", () => {
  const before = png(20, 20, (x, y) => [...wave(x, y), x === 3 ? 128 : 255]);
  expect(decodePng(packPng(before))?.pixels).toEqual(decodePng(before)?.pixels);
});

test("what is no such picture is left alone", () => {
  const text = readFileSync(new URL(import.meta.url));
  expect(packPng(text)).toBe(text);
});
