// CSV (RFC 4180) piece by piece: records with the line they begin on, memory bounded. Knows no columns and no encodings.
// A record that cannot be one is told with its line, and the line after it is read as if nothing had been: a library would
// end there, or take everything up to the next quote for one field.

/** One row. `line` = the 1-based line it begins on. */
export interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
  /** Why it could not be read; it has no fields then. */
  readonly fault?: string;
}

/** Longest record, in characters. */
export const mostRecordLength = 1024 * 1024;

export class CsvParser {
  readonly #delimiter: string;
  #rest = "";
  #line = 1;
  /** Inside of a line that is too long to be kept. */
  #isSkipping = false;

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
  }

  /** Takes a piece of text and hands on every record that is whole; `isLast` = nothing more comes. Empty lines are none. */
  push(piece: string, isLast: boolean, take: (record: CsvRecord) => void): void {
    const text = this.#rest + piece;
    let at = 0;
    let quoteAt = -1;
    while (at < text.length) {
      let end = text.indexOf("\n", at);
      if (end < 0 && !isLast) {
        if (text.length - at <= mostRecordLength) break;
        if (!this.#isSkipping) take({ line: this.#line, fields: [], fault: tooLong });
        this.#isSkipping = true;
        at = text.length;
        break;
      }
      if (end < 0) end = text.length;
      if (this.#isSkipping) {
        this.#isSkipping = false;
        this.#line += 1;
        at = end + 1;
        continue;
      }
      if (quoteAt < at) quoteAt = indexOrEnd(text, '"', at);
      if (quoteAt > end) {
        const row = text.slice(at, text[end - 1] === "\r" && end > at ? end - 1 : end);
        if (row.length > mostRecordLength) take({ line: this.#line, fields: [], fault: tooLong });
        else if (row.trim() !== "" || row.includes(this.#delimiter))
          take({ line: this.#line, fields: row.split(this.#delimiter) });
        this.#line += 1;
        at = end + 1;
        continue;
      }
      const next = this.#quoted(text, at, end, isLast, take);
      if (next === undefined) break;
      at = next;
    }
    this.#rest = at >= text.length ? "" : text.slice(at);
  }

  /** A record with quotes that begins at `from`, where its first line ends at `lineEnd`; where the next one begins, or undefined when it is not whole yet. */
  #quoted(
    text: string,
    from: number,
    lineEnd: number,
    isLast: boolean,
    take: (record: CsvRecord) => void,
  ): number | undefined {
    const refuse = (fault: string): number => {
      take({ line: this.#line, fields: [], fault });
      this.#line += 1;
      return lineEnd + 1;
    };
    const fields: string[] = [];
    let at = from;
    for (;;) {
      if (text[at] === '"') {
        let field = "";
        for (at += 1; ;) {
          const close = text.indexOf('"', at);
          if (close < 0 || close - from > mostRecordLength)
            return !isLast && text.length - from <= mostRecordLength ? undefined : refuse(unclosed);
          field += text.slice(at, close);
          at = close + 1;
          if (at >= text.length && !isLast) return undefined;
          if (text[at] !== '"') break;
          field += '"';
          at += 1;
        }
        fields.push(field);
        while (text[at] === " ") at += 1;
        if (text[at] === "\r" && (text[at + 1] === "\n" || (isLast && at + 1 === text.length))) at += 1;
        if (at >= text.length && !isLast) return undefined;
        if (text[at] === "\r" && at + 1 === text.length && !isLast) return undefined;
      } else {
        const end = indexOrEnd(text, "\n", at);
        if (end === text.length && !isLast)
          return text.length - from <= mostRecordLength ? undefined : refuse(tooLong);
        const row = text.slice(at, end);
        const delimiter = row.indexOf(this.#delimiter);
        fields.push(delimiter < 0 ? row.replace(/\r$/, "") : row.slice(0, delimiter));
        at = delimiter < 0 ? end : at + delimiter;
      }
      if (at >= text.length || text[at] === "\n") break;
      if (text[at] !== this.#delimiter) return refuse(afterQuote);
      at += 1;
    }
    if (at - from > mostRecordLength) return refuse(tooLong);
    take({ line: this.#line, fields });
    for (let line = from - 1; line < at; this.#line += 1) line = indexOrEnd(text, "\n", line + 1);
    return at + 1;
  }
}

function indexOrEnd(text: string, what: string, from: number): number {
  const found = text.indexOf(what, from);
  return found < 0 ? text.length : found;
}

const tooLong = `It is longer than ${mostRecordLength} characters.`;
const unclosed = "A quote is opened and not closed.";
const afterQuote = "Something stands between a closing quote and the next separator.";

const separators = [",", ";", "\t", "|"] as const;
export type Separator = (typeof separators)[number];

/** The separator of a text: the one that gives the most columns in the most rows of its beginning. */
export function detectSeparator(text: string): Separator {
  let best: { separator: Separator; score: number } = { separator: ",", score: 0 };
  for (const separator of separators) {
    const widths: number[] = [];
    new CsvParser(separator).push(text, false, ({ fields }) => {
      if (widths.length < 200) widths.push(fields.length);
    });
    if (widths.length === 0)
      new CsvParser(separator).push(text, true, ({ fields }) => widths.push(fields.length));
    const header = widths[0] ?? 1;
    const same = widths.filter((width) => width === header).length / Math.max(1, widths.length);
    const score = (header - 1) * same;
    if (score > best.score) best = { separator, score };
  }
  return best.separator;
}
