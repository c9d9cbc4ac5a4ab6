// A log that remembers what it was told, so that it can be told again with the faults that plants' logs have.
import { hash32, seededRandom } from "#shared/base/random.ts";
import { LineLog } from "#shared/analyse/bottleneck/line-log.ts";
import type { Line } from "#shared/simulate/line.ts";

/** One thing a log was told: how to tell it to another log. */
interface Told {
  readonly timeS: number;
  readonly resource: number;
  readonly tell: (log: LineLog, timeS: number, partOf: (part: number) => number) => void;
}

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
  readonly told: Told[] = [];
  #depth = 0;

  override enter(timeS: number, resource: number, part: number): number {
    return this.#note(
      { timeS, resource, tell: (log, s, partOf) => log.enter(s, resource, partOf(part)) },
      () => super.enter(timeS, resource, part),
    );
  }
  override start(timeS: number, station: number, part: number): void {
    this.#note(
      { timeS, resource: station, tell: (log, s, partOf) => log.start(s, station, partOf(part)) },
      () => super.start(timeS, station, part),
    );
  }
  override finish(timeS: number, station: number, part: number): void {
    this.#note(
      { timeS, resource: station, tell: (log, s, partOf) => log.finish(s, station, partOf(part)) },
      () => super.finish(timeS, station, part),
    );
  }
  override leave(timeS: number, resource: number, part: number): void {
    this.#note({ timeS, resource, tell: (log, s, partOf) => log.leave(s, resource, partOf(part)) }, () =>
      super.leave(timeS, resource, part),
    );
  }
  override join(timeS: number, component: number, into: number): void {
    this.#note(
      { timeS, resource: -1, tell: (log, s, partOf) => log.join(s, partOf(component), partOf(into)) },
      () => super.join(timeS, component, into),
    );
  }
  override ship(timeS: number, part: number): void {
    this.#note({ timeS, resource: -1, tell: (log, s, partOf) => log.ship(s, partOf(part)) }, () =>
      super.ship(timeS, part),
    );
  }
  override lose(timeS: number, resource: number, part: number): void {
    this.#note({ timeS, resource, tell: (log, s, partOf) => log.lose(s, resource, partOf(part)) }, () =>
      super.lose(timeS, resource, part),
    );
  }
  override state(timeS: number, resource: number, state: number, reason: number): void {
    const code = this.reasons[reason] ?? "";
    this.#note({ timeS, resource, tell: (log, s) => log.state(s, resource, state, log.reason(code)) }, () =>
      super.state(timeS, resource, state, reason),
    );
  }

  #note<T>(told: Told, act: () => T): T {
    if (this.#depth === 0) this.told.push(told);
    this.#depth += 1;
    const result = act();
    this.#depth -= 1;
    return result;
  }
}

/** The same log with a fault, everything else as it was: told again in the order of its wrong times. */
export function withFault(noted: NotedLog, line: Line, fault: Fault, seed: number): LineLog {
  const random = seededRandom(hash32(`fault ${fault.kind}`, seed));
  const skewS = noted.names.map(() => (fault.kind === "skew" ? fault.mostS * (2 * random.next() - 1) : 0));
  const rows = noted.told.flatMap((told) => {
    const { timeS, resource } = told;
    switch (fault.kind) {
      case "drop":
        return resource >= 0 && random.next() < fault.share ? [] : [told];
      case "jitter":
        return [{ ...told, timeS: timeS + fault.mostS * (2 * random.next() - 1) }];
      case "quantise":
        return [{ ...told, timeS: Math.floor(timeS / fault.stepS) * fault.stepS }];
      case "skew":
        return [{ ...told, timeS: timeS + (skewS[resource] ?? 0) }];
      case "duplicate":
        return random.next() < fault.share ? [told, told] : [told];
      case "silent":
        return resource === fault.resource ? [] : [told];
    }
  });
  const log = new LineLog(line);
  const partOf = (part: number): number => {
    const number = log.partBySerial(noted.serials[part] ?? "");
    log.variantOf[number] = noted.variantOf[part] ?? -1;
    log.attemptOf[number] = noted.attemptOf[part] ?? 0;
    return number;
  };
  // Sorting keeps the order of equal times.
  for (const told of rows.sort((a, b) => a.timeS - b.timeS)) told.tell(log, told.timeS, partOf);
  return log;
}
