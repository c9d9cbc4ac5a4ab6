// One design language, kept by a test: style sheets take colours, sizes and weights from one place, and distances from one grid.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const renderer = join(import.meta.dirname, "..");
const sheets = globSync(["App.css", "ui/*.css", "panels/**/*.css"], { cwd: renderer })
  .filter((file) => !file.endsWith("theme.css"))
  .sort();

interface Declaration {
  readonly line: string;
  readonly property: string;
  readonly value: string;
}

/** Declarations of a sheet, without comments and without the conditions of media queries. */
function declarations(file: string): Declaration[] {
  const text = readFileSync(join(renderer, file), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
  return [...text.matchAll(/^\s*([a-z-]+):\s*([^;{}]+);/gm)].map(([line, property = "", value = ""]) => ({
    line: line.trim(),
    property,
    value,
  }));
}

const wrong = (file: string, isWrong: (each: Declaration) => boolean): string[] =>
  declarations(file)
    .filter(isWrong)
    .map(({ line }) => line);

test("there are style sheets to look at", () => {
  expect(sheets.length).toBeGreaterThan(8);
});

describe.each(sheets)("%s", (file) => {
  test("names no colour of its own", () => {
    expect(
      wrong(file, ({ value }) =>
        /#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|lab)a?\(|\b(?:white|black|red)\b/i.test(value),
      ),
    ).toEqual([]);
  });

  test("uses the four sizes of text", () => {
    expect(
      wrong(
        file,
        ({ property, value }) =>
          property === "font-size" &&
          !/^var\(--text-(?:small|base|large|huge)\)$|^inherit$/.test(value) &&
          !value.startsWith("round("),
      ),
    ).toEqual([]);
  });

  test("uses four weights", () => {
    expect(
      wrong(
        file,
        ({ property, value }) => property === "font-weight" && !/^(?:400|500|600|700|inherit)$/.test(value),
      ),
    ).toEqual([]);
  });

  test("keeps distances on the grid of a quarter rem; pixels only for hairlines and marks", () => {
    expect(
      wrong(
        file,
        ({ property, value }) =>
          !property.startsWith("font") &&
          !property.startsWith("letter") &&
          [...value.matchAll(/(-?[\d.]+)(rem|px)\b/g)].some(([, size, unit]) =>
            unit === "rem" ? !Number.isInteger(Number(size) * 4) : Math.abs(Number(size)) > 4,
          ),
      ),
    ).toEqual([]);
  });
});
