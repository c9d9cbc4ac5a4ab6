// Ids and what refers to them: duplicates, unknown references, cycles of parents, values that contradict each other.
import { nearestWord } from "../../base/nearest-word.ts";
import { type AssetFile, assetKinds, type Limit } from "../plant-schema.ts";
import { suggestUnit } from "../unit-suggestions.ts";
import { unitOf } from "../units.ts";
import type { Add, PlantView } from "./view.ts";

const knownKinds: ReadonlySet<string> = new Set(assetKinds);

/** Checks ids, references and units of the whole plant. */
export function checkReferences(view: PlantView, add: Add): void {
  for (const list of ["assets", "calendars", "variants"] as const) {
    repeated(view.writtenIds[list]).forEach((count, id) => {
      add(
        [list, id],
        "duplicate-id",
        `The id "${id}" is used ${String(count)} times.`,
        "Give each its own id.",
      );
    });
  }
  const assetIds = new Set(view.writtenIds.assets);
  const calendarIds = new Set(view.writtenIds.calendars);
  const variantIds = new Set(view.writtenIds.variants);
  const refer = (
    kind: string,
    known: ReadonlySet<string>,
    id: string | undefined,
    path: readonly string[],
  ): void => {
    if (id === undefined || known.has(id)) return;
    const near = nearestWord(id, known);
    add(
      path,
      "unknown-reference",
      `There is no ${kind} "${id}".`,
      near === undefined ? `Add the ${kind}, or refer to one that exists.` : `Did you mean "${near}"?`,
    );
  };

  for (const asset of view.assets) {
    const path = ["assets", asset.id];
    refer("asset", assetIds, asset.parent, [...path, "parent"]);
    refer("calendar", calendarIds, asset.calendar, [...path, "calendar"]);
    asset.assembles?.forEach((part, index) => {
      refer("asset", assetIds, part.from, [...path, "assembles", `#${String(index + 1)}`, "from"]);
    });
    for (const variant of variantsOf(asset))
      refer("variant", variantIds, variant.id, [...path, ...variant.path]);
    checkAsset(asset, add, (id, at) => {
      refer("variant", variantIds, id, at);
    });
  }
  checkParents(view, add);
  checkTags(view, add);

  for (const { index, link } of view.links) {
    const path = ["links", `#${String(index + 1)}`, `${link.from}-${link.to}`];
    refer("asset", assetIds, link.from, [...path, "from"]);
    refer("asset", assetIds, link.to, [...path, "to"]);
    if (link.from === link.to)
      add(
        path,
        "link-to-itself",
        `The link goes from "${link.from}" to itself.`,
        "Link two different assets.",
      );
    if (link.kind === "vehicle" && (link.vehicles ?? []).length === 0) {
      add(
        [...path, "vehicles"],
        "no-vehicle",
        "A vehicle link names no vehicle.",
        'Name them: "vehicles": ["AGV1"].',
      );
    }
    for (const vehicle of link.vehicles ?? []) {
      refer("vehicle", assetIds, vehicle, [...path, "vehicles"]);
      const level = view.assetById.get(vehicle)?.level;
      if (level !== undefined && level !== "vehicle") {
        add(
          [...path, "vehicles"],
          "not-a-vehicle",
          `"${vehicle}" is a ${level}, not a vehicle.`,
          'Name an asset with "level": "vehicle".',
        );
      }
    }
  }
  if (view.plan !== undefined) {
    refer("calendar", calendarIds, view.plan.calendar, ["plan", "calendar"]);
    refer("asset", assetIds, view.plan.countAt, ["plan", "countAt"]);
  }
  const reasonCodes = view.reasons.flatMap((top) => [
    top.code,
    ...top.reasons.flatMap((group) => [group.code, ...group.reasons.map((leaf) => leaf.code)]),
  ]);
  repeated(reasonCodes).forEach((count, code) => {
    add(
      ["reasons", code],
      "duplicate-id",
      `The reason code "${code}" is used ${String(count)} times.`,
      "Give each reason its own code.",
    );
  });
}

