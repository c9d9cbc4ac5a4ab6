// How the page is built: renderer/ into dist/page, with nothing inlined, because the policy allows no data: fonts or inline code.
import { readFileSync } from "node:fs";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const root = new URL("..", import.meta.url).pathname;
// A decoder of our own package.json.
const { version } = JSON.parse(readFileSync(`${root}package.json`, "utf8")) as { version: string };

/** The scene is fetched and compiled beside the shell, not after it has begun to run. */
const fetchSceneEarly: Plugin = {
  name: "fetch-scene-early",
  transformIndexHtml: {
    order: "post",
    handler(_html, { bundle = {}, filename }) {
      if (!filename.endsWith("renderer/index.html")) return [];
      const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
      const scene = chunks.find((chunk) => chunk.facadeModuleId?.endsWith("/scene/Scene.tsx") === true);
      const shell = chunks.find((chunk) => chunk.isEntry);
      if (scene === undefined || shell === undefined) return [];
      return [scene.fileName, ...scene.imports]
        .filter((file) => file !== shell.fileName && !shell.imports.includes(file))
        .map((file) => ({
          tag: "link",
          attrs: { rel: "modulepreload", href: `/${file}` },
          injectTo: "head",
        }));
    },
  },
};

export default defineConfig({
  root: `${root}renderer`,
  base: "/",
  plugins: [react(), fetchSceneEarly],
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
