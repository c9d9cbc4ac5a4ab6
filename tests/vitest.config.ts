import { defineConfig } from "vitest/config";

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
    testTimeout: 120_000,
    fileParallelism: true,
    maxWorkers: 2,
  },
});
