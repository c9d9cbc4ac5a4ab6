// Process signals of a simulated plant: level by state with lag and noise, drift by scripted events, values per part.
// Listens to states and parts; never influences the flow.
import { hash32 } from "../base/random.ts";
import type { BehaviourFile } from "./behaviour-schema.ts";
import { bellAt } from "./noise.ts";
import { stateCode } from "./sink.ts";

/** Takes a value: signal id, time in seconds of the run, value. */
export type TakeValue = (signal: string, timeS: number, value: number) => void;

interface Process {
  readonly signal: string;
  readonly name: string;
  readonly resource: number;
  readonly run: number;
  readonly idle: number;
  readonly sd: number;
  readonly key: number;
  readonly periodS: number;
  readonly follow: number;
  level: number;
  samples: number;
}

interface Effect {
  readonly process: Process;
  readonly by: number;
  readonly rampS: number;
  readonly fromS: number;
  toS: number;
}

export class Signals {
  readonly #processes: Process[];
  readonly #perPart = new Map<number, Process[]>();
  /** Processes by period and second within it. */
  readonly #due = new Map<number, Process[][]>();
  readonly #running: Uint8Array;
  readonly #runningSinceS: Float64Array;
  readonly #runningS: Float64Array;
  readonly #behaviour: BehaviourFile;
  readonly #effects: Effect[] = [];
  #nextSecond: number;

  constructor(
    behaviour: BehaviourFile,
    resourceOf: ReadonlyMap<string, number>,
    resources: number,
    seed: number,
    startS: number,
  ) {
    this.#behaviour = behaviour;
    this.#running = new Uint8Array(resources);
    this.#runningSinceS = new Float64Array(resources);
    this.#runningS = new Float64Array(resources);
    this.#nextSecond = Math.ceil(startS);
    this.#processes = behaviour.signals.flatMap((entry): Process[] => {
      const slash = entry.signal.indexOf("/");
      const resource = resourceOf.get(entry.signal.slice(0, slash));
      if (resource === undefined) return [];
      const periodS = entry.everyS === undefined ? 0 : Math.max(1, Math.round(entry.everyS));
      return [
        {
          signal: entry.signal,
          name: entry.signal.slice(slash + 1),
          resource,
          run: entry.run,
          idle: entry.idle,
          sd: entry.sd,
          key: hash32(entry.signal, seed),
          periodS,
          follow: entry.lagS === undefined || periodS === 0 ? 1 : 1 - Math.exp(-periodS / entry.lagS),
          level: entry.idle,
          samples: 0,
        },
      ];
    });
    for (const process of this.#processes) {
      if (process.periodS === 0) {
        const list = this.#perPart.get(process.resource) ?? [];
        list.push(process);
        this.#perPart.set(process.resource, list);
        continue;
      }
      const slots =
        this.#due.get(process.periodS) ?? Array.from({ length: process.periodS }, (): Process[] => []);
      slots[process.key % process.periodS]?.push(process);
      this.#due.set(process.periodS, slots);
    }
  }

  /** Every signal once, at the start: machines that run are taken to have run for long. */
  first(timeS: number, take: TakeValue): void {
    for (const process of this.#processes) {
      process.level = this.#running[process.resource] === 1 ? process.run : process.idle;
      take(process.signal, timeS, this.#value(process, timeS));
    }
  }

  /** Samples what is due up to and including `timeS`. */
  until(timeS: number, take: TakeValue): void {
    for (; this.#nextSecond <= timeS; this.#nextSecond += 1)
      for (const [periodS, slots] of this.#due) {
        const at = ((this.#nextSecond % periodS) + periodS) % periodS;
        for (const process of slots[at] ?? []) {
          const target = this.#running[process.resource] === 1 ? process.run : process.idle;
          process.level += (target - process.level) * process.follow;
          take(process.signal, this.#nextSecond, this.#value(process, this.#nextSecond));
        }
      }
  }

  /** A resource shows another state. */
  state(resource: number, state: number, timeS: number): void {
    const running = state === stateCode.run ? 1 : 0;
    if (this.#running[resource] === 1)
      this.#runningS[resource] =
        (this.#runningS[resource] ?? 0) + timeS - (this.#runningSinceS[resource] ?? 0);
    this.#running[resource] = running;
    this.#runningSinceS[resource] = timeS;
  }

  /** New glass, new tool: its hours begin again. */
  renew(resource: number): void {
    this.#runningS[resource] = 0;
  }

  /** A station finished a part. */
  partFinished(resource: number, timeS: number, cycleS: number, made: number, take: TakeValue): void {
    for (const process of this.#perPart.get(resource) ?? []) {
      const value =
        process.name === "cycleTime"
          ? cycleS
          : process.name === "partCount"
            ? made
            : this.#partValue(process, timeS);
      take(process.signal, timeS, round(value));
    }
  }

  /** Lets the effects of an event begin on its signals; `rampS` overrides how fast. */
  begin(
    event: "fouling" | "sensorFault",
    resource: string,
    signal: string | undefined,
    timeS: number,
    rampS?: number,
  ): void {
    for (const effect of this.#behaviour.effects) {
      if (effect.event !== event || !effect.signal.startsWith(`${resource}/`)) continue;
      if (signal !== undefined && effect.signal !== `${resource}/${signal}`) continue;
      const process = this.#processes.find((entry) => entry.signal === effect.signal);
      if (process === undefined) continue;
      this.#effects.push({
        process,
        by: effect.by,
        rampS: rampS ?? effect.rampS,
        fromS: timeS,
        toS: Infinity,
      });
    }
  }

  /** Ends them. */
  end(event: "fouling" | "sensorFault", resource: string, timeS: number): void {
    const signals = this.#behaviour.effects
      .filter((effect) => effect.event === event)
      .map((effect) => effect.signal);
    for (const effect of this.#effects)
      if (
        effect.toS === Infinity &&
        effect.process.signal.startsWith(`${resource}/`) &&
        signals.includes(effect.process.signal)
      )
        effect.toS = timeS;
    for (let index = this.#effects.length - 1; index >= 0; index -= 1)
      if ((this.#effects[index]?.toS ?? Infinity) <= timeS) this.#effects.splice(index, 1);
  }

  #partValue(process: Process, timeS: number): number {
    process.level = process.run;
    return this.#value(process, timeS);
  }

  #value(process: Process, timeS: number): number {
    process.samples += 1;
    if (process.name.endsWith("Hours")) {
      const since =
        this.#running[process.resource] === 1 ? timeS - (this.#runningSinceS[process.resource] ?? 0) : 0;
      return round(((this.#runningS[process.resource] ?? 0) + since) / 3600);
    }
    let value = process.level + process.sd * bellAt(process.key, process.samples);
    for (const effect of this.#effects)
      if (effect.process === process && timeS >= effect.fromS) {
        const share = effect.rampS === 0 ? 1 : Math.min(1, (timeS - effect.fromS) / effect.rampS);
        value += effect.by * share;
      }
    return round(value);
  }
}

/** Five digits are more than any of these sensors has. */
function round(value: number): number {
  const digits = Math.abs(value) >= 1000 ? 10 : Math.abs(value) >= 10 ? 1000 : 100_000;
  return Math.round(value * digits) / digits;
}
