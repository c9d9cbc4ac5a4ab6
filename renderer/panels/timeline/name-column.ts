// The column of names on the left, as wide in lanes, overview and trends, so that one time lies on one line in all of them.

/** Its width in pixels, of a panel so wide. */
export function nameColumnWidth(rem: number, panelWidth: number): number {
  return Math.round(Math.min(rem * 16.5, panelWidth * 0.22));
}
