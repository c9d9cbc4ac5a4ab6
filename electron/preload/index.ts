// The whole bridge between page and main: hands over a port, takes dropped files, says what a desktop can do.
// Passes messages on and decides nothing; what may be asked is decided in main, what it means by the page.
import { contextBridge, ipcRenderer, webUtils } from "electron";
import type { DesktopShell, FromMain, ToMain } from "#shared/host-api/desktop-shell.ts";

const toMain = (channel: ToMain, ...values: readonly string[]): void => {
  ipcRenderer.send(channel, ...values);
};
const onMain = (channel: FromMain, messageOf: (value: unknown) => unknown): void => {
  ipcRenderer.on(channel, (event, value: unknown) => {
    window.postMessage(messageOf(value), location.origin, event.ports);
  });
};

onMain("host-port", () => "host-port");
onMain("host-failed", (hostFailed) => ({ hostFailed }));
onMain("command", (command) => ({ command }));

const desktop: DesktopShell = {
  connect() {
    toMain("connect");
  },
  pathForFile(file: File) {
    toMain("open-path", webUtils.getPathForFile(file));
  },
  capabilities: ["open-files"],
};
contextBridge.exposeInMainWorld("desktop", desktop);
