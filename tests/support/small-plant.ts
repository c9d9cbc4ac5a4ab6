// A plant of two machines, for tests that need any plant. Apart from the host's fixture: not every test needs a host.
import { type Plant, resolvePlant } from "#shared/model/plant.ts";
import { plantSchema } from "#shared/model/plant-schema.ts";

/** Two machines with a buffer between them and two signals. */
export function smallPlant(): Plant {
  return resolvePlant(
    plantSchema.parse({
      schema: 1,
      id: "small",
      name: "Small plant",
      timeZone: "Europe/Berlin",
      assets: [
        {
          id: "M1",
          name: "First",
          level: "station",
          pose: { x: 0, y: 0 },
          size: { length: 2, width: 2, height: 2 },
          signals: [{ name: "load" }, { name: "program", type: "text" }],
        },
        {
          id: "B1",
          name: "Between",
          level: "buffer",
          capacity: 3,
          pose: { x: 4, y: 0 },
          size: { length: 3, width: 1, height: 1 },
        },
        {
          id: "M2",
          name: "Second",
          level: "station",
          pose: { x: 8, y: 0 },
          size: { length: 2, width: 2, height: 2 },
        },
      ],
      links: [
        { from: "M1", to: "B1", transferS: 2 },
        { from: "B1", to: "M2", transferS: 2 },
      ],
    }),
  );
}
