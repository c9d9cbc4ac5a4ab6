// Times as people and other tools read them.

/** A time with its microseconds, UTC: `2026-11-23T06:00:00.123456Z`. */
export function microIso(timeMs: number): string {
  const us = Math.round(timeMs * 1000);
  const micros = String(((us % 1_000_000) + 1_000_000) % 1_000_000).padStart(6, "0");
  return `${new Date(Math.floor(us / 1_000_000) * 1000).toISOString().slice(0, 19)}.${micros}Z`;
}