/** What is wrong with one asset by itself. */
function checkAsset(
  asset: AssetFile,
  add: Add,
  referVariant: (id: string | undefined, path: readonly string[]) => void,
): void {
  const path = ["assets", asset.id];
  if (asset.capacity !== undefined && asset.capacity <= 0) {
    add(
      [...path, "capacity"],
      "no-capacity",
      `The capacity is ${String(asset.capacity)}, so no part could ever be there.`,
      "Give the number of parts it holds, at least 1, or leave it out.",
    );
  }
  if (!knownKinds.has(asset.kind)) {
    const near = nearestWord(asset.kind, knownKinds);
    add(
      [...path, "kind"],
      "unknown-kind",
      `The kind "${asset.kind}" has no shape of its own and is drawn as a plain box.`,
      near === undefined ? `Use one of ${assetKinds.join(", ")}.` : `Did you mean "${near}"?`,
      "warning",
    );
  }
  repeated(asset.signals.map((signal) => signal.name)).forEach((count, name) => {
    add(
      [...path, "signals", name],
      "duplicate-id",
      `The signal "${name}" is there ${String(count)} times.`,
      "Give each signal of an asset its own name.",
    );
  });
  repeated(asset.characteristics.map((one) => one.name)).forEach((count, name) => {
    add(
      [...path, "characteristics", name],
      "duplicate-id",
      `The characteristic "${name}" is there ${String(count)} times.`,
      "Give each its own name.",
    );
  });
  for (const signal of asset.signals) {
    const at = [...path, "signals", signal.name];
    checkUnit(signal.unit, [...at, "unit"], add);
    checkLimits(signal.limits, [...at, "limits"], add, referVariant);
    if (signal.type === "enum" && (signal.labels ?? []).length === 0) {
      add(
        [...at, "labels"],
        "no-labels",
        "An enum needs its labels.",
        'Add "labels": ["OFF", "ON"], or set "type": "text".',
      );
    }
    repeated(signal.labels ?? []).forEach((_count, label) => {
      add(
        [...at, "labels"],
        "duplicate-label",
        `The label "${label}" is there twice.`,
        "Write each label once.",
      );
    });
  }
  for (const one of asset.characteristics) {
    const at = [...path, "characteristics", one.name];
    checkUnit(one.unit, [...at, "unit"], add);
    checkLimits(one.limits, [...at, "limits"], add, referVariant);
  }
}

function checkUnit(unit: string, path: readonly string[], add: Add): void {
  if (unitOf(unit) !== undefined) return;
  const near = suggestUnit(unit);
  add(
    path,
    "unknown-unit",
    `The unit "${unit}" is not a UCUM code we know.`,
    near === undefined
      ? 'Use a UCUM code like Cel, mm, N.m or L/min; "1" for a plain number.'
      : `Write "${near}".`,
  );
}

function checkLimits(
  limits: readonly Limit[],
  path: readonly string[],
  add: Add,
  referVariant: (id: string | undefined, path: readonly string[]) => void,
): void {
  limits.forEach((limit, index) => {
    const at = [...path, `#${String(index + 1)}`];
    referVariant(limit.variant, [...at, "variant"]);
    const { low, high, centre } = limit;
    if (low === undefined && high === undefined && centre === undefined) {
      add(at, "empty-limit", "The limit has neither low nor high.", "Give low, high or both.");
    }
    if (low !== undefined && high !== undefined && low >= high) {
      add(
        at,
        "limits-reversed",
        `The lower limit ${String(low)} is not below the upper limit ${String(high)}.`,
        "Swap low and high.",
      );
    } else if (
      centre !== undefined &&
      ((low !== undefined && centre < low) || (high !== undefined && centre > high))
    ) {
      add(
        at,
        "centre-outside",
        `The centre ${String(centre)} is outside the limits.`,
        "Give a centre between low and high.",
      );
    }
  });
}

function checkParents(view: PlantView, add: Add): void {
  const told = new Set<string>();
  for (const asset of view.assets) {
    const seen: string[] = [];
    let at: AssetFile | undefined = asset;
    while (at !== undefined && !seen.includes(at.id)) {
      seen.push(at.id);
      at = at.parent === undefined ? undefined : view.assetById.get(at.parent);
    }
    if (at === undefined) continue;
    const cycle = seen.slice(seen.indexOf(at.id));
    const key = [...cycle].sort().join(" ");
    if (told.has(key)) continue;
    told.add(key);
    add(
      ["assets", at.id, "parent"],
      "parent-cycle",
      `${[...cycle, at.id].join(" is in ")}: a circle.`,
      "Give one of them another parent, or none.",
    );
  }
}

function checkTags(view: PlantView, add: Add): void {
  const first = new Map<string, string>();
  for (const asset of view.assets) {
    for (const signal of asset.signals) {
      if (signal.tag === undefined) continue;
      const id = `${asset.id}/${signal.name}`;
      const known = first.get(signal.tag);
      if (known === undefined) first.set(signal.tag, id);
      else
        add(
          ["assets", asset.id, "signals", signal.name, "tag"],
          "duplicate-tag",
          `The tag "${signal.tag}" already feeds ${known}; ${id} gets nothing.`,
          "Give each signal its own tag.",
          "warning",
        );
    }
  }
}

/** Variants named by cycle and set-up times. */
function variantsOf(asset: AssetFile): { id: string; path: string[] }[] {
  const cycles = typeof asset.idealCycleS === "object" ? Object.keys(asset.idealCycleS) : [];
  const found = cycles.map((id) => ({ id, path: ["idealCycleS"] }));
  if (typeof asset.setupS === "object") {
    for (const [from, times] of Object.entries(asset.setupS)) {
      found.push({ id: from, path: ["setupS"] });
      for (const to of Object.keys(times)) found.push({ id: to, path: ["setupS", from] });
    }
  }
  return found;
}

/** The texts that appear more than once, with how often. */
function repeated(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return new Map([...counts].filter(([, count]) => count > 1));
}
