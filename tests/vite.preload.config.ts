// How the preload is built: one CommonJS file, because a sandboxed preload can be nothing else.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));

export default defineConfig({
  root,
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    outDir: `${root}dist/desktop`,
    ssr: true,
    target: "node24",
    minify: false,
    rollupOptions: {
      input: { preload: `${root}electron/preload/index.ts` },
      external: ["electron"],
      output: { format: "cjs", entryFileNames: "[name].cjs" },
    },
  },
});
