// The scene in a real Chromium on generated plants: exact counts, picking, a lost context, and the shader against TypeScript.
import { expect, type Page, test } from "@playwright/test";
import type { Gallery } from "../../renderer/gallery/gallery.tsx";
import { type GalleryServer, serveGallery } from "../visual/gallery-server.ts";

declare global {
  interface Window {
    gallery?: Gallery;
  }
}

let server: GalleryServer;
test.beforeAll(async () => {
  server = await serveGallery();
});
test.afterAll(async () => {
  await server.close();
});

async function openGallery(page: Page, query: string): Promise<void> {
  const failures: string[] = [];
  page.on("pageerror", (error) => failures.push(error.message));
  await page.goto(`${server.origin}gallery.html?${query}`);
  const driven = query.includes("loop=never");
  await page.waitForFunction(
    (byHand) =>
      byHand ? window.gallery?.driver() !== undefined : (window.gallery?.counters.frames ?? 0) > 0,
    driven,
  );
  expect(failures).toEqual([]);
}

/** For tests that count: every draw call is made and none is rastered, which software GL takes half a minute for. */
async function drawNothing(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const ignore = (): void => undefined;
    Object.assign(WebGL2RenderingContext.prototype, {
      drawElements: ignore,
      drawArrays: ignore,
      drawElementsInstanced: ignore,
      drawArraysInstanced: ignore,
    });
  });
}

/** Runs in the page with the gallery there. */
function inGallery<T>(page: Page, read: (gallery: Gallery) => T): Promise<T> {
  return page.evaluate(`(${read.toString()})(window.gallery)`);
}

/** Waits until the scene wants no frame any more: nothing asked for, nothing moving, no label waiting, the font there. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () => {
      const { gallery } = window;
      const driver = gallery?.driver();
      const wanted =
        gallery === undefined ||
        driver === undefined ||
        gallery.counters.frames === 0 ||
        gallery.counters.rateHz !== 0 ||
        driver.engine.wantsFrameInMs(0) !== undefined ||
        document.fonts.status !== "loaded";
      // At rest: three looks in a row at the same frame.
      const frames = wanted ? -1 : gallery.counters.frames;
      const { dataset } = document.documentElement;
      const looks = dataset["frames"] === String(frames) && frames > 0 ? Number(dataset["looks"]) + 1 : 0;
      Object.assign(dataset, { frames, looks });
      return looks >= 2;
    },
    undefined,
    { polling: 100 },
  );
}

/** Shares of lit pixels and number of colours of a screenshot, read back in the page. */
async function picture(page: Page): Promise<{ lit: number; colours: number }> {
  const png = (await page.screenshot()).toString("base64");
  return page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = 128;
    canvas.height = 72;
    const context = canvas.getContext("2d");
    if (context === null) return { lit: 0, colours: 0 };
    context.drawImage(image, 0, 0, 128, 72);
    const { data } = context.getImageData(0, 0, 128, 72);
    const counts = new Map<number, number>();
    for (let at = 0; at < data.length; at += 4) {
      const key =
        ((data[at] ?? 0) >> 2) * 4096 + ((data[at + 1] ?? 0) >> 2) * 64 + ((data[at + 2] ?? 0) >> 2);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return { lit: 1 - Math.max(...counts.values()) / (128 * 72), colours: counts.size };
  }, png);
}

