// Detectors of defects against open data with known truth.
import type { ValidationOptions, ValidationResult } from "../validate.ts";
import { mspcColumns, mspcRows } from "./mspc-rows.ts";

/** Measures everything; the table's first column is ours. */
export function validate(options: ValidationOptions): Promise<ValidationResult> {
  const notes: string[] = [];
  const rows = mspcRows(options.seed, notes, options.tell);
  return Promise.resolve({
    table: { title: "Defects: detectors on open data", columns: [...mspcColumns], rows, notes },
    broken: [],
  });
}
