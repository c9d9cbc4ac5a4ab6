// Records the random history of the small plant until it is killed; says after each save how many facts are safe.
// Usage: node record-until-killed.ts FILE SEED
import { flushCompileCache } from "node:module";
import { RecordingWriter } from "../../electron/host/record/recording-writer.ts";
import { createTwin } from "#shared/twin/twin.ts";
import { smallPlant } from "./small-plant.ts";
import { historyHead, historyStartMs, randomFacts } from "./random-facts.ts";

// Killed, it keeps nothing at its end: what was compiled is kept now, for the next.
flushCompileCache();
const [path = "", seed = "1"] = process.argv.slice(2);
const plant = smallPlant();
const writer = new RecordingWriter({ path, twin: createTwin(plant), head: historyHead });
let count = 0;
for (const fact of randomFacts(plant, Number(seed), historyStartMs)) {
  writer.append([fact]);
  count += 1;
  if (count % 37 === 0) {
    writer.save();
    process.stdout.write(`${count}\n`);
  }
}
