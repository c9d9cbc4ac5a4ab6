// The JSON Schema of plant.json for editors, from the one zod schema.
import { z } from "zod";
import { plantSchema } from "./plant-schema.ts";

/** JSON Schema (draft 2020-12) of what a person writes: properties with a default may be left out. */
export function plantJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(plantSchema, { io: "input", reused: "ref" });
  return {
    ...schema,
    title: "Gemba plant",
    description: "The structure of a plant: assets, links, calendars, limits.",
  };
}
