// What pages may not: leave app://, open windows, ask for devices, fetch files. Denied here whatever the page tries.
// They may save what they made themselves, where the person who is asked says.
import type { Contents, SessionObject } from "./electron-objects.ts";
import { pageOrigin } from "./protocol.ts";

/** No page gets any permission: Gemba needs no camera, no place, no notification, no device. */
export function lockSession(session: SessionObject, log: (line: string) => void): void {
  session.setPermissionRequestHandler((_contents, permission, callback) => {
    log(`Refused to a page: permission ${permission}.`);
    callback(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
  session.on("will-download", (event, item) => {
    if (item.getURL().startsWith(`blob:${pageOrigin}/`)) return;
    event.preventDefault();
    log(`Refused to a page: fetching ${item.getURL().slice(0, 200)}.`);
  });
}

/** A page stays where it is and opens nothing, neither windows nor programs. For every page there ever is. */
export function lockContents(contents: Contents, log: (line: string) => void): void {
  const stay = (details: { readonly url: string; preventDefault(): void }): void => {
    if (isOurs(details.url)) return;
    details.preventDefault();
    log(`Refused to a page: going to ${details.url.slice(0, 200)}.`);
  };
  contents.on("will-navigate", stay);
  contents.on("will-frame-navigate", stay);
  contents.on("will-redirect", stay);
  contents.on("will-attach-webview", (event) => {
    event.preventDefault();
  });
  contents.setWindowOpenHandler(({ url }) => {
    log(`Refused to a page: a window for ${url.slice(0, 200)}.`);
    return { action: "deny" };
  });
}

/** Our own page. `URL.origin` is "null" for schemes it does not know, so the text decides. */
function isOurs(url: string): boolean {
  return url === pageOrigin || url.startsWith(`${pageOrigin}/`);
}
