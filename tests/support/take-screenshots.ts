// `npm run screenshots`: the pictures of the README, taken from the running app at 1920x1080 with software GL.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import { ensureBrowser } from "./browser.ts";
import { startGemba } from "./gemba-process.ts";

const folder = join(import.meta.dirname, "../../assets/screenshots");
/** Software GL needs this long for a frame of the full tier to settle. */
const settleMs = 9_000;

/** One picture: how to get there from the start view. */
const pictures: readonly (readonly [
  name: string,
  theme: "light" | "dark",
  go: (page: Page) => Promise<void>,
])[] = [
  ["live", "light", async (page) => page.getByRole("treeitem", { name: /\bB10a / }).click()],
  ["live-dark", "dark", async (page) => page.getByRole("treeitem", { name: /\bA50 Compress/ }).click()],
  [
    "schematic",
    "light",
    async (page) => {
      await page.getByRole("treeitem").first().focus();
      await page.keyboard.press("s");
    },
  ],
];

mkdirSync(folder, { recursive: true });
const gemba = await startGemba([]);
const browser = await chromium.launch({
  executablePath: ensureBrowser(),
  args: [
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
  ],
});
try {
  for (const [name, theme, go] of pictures) {
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
    await page.addInitScript(
      ([themeName]) => {
        localStorage.setItem("gemba.theme", themeName ?? "light");
        localStorage.setItem("gemba.tier", "standard");
      },
      [theme],
    );
    await page.goto(gemba.url);
    await page.getByRole("tree").waitFor();
    await page.waitForTimeout(settleMs);
    await go(page);
    await page.waitForTimeout(settleMs);
    await page.screenshot({ path: join(folder, `${name}.png`) });
    process.stdout.write(`assets/screenshots/${name}.png\n`);
    await page.close();
  }
} finally {
  await browser.close();
  await gemba.stop();
}
