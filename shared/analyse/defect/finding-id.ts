// What findings are signed with, whichever part of the engine makes them: the same after every replay.

/** Name and version of the engine. */
export const engine = { name: "gemba-defect", version: "1" } as const;

/** Hexadecimal SHA-256 of a text as UTF-8. Given by who runs this: it is no part of `shared`. */
export type Sha256 = (text: string) => string;

/** Of what kind it is, where, since when (epoch milliseconds), and by which engine or model, as 16 hexadecimal digits. */
export function findingId(
  kind: string,
  assetId: string,
  onsetMs: number,
  sha256: Sha256,
  by: string = engine.name,
): string {
  return sha256([kind, assetId, onsetMs, by].join("|")).slice(0, 16);
}
