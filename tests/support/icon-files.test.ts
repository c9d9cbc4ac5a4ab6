// The committed icons are whole, hold every size, and come from the drawing that is there.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { decodePng } from "./pack-png.ts";

const root = join(import.meta.dirname, "../..");
const icon = (name: string): Buffer => readFileSync(join(root, "assets/icons", name));

test("the icon of Windows has every size, each in its place", () => {
  const ico = icon("icon.ico");
  const sizes = Array.from({ length: ico.readUInt16LE(4) }, (_, index) => {
    const entry = 6 + 16 * index;
    const [from, length] = [ico.readUInt32LE(entry + 12), ico.readUInt32LE(entry + 8)];
    const image = ico.subarray(from, from + length);
    expect(image.length).toBe(length);
    const isPng = image.toString("latin1", 1, 4) === "PNG";
    return [ico[entry] === 0 ? 256 : ico[entry], isPng ? decodePng(image)?.width : image.readInt32LE(4)];
  });
  expect(sizes).toEqual([16, 24, 32, 48, 64, 128, 256].map((size) => [size, size]));
});

test("the icon of macOS has every size, each of its type", () => {
  const icns = icon("icon.icns");
  const entries: unknown[] = [];
  for (let at = 8; at < icns.readUInt32BE(4);) {
    const length = icns.readUInt32BE(at + 4);
    entries.push([icns.toString("latin1", at, at + 4), decodePng(icns.subarray(at + 8, at + length))?.width]);
    at += length;
  }
  expect(entries).toEqual([
    ["icp4", 16],
    ["icp5", 32],
    ["ic11", 32],
    ["ic12", 64],
    ["ic07", 128],
    ["ic13", 256],
    ["ic08", 256],
    ["ic14", 512],
    ["ic09", 512],
    ["ic10", 1024],
  ]);
});

test("Linux has one picture a size, and the page has the drawing itself", () => {
  for (const size of [16, 24, 32, 48, 64, 128, 256, 512])
    expect(decodePng(icon(`png/${size}x${size}.png`))).toMatchObject({ width: size, height: size, depth: 4 });
  expect(readFileSync(join(root, "renderer/public/icon.svg"), "utf8")).toBe(icon("icon.svg").toString());
});
