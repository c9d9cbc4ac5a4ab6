// The IANA zones to choose from: those that are likely first.

export interface TimeZones {
  /** The plant's, this browser's, and UTC. */
  readonly near: readonly string[];
  readonly others: readonly string[];
}

/** All zones the browser knows. */
export function timeZonesFrom(plantZone: string): TimeZones {
  const near = [...new Set([plantZone, new Intl.DateTimeFormat().resolvedOptions().timeZone, "UTC"])];
  return { near, others: Intl.supportedValuesOf("timeZone").filter((zone) => !near.includes(zone)) };
}
