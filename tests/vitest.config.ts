import { defineConfig } from "vitest/config";
import { compileCache } from "./support/compile-cache.ts";

export default defineConfig({
  root: new URL("..", import.meta.url).pathname,
  test: {
    include: [
      "shared/**/*.test.ts",
      "electron/**/*.test.ts",
      "renderer/**/*.test.{ts,tsx}",
      "tests/**/*.test.ts",
    ],
    exclude: ["tests/e2e/**", "node_modules/**"],
    environment: "node",
    env: compileCache,
    setupFiles: ["tests/support/property-seed.ts"],
    testTimeout: 120_000,
    // What several tests share is made in hooks: shifts, long files.
    hookTimeout: 120_000,
    fileParallelism: true,
    maxWorkers: 2,
  },
});
