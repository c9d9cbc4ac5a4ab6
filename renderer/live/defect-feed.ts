// Keeps what the defect engine says of the shift at the playhead in its store, and what people said of its findings.
import { type Clock, wallClock } from "#shared/base/clock.ts";
import { type Disposable, disposable } from "#shared/base/disposable.ts";
import { dismissalHoldsMs } from "#shared/analyse/defect/similar.ts";
import type { VerdictRecord } from "#shared/host-api/people-schema.ts";
import type { TimeSpan } from "#shared/host-api/requests.ts";
import type { DefectReport } from "#shared/model/defect-schema.ts";
import { useDefects } from "../state/defects.ts";
import { usePeople } from "../state/people.ts";
import type { HostCaller } from "./live-context.ts";
import type { LiveTable } from "./live-table.ts";
import { feedShift } from "./shift-feed.ts";

/** Follows the findings of a table's plant until disposed. */
export function feedDefects(host: HostCaller, table: LiveTable, wall: Clock = wallClock): Disposable {
  const { tell, tellVerdicts, refuse, forget } = useDefects.getState();
  const feed = feedShift<readonly [DefectReport, readonly VerdictRecord[]]>(
    table,
    {
      ask: (window) => Promise.all([host.call("defect.report", window), verdicts(host, window)]),
      tell: ([report, records]) => {
        tellVerdicts(records);
        tell(report);
      },
      refuse,
      forget,
      isMoreToCome: () => false,
    },
    wall,
  );
  // One of them changed: it is shown at once.
  const following = [
    useDefects.subscribe(({ version }, before) => {
      if (version !== before.version) feed.poke();
    }),
    usePeople.subscribe(({ version }, before) => {
      if (version !== before.version) feed.poke();
    }),
  ];
  return disposable(() => {
    for (const stop of following) stop();
    feed[Symbol.dispose]();
  });
}

async function verdicts(host: HostCaller, { fromMs, toMs }: TimeSpan): Promise<readonly VerdictRecord[]> {
  const { records } = await host.call("people.list", {
    fromMs: fromMs - dismissalHoldsMs,
    toMs,
    kind: "verdict",
  });
  return records.filter((record) => record.kind === "verdict");
}
