import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ensurePageBuilt, pageBuildReason } from "./build.ts";

let root: string;

/** Writes a file whose modification time is `atS`. */
function put(path: string, atS: number): void {
  const whole = join(root, path);
  mkdirSync(dirname(whole), { recursive: true });
  writeFileSync(whole, "");
  utimesSync(whole, atS, atS);
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "gemba-page-"));
  put("renderer/panels/one.tsx", 100);
  put("shared/base/two.ts", 100);
  put("package-lock.json", 100);
  put("tests/vite.config.ts", 100);
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function putPage(atS: number): void {
  put("dist/page/index.html", atS);
  put("dist/page/.built", atS);
}

describe("the built page", () => {
  it("is absent when there is none, or only half of one", () => {
    expect(pageBuildReason(root)).toBe("absent");
    put("dist/page/index.html", 200);
    expect(pageBuildReason(root)).toBe("absent");
  });

  it("is current when it was built after its newest source", () => {
    putPage(200);
    expect(pageBuildReason(root)).toBeUndefined();
  });

  it.each([
    "renderer/panels/one.tsx",
    "renderer/new.ts",
    "shared/base/two.ts",
    "package-lock.json",
    "tests/vite.config.ts",
  ])("is outdated when %s changed since", (path) => {
    putPage(200);
    put(path, 300);
    expect(pageBuildReason(root)).toBe("outdated");
  });

  it("does not depend on tests, nor on the host", () => {
    putPage(200);
    put("renderer/panels/one.test.tsx", 300);
    put("shared/base/two.test.ts", 300);
    put("electron/host/cli.ts", 300);
    expect(pageBuildReason(root)).toBeUndefined();
  });

  it("that is current is not built again, and nothing is said", async () => {
    putPage(200);
    const lines: string[] = [];
    expect(await ensurePageBuilt({ log: (line) => lines.push(line), root })).toEqual({
      ok: true,
      value: join(root, "dist/page"),
      problems: [],
    });
    expect(lines).toEqual([]);
  });

  it("that cannot be built is a Problem with a hint, and leaves no half-built folder", async () => {
    // This root has no build configuration to speak of: the file is empty.
    rmSync(join(root, "renderer"), { recursive: true });
    vi.stubEnv("NODE_ENV", undefined);
    const outcome = await ensurePageBuilt({ log: () => undefined, root });
    expect(outcome.ok).toBe(false);
    expect(outcome.problems[0]?.id).toBe("build-failed");
    // A build says for itself alone that it is for production.
    expect(process.env["NODE_ENV"]).toBeUndefined();
    expect(pageBuildReason(root)).toBe("absent");
    vi.unstubAllEnvs();
  });
});
