// Makes a host from what was asked for: a live plant that is recorded, or a recording to look at. For `gemba serve` and the desktop.
import { wallClock } from "#shared/base/clock.ts";
import type { Problem } from "#shared/base/problem.ts";
import type { Timers } from "#shared/base/timers.ts";
import { createTwin } from "#shared/twin/twin.ts";
import packageJson from "../../package.json" with { type: "json" };
import { Baselines } from "./analyse/baselines.ts";
import { learntPlaces } from "./analyse/learnt-files.ts";
import { livePeopleFile } from "./data-dir.ts";
import { ImportJobs } from "./import/import-jobs.ts";
import { Uploads } from "./import/uploads.ts";
import { modelFolders } from "./models/model-folder.ts";
import { Host } from "./pipeline.ts";
import { isStarred } from "./record/retention.ts";
import { RecordingStore } from "./record/recording-store.ts";
import type { Opened } from "./sources/registry.ts";

export interface OpenHostOptions {
  readonly opened: Opened;
  /** Folder of the plant that was asked for: beside plant.json it may stand what the plant is like when all is well. */
  readonly plantDir: string;
  readonly problems: readonly Problem[];
  readonly dataDir: string;
  /** Another host writes to the folder: nothing is recorded. */
  readonly isReadOnly: boolean;
  readonly timers: Timers;
}

export async function openHost(options: OpenHostOptions): Promise<Host> {
  const { opened, plantDir, problems, dataDir, isReadOnly, timers } = options;
  const store = await RecordingStore.open(dataDir, !isReadOnly, isStarred);
  const imports = isReadOnly
    ? {}
    : {
        imports: new ImportJobs({
          uploads: new Uploads({ dataDir }),
          infoOf: (path) => store.infoOf(path),
          nowMs: () => wallClock.nowMs(),
          version: packageJson.version,
        }),
      };
  const places = learntPlaces(plantDir, dataDir);
  const baselines = isReadOnly ? {} : { baselines: new Baselines(places) };
  const peopleFile = isReadOnly ? {} : { peopleFile: livePeopleFile(dataDir) };
  const common = {
    ...peopleFile,
    ...imports,
    ...baselines,
    learnt: places,
    models: await modelFolders(plantDir, dataDir),
    store,
    wall: wallClock,
    timers,
    version: packageJson.version,
    problems,
  };
  if ("recording" in opened)
    return new Host({ ...common, recording: store.catalogue.grant(opened.recording) });
  const { plant, source } = opened;
  const strings = await store.stringsOf(createTwin(plant), source);
  return new Host({ ...common, live: { plant, source }, strings });
}
