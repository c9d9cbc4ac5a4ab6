// Why there is no window, in the order in which `npm start` finds out.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { causeLine, downloadElectron, findElectron, noWindowReason } from "./electron-binary.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "gemba-binary-"));
  mkdirSync(join(root, "node_modules/electron/dist"), { recursive: true });
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});
const put = (path: string, text = ""): void => {
  writeFileSync(join(root, "node_modules/electron", path), text);
};

test("on Linux a window needs a display, and somebody who is not root", () => {
  const linux = (uid: number, env: Record<string, string>): string | undefined =>
    noWindowReason({ platform: "linux", uid, env });
  expect(linux(1000, {})).toMatch(/no display/);
  expect(linux(0, { DISPLAY: "" })).toMatch(/no display/);
  expect(linux(0, { DISPLAY: ":0" })).toMatch(/root/);
  expect(linux(1000, { DISPLAY: ":0" })).toBeUndefined();
  expect(linux(1000, { WAYLAND_DISPLAY: "wayland-0" })).toBeUndefined();
});

test("elsewhere there always is a display", () => {
  expect(noWindowReason({ platform: "darwin", uid: 0, env: {} })).toBeUndefined();
  expect(noWindowReason({ platform: "win32", uid: undefined, env: {} })).toBeUndefined();
});

test("the binary is where the package says, or where the environment does", () => {
  expect(findElectron(root, {})).toBeUndefined();
  put("path.txt", "electron");
  expect(findElectron(root, {})).toBeUndefined();
  put("dist/electron");
  expect(findElectron(root, {})).toBe(join(root, "node_modules/electron/dist/electron"));
  expect(findElectron(root, { ELECTRON_OVERRIDE_DIST_PATH: join(root, "gone") })).toBeUndefined();
});

test("a download that fails says why in one line, and one that hangs is cut off", () => {
  expect(downloadElectron(join(root, "nowhere"))).toMatch(/not installed/);
  put("install.js", "");
  expect(downloadElectron(root)).toBeUndefined();
  put(
    "install.js",
    "console.error('x\\nRequestError: getaddrinfo ENOTFOUND github.com\\n    at y'); process.exit(1)",
  );
  expect(downloadElectron(root)).toBe("Electron could not be downloaded: getaddrinfo ENOTFOUND github.com");
  put("install.js", "setInterval(() => {}, 1000)");
  expect(downloadElectron(root, 500)).toBe("Electron could not be downloaded within 0.5 s");
});

test("the line that names the cause is found among the others", () => {
  expect(causeLine("\n  fetching\nError: disk full\n at x")).toBe("disk full");
  expect(causeLine("libnss3.so: cannot open shared object file")).toBe(
    "libnss3.so: cannot open shared object file",
  );
  expect(causeLine("")).toBe("no reason given");
});
