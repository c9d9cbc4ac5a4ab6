// The event log of a simulated run as CSV text: time_s,resource,event,part,state,reason.
// Ordered by time, then cause. A run with a warm-up opens with what is in the line at second 0.
import { assetStates } from "../model/state.ts";
import { phase, type LineState } from "./line-state.ts";
import { resourceNames } from "./line.ts";
import { serialOf } from "./serials.ts";
import { engineReasons, kinds, type EngineSink } from "./sink.ts";

/** First line of the log. */
export const eventsHeader = "time_s,resource,event,part,state,reason\n";
const chunkLength = 1 << 16;

/** Writes the log in chunks. Times before second 0 are left out. */
export class EventsCsv implements EngineSink {
  readonly #line: () => LineState;
  readonly #write: (chunk: string) => void;
  #names: readonly string[] | undefined;
  #text = eventsHeader;
  #open = false;

  constructor(line: () => LineState, write: (chunk: string) => void) {
    this.#line = line;
    this.#write = write;
  }

  /** Begins at second 0 with the parts and states already there. */
  open(): void {
    this.#open = true;
    const line = this.#line();
    const { offsets } = line.tables;
    for (let buffer = 0; buffer < line.tables.line.buffers.length; buffer += 1)
      for (let place = 0; place < (line.queues.level[buffer] ?? 0); place += 1)
        this.#row(0, offsets.buffer + buffer, "arrive", serialOf(line, line.queues.at(buffer, place)));
    line.tables.line.stations.forEach((_, station) => {
      const part = line.part[station] ?? -1;
      const doing = line.phase[station];
      if (part >= 0 && doing !== phase.waitOperator) this.#row(0, station, "start", serialOf(line, part));
      if (part >= 0 && doing === phase.done) this.#row(0, station, "finish", serialOf(line, part));
      this.#state(0, station, line.state[station] ?? 0, line.stateReason[station] ?? 0);
    });
  }

  /** Writes what is left. */
  close(): void {
    if (this.#text.length > 0) this.#write(this.#text);
    this.#text = "";
  }

  emit(kind: number, timeS: number, resource: number, part: number, a: number, b: number): void {
    if (!this.#open) return;
    switch (kind) {
      case kinds.arrive:
      case kinds.ship:
        this.#row(timeS, resource, "arrive", serialOf(this.#line(), part));
        return;
      case kinds.start:
      case kinds.serveStart:
        this.#row(timeS, resource, "start", serialOf(this.#line(), part));
        return;
      case kinds.finish:
      case kinds.serveFinish:
        this.#row(timeS, resource, "finish", serialOf(this.#line(), part));
        return;
      case kinds.depart:
        this.#row(timeS, resource, "depart", serialOf(this.#line(), part));
        return;
      case kinds.join:
        this.#row(
          timeS,
          resource,
          "join",
          serialOf(this.#line(), part),
          "",
          `into:${serialOf(this.#line(), a)}`,
        );
        return;
      case kinds.scrap:
      case kinds.hold:
        this.#row(timeS, resource, "scrap", serialOf(this.#line(), part), "", engineReasons[a]?.code ?? "");
        return;
      case kinds.state:
        this.#state(timeS, resource, a, b);
        return;
    }
  }

  #state(timeS: number, resource: number, state: number, reason: number): void {
    this.#row(
      timeS,
      resource,
      "state",
      "",
      assetStates[state] ?? "unknown",
      engineReasons[reason]?.code ?? "",
    );
  }

  #row(timeS: number, resource: number, event: string, part: string, state = "", reason = ""): void {
    this.#names ??= resourceNames(this.#line().tables.line);
    const name = this.#names[resource] ?? "";
    this.#text += `${timeS.toFixed(6)},${name},${event},${part},${state},${reason}\n`;
    if (this.#text.length < chunkLength) return;
    this.#write(this.#text);
    this.#text = "";
  }
}
