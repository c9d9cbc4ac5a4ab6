// How the page is built: renderer/ into dist/page, with nothing inlined, because the policy allows no data: fonts or inline code.
import { readFileSync } from "node:fs";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const root = new URL("..", import.meta.url).pathname;
// A decoder of our own package.json.
const { version } = JSON.parse(readFileSync(`${root}package.json`, "utf8")) as { version: string };

export default defineConfig({
  root: `${root}renderer`,
  base: "/",
  plugins: [react()],
  define: { "import.meta.env.VITE_GEMBA_VERSION": JSON.stringify(version) },
  build: {
    outDir: `${root}dist/page`,
    emptyOutDir: true,
    target: "es2024",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
  },
  server: { fs: { allow: [root] } },
});
