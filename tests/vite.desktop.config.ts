// How the desktop's main process and its host are built: one file each, the threads, and what they share, everything bundled but Electron
// and Node, into dist/desktop. A package therefore needs no node_modules.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The one file of the models' runtime that is no script; model-child.ts finds it beside the bundle. */
const modelRuntime: Plugin = {
  name: "model-runtime",
  generateBundle() {
    const fileName = "ort-wasm-simd-threaded.wasm";
    const source = readFileSync(fileURLToPath(import.meta.resolve(`onnxruntime-web/${fileName}`)));
    this.emitFile({ type: "asset", fileName, source });
  },
};

export default defineConfig({
  root,
  publicDir: false,
  plugins: [modelRuntime],
  ssr: { noExternal: true },
  build: {
    outDir: `${root}dist/desktop`,
    ssr: true,
    target: "node24",
    minify: false,
    rollupOptions: {
      input: {
        main: `${root}electron/main/index.ts`,
        utility: `${root}electron/host/utility.ts`,
        // Started as threads or processes by their file names (import-jobs.ts, analyses.ts, model-child.ts).
        "import-worker": `${root}electron/host/import/import-worker.ts`,
        "analysis-worker": `${root}electron/host/analyse/analysis-worker.ts`,
        "model-process": `${root}electron/host/models/model-process.ts`,
        "baseline-worker": `${root}electron/host/analyse/baseline-worker.ts`,
        "defect-worker": `${root}electron/host/analyse/defect-worker.ts`,
      },
      // The last three are helpers that ws and debug do without.
      external: ["electron", /^node:/, "bufferutil", "utf-8-validate", "supports-color"],
      // All in one folder: what asks for its own place (project-root.ts) finds the root two levels up, as in the sources.
      output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
    },
  },
});
