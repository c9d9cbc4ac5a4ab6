// Every command that is always there: id, group, title, keys. The page adds what each does (renderer/panels/commands/
// command-list.ts) and the saved views; the desktop's menu is built from this table as it is.
import { assert } from "../base/assert.ts";
import { commandWords as words } from "./command-words.ts";

export const commandGroups = ["camera", "view", "layer", "time", "theme", "tier", "desk", "help"] as const;
export type CommandGroup = (typeof commandGroups)[number];

export interface ListedCommand {
  /** Stays the same between versions: what was used recently is remembered by it. */
  readonly id: string;
  readonly group: CommandGroup;
  readonly title: string;
  /** Any of these: `K`, `Space`, `Esc`, `Ctrl+K`. Ctrl is also the command key of a Mac. */
  readonly keys: readonly string[];
}

const listed = (group: CommandGroup, id: string, title: string, ...keys: string[]): ListedCommand => ({
  id,
  group,
  title,
  keys,
});
const layer = (name: "states" | "flow" | "values" | "labels" | "bottleneck" | "defects"): ListedCommand =>
  listed("layer", `layer.${name}`, words["command.layer"].replace("{layer}", words[`layer.${name}`]));
const theme = (name: "light" | "dark" | "show"): ListedCommand =>
  listed("theme", `theme.${name}`, words["command.theme"].replace("{theme}", words[`theme.${name}`]));
const tier = (name: "auto" | "light" | "standard" | "rich"): ListedCommand =>
  listed("tier", `tier.${name}`, words["command.tier"].replace("{tier}", words[`tier.${name}`]));
const dock = (id: string, panel: string): ListedCommand =>
  listed("desk", `desk.${id}`, words["command.dock"].replace("{panel}", panel));

export const commandTable: readonly ListedCommand[] = [
  listed("help", "palette", words["command.palette"], "Ctrl+K"),
  listed("help", "help.keys", words["command.keys"], "?"),
  listed("camera", "camera.home", words["command.home"], "H"),
  listed("camera", "camera.frame", words["command.frame"], "F"),
  listed("camera", "view.save", words["command.saveView"]),
  listed("view", "view.schematic", words["command.schematic"], "S"),
  listed("view", "view.picture", words["command.picture"]),
  layer("states"),
  layer("flow"),
  layer("values"),
  layer("labels"),
  layer("bottleneck"),
  layer("defects"),
  theme("light"),
  theme("dark"),
  theme("show"),
  tier("auto"),
  tier("light"),
  tier("standard"),
  tier("rich"),
  listed("time", "time.toggle", words["command.toggle"], "Space"),
  listed("time", "time.backward", words["command.backward"], "J"),
  listed("time", "time.pause", words["command.pause"], "K"),
  listed("time", "time.forward", words["command.forward"], "L"),
  listed("time", "time.previous", words["command.previous"], ","),
  listed("time", "time.next", words["command.next"], "."),
  listed("time", "time.previousMark", words["command.previousMark"], "["),
  listed("time", "time.nextMark", words["command.nextMark"], "]"),
  listed("time", "time.previousCycle", words["command.previousCycle"]),
  listed("time", "time.nextCycle", words["command.nextCycle"]),
  listed("time", "time.start", words["command.start"], "Home"),
  listed("time", "time.live", words["command.live"], "End"),
  listed("time", "time.zoomIn", words["command.zoomIn"], "+", "="),
  listed("time", "time.zoomOut", words["command.zoomOut"], "-"),
  listed("time", "time.fit", words["command.fit"], "0"),
  listed("time", "time.selectFrom", words["command.selectFrom"], "U"),
  listed("time", "time.selectTo", words["command.selectTo"], "I"),
  listed("time", "time.loop", words["command.loop"], "O"),
  listed("time", "time.clearSelection", words["command.clearSelection"], "Esc"),
  listed("time", "time.knownThen", words["command.knownThen"]),
  listed("time", "note.add", words["command.note"], "B"),
  listed("desk", "desk.search", words["command.search"], "/"),
  listed("desk", "desk.budget", words["command.budget"], "P"),
  listed("desk", "desk.losses", words["command.losses"]),
  listed("desk", "desk.constraint", words["command.constraint"], "C"),
  listed("desk", "constraint.show", words["command.constraintShow"], "G"),
  listed("desk", "constraint.waterfall", words["command.waterfall"]),
  listed("desk", "constraint.costs", words["command.costs"]),
  listed("desk", "constraint.whatIf", words["command.whatIf"], "W"),
  listed("desk", "desk.defects", words["command.defects"], "D"),
  listed("desk", "defects.first", words["command.defectFirst"], "E"),
  listed("desk", "defects.next", words["command.defectNext"], "N"),
  listed("desk", "defects.pareto", words["command.pareto"]),
  listed("desk", "defects.charts", words["command.charts"]),
  listed("desk", "defects.alarms", words["command.alarms"]),
  listed("desk", "defects.baseline", words["command.baseline"]),
  listed("desk", "desk.report", words["command.report"]),
  listed("desk", "desk.recordings", words["command.recordings"], "R"),
  listed("desk", "desk.sources", words["command.sources"]),
  listed("help", "help.validation", words["command.validation"]),
  dock("left", words["panel.assets"]),
  dock("right", words["panel.inspector"]),
  dock("bottom", words["panel.timeline"]),
  listed("desk", "desk.all", words["command.docks"], "\\"),
];

const byId = new Map(commandTable.map((command) => [command.id, command]));

/** The entry of an id; a command that is not in the table is a bug. */
export function listedCommand(id: string): ListedCommand {
  const command = byId.get(id);
  assert(command !== undefined, `no command "${id}" in the table`);
  return command;
}
