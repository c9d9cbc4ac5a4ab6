// `npm run check`: Node's version, types, lint, layers, format. Prints each step's time; begins no other after a failure.
import { spawn } from "node:child_process";

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
/** Runs a step and says how it went, its own words before. */
function run(name: string, command: readonly string[]): Promise<boolean> {
  const startMs = performance.now();
  const step = spawn("npx", ["--no-install", ...command], { stdio: ["ignore", "pipe", "pipe"] });
  const said: Buffer[] = [];
  step.stdout.on("data", (bytes: Buffer) => said.push(bytes));
  step.stderr.on("data", (bytes: Buffer) => said.push(bytes));
  return new Promise((resolve) => {
    step.once("error", (cause) => said.push(Buffer.from(`${cause.message}\n`)));
    step.once("close", (code) => {
      process.stdout.write(Buffer.concat(said));
      const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
      console.log(`check ${name}: ${code === 0 ? "ok" : "FAILED"} in ${seconds} s`);
      resolve(code === 0);
    });
  });
}

const waiting = [...steps];
let isGood = true;
async function runInTurn(): Promise<void> {
  for (let step = waiting.shift(); step !== undefined && isGood; step = waiting.shift())
    if (!(await run(...step))) isGood = false;
}
// Two at a time: each takes one core.
await Promise.all([runInTurn(), runInTurn()]);
if (!isGood) process.exit(1);
