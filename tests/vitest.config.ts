import { defineConfig } from "vitest/config";
import { compileCache } from "./support/compile-cache.ts";

const all = {
  environment: "node",
  env: compileCache,
  setupFiles: ["tests/support/property-seed.ts"],
  testTimeout: 120_000,
  // What several tests share is made in hooks: shifts, long files.
  hookTimeout: 120_000,
  exclude: ["tests/e2e/**", "node_modules/**"],
};

export default defineConfig({
  root: new URL("..", import.meta.url).pathname,
  test: {
    maxWorkers: 2,
    projects: [
      {
        // No module of these keeps anything but constants: their files may share a worker, and what it has loaded.
        test: {
          ...all,
          name: "host",
          include: ["shared/**/*.test.ts", "electron/host/**/*.test.ts"],
          isolate: false,
        },
      },
      {
        // Stores of the page, and stand-ins for Electron, are of the module: each file has its own.
        test: {
          ...all,
          name: "app",
          include: ["electron/**/*.test.ts", "renderer/**/*.test.{ts,tsx}", "tests/**/*.test.ts"],
          exclude: [...all.exclude, "electron/host/**"],
        },
      },
    ],
  },
});
