// Engine events -> readings in the vocabulary of every other source, in order of time.
// Owns the translation only; when to run and for how long is live.ts.
import type { Order, Reading } from "../model/fact.ts";
import type { Plant } from "../model/plant.ts";
import { assetStates } from "../model/state.ts";
import type { BehaviourFile } from "./behaviour-schema.ts";
import type { LineState } from "./line-state.ts";
import { resourceNames } from "./line.ts";
import { MachineMessages, type MachineMessage, type ScriptedMessage } from "./machine-messages.ts";
import { Results } from "./results.ts";
import { serialOf } from "./serials.ts";
import { Signals } from "./signals.ts";
import { engineReasons, kinds, stateCode, reasonNumber, type EngineSink } from "./sink.ts";

/** What a scripted or injected event is, for the signals and messages that show it. */
export interface ShownEvent {
  readonly kind: string;
  readonly resource: string;
  readonly signal?: string;
  readonly rampS?: number;
  /** What the machine says to it, in its own words. */
  readonly message?: ScriptedMessage;
}

/** Everything the translation needs. */
export interface ReadingsOptions {
  readonly plant: Plant;
  readonly behaviour: BehaviourFile;
  readonly startMs: number;
  readonly seed: number;
  readonly serialPrefix: string;
  /** Events by the numbers that script steps carry. */
  readonly events: ShownEvent[];
}

export class Readings implements EngineSink {
  readonly #options: ReadingsOptions;
  readonly #names: readonly string[];
  readonly #results: Results;
  readonly #signals: Signals;
  readonly #messages: MachineMessages;
  readonly #startedS: Float64Array;
  readonly #state: Uint8Array;
  readonly #reason: Uint8Array;
  readonly #tagOf: ReadonlyMap<string, string>;
  #readings: Reading[] = [];
  #open = false;
  #line: LineState;

  /** `line` is read for the state at the start; `listenTo` then names the run that is told about. */
  constructor(options: ReadingsOptions, line: LineState) {
    this.#options = options;
    this.#line = line;
    this.#names = resourceNames(line.tables.line);
    this.#results = new Results(options.plant, options.behaviour, line, options.seed);
    const resourceOf = new Map(this.#names.map((name, resource) => [name, resource]));
    this.#signals = new Signals(options.behaviour, resourceOf, this.#names.length, options.seed, 0);
    this.#messages = new MachineMessages(options.behaviour, line.tables.line, options.seed);
    this.#startedS = new Float64Array(line.tables.line.stations.length);
    this.#state = new Uint8Array(this.#names.length).fill(stateCode.idle);
    this.#reason = new Uint8Array(this.#names.length);
    this.#tagOf = new Map(
      options.plant.signals.flatMap((signal) => (signal.tag === undefined ? [] : [[signal.id, signal.tag]])),
    );
    line.tables.line.stations.forEach((_, station) => {
      this.#state[station] = line.state[station] ?? 0;
      this.#reason[station] = line.stateReason[station] ?? 0;
      this.#messages.change(station, this.#state[station] ?? 0, this.#reason[station] ?? 0);
    });
  }

  /** The run whose events come in. */
  listenTo(line: LineState): void {
    this.#line = line;
  }

  /** Readings since the last call. */
  take(): Reading[] {
    const readings = this.#readings;
    this.#readings = [];
    return readings;
  }

