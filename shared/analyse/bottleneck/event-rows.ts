// The event log of any line as text: time_s,resource,event,part,state,reason. Rows that cannot be read are told and left out.
import type { Problem } from "../../base/problem.ts";
import { CsvParser, type CsvRecord } from "../../import/csv-parser.ts";
import { assetStates } from "../../model/state.ts";

export const rowEvents = ["arrive", "start", "finish", "depart", "join", "scrap", "state"] as const;
export type RowEvent = (typeof rowEvents)[number];

/** One row. `state` is a position in `assetStates`. */
export interface EventRow {
  readonly timeS: number;
  readonly resource: string;
  readonly event: RowEvent;
  readonly part: string;
  readonly state: number;
  readonly reason: string;
}

const columns = ["time_s", "resource", "event", "part", "state", "reason"] as const;
type Columns = Record<(typeof columns)[number], number>;
const stateOf = new Map<string, number>(assetStates.map((state, code) => [state, code]));
const known = new Set<string>(rowEvents);
/** Problems of one kind told one by one; the rest are counted. */
const mostTold = 3;

/** Reads a whole log piece by piece; `rows` and `problems` are complete after the piece that is the last. */
export class EventRowReader {
  readonly rows: EventRow[] = [];
  readonly problems: Problem[] = [];
  readonly #file: string;
  readonly #parser = new CsvParser(",");
  readonly #counts = new Map<string, number>();
  #at: Columns | undefined;
  #isRefused = false;

  constructor(file: string) {
    this.#file = file;
  }

  push(piece: string, isLast: boolean): void {
    this.#parser.push(piece, isLast, (record) => {
      this.#take(record);
    });
    if (!isLast) return;
    for (const [id, count] of this.#counts)
      if (count > mostTold)
        this.#tell(
          id,
          undefined,
          `${count - mostTold} more rows like that were left out.`,
          "See the lines named above.",
        );
    if (this.#at === undefined && !this.#isRefused) this.#refuse(undefined, "The file is empty.");
  }

  #take(record: CsvRecord): void {
    if (this.#isRefused) return;
    if (this.#at === undefined) {
      const names = record.fields.map((field) => field.replace(/^\ufeff/, "").trim());
      const missing = columns.slice(0, 4).filter((column) => !names.includes(column));
      if (missing.length > 0) {
        this.#refuse(record.line, `The first line has no column ${missing.join(", ")}.`);
        return;
      }
      this.#at = Object.fromEntries(columns.map((column) => [column, names.indexOf(column)])) as Columns;
      return;
    }
    const at = this.#at;
    const text = (column: (typeof columns)[number]): string => (record.fields[at[column]] ?? "").trim();
    if (record.fault !== undefined) {
      this.#leaveOut("unreadable-row", record.line, record.fault);
      return;
    }
    const timeS = text("time_s") === "" ? NaN : Number(text("time_s"));
    const event = text("event");
    const state = text("state");
    if (!Number.isFinite(timeS))
      return this.#leaveOut("invalid-time", record.line, `"${text("time_s")}" is no time in seconds.`);
    if (!known.has(event)) return this.#leaveOut("unknown-event", record.line, `"${event}" is no event.`);
    if (event === "state" && !stateOf.has(state))
      return this.#leaveOut("unknown-state", record.line, `"${state}" is no state.`);
    if (event !== "state" && text("part") === "")
      return this.#leaveOut("no-part", record.line, `"${event}" needs a part.`);
    this.rows.push({
      timeS,
      resource: text("resource"),
      event: event as RowEvent,
      part: text("part"),
      state: stateOf.get(state) ?? 0,
      reason: text("reason"),
    });
  }

  #leaveOut(id: string, line: number, message: string): void {
    const count = (this.#counts.get(id) ?? 0) + 1;
    this.#counts.set(id, count);
    if (count > mostTold) return;
    const words = id === "unknown-state" ? assetStates : rowEvents;
    this.#tell(id, line, message, `Correct the row; the words are ${words.join(", ")}.`);
  }

  #tell(id: string, line: number | undefined, message: string, hint: string): void {
    this.problems.push({
      path: [this.#file, ...(line === undefined ? [] : [String(line)])],
      id,
      severity: "warning",
      message,
      hint,
      file: this.#file,
      ...(line === undefined ? {} : { line }),
    });
  }

  #refuse(line: number | undefined, message: string): void {
    this.#isRefused = true;
    this.problems.push({
      path: [this.#file],
      id: "no-event-log",
      severity: "error",
      message,
      hint: `The first line must be ${columns.join(",")}.`,
      file: this.#file,
      ...(line === undefined ? {} : { line }),
    });
  }
}
