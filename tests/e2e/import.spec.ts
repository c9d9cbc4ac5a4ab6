// A file from elsewhere becomes a recording by way of the page: looked at, asked about, imported, opened. Ours opens at once.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { type GembaProcess, startGemba } from "../support/gemba-process.ts";
import { collectErrors, openFlat } from "../support/open-page.ts";

let gemba: GembaProcess;
test.beforeAll(async () => {
  gemba = await startGemba([]);
});
test.afterAll(async () => {
  await gemba.stop();
});

const press = [
  "Zeit;Press1/Force [kN];Press1/Temperature",
  "05.01.2026 06:00:00;1,5;20,0",
  "05.01.2026 06:00:10;2,5;21,0",
  "05.01.2026 06:00:20;viel;22,0",
  "05.01.2026 06:00:30;3,5;23,0",
  "05.01.2026 06:00:40;4,5;24,0",
].join("\n");

const imports = (): string[] => readdirSync(join(gemba.dataDir, "imports"));
const uploads = (): string[] => readdirSync(join(gemba.dataDir, "imports", ".part"));
const wizard = (page: Page, name: string) => page.getByRole("region", { name: `Import ${name}` });

async function openRecordings(page: Page): Promise<void> {
  await openFlat(page, gemba.url);
  await page.getByRole("button", { name: /Recordings: look/ }).click();
}

/** Chooses a file by the button, as a person does. */
async function choose(page: Page, name: string, content: string | Buffer): Promise<void> {
  const choosing = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Import…" }).click();
  const mimeType = "application/octet-stream";
  await (await choosing).setFiles({ name, mimeType, buffer: Buffer.from(content) });
}

/** Drops a file on the middle of the page. */
async function drop(page: Page, name: string, content: Buffer): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([fileName, base64]) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], fileName));
      return data;
    },
    [name, content.toString("base64")] as const,
  );
  const main = page.getByRole("main");
  await main.dispatchEvent("dragenter", { dataTransfer: transfer });
  await expect(page.getByText(/Drop a recording to open it/)).toBeVisible();
  await main.dispatchEvent("drop", { dataTransfer: transfer });
}

test("a wide file with decimal commas and a bad row: the zone is asked, the row is named, the values are there", async ({
  page,
}) => {
  const errors = collectErrors(page);
  await openRecordings(page);
  await choose(page, "press.csv", press);
  const form = wizard(page, "press.csv");
  await expect(form).toContainText("One column for each signal, separated by semicolons, decimal comma");
  await expect(form.getByLabel("Role of the column Zeit")).toHaveValue("time");
  await expect(form.getByLabel("Role of the column Press1/Force [kN]")).toHaveValue("value");
  await expect(form).toContainText("The times name no zone");
  const begin = form.getByRole("button", { name: "Import", exact: true });
  await expect(begin).toBeDisabled();

  // A role that is missing is said, and put right again.
  await form.getByLabel("Role of the column Zeit").selectOption("Ignore");
  await expect(form).toContainText("No column has the role of time.");
  await form.getByLabel("Role of the column Zeit").selectOption("Time");
  await expect(form).not.toContainText("No column has the role of time.");

  await form.getByLabel("Zone of the file's clock").selectOption("America/Chicago");
  await form.getByLabel("Name of the recording").fill("Press on Monday");
  await begin.press("Enter");
  await expect(form).toContainText("Press on Monday is imported");
  const row = form.getByRole("row").filter({ hasText: "viel" });
  await expect(row.getByRole("cell").first()).toHaveText("4");
  await expect(row).toContainText("Press1/Force [kN]");

  await form.getByRole("button", { name: "Open", exact: true }).click();
  await page.waitForFunction(() => window.gemba?.table()?.plant.file.name === "Press on Monday");
  const first = Date.UTC(2026, 0, 5, 12);
  await expect.poll(() => page.evaluate(() => window.gemba?.table()?.timeMs())).toBe(first);
  const values = await page.evaluate(() => {
    const table = window.gemba?.table();
    return table?.plant.signals.map(({ row: at }) => table.signalValue[at]);
  });
  expect(values).toEqual([1.5, 20]);
  // At the end the last row holds.
  await page.keyboard.press("End");
  await expect
    .poll(() => page.evaluate(() => [...(window.gemba?.table()?.signalValue ?? [])]))
    .toEqual([4.5, 24]);
  expect(uploads()).toEqual([]);
  expect(errors).toEqual([]);
});

test("a recording of ours that is dropped opens at once", async ({ page }) => {
  const errors = collectErrors(page);
  const recording = readFileSync(join(gemba.dataDir, "imports", "Press on Monday.mcap"));
  await openRecordings(page);
  await page.getByRole("button", { name: "Close recordings" }).click();
  await drop(page, "From a colleague.mcap", recording);
  await page.waitForFunction(() => window.gemba?.table()?.plant.file.name === "Press on Monday");
  expect(imports()).toContain("From a colleague.mcap");
  expect(uploads()).toEqual([]);
  expect(errors).toEqual([]);
});

test("an import that is cancelled leaves nothing but the file, and that goes when it is given up", async ({
  page,
}) => {
  const errors = collectErrors(page);
  const rows = Array.from({ length: 1_500_000 }, (_, at) => `${1_767_600_000 + at},${at % 97}`);
  await openRecordings(page);
  await drop(page, "long.csv", Buffer.from(`time,Press/force\n${rows.join("\n")}\n`));
  const form = wizard(page, "long.csv");
  await form.getByRole("button", { name: "Import", exact: true }).click();
  await expect(form.getByRole("progressbar", { name: /Importing long/ })).toBeVisible();
  await form.getByRole("button", { name: "Cancel" }).click();
  await expect(form).toContainText("long.csv was not imported");
  expect(imports().filter((name) => name.startsWith("long"))).toEqual([]);
  await form.getByRole("button", { name: "Change how it is read" }).click();
  await form.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("searchbox", { name: "Search recordings" })).toBeVisible();
  await expect.poll(uploads).toEqual([]);
  expect(errors).toEqual([]);
});
