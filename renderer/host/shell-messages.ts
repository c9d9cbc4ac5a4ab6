// What the desktop shell tells this page by messages of its own window. Anything from elsewhere is not heard.
import { type Disposable, disposable } from "#shared/base/disposable.ts";

export type ShellMessage =
  | { readonly kind: "port"; readonly port: MessagePort }
  | { readonly kind: "failed"; readonly message: string; readonly hint: string }
  | { readonly kind: "command"; readonly id: string };

/** The window as far as listening needs it; a test passes another one. */
export type MessageWindow = Pick<Window, "addEventListener" | "removeEventListener" | "location">;

/** Listens to the shell until disposed. */
export function onShellMessage(on: MessageWindow, listener: (message: ShellMessage) => void): Disposable {
  const hear = (event: MessageEvent<unknown>): void => {
    if (event.source !== on || event.origin !== on.location.origin) return;
    const message = shellMessageOf(event);
    if (message !== undefined) listener(message);
  };
  on.addEventListener("message", hear);
  return disposable(() => {
    on.removeEventListener("message", hear);
  });
}

function shellMessageOf({ data, ports }: MessageEvent<unknown>): ShellMessage | undefined {
  const [port] = ports;
  if (data === "host-port") return port && { kind: "port", port };
  if (typeof data !== "object" || data === null) return undefined;
  if ("command" in data && typeof data.command === "string") return { kind: "command", id: data.command };
  if (!("hostFailed" in data)) return undefined;
  const failure = data.hostFailed;
  const text = (name: "message" | "hint"): string => {
    const value: unknown =
      typeof failure === "object" && failure !== null ? Reflect.get(failure, name) : undefined;
    return typeof value === "string" ? value : "";
  };
  return { kind: "failed", message: text("message"), hint: text("hint") };
}

/** Files dropped anywhere on the page are opened by the shell, instead of replacing the page. */
export function openDroppedFiles(on: Document, open: (file: File) => void): Disposable {
  const allow = (event: DragEvent): void => {
    event.preventDefault();
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    const [file] = event.dataTransfer?.files ?? [];
    if (file !== undefined) open(file);
  };
  on.addEventListener("dragover", allow);
  on.addEventListener("drop", drop);
  return disposable(() => {
    on.removeEventListener("dragover", allow);
    on.removeEventListener("drop", drop);
  });
}
