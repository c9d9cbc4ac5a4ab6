// Rules of the flow: whether they stand where parts are worked on, and whether what they name can do what they say.
import { nearestWord } from "../../base/nearest-word.ts";
import { type AssetLevel, flowRuleNames } from "../plant-schema.ts";
import type { Add, PlantView } from "./view.ts";

/** Checks the flow rules of stations and cells, and the round trips of vehicles. */
export function checkFlowRules(view: PlantView, add: Add): void {
  const written = new Set(view.writtenIds.assets);
  const refer = (level: AssetLevel, id: string, path: readonly string[]): void => {
    const found = view.assetById.get(id);
    // What is written but broken is told at its own place.
    if (found?.level === level || (found === undefined && written.has(id))) return;
    const near = nearestWord(
      id,
      view.assets.filter((asset) => asset.level === level).map((asset) => asset.id),
    );
    add(
      path,
      found === undefined ? "unknown-reference" : `not-${level === "operator" ? "an" : "a"}-${level}`,
      found === undefined
        ? `There is no ${level} "${id}".`
        : `"${id}" is of level ${found.level}, not ${level}.`,
      near === undefined ? `Name an asset with "level": "${level}".` : `Did you mean "${near}"?`,
    );
  };

  for (const asset of view.assets) {
    const path = ["assets", asset.id];
    if (asset.level !== "station" && asset.level !== "cell")
      for (const rule of flowRuleNames)
        if (asset[rule] !== undefined)
          add(
            [...path, rule],
            "not-a-station",
            `"${rule}" is a rule of stations, but "${asset.id}" is of level ${asset.level}.`,
            "Move it to the station it is about, or to the cell of equal stations.",
          );
    asset.operators?.forEach((operator, index, all) => {
      refer("operator", operator, [...path, "operators", operator]);
      if (all.indexOf(operator) < index)
        add(
          [...path, "operators", operator],
          "duplicate-operator",
          `The operator position "${operator}" is needed twice, so the station would wait for ever.`,
          "Name each position once; two people are two positions.",
        );
    });
    if (asset.follows !== undefined) refer("station", asset.follows.station, [...path, "follows", "station"]);
  }

  for (const { index, link } of view.links) {
    const path = ["links", `#${String(index + 1)}`, `${link.from}-${link.to}`, "roundTripS"];
    if (link.roundTripS === undefined) continue;
    if (link.kind !== "vehicle")
      add(
        path,
        "not-a-vehicle-link",
        `A ${link.kind} link has no round trip.`,
        'Remove it, or set "kind": "vehicle" and name the vehicles.',
      );
    else if (link.roundTripS < link.transferS)
      add(
        path,
        "round-trip-too-short",
        `The round trip takes ${String(link.roundTripS)} s, but the way there alone ${String(link.transferS)} s.`,
        "Give the time until the vehicle is back, at least transferS.",
      );
  }
}
