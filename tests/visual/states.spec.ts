// The colours of states on the machines are the interface's tokens to the last step of a channel, after light, film curve and
// fog, in every theme; and no other state's colour is there.
import { expect, test } from "@playwright/test";
import { assetStates } from "#shared/model/state.ts";
import { themeNames } from "../../renderer/state/view.ts";
import { themes } from "../../renderer/ui/tokens.ts";
import { collectErrors } from "../support/open-page.ts";
import { type GalleryServer, serveGallery } from "./gallery-server.ts";
import { kitPicture } from "./picture.ts";

/** A lamp of this many pixels and more is seen at a glance. */
const leastPixels = 60;

let server: GalleryServer;
test.beforeAll(async () => {
  server = await serveGallery();
});
test.afterAll(async () => {
  await server.close();
});

for (const theme of themeNames)
  test(`in the ${theme} theme each state shows its own colour, exactly`, async ({ page }) => {
    test.setTimeout(240_000);
    const errors = collectErrors(page);
    await page.setViewportSize({ width: 480, height: 360 });
    const tier = theme === "show" ? "rich" : "standard";
    await page.goto(
      `${server.origin}gallery.html?page=kit&still=1&model=unknown&theme=${theme}&tier=${tier}`,
    );
    await page.waitForFunction(() => window.kit !== undefined);
    const tokens = assetStates.map((state) => themes[theme].state[state]);
    const missing: string[] = [];
    const wrong: string[] = [];
    for (const [index, state] of assetStates.entries()) {
      await page.evaluate((name) => window.kit?.choose({ state: name, phase: 0.3 }), state);
      const { pixels } = await kitPicture(page, "front", tokens);
      const own = pixels[index] ?? 0;
      if (own < leastPixels) missing.push(`${state}: ${own} pixels of ${tokens[index] ?? ""}`);
      assetStates.forEach((other, at) => {
        const isAnother = tokens[at] !== tokens[index] && quiet.has(other) === false;
        if (isAnother && (pixels[at] ?? 0) > own / 4)
          wrong.push(`${state}: ${pixels[at] ?? 0} pixels of ${other}'s ${tokens[at] ?? ""}`);
      });
    }
    expect({ missing, wrong }).toEqual({ missing: [], wrong: [] });
    expect(errors).toEqual([]);
  });

/** Greys of the quiet states may also be those of metal and floor. */
const quiet = new Set<string>(["unknown", "run", "idle", "noOrder", "planned", "off"]);
