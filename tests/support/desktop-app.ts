// The desktop app in a real Electron, for the tests that need one; and why there is none, where there is none.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { _electron, type ElectronApplication, expect, type Page } from "@playwright/test";
import { ensureDesktopBuilt } from "../../electron/host/build.ts";
import { findElectron, noWindowReason, surroundings } from "../../electron/host/electron-binary.ts";

const root = join(import.meta.dirname, "../..");

/** Why the tests of the desktop cannot run here; undefined = they can. Downloads nothing. */
export function noDesktopReason(): string | undefined {
  const here = surroundings();
  return (
    noWindowReason(here) ??
    (findElectron(root, here.env) === undefined
      ? "Electron's binary is not here (npx install-electron)"
      : undefined)
  );
}

export interface DesktopApp {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Clicks an entry of the native menu. */
  menu(label: string): Promise<void>;
  /** Quits as a person does, and waits until it is gone. */
  quit(): Promise<void>;
}

/** A data folder for one test. */
export function dataFolder(): string {
  return mkdtempSync(join(tmpdir(), "gemba-desktop-"));
}

/** A copy of the demo plant under another name, to be opened. */
export function otherPlant(folder: string): string {
  const plant = join(folder, "other");
  cpSync(join(root, "assets/plants/demo"), plant, { recursive: true });
  const file = join(plant, "plant.json");
  writeFileSync(file, readFileSync(file, "utf8").replace(/"name":\s*"[^"]+"/, '"name": "The other plant"'));
  return plant;
}

/** Starts the app as `npm start` does and waits until its first page is live. */
export async function launchDesktop(dataDir: string): Promise<DesktopApp> {
  const binary = findElectron(root, process.env);
  if (binary === undefined) throw new Error("Electron's binary is not here");
  await ensureDesktopBuilt({ log: () => undefined });
  const app = await _electron.launch({
    executablePath: binary,
    args: [root, "--", "--data", dataDir],
    cwd: root,
  });
  const page = await app.firstWindow();
  await live(page);
  return {
    app,
    page,
    menu: (wanted) =>
      app.evaluate(({ Menu }, label) => {
        const all = (items: readonly Electron.MenuItem[]): Electron.MenuItem[] =>
          items.flatMap((item) => [item, ...all(item.submenu?.items ?? [])]);
        all(Menu.getApplicationMenu()?.items ?? [])
          .find((item) => item.label === label)
          ?.click();
      }, wanted),
    quit: async () => {
      const closed = app.waitForEvent("close");
      await app.evaluate(({ app: electronApp }) => electronApp.quit());
      await closed;
    },
  };
}

/** Waits until a page shows the plant as it is now. */
export async function live(page: Page): Promise<void> {
  await expect(page.locator(".mode__badge[data-mode=live]")).toBeVisible({ timeout: 60_000 });
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
