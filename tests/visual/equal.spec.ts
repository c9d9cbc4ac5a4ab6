// The same page gives the same picture: in three fresh browsers, pixel by pixel, and against the pictures that were looked at.
import { type Browser, chromium, expect, type Page, test } from "@playwright/test";
import { collectErrors } from "../support/open-page.ts";
import { Baselines } from "./baselines.ts";
import { type GalleryServer, serveGallery } from "./gallery-server.ts";
import { describePng, kitPicture, pagePicture, type Picture } from "./picture.ts";

const browsers = 3;

interface Case {
  readonly address: string;
  readonly viewport: { readonly width: number; readonly height: number };
  /** Pictures by name. */
  readonly pictures: (page: Page) => Promise<Record<string, Picture>>;
}

/** Three machines: one in each theme, from each camera. */
const turntable: Case = {
  address: "gallery.html?page=kit&still=1&theme=show&tier=rich",
  viewport: { width: 480, height: 360 },
  pictures: async (page) => {
    await page.waitForFunction(() => window.kit !== undefined);
    await page.evaluate(() => window.kit?.choose({ model: "laserWeldCell", state: "run", phase: 0.4 }));
    const working = await kitPicture(page, "threeQuarter");
    await page.evaluate(() => window.kit?.choose({ model: "servoPress", theme: "light", state: "down" }));
    const down = await kitPicture(page, "front");
    await page.evaluate(() => window.kit?.choose({ model: "stackingCell", theme: "dark", state: "starved" }));
    const far = await kitPicture(page, "above");
    return { "machine at work, show": working, "machine down, light": down, "machine from afar, dark": far };
  },
};

function panels(name: string, query: string): Case {
  return {
    address: `gallery/panels.html?still&${query}`,
    viewport: { width: 960, height: 600 },
    pictures: async (page) => {
      await page.waitForFunction(() => document.querySelector("#root")?.firstElementChild !== null);
      await page.waitForLoadState("networkidle");
      await page.evaluate(() => document.fonts.ready);
      // Lanes are asked for; until they are there, a page without them stands still as well.
      await page.waitForFunction(() => document.querySelector('canvas[data-known="false"]') === null);
      return { [name]: await pagePicture(page) };
    },
  };
}

/** How the demo plant is looked at: what the address says besides, the asset that is framed, and the frames drawn by hand. */
interface PlantShot {
  readonly query: string;
  readonly framed?: string;
  readonly frames: number;
  readonly stepS: number;
}

/** The demo plant with parts on their way, at one moment. */
function plant(name: string, { query, framed, frames, stepS }: PlantShot): Case {
  return {
    address: `gallery.html?plant=demo&parts=200&loop=never&theme=show&tier=standard${query}`,
    viewport: { width: 640, height: 360 },
    pictures: async (page) => {
      await page.waitForFunction(() => window.gallery?.driver() !== undefined);
      const address = await page.evaluate(
        async ([asset, count, deltaS]) => {
          const driver = window.gallery?.driver();
          await document.fonts.load('600 13px "Inter Variable"');
          await document.fonts.ready;
          const scene = driver?.engine.root.parent;
          if (driver === undefined || scene === null || scene === undefined) throw new Error("no scene");
          driver.engine.labels.refresh();
          if (asset !== undefined) driver.frameRow(driver.engine.table.plant.assetRowById.get(asset) ?? 0);
          // By hand and not by time: enough frames for all labels to be written.
          // Only the last of them is looked at, and each is whole by itself: the others need no pixels.
          for (let frame = 1; frame <= count; frame += 1) {
            window.gallery?.setDrawNothing(frame < count);
            driver.frame(scene, deltaS);
          }
          return driver.renderer.domElement.toDataURL("image/png");
        },
        [framed, frames, stepS] as const,
      );
      return { [name]: await describePng(page, address.split(",")[1] ?? "") };
    },
  };
}

const cases: readonly Case[] = [
  turntable,
  plant("plant, show", { query: "", frames: 6, stepS: 0.05 }),
  // What limits the line, around two welding cells, in the theme in which it has most to draw.
  plant("bottleneck, show", { query: "&bottleneck=B10,D20,D80", framed: "B10a", frames: 8, stepS: 1 }),
  panels("desk, light", "theme=light&select=B10a"),
  panels("desk, show", "theme=show&part=M02600"),
  panels("states", "view=states"),
];

let server: GalleryServer;
test.beforeAll(async () => {
  server = await serveGallery();
});
test.afterAll(async () => {
  await server.close();
});

/** All pictures by name, as a browser draws them that nothing was drawn by before. */
async function picturesOf(browser: Browser): Promise<Map<string, Picture>> {
  const seen = new Map<string, Picture>();
  for (const { address, viewport, pictures } of cases) {
    const page = await browser.newPage({ viewport, deviceScaleFactor: 1, reducedMotion: "reduce" });
    const errors = collectErrors(page);
    await page.goto(`${server.origin}${address}`);
    for (const [name, picture] of Object.entries(await pictures(page))) seen.set(name, picture);
    expect(errors, address).toEqual([]);
    await page.close();
  }
  return seen;
}

test("three fresh browsers draw the same pictures, and those that were looked at", async ({
  launchOptions,
}) => {
  test.setTimeout(300_000);
  const seen: Map<string, Picture>[] = [];
  let version = "";
  for (let count = 0; count < browsers; count += 1) {
    const browser = await chromium.launch(launchOptions);
    version = browser.version();
    seen.push(await picturesOf(browser));
    await browser.close();
  }
  const baselines = new Baselines("pages", version);
  const complaints: string[] = [];
  for (const [name, first] of seen[0] ?? []) {
    if (seen.some((pictures) => pictures.get(name)?.hash !== first.hash))
      complaints.push(`${name}: not the same in every browser`);
    const complaint = baselines.complaint(name, first);
    if (complaint !== undefined) complaints.push(complaint);
    expect(first.lit, name).toBeGreaterThan(0.1);
  }
  baselines.save();
  expect(complaints).toEqual([]);
});
