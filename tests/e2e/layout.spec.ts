// Panels never cover each other, nothing leaves the window and no word is cut off: in every size of screen we promise,
// in every theme, with every panel open or folded, with every page.
import { expect, type Page, test } from "@playwright/test";
import type { Desk } from "../../renderer/gallery/panels.tsx";
import { type GalleryServer, serveGallery } from "../visual/gallery-server.ts";
import { layoutProblems } from "../support/page-layout.ts";

declare global {
  interface Window {
    readonly desk?: Desk;
  }
}

const sizes = [
  // The smallest screen, zoomed in by half.
  [853, 480],
  [1280, 720],
  [1920, 1080],
  [3840, 2160],
] as const;
const themes = ["light", "dark", "show"] as const;
const pages = [undefined, "sources", "keys", "report"] as const;
const docks = ["left", "right", "bottom"] as const;

let gallery: GalleryServer;
test.beforeAll(async () => {
  gallery = await serveGallery();
});
test.afterAll(async () => {
  await gallery.close();
});

async function openDesk(page: Page, query: string): Promise<void> {
  const failures: string[] = [];
  page.on("pageerror", (error) => failures.push(error.message));
  await page.goto(`${gallery.origin}gallery/panels.html?${query}`);
  await expect(page.getByRole("tree")).toBeVisible();
  await page.evaluate(() => document.fonts.ready);
  expect(failures).toEqual([]);
}

/** What was asked of the stores has been drawn, and panels have measured themselves. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
  });
}

/** The last figure of the frame budget is below its lower edge. */
async function budgetScrolls(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const body = document.querySelector(".budget__body");
    return body === null || body.scrollHeight > body.clientHeight;
  });
}

/** Canvases of panels that lie between two pixels: the browser blurs what is drawn on them. */
async function blurredCanvases(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll(".dock canvas")].flatMap((canvas) => {
      const { left, top, width, height } = canvas.getBoundingClientRect();
      const isSharp = [left, top, width, height].every((edge) => Math.abs(edge - Math.round(edge)) < 0.01);
      return isSharp ? [] : [`canvas.${canvas.className} blurs at ${left} ${top}, ${width} x ${height}`];
    }),
  );
}

/** Folded docks as bits, and the page open over the middle. Light and dark differ in colours alone: dark is looked at less. */
function arrangements(
  theme: (typeof themes)[number],
): (readonly [folded: number, page: (typeof pages)[number]])[] {
  const whole = [0, 7].flatMap((folded) => pages.map((page) => [folded, page] as const));
  const single = [1, 2, 4].map((folded) => [folded, undefined] as const);
  return theme === "dark" ? [[0, undefined] as const, [7, undefined] as const] : [...whole, ...single];
}

for (const [width, height] of sizes) {
  test(`at ${width} x ${height} nothing covers, leaves or cuts off, in any theme`, async ({ page }) => {
    test.setTimeout(300_000);
    await page.setViewportSize({ width, height });
    await openDesk(page, "select=B10a&still");
    const found: Record<string, string[]> = {};
    for (const theme of themes) {
      for (const [folded, shown] of arrangements(theme)) {
        // The frame budget shares the bottom with the lanes; it is open while the left alone is folded.
        const isBudgetOpen = folded === 1;
        const collapsed = Object.fromEntries(docks.map((dock, bit) => [dock, ((folded >> bit) & 1) === 1]));
        await page.evaluate(
          ([name, folds, open, budget]) => window.desk?.arrange(name, folds, open, budget),
          [theme, collapsed, shown, isBudgetOpen] as const,
        );
        await settled(page);
        const problems = await page.evaluate(layoutProblems);
        problems.push(...(await blurredCanvases(page)));
        // All figures at a glance: who looks at the frame budget does not scroll.
        if (isBudgetOpen && (await budgetScrolls(page))) problems.push("the frame budget has to be scrolled");
        const folds = docks.filter((dock) => collapsed[dock]).join("+");
        if (problems.length > 0)
          found[`${theme}, folded ${folds || "nothing"}, page ${shown ?? "none"}`] = problems;
      }
    }
    expect(found).toEqual({});
  });
}

