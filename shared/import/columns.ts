// Columns of a file by name, the roles they can play, and ids made of what files call things. Pure.

/** `signal` = the column names the signal of the row, `value` = it holds values. */
export const columnRoles = [
  "time",
  "value",
  "signal",
  "asset",
  "state",
  "part",
  "event",
  "activity",
  "reason",
  "endTime",
  "quality",
  "ignore",
] as const;
export type ColumnRole = (typeof columnRoles)[number];

/** Names of the columns, each once: a second `temp` is `temp (2)`, a column without name is `column 3`. */
export function columnNames(header: readonly string[]): string[] {
  const taken = new Set<string>();
  return header.map((text, index) => {
    const name = text.trim() === "" ? `column ${index + 1}` : text.trim();
    let unique = name;
    for (let count = 2; taken.has(unique); count += 1) unique = `${name} (${count})`;
    taken.add(unique);
    return unique;
  });
}

/** An id (letters, digits, dot, underscore, hyphen) of what a file calls something. */
export function idOfText(text: string, length = 64): string {
  const id = text
    .replace(/[^A-Za-z0-9._-]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, length);
  return id === "" ? "x" : id;
}

/** Gives each text an id of its own; one text keeps its id. */
export class IdBook {
  readonly #byText = new Map<string, string>();
  readonly #taken = new Set<string>();

  idOf(text: string): string {
    const known = this.#byText.get(text);
    if (known !== undefined) return known;
    const base = idOfText(text);
    let id = base;
    for (let count = 2; this.#taken.has(id); count += 1) id = `${base.slice(0, 58)}-${count}`;
    this.#taken.add(id);
    this.#byText.set(text, id);
    return id;
  }
}
