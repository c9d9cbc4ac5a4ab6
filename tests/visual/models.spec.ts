// Every machine of the registry, drawn by the app's own scene: as it was when somebody looked at it, like no other, and moving
// when, and only when, it runs. One page for all of them: the machines stand on parade and the camera walks.
import { expect, type Page, test } from "@playwright/test";
import { collectErrors } from "../support/open-page.ts";
import { Baselines } from "./baselines.ts";
import { type GalleryServer, serveGallery } from "./gallery-server.ts";
import { kitPicture, middleOf, type Picture, thumbnailDistance } from "./picture.ts";

test.use({ viewport: { width: 320, height: 240 } });

/** One machine at two places of the floor is up to two steps apart, because of what stands and lies around it. */
const alikeSteps = 3;

let server: GalleryServer;
let page: Page;
let errors: string[];
let names: readonly string[];
const pictures = new Map<string, Picture>();

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  server = await serveGallery();
  page = await browser.newPage({ viewport: { width: 320, height: 240 } });
  errors = collectErrors(page);
  // Quiet greys and flat light, so that what differs is the machine.
  await page.goto(
    `${server.origin}gallery.html?page=kit&parade=1&still=1&theme=light&tier=standard&phase=0.3`,
  );
  await page.waitForFunction(() => window.kit !== undefined);
  names = await page.evaluate(() => [...(window.kit?.originals ?? [])]);
  for (const name of names) {
    await show(name);
    pictures.set(name, await kitPicture(page, "sheet"));
  }
});

test.afterAll(async () => {
  await page.close();
  await server.close();
});

/** Shows a machine in a state with a phase. */
async function show(model: string, state: "run" | "down" = "run", phase = 0.3): Promise<void> {
  await page.evaluate(
    async (choice) => {
      const { kit } = window;
      const name = kit?.names.find((each) => each === choice.model);
      if (kit === undefined || name === undefined) throw new Error("no kit");
      await kit.choose({ ...choice, model: name });
    },
    { model, state, phase },
  );
}

test("every machine looks as it did when it was last looked at", ({ browser }) => {
  const baselines = new Baselines("models", browser.version());
  const complaints: string[] = [];
  for (const [name, picture] of pictures) {
    const complaint = baselines.complaint(name, picture);
    if (complaint !== undefined) complaints.push(complaint);
  }
  baselines.save();
  expect(complaints).toEqual([]);
  expect(errors).toEqual([]);
});

test("every machine is in its picture", () => {
  for (const [name, { lit }] of pictures) expect(lit, name).toBeGreaterThan(0.1);
  expect(pictures.size).toBe(names.length);
});

test("no two machines look the same", () => {
  const alike: string[] = [];
  names.forEach((a, index) => {
    for (const b of names.slice(index + 1)) {
      const { mean } = thumbnailDistance(
        middleOf(pictures.get(a)?.thumbnail ?? []),
        middleOf(pictures.get(b)?.thumbnail ?? []),
      );
      if (mean < alikeSteps) alike.push(`${a} and ${b}: ${mean.toFixed(2)} steps apart`);
    }
  });
  expect(alike).toEqual([]);
});

test("a machine moves while it runs, and stands still while it is down", async () => {
  test.setTimeout(240_000);
  const stiff: string[] = [];
  const restless: string[] = [];
  for (const name of names) {
    const moving = await page.evaluate((model) => {
      const known = window.kit?.names.find((each) => each === model);
      return known !== undefined && (window.kit?.joints(known) ?? 0) > 0;
    }, name);
    for (const state of moving ? (["run", "down"] as const) : (["down"] as const)) {
      await show(name, state, 0.1);
      const before = await kitPicture(page, "sheet");
      // Of the twenty seconds of the cycle; a machine may rest for a part of them.
      let after = before;
      for (let seconds = 0; seconds < 15 && after.hash === before.hash; seconds += 5) {
        await page.evaluate(() => window.kit?.pass(5));
        after = await kitPicture(page, "sheet");
      }
      if (state === "run" && before.hash === after.hash) stiff.push(name);
      if (state === "down" && before.hash !== after.hash) restless.push(name);
    }
  }
  expect({ stiff, restless }).toEqual({ stiff: [], restless: [] });
  expect(errors).toEqual([]);
});
