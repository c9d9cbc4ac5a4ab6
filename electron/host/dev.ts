// `npm run dev`: the host on the demo plant and the page with hot reload. For developers; never part of a package.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer } from "vite";
import { serve } from "./commands/serve.ts";
import { projectRoot } from "./project-root.ts";
import { cookieName } from "./serve/access.ts";

const dataDir = mkdtempSync(join(tmpdir(), "gemba-dev-"));
process.on("exit", () => {
  rmSync(dataDir, { recursive: true, force: true });
});

/** Serves the page through Vite, which hands the channel on to the host as if the page came from there. */
async function openPage(hostUrl: URL): Promise<void> {
  const token = hostUrl.searchParams.get("t") ?? "";
  const vite = await createServer({
    configFile: join(projectRoot, "tests/vite.config.ts"),
    // A cache of its own: the tests' servers would throw it away while it is in use.
    cacheDir: join(projectRoot, "node_modules/.vite-dev"),
    optimizeDeps: {
      include: [
        "react",
        "react-dom/client",
        "three",
        "@react-three/fiber",
        "camera-controls",
        "zustand",
        "zod",
        "uplot",
      ],
    },
    server: {
      host: "127.0.0.1",
      proxy: {
        "/channel": {
          target: hostUrl.origin,
          ws: true,
          changeOrigin: true,
          headers: { origin: hostUrl.origin, cookie: `${cookieName(Number(hostUrl.port))}=${token}` },
        },
      },
    },
  });
  await vite.listen();
  process.stdout.write(`Page with hot reload at ${vite.resolvedUrls?.local[0] ?? "unknown"}\n`);
}

process.exitCode = await serve.run(["--port", "0", "--data", dataDir, ...process.argv.slice(2)], {
  out(text) {
    process.stdout.write(text);
    const url = /http:\S+/.exec(text)?.[0];
    if (url !== undefined) void openPage(new URL(url));
  },
  err: (text) => void process.stderr.write(text),
});
