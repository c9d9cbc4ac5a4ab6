// Records the random history of the small plant until it is killed; says after each save how many facts are safe.
// Usage: node record-until-killed.ts FILE SEED
import { RecordingWriter } from "../../electron/host/record/recording-writer.ts";
import { createTwin } from "#shared/twin/plant-state.ts";
import { smallPlant } from "./host-fixture.ts";
import { historyStartMs, randomFacts } from "./random-facts.ts";

const [path = "", seed = "1"] = process.argv.slice(2);
const plant = smallPlant();
const head = {
  sourceId: "random",
  sourceLabel: "Random",
  simulated: true,
  startMs: historyStartMs,
  createdMs: 0,
  gembaVersion: "test",
};
const writer = new RecordingWriter({ path, twin: createTwin(plant), head });
let count = 0;
for (const fact of randomFacts(plant, Number(seed), historyStartMs)) {
  writer.append([fact]);
  count += 1;
  if (count % 37 === 0) {
    writer.save();
    process.stdout.write(`${count}\n`);
  }
}