test("a thousand live frames commit nothing in React", async ({ page }) => {
  await openGallery(page, "stations=40&parts=200&loop=demand&bottleneck=S5,S6");
  await settled(page);
  const counted = await page.evaluate(async () => {
    const { gallery } = window;
    if (gallery === undefined) throw new Error("no gallery");
    const before = gallery.commits();
    const versionBefore = gallery.table.version;
    for (let frame = 0; frame < 1000; frame += 1) {
      gallery.feed.advance(100);
      gallery.feed.changeStates(0.05);
      gallery.feed.send(1);
      if (frame % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const applied = gallery.table.version - versionBefore;
    return { isCounted: before > 0, commits: gallery.commits() - before, applied };
  });
  expect(counted).toEqual({ isCounted: true, commits: 0, applied: 1000 });
});

test("a paused timeline draws no frame in 60 s; a running one draws again", async ({ page }) => {
  // From the start, so that no timer or frame of the real clock is left waiting when the clock is driven.
  await page.clock.install();
  await openGallery(page, "stations=40&parts=200");
  await settled(page);
  const frames = (): Promise<number> => inGallery(page, (gallery) => gallery.counters.frames);
  const before = await frames();
  await page.clock.runFor(60_000);
  expect((await frames()) - before).toBe(0);
  await inGallery(page, (gallery) => {
    gallery.feed.startMoves(50);
    gallery.feed.send(1);
  });
  await page.clock.runFor(2000);
  // Ambient: fifteen frames a second while only parts move.
  expect((await frames()) - before).toBeGreaterThan(15);
  expect((await frames()) - before).toBeLessThanOrEqual(40);
});

test("draw calls are the same at 100 and at 10,000 stations, and at most 60", async ({ page }) => {
  await drawNothing(page);
  const draws: number[] = [];
  for (const stations of [100, 10_000]) {
    await openGallery(page, `stations=${stations}&parts=100`);
    await settled(page);
    draws.push(await inGallery(page, (gallery) => gallery.counters.draws));
  }
  expect(draws[0]).toBe(draws[1]);
  expect(draws[0]).toBeLessThanOrEqual(60);
});

test("the bottleneck's layer adds three draws in the show theme and two in the others, at 100 as at 10,000 stations", async ({
  page,
}) => {
  await drawNothing(page);
  const added: number[] = [];
  for (const [stations, theme] of [
    [100, "light"],
    [10_000, "light"],
    [100, "show"],
  ] as const) {
    await openGallery(page, `stations=${stations}&parts=100&theme=${theme}&bottleneck=S5,S6,S7`);
    await settled(page);
    const withLayer = await inGallery(page, (gallery) => gallery.counters.draws);
    expect(withLayer).toBeLessThanOrEqual(60);
    await inGallery(page, (gallery) => gallery.useView.getState().toggleLayer("bottleneck"));
    await expect.poll(() => inGallery(page, (gallery) => gallery.counters.draws)).toBeLessThan(withLayer);
    added.push(withLayer - (await inGallery(page, (gallery) => gallery.counters.draws)));
  }
  expect(added).toEqual([2, 2, 3]);
});

test("the constraint's pulse draws frames in the show theme while time passes, and in no other", async ({
  page,
}) => {
  await drawNothing(page);
  await page.clock.install();
  const framesIn = async (theme: string, speed: number): Promise<number> => {
    await openGallery(page, `stations=40&parts=0&theme=${theme}&bottleneck=S5`);
    await page.clock.runFor(5000);
    await page.evaluate((each) => window.gallery?.feed.send(each), speed);
    await page.clock.runFor(1000);
    const before = await inGallery(page, (gallery) => gallery.counters.frames);
    await page.clock.runFor(2000);
    return (await inGallery(page, (gallery) => gallery.counters.frames)) - before;
  };
  expect(await framesIn("show", 0)).toBe(0);
  expect(await framesIn("show", 1)).toBeGreaterThan(15);
});

test("pins are one draw whatever their number, a finding that is looked at adds five, and the layer off draws none of it", async ({
  page,
}) => {
  await drawNothing(page);
  const draws = (): Promise<number> => inGallery(page, (gallery) => gallery.counters.draws);
  const added = async (query: string): Promise<number> => {
    await openGallery(page, query);
    await settled(page);
    const on = await draws();
    expect(on).toBeLessThanOrEqual(150);
    await inGallery(page, (gallery) => gallery.useView.getState().toggleLayer("defects"));
    await expect.poll(draws).toBeLessThan(on);
    return on - (await draws());
  };
  const many = Array.from({ length: 90 }, (_, index) => `S${index + 1}`).join(",");
  expect(await added("stations=100&parts=0&defects=S5")).toBe(1);
  expect(await added(`stations=100&parts=0&defects=${many}`)).toBe(1);
  for (const theme of ["light", "show"])
    expect(await added(`plant=demo&parts=0&theme=${theme}&defects=demo&finding=b50qual000000003`)).toBe(6);
});

test("a finding that is looked at is drawn once and then stands still, in every theme", async ({ page }) => {
  await drawNothing(page);
  await page.clock.install();
  for (const theme of ["light", "dark", "show"]) {
    await openGallery(page, `plant=demo&parts=0&theme=${theme}&defects=demo&finding=b50qual000000003`);
    await page.clock.runFor(10_000);
    const before = await inGallery(page, (gallery) => gallery.counters.frames);
    await page.clock.runFor(10_000);
    expect(await inGallery(page, (gallery) => gallery.counters.frames)).toBe(before);
  }
});

test("a click on a pin selects its asset and looks at the finding; on a tag it selects the place", async ({
  page,
}) => {
  await drawNothing(page);
  await openGallery(page, "plant=demo&parts=0&defects=demo&finding=b50qual000000003");
  await settled(page);
  const looked = (): Promise<readonly [string | undefined, string | undefined]> =>
    inGallery(
      page,
      (gallery) => [gallery.useSelection.getState().assetId, gallery.useDefects.getState().shown] as const,
    );
  /** In the middle of the head of what stands at an asset: the last of them, which is a pin where there is one. */
  const placeOf = async (asset: string): Promise<{ x: number; y: number }> => {
    const place = await page.evaluate((id) => {
      const driver = window.gallery?.driver();
      if (driver === undefined) return undefined;
      const { clipFromPlant, defects, table } = driver.engine;
      const row = table.plant.assetRowById.get(id) ?? -1;
      const { clientWidth, clientHeight } = driver.renderer.domElement;
      let found: { x: number; y: number } | undefined;
      defects.eachBox(clipFromPlant, clientWidth, clientHeight, ({ left, top, right, bottom }) => {
        const at = { x: (left + right) / 2, y: top + (bottom - top) * 0.4 };
        if (defects.hitAt(clipFromPlant, clientWidth, clientHeight, at.x, at.y)?.row === row) found = at;
      });
      return found;
    }, asset);
    if (place === undefined) throw new Error(`Nothing stands at ${asset}`);
    return place;
  };
  const click = async (asset: string): Promise<void> => {
    const { x, y } = await placeOf(asset);
    await page.mouse.click(x, y);
  };
  await click("C10");
  await expect.poll(looked).toEqual(["C10", "c10sens000000002"]);
  await settled(page);
  await click("B50");
  await expect.poll(looked).toEqual(["B50", "b50qual000000003"]);
  await settled(page);
  await click("D10-modules");
  await expect.poll(looked).toEqual(["D10-modules", "b50qual000000003"]);
});

const budgets = [
  { tier: "light", theme: "light", triangles: 60_000 },
  { tier: "light", theme: "show", triangles: 60_000 },
  { tier: "standard", theme: "show", triangles: 1_500_000 },
  { tier: "rich", theme: "show", triangles: 1_500_000 },
] as const;
for (const { tier, theme, triangles } of budgets) {
  test(`the demo plant's start view in tier ${tier}, theme ${theme}, keeps to 150 draws and ${triangles} triangles`, async ({
    page,
  }) => {
    await drawNothing(page);
    await openGallery(page, `plant=demo&tier=${tier}&theme=${theme}`);
    await settled(page);
    const drawn = await inGallery(page, (gallery) => ({
      draws: gallery.counters.draws,
      triangles: gallery.counters.triangles,
    }));
    expect(drawn.draws).toBeGreaterThan(20);
    expect(drawn.draws).toBeLessThanOrEqual(150);
    expect(drawn.triangles).toBeGreaterThan(20_000);
    expect(drawn.triangles).toBeLessThanOrEqual(triangles);
  });
}

test("the lightest tier keeps 10,000 stations within 60,000 triangles", async ({ page }) => {
  await drawNothing(page);
  await openGallery(page, "stations=10000&parts=100&tier=light");
  await settled(page);
  const triangles = await inGallery(page, (gallery) => gallery.counters.triangles);
  // Footprints and lanes on the floor (two triangles each) are drawn for everything in view.
  const painted = await inGallery(page, (gallery) => 4 * gallery.table.plant.assets.length);
  expect(triangles - painted).toBeLessThanOrEqual(60_000);
});

test("parts that start moves are sent to the GPU with 16 bytes each in one upload and one draw, and nothing else is", async ({
  page,
}) => {
  await openGallery(page, "stations=40&parts=4000&loop=never");
  const sent = await page.evaluate(async () => {
    const { gallery } = window;
    const driver = gallery?.driver();
    const scene = driver?.engine.root.parent;
    if (gallery === undefined || driver === undefined || scene === null || scene === undefined)
      throw new Error("no scene");
    const { counters } = gallery;
    // Labels say how full places are, and are written when it is their turn: not of interest here.
    driver.engine.setLayers({ ...gallery.useView.getState().layers, values: false, labels: false });
    // Time stands still: machines at work are sent how far they are when it passes.
    gallery.feed.send(0);
    // The first frames make the buffers and lists, again when the font is there. Counted are the frames after them, by
    // the context itself.
    await document.fonts.ready;
    let quiet = 0;
    for (let frame = 0; frame < 200 && quiet < 3; frame += 1) {
      await new Promise((resolve) => setTimeout(resolve));
      driver.frame(scene, 0.016);
      quiet = counters.uploads === 0 ? quiet + 1 : 0;
    }
    if (quiet < 3) throw new Error("The scene never came to rest");
    const drawsBefore = counters.draws;
    const results: { moves: number; bytes: number; moveBytes: number; uploads: number; draws: number }[] = [];
    for (const moves of [1, 7, 60, 1500]) {
      gallery.feed.startMoves(moves);
      gallery.feed.send(0);
      // A start also changes how full places are, which has a texture of its own: not of interest here.
      gallery.table.touchedAssets.clear();
      const before = counters.moveBytes;
      driver.frame(scene, 0.016);
      results.push({
        moves,
        bytes: counters.uploadBytes,
        moveBytes: counters.moveBytes - before,
        uploads: counters.uploads,
        draws: counters.draws - drawsBefore,
      });
    }
    return results;
  });
  expect(sent).toEqual(
    [1, 7, 60, 1500].map((moves) => ({
      moves,
      bytes: moves * 16,
      moveBytes: moves * 16,
      // The staging buffer grows once, which allocates and sends nothing.
      uploads: moves === 1 || moves === 1500 ? 2 : 1,
      draws: 1,
    })),
  );
});

/** How far apart the shader and TypeScript find the parts at worst (metres, sine of half the turn), and at how many places. */
async function comparedPlaces(
  page: Page,
  slots: number,
  timeS: number,
): Promise<{ worst: number; places: number }> {
  const { shader, code } = await page.evaluate(
    ([count, atS]) => window.gallery?.positions(count, atS) ?? { shader: [], code: [] },
    [slots, timeS] as const,
  );
  expect(shader).toHaveLength(slots * 4);
  let worst = 0;
  for (let index = 0; index < code.length; index += 4) {
    const apart = [0, 1, 2].map((axis) =>
      Math.abs((shader[index + axis] ?? Number.NaN) - (code[index + axis] ?? 0)),
    );
    const turn = Math.abs(Math.sin(((shader[index + 3] ?? Number.NaN) - (code[index + 3] ?? 0)) / 2));
    worst = Math.max(worst, ...apart, turn);
  }
  return { worst, places: new Set(code.map((value) => value.toFixed(3))).size };
}

test("the shader finds parts where TypeScript finds them, uploaded as a whole or started one by one", async ({
  page,
}) => {
  await openGallery(page, "plant=demo&parts=600&loop=never");
  // A tenth of a millimetre at 100 m from the origin is float32's own step.
  const whole = await comparedPlaces(page, 600, 4.25);
  expect(whole.worst).toBeLessThan(1e-3);
  expect(whole.places).toBeGreaterThan(300);
  const started = await page.evaluate(() => {
    const { gallery } = window;
    const driver = gallery?.driver();
    const scene = driver?.engine.root.parent;
    if (gallery === undefined || driver === undefined || scene === null || scene === undefined)
      throw new Error("no scene");
    driver.frame(scene, 0.016);
    const before = gallery.counters.moveBytes;
    for (let turn = 0; turn < 6; turn += 1) {
      gallery.feed.timeMs += 437;
      gallery.feed.startMoves(100);
      gallery.feed.send(1);
      driver.frame(scene, 0.016);
    }
    return {
      bytes: gallery.counters.moveBytes - before,
      atS: driver.engine.timeS(),
      error: driver.renderer.getContext().getError(),
    };
  });
  expect(started.error).toBe(0);
  expect(started.bytes).toBe(600 * 16);
  const found = [];
  for (const laterS of [0.3, 1.7, 6.1]) found.push(await comparedPlaces(page, 600, started.atS + laterS));
  expect(Math.max(...found.map(({ worst }) => worst))).toBeLessThan(1e-3);
  // Later, many have arrived and lie on few places.
  expect(found[0]?.places).toBeGreaterThan(200);
});

test("a seek sends all moves anew, and the shader finds the parts there", async ({ page }) => {
  await openGallery(page, "plant=demo&parts=600&loop=never");
  const sent = await page.evaluate(() => {
    const { gallery } = window;
    const driver = gallery?.driver();
    const scene = driver?.engine.root.parent;
    if (gallery === undefined || driver === undefined || scene === null || scene === undefined)
      throw new Error("no scene");
    driver.frame(scene, 0.016);
    gallery.feed.timeMs += 2000;
    gallery.feed.startMoves(600);
    gallery.feed.send(0, true);
    const before = gallery.counters.moveBytes;
    driver.frame(scene, 0.016);
    return gallery.counters.moveBytes - before;
  });
  expect(sent).toBe(16 * 1024);
  const { worst, places } = await comparedPlaces(page, 600, 3.9);
  expect(worst).toBeLessThan(1e-3);
  expect(places).toBeGreaterThan(200);
});

test("after a lost context the picture is back, whether the browser gives it back or not", async ({
  page,
}) => {
  await openGallery(page, "stations=40&parts=100");
  await settled(page);
  const first = await picture(page);
  expect(first.lit).toBeGreaterThan(0.1);
  for (const givesBack of [false, true]) {
    const framesBefore = await inGallery(page, (gallery) => gallery.counters.frames);
    await page.evaluate((back) => {
      const context = window.gallery?.driver()?.renderer.getContext();
      const extension = context?.getExtension("WEBGL_lose_context");
      extension?.loseContext();
      if (back) setTimeout(() => extension?.restoreContext(), 200);
    }, givesBack);
    await page.waitForFunction((count) => (window.gallery?.counters.frames ?? 0) > count, framesBefore);
    await settled(page);
    const events = await inGallery(page, (gallery) => gallery.events.splice(0));
    expect(events.map((event) => event.kind)).toEqual(["contextLost", "contextRestored"]);
    const again = await picture(page);
    expect(Math.abs(again.lit - first.lit)).toBeLessThan(0.03);
    expect(again.colours).toBeGreaterThan(20);
    expect((await comparedPlaces(page, 100, 4.25)).worst).toBeLessThan(1e-3);
  }
});

test("a click selects the machine it hits, and the part in front of it", async ({ page }) => {
  await openGallery(page, "stations=12&parts=0");
  await settled(page);
  const at = await page.evaluate(() => {
    const driver = window.gallery?.driver();
    const row = window.gallery?.table.plant.assetRowById.get("S5");
    if (driver === undefined || row === undefined) throw new Error("no scene");
    const [x = 0, y = 0, , , , , height = 0] = driver.engine.placements.data.subarray(row * 8, row * 8 + 7);
    const m = driver.engine.clipFromPlant.elements;
    const z = height * 0.5;
    const w = (m[3] ?? 0) * x + (m[7] ?? 0) * y + (m[11] ?? 0) * z + (m[15] ?? 0);
    const cx = ((m[0] ?? 0) * x + (m[4] ?? 0) * y + (m[8] ?? 0) * z + (m[12] ?? 0)) / w;
    const cy = ((m[1] ?? 0) * x + (m[5] ?? 0) * y + (m[9] ?? 0) * z + (m[13] ?? 0)) / w;
    return { x: ((cx + 1) / 2) * innerWidth, y: ((1 - cy) / 2) * innerHeight };
  });
  await page.mouse.click(at.x, at.y);
  await expect.poll(() => inGallery(page, (gallery) => gallery.useSelection.getState().assetId)).toBe("S5");
});

test("a machine that is down has its exact colour on the floor, a running one has none", async ({ page }) => {
  await openGallery(page, "stations=12&parts=0&tier=standard");
  await settled(page);
  const reds = async (state: string): Promise<number> => {
    await page.evaluate((name) => {
      const { gallery } = window;
      if (gallery === undefined) throw new Error("no gallery");
      gallery.feed.setState("S5", name);
      gallery.feed.send(0);
      gallery.driver()?.frameRow(gallery.table.plant.assetRowById.get("S5") ?? 0);
    }, state);
    await settled(page);
    const png = (await page.screenshot()).toString("base64");
    return page.evaluate(async (base64) => {
      const image = new Image();
      image.src = `data:image/png;base64,${base64}`;
      await image.decode();
      const canvas = document.createElement("canvas");
      canvas.width = image.width;
      canvas.height = image.height;
      const context = canvas.getContext("2d");
      context?.drawImage(image, 0, 0);
      const data = context?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray();
      let exact = 0;
      // #b80d24 is the token of `down` in the light theme.
      for (let at = 0; at < data.length; at += 4)
        if (
          Math.abs((data[at] ?? 0) - 0xb8) <= 1 &&
          Math.abs((data[at + 1] ?? 0) - 0x0d) <= 1 &&
          Math.abs((data[at + 2] ?? 0) - 0x24) <= 1
        )
          exact += 1;
      return exact;
    }, png);
  };
  const down = await reds("down");
  const running = await reds("run");
  expect(down - running).toBeGreaterThan(300);
});
