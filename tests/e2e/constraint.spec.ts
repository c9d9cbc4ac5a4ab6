// What a person reads of the constraint and does with it, by keyboard and by roles, on the gallery's fixture.
import { expect, type Page, test } from "@playwright/test";
import { type GalleryServer, serveGallery } from "../visual/gallery-server.ts";

let gallery: GalleryServer;
test.beforeAll(async () => {
  gallery = await serveGallery();
});
test.afterAll(async () => {
  await gallery.close();
});

async function openDesk(page: Page, query = ""): Promise<void> {
  await page.goto(`${gallery.origin}gallery/panels.html?still${query}`);
  await expect(page.getByRole("tree")).toBeVisible();
}

test("C opens the finding, which says who, how sure and what is at stake; show me selects it", async ({
  page,
}) => {
  await openDesk(page);
  await page.keyboard.press("c");
  const card = page.getByRole("region", { name: "Constraint" });
  await expect(card.getByRole("heading", { name: "B10 Laser weld" })).toBeVisible();
  await expect(card).toContainText("93 %");
  await expect(card).toContainText("+1.9 packs an hour");
  await expect(card).toContainText("Nine of ten reruns: 1.1 to 2.6");
  await expect(card).toContainText("Then the limit is D80 End-of-line test");
  await card.getByText("5 of 6 methods agree").click();
  await expect(card.getByRole("row", { name: /Arrows/ })).toContainText("D80 End-of-line test");
  await card.getByRole("button", { name: /^Show B10 at/ }).click();
  await expect(page.getByRole("treeitem", { selected: true })).toContainText("Laser weld");
});

test("the bars are a table from plan to actual with the residual, and a bar goes to its stops", async ({
  page,
}) => {
  await openDesk(page);
  await page.keyboard.press("c");
  const card = page.getByRole("region", { name: "Constraint" });
  await card.getByRole("button", { name: "Waterfall" }).click();
  const rows = card.getByRole("table").getByRole("row");
  await expect(rows.filter({ hasText: "Plan" }).first()).toContainText("45");
  await expect(rows.filter({ hasText: "Not explained" })).toHaveCount(1);
  await expect(rows.last()).toContainText("41");
  await card.getByRole("button", { name: /^D40, Breakdown/ }).click();
  await expect(card.getByRole("button", { name: /^D40a, .*19 min, 0 packs/ })).toBeVisible();
  await card.getByRole("button", { name: "All stops" }).click();
  await expect(card).toContainText("7 min 00 s left before the line loses packs");
  await expect(card).toContainText("Losing 6 packs an hour");
});

test("advice is run by one click, and says what limits then", async ({ page }) => {
  await openDesk(page);
  await page.keyboard.press("w");
  const card = page.getByRole("region", { name: "Constraint" });
  await expect(card).toContainText("Nothing of the plant is changed");
  await card.getByRole("button", { name: /^B10: cycle 10 % shorter: \+1\.9/ }).click();
  const result = card.getByRole("region", { name: "Rerun" });
  await expect(result).toContainText("+1.9 packs an hour");
  await expect(result).toContainText("Then the limit is D80 End-of-line test");
  await expect(result).toContainText("Expected, not certain");
});

test("the shift report has the screen's numbers, and prints nothing but the sheet", async ({ page }) => {
  await openDesk(page, "&page=report&theme=show");
  const sheet = page.getByRole("article");
  await expect(sheet).toContainText("B10 Laser weld, clear, 93 %");
  await expect(sheet.getByRole("listitem").filter({ hasText: "B10: 1 more beside it" })).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(sheet).toBeVisible();
  await expect(page.getByRole("tree")).toBeHidden();
  await expect(page.getByRole("button", { name: "Print" })).toBeHidden();
});
