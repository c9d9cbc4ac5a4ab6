// How the page is built: renderer/ into dist/page, with nothing inlined, because the policy allows no data: fonts or inline code.
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import packageJson from "../package.json" with { type: "json" };

const root = new URL("..", import.meta.url).pathname;

export default defineConfig({
  root: `${root}renderer`,
  base: "/",
  plugins: [react()],
  define: { "import.meta.env.VITE_GEMBA_VERSION": JSON.stringify(packageJson.version) },
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
