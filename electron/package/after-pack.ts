// Run by electron-builder when a platform's folder is complete, before it is signed: flips the fuses, drops the default app.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { flipFuses } from "@electron/fuses";
import type { AfterPackContext } from "electron-builder";
import { fuses } from "./fuses.ts";

export async function afterPack({
  appOutDir,
  electronPlatformName,
  packager,
}: AfterPackContext): Promise<void> {
  const { productFilename } = packager.appInfo;
  const isMac = electronPlatformName === "darwin";
  const resources = isMac
    ? join(appOutDir, `${productFilename}.app/Contents/Resources`)
    : join(appOutDir, "resources");
  // A folder of Electron brings its own app along, which is loaded where ours is missing.
  rmSync(join(resources, "default_app.asar"), { force: true });
  const name = isMac
    ? `${productFilename}.app`
    : electronPlatformName === "win32"
      ? `${productFilename}.exe`
      : (packager.config.linux?.executableName ?? productFilename);
  await flipFuses(join(appOutDir, name), { ...fuses, resetAdHocDarwinSignature: isMac });
}
