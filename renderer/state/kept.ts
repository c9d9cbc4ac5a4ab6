// The browser's own memory, asked politely: storage may be forbidden, full, or hold what somebody else wrote.
// Knows keys and texts; what the texts mean is checked by whoever reads them.

/** The text kept under `key`; undefined when there is none or storage is forbidden. */
export function keptText(key: string): string | undefined {
  try {
    return globalThis.localStorage?.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a text. Where storage is forbidden or full nothing is remembered, and nothing fails. */
export function keepText(key: string, text: string): void {
  try {
    globalThis.localStorage?.setItem(key, text);
  } catch {
    // Nothing is remembered.
  }
}

/** What is kept under `key` as JSON; undefined when there is none or it is no JSON. */
export function keptJson(key: string): unknown {
  const text = keptText(key);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Keeps a value as JSON. */
export function keepJson(key: string, value: unknown): void {
  keepText(key, JSON.stringify(value));
}

/** A choice of the last visit; undefined when there is none of `allowed`. */
export function keptChoice<T extends string>(key: string, allowed: readonly T[]): T | undefined {
  const value = keptText(key);
  return allowed.find((each) => each === value);
}
