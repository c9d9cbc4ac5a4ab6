// Whoever opens it, closes it: `using` works on everything returned here.

/** Something to be released once. Disposing twice is harmless. */
export interface Disposable {
  [Symbol.dispose](): void;
}

/** A Disposable that runs `release` the first time it is disposed. */
export function disposable(release: () => void): Disposable {
  let released = false;
  return {
    [Symbol.dispose](): void {
      if (released) return;
      released = true;
      release();
    },
  };
}

/** Listeners of one kind; adding returns the way to remove. A listener added or removed during `emit` is safe. */
export class Listeners<T> {
  #listeners: readonly ((value: T) => void)[] = [];

  add(listener: (value: T) => void): Disposable {
    this.#listeners = [...this.#listeners, listener];
    return disposable(() => {
      this.#listeners = this.#listeners.filter((known) => known !== listener);
    });
  }

  emit(value: T): void {
    for (const listener of this.#listeners) listener(value);
  }

  get size(): number {
    return this.#listeners.length;
  }
}
