// `npm run icons`: every icon of the app from the one drawing in assets/icons/icon.svg, drawn by the tests' Chromium.
// PNG in all sizes for Linux, ICO for Windows, ICNS for macOS, and the page's own. The results are committed.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { ensureBrowser } from "./browser.ts";
import { icnsOf, icoOf } from "./icon-files.ts";
import { packPng } from "./pack-png.ts";

const root = join(import.meta.dirname, "../..");
const folder = join(root, "assets/icons");
const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024] as const;

const svg = readFileSync(join(folder, "icon.svg"), "utf8");
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: ["--no-sandbox"] });
const pngs = new Map<number, Buffer>();
for (const size of sizes) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw;height:100vh}</style>${svg}`);
  pngs.set(size, packPng(await page.screenshot({ omitBackground: true })));
  await page.close();
}
await browser.close();

mkdirSync(join(folder, "png"), { recursive: true });
// The largest is for ICNS alone; Linux has no use for it.
for (const [size, png] of pngs) if (size <= 512) writeFileSync(join(folder, `png/${size}x${size}.png`), png);
writeFileSync(join(folder, "icon.ico"), icoOf(pngs));
writeFileSync(join(folder, "icon.icns"), icnsOf(pngs));
writeFileSync(join(root, "renderer/public/icon.svg"), svg);
process.stdout.write(`${sizes.length} sizes drawn\n`);
