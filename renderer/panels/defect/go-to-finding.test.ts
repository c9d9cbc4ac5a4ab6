// One command goes to the first finding, to its moment, its machine and its card; the next goes on from there.
import { beforeEach, expect, test } from "vitest";
import { smallPlant } from "../../../tests/support/small-plant.ts";
import { machineFinding, qualityFinding, sensorFinding } from "../../gallery/fixture-defect-findings.ts";
import { fixtureDefects } from "../../gallery/fixture-defect-panels.ts";
import { useDefects } from "../../state/defects.ts";
import { useRightDock } from "../../state/right-dock.ts";
import { useSelection } from "../../state/selection.ts";
import type { PlayheadControl } from "../timeline/playhead-control.ts";
import { goToFindingInTurn } from "./go-to-finding.ts";

const plant = smallPlant();
const station = plant.assets.find(({ level }) => level === "station") ?? expect.fail();
const sought: number[] = [];
const control = { seek: (timeMs: number) => sought.push(timeMs) } as unknown as PlayheadControl;
const report = {
  ...fixtureDefects.full,
  findings: [qualityFinding, machineFinding, { ...sensorFinding, assetId: station.id }],
};

beforeEach(() => {
  sought.length = 0;
  useDefects.getState().forget();
  useSelection.getState().clear();
  useRightDock.setState(useRightDock.getInitialState());
});

test("to the first that was detected, which is selected, sought and opened", () => {
  useDefects.getState().tell(report);
  goToFindingInTurn(plant, control, "first");
  expect(sought).toEqual([sensorFinding.detectedMs]);
  expect(useSelection.getState().assetId).toBe(station.id);
  expect(useDefects.getState().shown).toBe(sensorFinding.id);
  expect(useRightDock.getState()).toMatchObject({ panel: "defects", defectTab: "findings" });
});

test("next goes on from what is shown; an asset that this plant lacks is not selected, its moment is sought all the same", () => {
  useDefects.getState().tell(report);
  useDefects.getState().show(sensorFinding.id);
  goToFindingInTurn(plant, control, "next");
  goToFindingInTurn(plant, control, "next");
  expect(sought).toEqual([machineFinding.detectedMs, qualityFinding.detectedMs]);
  expect(useSelection.getState().assetId).toBeUndefined();
});

test("without a finding nothing happens", () => {
  goToFindingInTurn(plant, control, "first");
  expect([sought, useDefects.getState().shown]).toEqual([[], undefined]);
});