test("the check finds what it is there to find", async ({ page }) => {
  await openDesk(page, "select=B10a&still");
  const problemsWith = async (style: string): Promise<string[]> => {
    const added = await page.addStyleTag({ content: style });
    const problems = await page.evaluate(layoutProblems);
    await added.evaluate((element: Element) => element.remove());
    return problems;
  };
  expect(await problemsWith(".none {}")).toEqual([]);
  const isSaid = (problems: readonly string[], words: RegExp): boolean =>
    problems.some((problem) => words.test(problem));
  expect(isSaid(await problemsWith(".dock--left { translate: 3rem 0 }"), /covers/)).toBe(true);
  expect(isSaid(await problemsWith(".topbar { translate: 0 -1rem }"), /leaves the window/)).toBe(true);
  await page.evaluate(() => {
    const legend = document.createElement("div");
    legend.className = "finding-legend";
    legend.style.height = "2rem";
    document.querySelector(".centre__stage")?.append(legend);
  });
  expect(isSaid(await problemsWith(".none {}"), /leaves the picture/)).toBe(false);
  expect(isSaid(await problemsWith(".finding-legend { translate: -3rem 0 }"), /leaves the picture/)).toBe(
    true,
  );
  await page.evaluate(() => document.querySelector(".finding-legend")?.remove());
  expect(
    isSaid(await problemsWith(".panel__head h2 { flex: none; width: 1rem; text-overflow: clip }"), /cut off/),
  ).toBe(true);
  expect(isSaid(await problemsWith(".transport button { margin-right: -1rem }"), /lies over/)).toBe(true);
});

test("what may stand in the inspector, the top bar and below it fits as well", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await openDesk(page, "theme=light&still");
  for (const select of ["D60", "B10-in", "A", "C", "V1", "no such asset"]) {
    await page.evaluate((id) => window.desk?.select(id), select);
    await settled(page);
    expect(await page.evaluate(layoutProblems), select).toEqual([]);
  }
  await page.evaluate(() => window.desk?.selectPart("P01200"));
  await settled(page);
  expect(await page.evaluate(layoutProblems), "a part").toEqual([]);
  await page.evaluate(() => window.desk?.loseLink());
  await settled(page);
  expect(await page.evaluate(layoutProblems), "a lost link").toEqual([]);
});

for (const [width, height] of sizes.slice(0, 3)) {
  test(`the constraint fits at ${width} x ${height}, whatever is known of it`, async ({ page }) => {
    test.setTimeout(120_000);
    await page.setViewportSize({ width, height });
    await openDesk(page, "theme=light&still");
    const [tabs, reports] = await page.evaluate(() => [
      window.desk?.constraintTabs ?? [],
      window.desk?.reportNames ?? [],
    ]);
    expect(reports).toContain("tied");
    for (const tab of tabs) {
      for (const report of reports) {
        await page.evaluate(([t, r]) => window.desk?.showConstraint(t, r), [tab, report] as const);
        await settled(page);
        expect(await page.evaluate(layoutProblems), `${tab}, ${report}`).toEqual([]);
      }
    }
  });
}

for (const [width, height] of sizes.slice(0, 3)) {
  test(`the defects fit at ${width} x ${height}, whatever is known of them`, async ({ page }) => {
    test.setTimeout(120_000);
    await page.setViewportSize({ width, height });
    await openDesk(page, "theme=light&still");
    const [tabs, reports, findings] = await page.evaluate(() => [
      window.desk?.defectTabs ?? [],
      window.desk?.defectNames ?? [],
      window.desk?.findingIds ?? [],
    ]);
    expect(reports).toContain("learning");
    for (const report of reports) {
      for (const tab of tabs) {
        await page.evaluate(([t, r]) => window.desk?.showDefects(t, r, undefined), [tab, report] as const);
        await settled(page);
        expect(await page.evaluate(layoutProblems), `${tab}, ${report}`).toEqual([]);
      }
    }
    for (const id of findings) {
      await page.evaluate((finding) => window.desk?.showDefects("findings", "full", finding), id);
      await settled(page);
      expect(await page.evaluate(layoutProblems), `finding ${id}`).toEqual([]);
    }
  });
}

