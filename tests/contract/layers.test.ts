// The dependency rules must bite: each planted import below has to be reported, so that a slip in the config cannot
// switch the check off. The planted files live in a temporary folder inside the tree for the time of one test.
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const planted: readonly (readonly [file: string, source: string, rule: string])[] = [
  [
    "shared/base/planted-layer.ts",
    'import { requests } from "../host-api/requests.ts";\nexport const bad = requests;\n',
    "base-imports-nothing",
  ],
  [
    "shared/twin/planted-layer.ts",
    'import { readFileSync } from "node:fs";\nexport const bad = readFileSync;\n',
    "shared-is-pure",
  ],
  [
    "renderer/live/planted-layer.ts",
    'import { Vector3 } from "three";\nexport const bad = Vector3;\n',
    "live-and-state-below-the-view",
  ],
  [
    "renderer/panels/planted-layer.ts",
    'import { serve } from "../../electron/host/commands/serve.ts";\nexport const bad = serve;\n',
    "page-without-host",
  ],
  [
    "electron/host/planted-layer.ts",
    'import { LiveTable } from "../../renderer/live/live-table.ts";\nexport const bad = LiveTable;\n',
    "host-without-electron",
  ],
];

function removePlanted(): void {
  for (const [file] of planted) rmSync(join(root, file), { force: true });
}
afterAll(removePlanted);

test("every planted bad import is reported by its rule", () => {
  for (const [file, source] of planted) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), source);
  }
  const report = ((): string => {
    try {
      return execFileSync(
        "npx",
        [
          "--no-install",
          "depcruise",
          "--config",
          "tests/dependency-cruiser.config.cjs",
          "--output-type",
          "json",
          ...planted.map(([file]) => file),
        ],
        { cwd: root, encoding: "utf8", maxBuffer: 64 * 1024 * 1024, stdio: ["ignore", "pipe", "ignore"] },
      );
    } catch (cause) {
      // It exits with the number of violations; the report is on stdout all the same.
      if (cause instanceof Error && "stdout" in cause) return String(cause.stdout);
      throw cause;
    } finally {
      removePlanted();
    }
  })();
  const parsed = JSON.parse(report) as {
    summary: { violations: { from: string; rule: { name: string } }[] };
  };
  const found = parsed.summary.violations.map((violation) => `${violation.from} ${violation.rule.name}`);
  for (const [file, , rule] of planted) expect(found).toContain(`${file} ${rule}`);
});
