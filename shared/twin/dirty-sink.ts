/** Told which rows a fact touched. */
export interface DirtySink {
  asset(row: number): void;
  signal(row: number): void;
  slot(slot: number): void;
}

/** Nobody wants to know. */
export const nobody: DirtySink = { asset: () => undefined, signal: () => undefined, slot: () => undefined };
