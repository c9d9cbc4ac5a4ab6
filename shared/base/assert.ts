// Assertions for bugs: what they catch can only be our own mistake, so they throw.

/** Throws when `condition` is false. For bugs only; bad input is a Problem. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`Bug: ${message}`);
}

/** Returns `value`, which the caller knows to be there; throws when it is not. */
export function defined<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`Bug: ${what} is missing`);
  return value;
}
