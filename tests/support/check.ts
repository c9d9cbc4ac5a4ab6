// `npm run check`: Node's version, types, lint, layers, format. Prints each step's time; ends with an error at the first failure.
import { spawnSync } from "node:child_process";

const steps: readonly (readonly [string, readonly string[]])[] = [
  ["types", ["tsc", "-b"]],
  [
    "layers",
    [
      "depcruise",
      "--config",
      "tests/dependency-cruiser.config.cjs",
      "--output-type",
      "err",
      "shared",
      "electron",
      "renderer",
    ],
  ],
  ["lint", ["eslint", "--max-warnings", "0", "."]],
  ["format", ["prettier", "--check", "--log-level", "warn", "."]],
];

const major = Number(process.versions.node.split(".")[0]);
if (major !== 24) {
  console.error(
    `This runs on Node 24, not ${process.versions.node}: go through npm run, after npm ci with install scripts allowed.`,
  );
  process.exit(1);
}
for (const [name, command] of steps) {
  const startMs = performance.now();
  const done = spawnSync("npx", ["--no-install", ...command], { stdio: "inherit" });
  console.log(
    `check ${name}: ${done.status === 0 ? "ok" : "FAILED"} in ${((performance.now() - startMs) / 1000).toFixed(1)} s`,
  );
  if (done.status !== 0) process.exit(1);
}
