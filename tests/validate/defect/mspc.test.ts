// The targets on open data, where it lies beside the project.
import { expect, test } from "vitest";
import { dataFolder, hasData } from "./mspc-data.ts";
import { skabRows } from "./mspc-skab.ts";
import { tepRows } from "./mspc-tep.ts";

const folder = dataFolder();
if (!hasData(folder, "tep") || !hasData(folder, "skab"))
  console.warn(`Detectors were not measured on open data: ${folder} has no tep and skab.`);

test.skipIf(!hasData(folder, "tep"))("Tennessee Eastman: every target is met", () => {
  expect(tepRows(folder, 1).filter(({ isMet }) => isMet === false)).toEqual([]);
});

test.skipIf(!hasData(folder, "skab"))("SKAB: every target is met", () => {
  expect(skabRows(folder, 1).filter(({ isMet }) => isMet === false)).toEqual([]);
});
