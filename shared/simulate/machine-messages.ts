// What a simulated machine says when it stops: a condition with its own code and text, and normal again when it is over.
// Chooses words only; when a machine stops is the engine's, how a reading is handed on is readings.ts.
import { hash32, wordAt } from "../base/random.ts";
import type { ConditionLevel } from "../model/fact.ts";
import type { BehaviourFile } from "./behaviour-schema.ts";
import type { Line } from "./line.ts";
import { engineReasons, reasonNumber, stateCode } from "./sink.ts";

/** A machine's message, without the time it is said at. */
export interface MachineMessage {
  readonly level: ConditionLevel;
  readonly code: string;
  readonly text: string;
}

/** Words of a scripted event, used instead of the machine's usual ones. */
export type ScriptedMessage = Omit<MachineMessage, "level">;

/** Follows the stops of the stations of one line. */
export class MachineMessages {
  readonly #line: Line;
  readonly #known: readonly ReadonlyMap<number, readonly MachineMessage[]>[];
  readonly #keys: readonly number[];
  readonly #stops: Int32Array;
  readonly #stopped: Uint8Array;
  readonly #open: (MachineMessage | undefined)[];
  readonly #scripted = new Map<string, ScriptedMessage>();

  constructor(behaviour: BehaviourFile, line: Line, seed: number) {
    this.#line = line;
    this.#known = line.stations.map((station) => {
      const byReason = new Map<number, MachineMessage[]>();
      for (const { station: id, reason, level, code, text } of behaviour.messages) {
        if (id !== station.id && id !== station.group) continue;
        const list = byReason.get(reasonNumber[reason]) ?? [];
        list.push({ level, code, text });
        byReason.set(reasonNumber[reason], list);
      }
      return byReason;
    });
    this.#keys = line.stations.map((station) => hash32(`${station.id}/message`, seed));
    this.#stops = new Int32Array(line.stations.length);
    this.#stopped = new Uint8Array(line.stations.length);
    this.#open = line.stations.map(() => undefined);
  }

  /** Key of a station's condition, as the normaliser resolves it. */
  keyOf(station: number): string {
    return `${this.#line.stations[station]?.id ?? ""}/condition`;
  }

  /** A scripted event with words of its own is about to stop a station; one that stands already says nothing new. */
  expect(stationId: string, message: ScriptedMessage | undefined): void {
    const station = this.#line.stations.findIndex(({ id }) => id === stationId);
    if (message !== undefined && this.#stopped[station] === 0) this.#scripted.set(stationId, message);
  }

  /** What the station says as it changes to a state: nothing, the end of its last message, a new one, or both. */
  change(station: number, state: number, reason: number): readonly MachineMessage[] {
    const before = this.#open[station];
    const isStop = state === stateCode.microstop || state === stateCode.down;
    // A stop that lasts turns from micro-stop to down and says nothing new.
    if (isStop && this.#stopped[station] === 1) return [];
    this.#stopped[station] = isStop ? 1 : 0;
    const said: MachineMessage[] = [];
    if (!isStop && before !== undefined) {
      said.push({ ...before, level: "normal" });
      this.#open[station] = undefined;
    }
    if (isStop) {
      const message = this.#choose(station, reason);
      this.#open[station] = message;
      if (message !== undefined) said.push(message);
    }
    return said;
  }

  /** What the station says at this moment, as at the beginning of a recording. */
  current(station: number): MachineMessage | undefined {
    return this.#open[station];
  }

  #choose(station: number, reason: number): MachineMessage | undefined {
    const id = this.#line.stations[station]?.id ?? "";
    const scripted = this.#scripted.get(id);
    this.#scripted.delete(id);
    const stop = this.#stops[station] ?? 0;
    this.#stops[station] = stop + 1;
    const isFault = reason === reasonNumber.breakdown;
    if (scripted !== undefined) return { level: isFault ? "fault" : "warning", ...scripted };
    const known = this.#known[station]?.get(reason) ?? [];
    if (known.length > 0) {
      const key = this.#keys[station] ?? 0;
      return known[wordAt(key, ~key, stop) % known.length];
    }
    // A part that jams for seconds is no message unless the machine is said to have one for it.
    if (reason === reasonNumber.jam) return undefined;
    const words = engineReasons[reason];
    return words === undefined || words.code === ""
      ? undefined
      : { level: isFault ? "fault" : "warning", code: words.code, text: words.text };
  }
}
