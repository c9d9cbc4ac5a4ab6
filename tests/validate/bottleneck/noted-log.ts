// A log that remembers what it was told as rows of an event log, so that it can be read again with the faults that plants' logs have.
import { hash32, seededRandom } from "#shared/base/random.ts";
import type { EventRow, RowEvent } from "#shared/analyse/bottleneck/event-rows.ts";
import { LineLog } from "#shared/analyse/bottleneck/line-log.ts";
import { logOfRows } from "#shared/analyse/bottleneck/log-of-rows.ts";
import type { Line } from "#shared/simulate/line.ts";

/** What is wrong with a log, and how much of it. */
export type Fault =
  | { readonly kind: "drop"; readonly share: number }
  | { readonly kind: "jitter"; readonly mostS: number }
  | { readonly kind: "quantise"; readonly stepS: number }
  | { readonly kind: "skew"; readonly mostS: number }
  | { readonly kind: "duplicate"; readonly share: number }
  | { readonly kind: "silent"; readonly resource: number };

/** Remembers what comes from outside; what a log tells itself meanwhile it will tell itself again. */
export class NotedLog extends LineLog {
  readonly rows: EventRow[] = [];
  #depth = 0;

  override enter(timeS: number, resource: number, part: number): number {
    // That a station was loaded stands in the rows of the buffer.
    if (this.isStation(resource)) return this.#within(() => super.enter(timeS, resource, part));
    this.#note(timeS, resource, this.isBuffer(resource) ? "arrive" : "start", part);
    return this.#within(() => super.enter(timeS, resource, part));
  }
  override start(timeS: number, station: number, part: number): void {
    this.#note(timeS, station, "start", part);
    this.#within(() => super.start(timeS, station, part));
  }
  override finish(timeS: number, station: number, part: number): void {
    this.#note(timeS, station, "finish", part);
    this.#within(() => super.finish(timeS, station, part));
  }
  override leave(timeS: number, resource: number, part: number): void {
    this.#note(timeS, resource, resource >= this.offsets.vehicle ? "finish" : "depart", part);
    this.#within(() => super.leave(timeS, resource, part));
  }
  override join(timeS: number, component: number, into: number): void {
    const assembly = this.line.stations.findIndex(({ inputs }) => inputs.length > 1);
    this.#note(timeS, assembly, "join", component, -1, `into:${this.serials[into] ?? ""}`);
    this.#within(() => super.join(timeS, component, into));
  }
  override ship(timeS: number, part: number): void {
    this.#note(timeS, this.offsets.demand, "arrive", part);
    this.#within(() => super.ship(timeS, part));
  }
  override lose(timeS: number, resource: number, part: number): void {
    this.#note(timeS, resource, "scrap", part);
    this.#within(() => super.lose(timeS, resource, part));
  }
  override state(timeS: number, resource: number, state: number, reason: number): void {
    this.#note(timeS, resource, "state", -1, state, this.reasons[reason] ?? "");
    this.#within(() => super.state(timeS, resource, state, reason));
  }

  #note(timeS: number, resource: number, event: RowEvent, part: number, state = -1, reason = ""): void {
    if (this.#depth > 0) return;
    const name = this.names[resource] ?? "";
    this.rows.push({ timeS, resource: name, event, part: this.serials[part] ?? "", state, reason });
  }

  #within<T>(act: () => T): T {
    this.#depth += 1;
    const result = act();
    this.#depth -= 1;
    return result;
  }
}

/** The same log with a fault, everything else as it was: its rows read again, as those of a file are. */
export function withFault(noted: NotedLog, line: Line, fault: Fault, seed: number): LineLog {
  const random = seededRandom(hash32(`fault ${fault.kind}`, seed));
  const skewS = new Map(
    noted.names.map((name) => [name, fault.kind === "skew" ? fault.mostS * (2 * random.next() - 1) : 0]),
  );
  const silent = fault.kind === "silent" ? noted.names[fault.resource] : undefined;
  const rows = noted.rows.flatMap((row): EventRow[] => {
    const { timeS, resource } = row;
    switch (fault.kind) {
      case "drop":
        return random.next() < fault.share ? [] : [row];
      case "jitter":
        return [{ ...row, timeS: timeS + fault.mostS * (2 * random.next() - 1) }];
      case "quantise":
        return [{ ...row, timeS: Math.floor(timeS / fault.stepS) * fault.stepS }];
      case "skew":
        return [{ ...row, timeS: timeS + (skewS.get(resource) ?? 0) }];
      case "duplicate":
        return random.next() < fault.share ? [row, row] : [row];
      case "silent":
        return resource === silent ? [] : [row];
    }
  });
  return logOfRows(line, rows).log;
}
