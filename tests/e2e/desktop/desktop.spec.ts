// The ten things a user does with the desktop app, in a real Electron. Skipped, with the reason, where there is none.
import { expect, test } from "@playwright/test";
import {
  dataFolder,
  type DesktopApp,
  launchDesktop,
  live,
  noDesktopReason,
  otherPlant,
  removeFolder,
} from "../../support/desktop-app.ts";

const reason = noDesktopReason();
if (reason !== undefined) console.log(`The desktop's tests are skipped: ${reason}.`);

test.describe("the desktop app", () => {
  test.skip(reason !== undefined, reason);
  test.describe.configure({ mode: "serial" });

  let folder: string;
  let desktop: DesktopApp;
  test.beforeAll(async () => {
    folder = dataFolder();
    desktop = await launchDesktop(folder);
  });
  test.afterAll(async () => {
    await desktop.quit();
    removeFolder(folder);
  });

  test("opens a window with the live plant, from app:// and by a port", async () => {
    expect(desktop.page.url()).toBe("app://gemba/");
    expect(await desktop.page.evaluate(() => Object.keys(window.desktop ?? {}).sort())).toEqual([
      "capabilities",
      "connect",
      "pathForFile",
    ]);
    await expect(desktop.page.getByRole("tree")).toBeVisible();
  });

  test("selects a station and sees what is known of it", async () => {
    await desktop.page.getByRole("searchbox").fill("B10a");
    await desktop.page.getByRole("treeitem", { name: /\bB10a / }).click();
    await expect(desktop.page.locator(".dock--right")).toContainText("B10a");
  });

  test("pauses, and comes back to live", async () => {
    await desktop.menu("Pause or go on");
    await expect(desktop.page.locator(".mode__badge[data-mode=review]")).toBeVisible();
    await desktop.menu("Back to live");
    await live(desktop.page);
  });

  test("chooses a theme in the native menu", async () => {
    await desktop.menu("Theme dark");
    await expect(desktop.page.locator("html")).toHaveAttribute("data-theme", "dark");
  });

  test("finds a command by the palette's key", async () => {
    await desktop.page.keyboard.press("Control+k");
    await expect(desktop.page.getByRole("dialog", { name: "Commands and assets" })).toBeVisible();
    await desktop.page.keyboard.press("Escape");
  });

  test("fills the screen, and leaves it again", async () => {
    const fullScreen = (wanted: boolean): Promise<boolean | undefined> =>
      desktop.app.evaluate(({ BrowserWindow }, flag) => {
        const [window] = BrowserWindow.getAllWindows();
        window?.setFullScreen(flag);
        return window?.isFullScreenable();
      }, wanted);
    expect(await fullScreen(true)).toBe(true);
    await expect
      .poll(() =>
        desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isFullScreen()),
      )
      .toBe(true);
    await fullScreen(false);
  });

  test("opens a second window, which looks for itself", async () => {
    const opened = desktop.app.waitForEvent("window");
    await desktop.menu("New window");
    const other = await opened;
    await live(other);
    await other.keyboard.press("Space");
    await expect(other.locator(".mode__badge[data-mode=review]")).toBeVisible();
    await expect(desktop.page.locator(".mode__badge[data-mode=live]")).toBeVisible();
    await other.close();
  });

  test("goes on within 5 s after its host was killed", async () => {
    const pid = await desktop.app.evaluate(
      ({ app }) => app.getAppMetrics().find(({ serviceName }) => serviceName === "Gemba host")?.pid,
    );
    expect(pid).toBeGreaterThan(0);
    process.kill(pid ?? 0, "SIGKILL");
    await expect(desktop.page.locator(".mode__badge[data-mode=stale]")).toBeVisible();
    await expect(desktop.page.locator(".mode__badge[data-mode=live]")).toBeVisible({ timeout: 5_000 });
  });

  test("opens another plant by the dialog", async () => {
    await desktop.app.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
    }, otherPlant(folder));
    await desktop.menu("Open folder…");
    await expect(desktop.page.getByText("The other plant").first()).toBeVisible({ timeout: 30_000 });
  });

  test("comes back where it was", async () => {
    const bounds = { x: 60, y: 40, width: 1000, height: 700 };
    await desktop.app.evaluate(({ BrowserWindow }, place) => {
      BrowserWindow.getAllWindows()[0]?.setBounds(place);
    }, bounds);
    await desktop.quit();
    desktop = await launchDesktop(folder);
    expect(
      await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds()),
    ).toMatchObject({ width: bounds.width, height: bounds.height });
  });
});
