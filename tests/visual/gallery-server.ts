// Serves the gallery, built from the tree once a run: pages load in one piece, as the app's do. Opens no browser.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, preview } from "vite";

export interface GalleryServer {
  /** Ends with a slash. */
  readonly origin: string;
  close(): Promise<void>;
}

const configFile = new URL("../vite.config.ts", import.meta.url).pathname;
const renderer = new URL("../../renderer/", import.meta.url).pathname;
let built: Promise<string> | undefined;

async function buildGallery(): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), "gemba-gallery-"));
  const input = [`${renderer}gallery.html`, `${renderer}gallery/panels.html`];
  await build({
    configFile,
    logLevel: "error",
    // The build of React that tells its Profiler of commits: the gallery counts them.
    resolve: { alias: { "react-dom/client": "react-dom/profiling" } },
    build: { outDir, rollupOptions: { input } },
  });
  return outDir;
}

/** A server of the gallery's pages on a free port of this machine. */
export async function serveGallery(): Promise<GalleryServer> {
  const outDir = await (built ??= buildGallery());
  const server = await preview({
    configFile,
    logLevel: "error",
    build: { outDir },
    preview: { port: 0, host: "127.0.0.1" },
  });
  const origin = server.resolvedUrls?.local[0];
  if (origin === undefined) throw new Error("The gallery has no address");
  return { origin, close: () => server.close() };
}
