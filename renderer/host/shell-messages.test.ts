// A page hears its shell, and nobody else.
import { MessageChannel } from "node:worker_threads";
import { beforeEach, expect, test } from "vitest";
import { type MessageWindow, onShellMessage, openDroppedFiles, type ShellMessage } from "./shell-messages.ts";

/** A window as far as messages need one. */
class PlayedWindow extends EventTarget {
  readonly location = { origin: "app://gemba" };
}

let page: PlayedWindow;
let heard: ShellMessage[];
beforeEach(() => {
  page = new PlayedWindow();
  heard = [];
  onShellMessage(page as unknown as MessageWindow, (message) => heard.push(message));
});

/** Posts a message to the page, from itself unless said otherwise. */
function post(data: unknown, from: { source?: unknown; origin?: string; ports?: unknown[] } = {}): void {
  page.dispatchEvent(
    Object.assign(new Event("message"), { data, source: page, origin: "app://gemba", ports: [], ...from }),
  );
}

test("a port, a failure and a command are heard", () => {
  const { port1 } = new MessageChannel();
  post("host-port", { ports: [port1] });
  post({ hostFailed: { message: "There is no such plant.", hint: "Open another." } });
  post({ command: "theme.dark" });
  expect(heard).toEqual([
    { kind: "port", port: port1 },
    { kind: "failed", message: "There is no such plant.", hint: "Open another." },
    { kind: "command", id: "theme.dark" },
  ]);
  port1.close();
});

test("messages of other windows and origins are not heard", () => {
  post({ command: "theme.dark" }, { source: {} });
  post({ command: "theme.dark" }, { origin: "https://example.org" });
  expect(heard).toEqual([]);
});

test("what is none of the shell's messages is passed over", () => {
  for (const data of ["host-port", "hello", undefined, 7, {}, { command: 7 }]) post(data);
  expect(heard).toEqual([]);
});

test("a dropped file is opened, and does not replace the page", () => {
  const opened: unknown[] = [];
  const on = new EventTarget();
  openDroppedFiles(on as Document, (file) => opened.push(file));
  const drop = (files: unknown[]): boolean =>
    on.dispatchEvent(Object.assign(new Event("drop", { cancelable: true }), { dataTransfer: { files } }));
  expect([drop(["plant.json", "more"]), drop([]), opened]).toEqual([false, false, ["plant.json"]]);
});
