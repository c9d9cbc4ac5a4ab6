// The app in a real Chromium against the real host. Software GL, one worker: two cores are all there is.
import { defineConfig } from "@playwright/test";
import { compileCache } from "./support/compile-cache.ts";

Object.assign(process.env, compileCache);

export default defineConfig({
  testDir: ".",
  testMatch: ["e2e/**/*.spec.ts", "visual/**/*.spec.ts"],
  outputDir: "e2e/.results",
  globalSetup: "./support/page-setup.ts",
  // What is waited for may take as long as a busy machine takes: how long things take, benchmarks measure.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  // Replay at 3,600 times needs a page that is drawn on time: drawn 0.3 s late beside another, it is 18 minutes late.
  workers: 1,
  retries: 0,
  // The JSON report goes to the file that PLAYWRIGHT_JSON_OUTPUT_FILE names; without one there is none.
  reporter: process.env["PLAYWRIGHT_JSON_OUTPUT_FILE"] === undefined ? [["list"]] : [["list"], ["json"]],
  use: {
    viewport: { width: 1280, height: 720 },
    launchOptions: {
      executablePath: process.env["GEMBA_CHROMIUM"] ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--use-angle=swiftshader",
        "--enable-unsafe-swiftshader",
        // Rastered by software GL, the last tile of a page differs by a level of colour from one browser to the next.
        "--disable-gpu-rasterization",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
      ],
    },
  },
});
