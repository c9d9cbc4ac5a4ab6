// What is usual, learnt in the app from a recording: from the findings to the page, with why, and in force at once.
import { expect, test } from "@playwright/test";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type GembaProcess, startGemba } from "../support/gemba-process.ts";
import { layoutProblems } from "../support/page-layout.ts";
import { collectErrors, leaveFlat } from "../support/open-page.ts";

const root = join(import.meta.dirname, "../..");
const demo = join(root, "assets/plants/demo");
const dir = mkdtempSync(join(tmpdir(), "gemba-baseline-"));
let gemba: GembaProcess;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  // The demo line by another name: nothing is learnt of it.
  mkdirSync(join(dir, "plant"));
  const file = JSON.parse(readFileSync(join(demo, "plant.json"), "utf8")) as object;
  writeFileSync(join(dir, "plant/plant.json"), JSON.stringify({ ...file, id: "mill" }));
  for (const name of ["behaviour.json", "scenario.json"])
    copyFileSync(join(demo, name), join(dir, "plant", name));
  const out = join(dir, "monday.mcap");
  const args = [
    "electron/host/cli.ts",
    "simulate",
    "--plant",
    join(dir, "plant"),
    "--hours",
    "3",
    "--out",
    out,
  ];
  const made = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
  expect(made.stderr).toBe("");
  gemba = await startGemba(["--source", `recording:${out}`]);
});
test.afterAll(async () => {
  await gemba.stop();
  rmSync(dir, { recursive: true });
});

test("a person learns what is usual from a recording, says why, and it is judged by at once", async ({
  page,
}) => {
  test.setTimeout(120_000);
  const errors = collectErrors(page);
  await page.setViewportSize({ width: 1280, height: 720 });
  await leaveFlat(page, "mill");
  await page.goto(gemba.url);
  await expect(page.getByRole("tree")).toBeVisible();
  await page.keyboard.press("d");
  await page.getByRole("button", { name: "Learn what is usual" }).click();
  const usual = page.getByRole("region", { name: "What is usual" });
  await expect(usual).toContainText("Nothing is learnt yet");
  expect(await page.evaluate(layoutProblems)).toEqual([]);
  const learn = usual.getByRole("button", { name: /^Learn from/ });
  await expect(learn).toBeDisabled();
  await usual.getByRole("checkbox", { name: "monday" }).check();
  await usual.getByLabel("Why?").fill("first of all");
  await learn.click();
  await expect(usual).toContainText("Reading 1 recording");
  await expect(usual).toContainText("clean blocks, where 47 are needed");
  await expect(usual).toContainText("Agreed by desk: first of all");
  expect(await page.evaluate(layoutProblems)).toEqual([]);
  await expect(page.getByRole("region", { name: "Defects" })).toContainText("of 47 blocks");
  expect(errors).toEqual([]);
});
