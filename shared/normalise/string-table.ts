// The string table of a timeline: text values are stored as an index into it. It only grows.

/** Longest text kept; longer ones are cut. */
export const maxTextLength = 1000;
/** Most entries; a text signal that never repeats itself ends here with a Problem. */
export const maxTexts = 100_000;

/** Texts by index, each once. */
export class StringTable {
  readonly #texts: string[] = [];
  readonly #indexOf = new Map<string, number>();

  /** `texts` = the entries of a timeline that goes on. */
  constructor(texts: readonly string[] = []) {
    for (const text of texts) {
      if (!this.#indexOf.has(text)) this.#indexOf.set(text, this.#texts.length);
      this.#texts.push(text);
    }
  }

  get texts(): readonly string[] {
    return this.#texts;
  }

  /** Index of a known text. */
  find(text: string): number | undefined {
    return this.#indexOf.get(cut(text));
  }

  /** Adds a text that is not there yet; `undefined` when the table is full. */
  add(text: string): number | undefined {
    if (this.#texts.length >= maxTexts) return undefined;
    const kept = cut(text);
    const index = this.#texts.length;
    this.#texts.push(kept);
    this.#indexOf.set(kept, index);
    return index;
  }

  at(index: number): string | undefined {
    return this.#texts[index];
  }
}

function cut(text: string): string {
  return text.length > maxTextLength ? text.slice(0, maxTextLength) : text;
}
