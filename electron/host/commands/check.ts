// `gemba check`: is this plant folder right? `gemba schema`: the JSON Schema of plant.json for editors.
import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { plantJsonSchema } from "#shared/model/plant-json-schema.ts";
import { readPlantDir } from "../plant-dir.ts";
import { type Command, problemLines, UsageError } from "./command.ts";

export const check: Command = {
  summary: "check a plant folder and list every problem with its remedy",
  help: `Usage: gemba check DIR [--json]

  DIR      a folder with plant.json (and, if there are any, behaviour.json and scenario.json)
  --json   print one JSON document on stdout: { ok, plant?, problems }

Exits with 0 when the plant can be used, with 1 when it cannot; warnings do not count.

Example: gemba check assets/plants/demo
`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { json: { type: "boolean" } },
      allowPositionals: true,
    });
    const [dir] = positionals;
    if (dir === undefined || positionals.length !== 1) throw new UsageError("give exactly one folder");
    const outcome = await readPlantDir(dir);
    const errors = outcome.problems.filter((problem) => problem.severity === "error").length;
    if (values.json === true) {
      const plant = outcome.ok ? summaryOf(outcome.value.plant) : undefined;
      io.out(`${JSON.stringify({ ok: outcome.ok, plant, problems: outcome.problems }, undefined, 2)}\n`);
      return outcome.ok ? 0 : 1;
    }
    for (const problem of outcome.problems) io.out(problemLines(problem));
    if (outcome.ok) {
      const { assets, signals, links } = summaryOf(outcome.value.plant);
      io.out(`${dir}: good. ${String(assets)} assets, ${String(signals)} signals, ${String(links)} links.\n`);
      return 0;
    }
    io.out(`${dir}: ${String(errors)} ${errors === 1 ? "error" : "errors"}.\n`);
    return 1;
  },
};

function summaryOf(plant: {
  id: string;
  name: string;
  assets: readonly { signals: readonly unknown[] }[];
  links: readonly unknown[];
}) {
  return {
    id: plant.id,
    name: plant.name,
    assets: plant.assets.length,
    signals: plant.assets.reduce((sum, asset) => sum + asset.signals.length, 0),
    links: plant.links.length,
  };
}

export const schema: Command = {
  summary: "write the JSON Schema of plant.json, for editors",
  help: `Usage: gemba schema [--out FILE]

  --out FILE   write there instead of stdout

Put "$schema": "../plant.schema.json" into plant.json and your editor completes and checks it.

Example: gemba schema --out assets/plants/plant.schema.json
`,
  async run(args, io) {
    const { values } = parseArgs({ args: [...args], options: { out: { type: "string" } } });
    const text = schemaText();
    if (values.out === undefined) io.out(text);
    else {
      await mkdir(dirname(values.out), { recursive: true });
      await writeFile(values.out, text);
    }
    return 0;
  },
};

/** The schema as it is committed. */
export function schemaText(): string {
  return `${JSON.stringify(plantJsonSchema(), undefined, 2)}\n`;
}
