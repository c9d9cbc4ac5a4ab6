// What other layers ask of labels: words besides the name, and room for what stands between a machine and its label.

/** A label's point is this far above its machine, metres. */
export const labelAboveM = 0.35;

/** How much higher a label stands: its point in metres, and what stands on that point in CSS pixels of usual size. */
export interface LabelLift {
  readonly metres: number;
  readonly px: number;
}

export interface LabelExtras {
  /** By row: what is said under the name; such a label is shown before others. */
  readonly notes: ReadonlyMap<number, string>;
  /** Whose note comes before the others; -1 = none. */
  readonly mainRow: number;
  readonly lifts: ReadonlyMap<number, LabelLift>;
}

export const noExtras: LabelExtras = { notes: new Map(), mainRow: -1, lifts: new Map() };
