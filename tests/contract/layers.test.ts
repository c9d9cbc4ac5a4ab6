// The dependency rules must bite: each bad import planted below has to be reported by its rule, so that a slip in the
// config cannot switch the check off. The files are planted in a small tree of their own, checked with the real config.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");

/** A file, what it imports, and the rule that forbids it. */
const planted: readonly (readonly [file: string, imports: string, rule: string])[] = [
  ["shared/base/planted.ts", "../host-api/target.ts", "base-imports-nothing"],
  ["shared/twin/planted.ts", "node:fs", "shared-is-pure"],
  ["shared/analyse/planted.ts", "zod", "zod-only-in-schemas"],
  ["electron/host/planted.ts", "../../renderer/live/target.ts", "host-without-electron"],
  ["electron/host/planted-electron.ts", "electron", "electron-only-in-entries"],
  ["electron/main/planted.ts", "../host/target.ts", "main-without-host"],
  ["electron/main/planted-electron.ts", "electron", "electron-only-in-entries"],
  ["electron/preload/index.ts", "../host/target.ts", "preload-passes-on"],
  ["electron/page/planted.ts", "../host/target.ts", "page-files-stand-alone"],
  ["renderer/panels/planted.ts", "../../electron/host/target.ts", "page-without-host"],
  ["renderer/live/planted.ts", "three", "live-and-state-below-the-view"],
  ["renderer/scene/planted.ts", "../panels/target.ts", "scene-without-panels"],
  ["renderer/panels/planted-scene.ts", "../scene/target.ts", "panels-without-scene"],
  ["renderer/ui/planted.ts", "../live/target.ts", "ui-knows-no-factory"],
  ["renderer/panels/planted-link.ts", "../host/target.ts", "host-link-only-from-main"],
  ["shared/model/planted-a.ts", "./planted-b.ts", "no-cycles"],
  ["shared/model/planted-lost.ts", "./nowhere.ts", "no-unresolvable"],
];
const targets = [
  "shared/model/planted-b.ts",
  "shared/host-api/target.ts",
  "renderer/live/target.ts",
  "renderer/panels/target.ts",
  "renderer/scene/target.ts",
  "renderer/host/target.ts",
  "electron/host/target.ts",
];

let tree = "";
beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), "gemba-layers-"));
  for (const name of ["tests", "tsconfig.json", "package.json"])
    symlinkSync(join(root, name), join(tree, name));
  const put = (file: string, text: string): void => {
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    writeFileSync(join(tree, file), text);
  };
  // Packages of their own: a link to the real folder would be followed out of the tree.
  for (const name of ["zod", "three", "electron"]) {
    put(`node_modules/${name}/package.json`, JSON.stringify({ name, version: "1.0.0", main: "index.js" }));
    put(`node_modules/${name}/index.js`, "exports.target = 1;\n");
  }
  for (const target of targets)
    put(
      target,
      target.endsWith("planted-b.ts") ? 'export * from "./planted-a.ts";\n' : "export const target = 1;\n",
    );
  for (const [file, imports] of planted)
    put(file, `import * as bad from "${imports}";\nexport const used = bad;\n`);
});
afterAll(() => {
  rmSync(tree, { recursive: true, force: true });
});

test("every planted bad import is reported by its rule", () => {
  const done = spawnSync(
    join(root, "node_modules/.bin/depcruise"),
    [
      "--config",
      "tests/dependency-cruiser.config.cjs",
      "--output-type",
      "json",
      "shared",
      "electron",
      "renderer",
    ],
    { cwd: tree, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 },
  );
  const report = JSON.parse(done.stdout) as {
    summary: { violations: { from: string; rule: { name: string } }[] };
  };
  const found = report.summary.violations.map((violation) => `${violation.from} ${violation.rule.name}`);
  expect(found).toEqual(expect.arrayContaining(planted.map(([file, , rule]) => `${file} ${rule}`)));
});