  /** Samples the signals up to `timeS`, when the engine has run so far. */
  sampleUntil(timeS: number): void {
    if (this.#open) this.#signals.until(timeS, this.#takeValue);
  }

  /** Opens with the whole state at second 0: states, orders, parts in their places, every signal. */
  open(orders: readonly Order[]): void {
    this.#open = true;
    const line = this.#line;
    const { offsets } = line.tables;
    this.#names.forEach((name, resource) => {
      const isBuffer = resource >= offsets.buffer && resource < offsets.operator;
      if (isBuffer || !this.#options.plant.assetRowById.has(name)) return;
      const flows = resource >= offsets.supply;
      const state =
        flows && this.#state[resource] === stateCode.idle ? stateCode.run : (this.#state[resource] ?? 0);
      this.#pushState(resource, 0, state, this.#reason[resource] ?? 0);
      const message = this.#messages.current(resource);
      if (message !== undefined) this.#say(resource, 0, message);
    });
    for (const order of orders) this.#push({ kind: "order", timeMs: this.#ms(0), order });
    const place = (part: number, resource: number): void => {
      this.#create(part, resource, 0);
      this.#push({
        kind: "part",
        verb: "enter",
        serial: this.#serial(part),
        asset: this.#name(resource),
        timeMs: this.#ms(0),
      });
    };
    line.queues.level.forEach((level, buffer) => {
      for (let position = 0; position < level; position += 1)
        place(line.queues.at(buffer, position), offsets.buffer + buffer);
    });
    line.part.forEach((part, station) => {
      if (part >= 0) place(part, station);
    });
    line.hopParts.level.forEach((level, hop) => {
      for (let position = 0; position < level; position += 1) {
        const part = line.hopParts.at(hop, position);
        this.#create(part, offsets.buffer + (line.tables.hopBuffer[hop] ?? 0), 0);
      }
    });
    line.batches.forEach((part) => {
      if (part >= 0) this.#create(part, offsets.vehicle, 0);
    });
    this.#signals.first(0, this.#takeValue);
  }

  emit(kind: number, timeS: number, resource: number, part: number, a: number, b: number): void {
    if (!this.#open) {
      if (kind === kinds.state) {
        this.#state[resource] = a;
        this.#reason[resource] = b;
        this.#signals.state(resource, a, timeS);
        if (resource < this.#startedS.length) this.#messages.change(resource, a, b);
      } else if (kind === kinds.start) this.#startedS[resource] = timeS;
      else if (kind === kinds.script) this.#scripted(resource, a, timeS);
      return;
    }
    this.#signals.until(timeS, this.#takeValue);
    const line = this.#line;
    const { offsets } = line.tables;
    const timeMs = this.#ms(timeS);
    switch (kind) {
      case kinds.state:
        if (this.#reason[resource] === reasonNumber.glassChange && b !== reasonNumber.glassChange)
          this.#signals.renew(resource);
        this.#signals.state(resource, a, timeS);
        this.#pushState(resource, timeS, a, b);
        if (resource < offsets.buffer)
          for (const message of this.#messages.change(resource, a, b)) this.#say(resource, timeS, message);
        return;
      case kinds.create:
        this.#create(part, resource, timeS);
        this.#push({
          kind: "part",
          verb: "enter",
          serial: this.#serial(part),
          asset: this.#name(resource),
          timeMs,
        });
        return;
      case kinds.arrive:
        if (this.#isPlace(resource))
          this.#push({
            kind: "part",
            verb: "enter",
            serial: this.#serial(part),
            asset: this.#name(resource),
            timeMs,
          });
        return;
      case kinds.depart:
        this.#leave(line, timeS, resource, part, a, b);
        return;
      case kinds.start:
        this.#startedS[resource] = timeS;
        return;
      case kinds.finish: {
        const made = line.made[resource] ?? 0;
        this.#signals.partFinished(
          resource,
          timeS,
          timeS - (this.#startedS[resource] ?? timeS),
          made,
          this.#takeValue,
        );
        for (const result of this.#results.of(line, resource, part, this.#serial(part), timeMs))
          this.#push({ kind: "result", ...result });
        return;
      }
      case kinds.join:
        this.#push({
          kind: "part",
          verb: "assemble",
          serial: this.#serial(a),
          component: this.#serial(part),
          asset: this.#name(resource),
          timeMs,
        });
        return;
      case kinds.lot:
        this.#push({
          kind: "part",
          verb: "consume",
          serial: this.#serial(part),
          asset: this.#name(resource),
          lot: line.tables.line.lots[a] ?? "",
          quantity: 1,
          timeMs,
        });
        return;
      case kinds.rework:
        this.#push({
          kind: "part",
          verb: "rework",
          serial: this.#serial(part),
          asset: this.#name(resource),
          attempt: a,
          timeMs,
        });
        return;
      case kinds.scrap:
        this.#push({
          kind: "part",
          verb: "scrap",
          serial: this.#serial(part),
          asset: this.#name(resource),
          reason: engineReasons[a]?.code ?? "",
          timeMs,
        });
        return;
      case kinds.hold: {
        const at = { serial: this.#serial(part), asset: this.#name(resource), timeMs };
        this.#push({ kind: "part", verb: "hold", reason: engineReasons[a]?.code ?? "", ...at });
        this.#push({ kind: "part", verb: "leave", ...at });
        return;
      }
      case kinds.ship:
        this.#push({
          kind: "part",
          verb: "ship",
          serial: this.#serial(part),
          asset: this.#name(resource),
          timeMs,
        });
        return;
      case kinds.travel: {
        const fleet = line.tables.line.fleets[line.tables.vehicleFleet[resource - offsets.vehicle] ?? 0];
        if (fleet === undefined) return;
        const loaded = a === offsets.buffer + fleet.from;
        this.#push({
          kind: "travel",
          vehicle: this.#name(resource),
          from: this.#name(a),
          to: this.#name(b),
          timeMs,
          arriveMs: this.#ms(timeS + (loaded ? fleet.tripS : fleet.roundTripS - fleet.tripS)),
          load: loaded ? fleet.batch : 0,
        });
        return;
      }
      case kinds.serveStart:
      case kinds.serveFinish:
        if (resource < offsets.vehicle)
          this.#pushState(resource, timeS, kind === kinds.serveStart ? stateCode.run : stateCode.idle, 0);
        return;
      case kinds.order: {
        const order = line.orders[(a - line.orderBase) % Math.max(1, line.orders.length)];
        if (order !== undefined)
          this.#push({
            kind: "order",
            timeMs,
            asset: this.#name(resource),
            order: {
              id: order.id,
              variant: line.tables.line.variants[order.variant] ?? "",
              quantity: order.quantity,
              plannedStartMs: timeMs,
              sequence: a,
            },
          });
        return;
      }
      case kinds.script:
        this.#scripted(resource, a, timeS);
    }
  }

  #leave(line: LineState, timeS: number, resource: number, part: number, to: number, wayS: number): void {
    const { offsets } = line.tables;
    const timeMs = this.#ms(timeS);
    const serial = this.#serial(part);
    if (to >= offsets.vehicle && to < offsets.supply) {
      const fleet = line.tables.line.fleets[line.tables.vehicleFleet[to - offsets.vehicle] ?? 0];
      if (fleet === undefined) return;
      this.#push({
        kind: "part",
        verb: "leave",
        serial,
        asset: this.#name(resource),
        to: this.#name(offsets.buffer + fleet.to),
        vehicle: this.#name(to),
        arriveMs: this.#ms(timeS + fleet.tripS),
        timeMs,
      });
      return;
    }
    if (this.#isPlace(resource))
      this.#push({
        kind: "part",
        verb: "leave",
        serial,
        asset: this.#name(resource),
        to: this.#name(to),
        arriveMs: this.#ms(timeS + wayS),
        timeMs,
      });
    // Components go into the product at an assembly; they do not stand in the station.
    const intoStation = to < offsets.buffer;
    if (intoStation && (line.tables.line.stations[to]?.inputs.length ?? 0) < 2)
      this.#push({ kind: "part", verb: "enter", serial, asset: this.#name(to), timeMs });
  }

  #scripted(event: number, on: number, timeS: number): void {
    const shown = this.#options.events[event];
    if (shown?.kind === "breakdown" && on === 1) this.#messages.expect(shown.resource, shown.message);
    if (shown === undefined || (shown.kind !== "fouling" && shown.kind !== "sensorFault")) return;
    if (on === 1) this.#signals.begin(shown.kind, shown.resource, shown.signal, timeS, shown.rampS);
    else this.#signals.end(shown.kind, shown.resource, timeS);
  }

  /** An implied buffer between two stations is no place of the plant. */
  #isPlace(resource: number): boolean {
    return this.#options.plant.assetRowById.has(this.#names[resource] ?? "");
  }

  #create(part: number, resource: number, timeS: number): void {
    const line = this.#line;
    this.#push({
      kind: "part",
      verb: "create",
      serial: this.#serial(part),
      asset: this.#name(resource),
      timeMs: this.#ms(timeS),
      variant: line.tables.line.variants[line.parts.variant[part] ?? 0] ?? "",
      product: line.tables.line.products[line.parts.product[part] ?? 0] ?? "",
    });
  }

  #pushState(resource: number, timeS: number, state: number, reason: number): void {
    this.#state[resource] = state;
    this.#reason[resource] = reason;
    const known = engineReasons[reason];
    this.#push({
      kind: "state",
      asset: this.#name(resource),
      timeMs: this.#ms(timeS),
      state: assetStates[state] ?? "unknown",
      mode: "production",
      ...(known === undefined || reason === 0
        ? {}
        : { reason: { code: known.code, text: known.text, source: "machine" } }),
    });
  }

  #say(station: number, timeS: number, message: MachineMessage): void {
    this.#push({
      kind: "condition",
      key: this.#messages.keyOf(station),
      timeMs: this.#ms(timeS),
      ...message,
    });
  }

  readonly #takeValue = (signal: string, timeS: number, value: number): void => {
    this.#readings.push({
      kind: "value",
      key: this.#tagOf.get(signal) ?? signal,
      timeMs: this.#ms(timeS),
      value,
    });
  };

  #push(reading: Reading): void {
    this.#readings.push(reading);
  }

  #name(resource: number): string {
    return this.#names[resource] ?? "";
  }

  #serial(part: number): string {
    return serialOf(this.#line, part, this.#options.serialPrefix);
  }

  #ms(timeS: number): number {
    return this.#options.startMs + timeS * 1000;
  }
}
