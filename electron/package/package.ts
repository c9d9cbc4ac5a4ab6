// `npm run package -- [--dir] [--stand-in] [options of electron-builder]`: builds page and desktop, collects the licences,
// and packs. Without an Electron binary `--dir` packs over a stand-in, which shows all of a package but cannot be started.
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import packageJson from "../../package.json" with { type: "json" };
import { ensureDesktopBuilt, ensurePageBuilt } from "../host/build.ts";
import { problemLines } from "../host/commands/command.ts";
import { downloadElectron, findElectron } from "../host/electron-binary.ts";
import { projectRoot } from "../host/project-root.ts";
import { dependencyLicences, licencesText } from "./licences.ts";
import { writeStandIn } from "./stand-in.ts";

const log = (line: string): void => {
  process.stderr.write(`${line}\n`);
};
const args = process.argv.slice(2);

for (const built of [await ensurePageBuilt({ log }), await ensureDesktopBuilt({ log })]) {
  if (built.ok) continue;
  for (const problem of built.problems) process.stderr.write(problemLines(problem));
  process.exit(1);
}

const licencesDir = join(projectRoot, "dist/licences");
mkdirSync(licencesDir, { recursive: true });
writeFileSync(join(licencesDir, "dependencies.txt"), licencesText(dependencyLicences(projectRoot)));

const electronDist = args.includes("--dir") ? await electronFolder() : undefined;
const packed = spawnSync(
  process.execPath,
  [
    join(projectRoot, "node_modules/electron-builder/cli.js"),
    "--publish=never",
    ...args.filter((arg) => arg !== "--stand-in"),
    ...(electronDist === undefined ? [] : [`--config.electronDist=${electronDist}`]),
  ],
  { cwd: projectRoot, stdio: "inherit" },
);
process.exit(packed.status ?? 1);

/** The folder of Electron to pack; undefined = electron-builder gets its own. */
async function electronFolder(): Promise<string | undefined> {
  const isWanted = args.includes("--stand-in");
  const failed =
    isWanted || findElectron(projectRoot, process.env) !== undefined
      ? undefined
      : downloadElectron(projectRoot);
  const binary = isWanted || failed !== undefined ? undefined : findElectron(projectRoot, process.env);
  if (binary !== undefined) return process.platform === "darwin" ? undefined : dirname(binary);
  if (process.platform !== "linux") {
    log(`${failed ?? "There is no Electron here"}, and a stand-in there is for Linux only.`);
    process.exit(1);
  }
  log(`${failed ?? "A stand-in is asked for"}: packing over a stand-in, which cannot be started.`);
  const folder = join(projectRoot, "dist/stand-in");
  await writeStandIn(folder, packageJson.devDependencies.electron);
  return folder;
}