for (const [width, height] of sizes) {
  test(`the legend of a finding lies within the picture at ${width} x ${height}`, async ({ page }) => {
    test.setTimeout(180_000);
    await page.setViewportSize({ width, height });
    await openDesk(page, "mode=scene&blank&still");
    const findings = await page.evaluate(() => window.desk?.findingIds ?? []);
    expect(findings.length).toBeGreaterThan(2);
    const legend = page.locator(".finding-legend");
    for (const theme of themes) {
      for (const folded of [0, 5, 7]) {
        const collapsed = Object.fromEntries(docks.map((dock, bit) => [dock, ((folded >> bit) & 1) === 1]));
        await page.evaluate(([name, folds]) => window.desk?.arrange(name, folds, undefined, false), [
          theme,
          collapsed,
        ] as const);
        for (const id of findings) {
          await page.evaluate((finding) => window.desk?.showDefects("findings", "full", finding), id);
          await expect(legend).toBeVisible();
          await settled(page);
          expect(await page.evaluate(layoutProblems), `${theme}, ${folded}, finding ${id}`).toEqual([]);
        }
      }
    }
  });
}

test("in a small window both tables of the validation give what was measured room, and do not scroll sideways", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await openDesk(page, "theme=light&still&page=validation");
  const validation = page.getByRole("region", { name: "Validation of the analyses" });
  for (const subject of ["Constraint", "Defects"]) {
    await validation.getByRole("button", { name: subject, exact: true }).click();
    const measure = validation.locator("tbody th[scope=row]").first();
    await expect(measure).toBeVisible();
    const [room, wide] = await Promise.all([
      measure.evaluate((cell) => cell.clientWidth / parseFloat(getComputedStyle(document.body).fontSize)),
      validation.locator(".page__wide").evaluate((holder) => holder.scrollWidth - holder.clientWidth),
    ]);
    expect(room, `${subject}, em`).toBeGreaterThan(15);
    expect(wide, `${subject}, pixels`).toBeLessThanOrEqual(1);
    expect(await page.evaluate(layoutProblems), subject).toEqual([]);
  }
});

for (const theme of themes) {
  test(`what is framed in the ${theme} theme stands clear of every panel`, async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 720 });
    // In the show theme the picture goes on behind the panels, from the middle tier on.
    await page.addInitScript(
      (tier) => localStorage.setItem("gemba.tier", tier),
      theme === "show" ? "standard" : "light",
    );
    await openDesk(page, `theme=${theme}&mode=scene&still`);
    await page.waitForFunction(() => (window.gemba?.scene().frames ?? 0) > 0);
    for (const id of ["B10a", "SHIP", "A10"]) {
      await page.evaluate((asset) => window.desk?.frame(asset), id);
      await expect(async () => {
        const at = await page.evaluate(async (asset) => {
          const place = await window.gemba?.screenPlaceOf(asset);
          const free = document.querySelector(".centre__free")?.getBoundingClientRect();
          if (place === undefined || free === undefined) return undefined;
          return {
            across: (place.x - free.left) / free.width,
            down: (place.y - free.top) / free.height,
            on: document.elementFromPoint(place.x, place.y)?.tagName,
          };
        }, id);
        // In the middle of what panels leave free, give or take, and nothing but the picture under the pointer there.
        expect(at?.across, id).toBeGreaterThan(0.4);
        expect(at?.across, id).toBeLessThan(0.6);
        expect(at?.down, id).toBeGreaterThan(0.35);
        expect(at?.down, id).toBeLessThan(0.65);
        expect(at?.on, id).toBe("CANVAS");
      }).toPass();
    }
  });
}
