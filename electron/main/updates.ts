// Updates, where somebody has said where they come from: a file in the user's folder names a server. Without that file nothing is
// asked anywhere, and the updater is not even loaded. Nothing is fetched or installed before a person has agreed.
import { readFile } from "node:fs/promises";
import { z } from "zod";
import type { ElectronObjects } from "./electron-objects.ts";

/** `updates.json`: where the releases of an in-house server lie, as electron-builder writes them. */
const configSchema = z.strictObject({ url: z.url({ protocol: /^https$/ }) });

/** What is used of electron-updater's `autoUpdater`. */
export interface UpdaterObject {
  autoDownload: boolean;
  setFeedURL(options: { provider: "generic"; url: string }): void;
  checkForUpdates(): Promise<{
    readonly isUpdateAvailable: boolean;
    readonly updateInfo: { readonly version: string };
  } | null>;
  downloadUpdate(): Promise<unknown>;
  quitAndInstall(): void;
}

export interface UpdatesOptions extends Pick<ElectronObjects, "dialog" | "loadUpdater"> {
  /** Path of `updates.json`; it need not exist. */
  readonly file: string;
  readonly log: (line: string) => void;
}

/** Looks once for a newer version and offers it. A server that does not answer is noted in the log: it is no fault of the plant's. */
export async function offerUpdate({ file, dialog, loadUpdater, log }: UpdatesOptions): Promise<void> {
  const url = await configuredUrl(file, log);
  if (url === undefined) return;
  const agreed = async (message: string, detail: string, yes: string): Promise<boolean> => {
    const buttons = [yes, "Later"];
    const { response } = await dialog.showMessageBox({
      type: "question",
      title: "Gemba",
      message,
      detail,
      buttons,
      cancelId: 1,
    });
    return response === 0;
  };
  try {
    const updater = await loadUpdater();
    updater.autoDownload = false;
    updater.setFeedURL({ provider: "generic", url });
    const found = await updater.checkForUpdates();
    if (found?.isUpdateAvailable !== true) return;
    const { version } = found.updateInfo;
    if (!(await agreed(`Gemba ${version} is there.`, `It comes from ${url}.`, "Download"))) return;
    await updater.downloadUpdate();
    if (await agreed(`Gemba ${version} is ready.`, "It is installed when Gemba ends, or now.", "Restart now"))
      updater.quitAndInstall();
  } catch (cause) {
    log(`No update from ${url}: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

/** The server that is configured; undefined without the file, or with one that cannot be understood, which the log says. */
async function configuredUrl(file: string, log: (line: string) => void): Promise<string | undefined> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch {
    return undefined; // No file: updates are off.
  }
  try {
    return configSchema.parse(JSON.parse(text)).url;
  } catch {
    log(`${file} is not understood: it should say {"url": "https://…"}. Updates stay off.`);
    return undefined;
  }
}
