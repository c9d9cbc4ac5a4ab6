// What a browser has to fetch: the built page, its scene and fonts, compressed as a server would.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "@playwright/test";

const page = join(import.meta.dirname, "../../dist/page");
const mostBytes = 1.5 * 1024 * 1024;

test("the built page with everything it may load is below 1.5 MB gzipped", () => {
  const files = readdirSync(page, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !entry.name.endsWith(".map"),
  );
  const bytes = files.reduce(
    (sum, { parentPath, name }) => sum + gzipSync(readFileSync(join(parentPath, name))).length,
    0,
  );
  // The scene alone is half a megabyte: less would mean that this looked at the wrong folder.
  expect(bytes).toBeGreaterThan(400 * 1024);
  expect(bytes).toBeLessThan(mostBytes);
});
