// A folder shaped like Electron's own for Linux, with a binary that holds a fuse wire and nothing that runs.
// Packaging can be tried over it where Electron itself cannot be had.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createPackage } from "@electron/asar";

/** Marks the place of the fuses in a binary; part of Electron's public contract with @electron/fuses. */
const sentinel = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX";
const wireVersion = 1;
/** Nine fuses as they come: Node can be had, the archive is not checked. */
const wire = "101100011";

/** Writes the folder anew. */
export async function writeStandIn(folder: string, electronVersion: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  const binary = Buffer.concat([
    Buffer.from("\u007fstand-in for Electron: this cannot be started\n"),
    Buffer.from(sentinel),
    Buffer.from([wireVersion, wire.length]),
    Buffer.from(wire),
    Buffer.alloc(64),
  ]);
  const files: Readonly<Record<string, string | Buffer>> = {
    electron: binary,
    chrome_crashpad_handler: "",
    "chrome-sandbox": "",
    "icudtl.dat": "",
    "locales/en-US.pak": "",
    "default-app/package.json": "{}",
    LICENSE: "Electron's licence would be here.\n",
    "LICENSES.chromium.html": "Chromium's licences would be here.\n",
    version: electronVersion,
  };
  for (const [name, contents] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), contents, { mode: 0o755 });
  }
  // Electron's own app, which must not get into a package.
  mkdirSync(join(folder, "resources"));
  await createPackage(join(folder, "default-app"), join(folder, "resources/default_app.asar"));
  rmSync(join(folder, "default-app"), { recursive: true });
}
