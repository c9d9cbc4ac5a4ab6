// Finds a Chromium for the tests, or gets one. In this order: GEMBA_CHROMIUM, an installed one, Playwright's own,
// Playwright's download (30 s), Debian's package (as root, in CI or a container); else the command to type.
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { chromium } from "@playwright/test";

const installedPaths = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];
const downloadMs = 30_000;

/** Path of a Chromium that can be started; says on stderr what it does to get one, and throws with the remedy. */
export function ensureBrowser(): string {
  const found = findBrowser();
  if (found !== undefined) return found;

  process.stderr.write("No Chromium found: trying Playwright's download for 30 s.\n");
  spawnSync("npx", ["--no-install", "playwright", "install", "chromium-headless-shell"], {
    stdio: "ignore",
    timeout: downloadMs,
  });
  const downloaded = findBrowser();
  if (downloaded !== undefined) return downloaded;

  if (mayInstall()) {
    process.stderr.write(
      "No download: installing Debian's chromium with apt-get, because this is CI or a container.\n",
    );
    spawnSync("apt-get", ["update"], { stdio: "ignore" });
    spawnSync("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], { stdio: "ignore" });
    const installed = findBrowser();
    if (installed !== undefined) return installed;
  }
  throw new Error(
    "The tests need a Chromium. Type: npx playwright install --with-deps chromium (or: sudo apt-get install chromium)",
  );
}

function findBrowser(): string | undefined {
  const candidates = [process.env["GEMBA_CHROMIUM"], ...installedPaths, playwrightPath()];
  return candidates.find((path) => path !== undefined && canRun(path));
}

function playwrightPath(): string | undefined {
  try {
    return chromium.executablePath();
  } catch {
    return undefined; // Playwright has none for this platform.
  }
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Root on Debian, where nobody's own machine is changed. */
function mayInstall(): boolean {
  const isRoot = process.getuid?.() === 0;
  const isThrowAway =
    process.env["CI"] !== undefined ||
    existsSync("/.dockerenv") ||
    existsSync("/run/.containerenv") ||
    process.env["container"] !== undefined;
  return isRoot && isThrowAway && existsSync("/usr/bin/apt-get");
}
