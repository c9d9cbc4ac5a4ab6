import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { acquireDataDir } from "./data-lock.ts";

let dir: string;
let file: string;
beforeEach(() => {
  dir = join(mkdtempSync(join(tmpdir(), "gemba-lock-")), "data");
  file = join(dir, "host.lock");
});
afterEach(() => {
  rmSync(join(dir, ".."), { recursive: true });
});
/** A number no process has: above the largest that Linux gives (2^22). */
const nobody = 2 ** 22 + 1;

test("the first host owns the folder, which is made for its user alone", () => {
  const lock = acquireDataDir(dir);
  expect([lock.owner, readFileSync(file, "utf8"), statSync(dir).mode & 0o777]).toEqual([
    undefined,
    String(process.pid),
    0o700,
  ]);
});

test("a released folder is free", () => {
  acquireDataDir(dir)[Symbol.dispose]();
  expect(() => statSync(file)).toThrow(/ENOENT/);
});

test("a second host is told who owns it, and releases nothing that is not its own", () => {
  acquireDataDir(dir)[Symbol.dispose]();
  writeFileSync(file, String(process.ppid));
  const second = acquireDataDir(dir);
  second[Symbol.dispose]();
  expect([second.owner, readFileSync(file, "utf8")]).toEqual([process.ppid, String(process.ppid)]);
});

test.each([String(nobody), "", "no number", "-1"])(
  "a lock that says %j belongs to nobody and is taken",
  (text) => {
    acquireDataDir(dir)[Symbol.dispose]();
    writeFileSync(file, text);
    expect([acquireDataDir(dir).owner, readFileSync(file, "utf8")]).toEqual([undefined, String(process.pid)]);
  },
);

test("a host whose lock another took over meanwhile leaves that one alone", () => {
  const first = acquireDataDir(dir);
  writeFileSync(file, String(process.ppid));
  first[Symbol.dispose]();
  expect(readFileSync(file, "utf8")).toBe(String(process.ppid));
});
