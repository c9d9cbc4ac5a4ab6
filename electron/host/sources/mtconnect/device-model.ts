// What an MTConnect device says of itself: devices and their data items, as plain data.
// Read by devices-xml.ts; the plant derived from it is in derive-plant.ts.

/** How a data item's value is written and what it means. */
export type DataItemCategory = "SAMPLE" | "EVENT" | "CONDITION";

/** One measured thing or condition of a device. */
export interface DataItem {
  readonly id: string;
  /** Short name used by adapters; absent = the id is used. */
  readonly name: string | undefined;
  readonly category: DataItemCategory;
  /** MTConnect type: `EXECUTION`, `POSITION`, `x:TOOL_SUFFIX`. */
  readonly type: string;
  readonly subType: string | undefined;
  /** MTConnect unit words: `MILLIMETER/SECOND`. */
  readonly units: string | undefined;
  readonly nativeUnits: string | undefined;
  /** `TIME_SERIES`, `DATA_SET`; absent = one value. */
  readonly representation: string | undefined;
  /** Another name the adapter may use for it. */
  readonly source: string | undefined;
  /** Kind of the component it belongs to and the component's name: `Linear`, `X`. */
  readonly component: string;
  readonly componentName: string | undefined;
}

/** One machine. */
export interface Device {
  readonly id: string;
  readonly name: string;
  readonly uuid: string | undefined;
  readonly manufacturer: string | undefined;
  readonly model: string | undefined;
  readonly serialNumber: string | undefined;
  readonly description: string | undefined;
  readonly items: readonly DataItem[];
}

/** Looks up a device's data item by what an adapter calls it: its name, its id, or its source name, in this order. */
export function itemIndex(device: Device): ReadonlyMap<string, DataItem> {
  const index = new Map<string, DataItem>();
  const add = (key: string | undefined, item: DataItem): void => {
    if (key !== undefined && key !== "" && !index.has(key)) index.set(key, item);
  };
  for (const item of device.items) add(item.name, item);
  for (const item of device.items) add(item.id, item);
  for (const item of device.items) add(item.source, item);
  return index;
}

/** Number of values of a vector item (`MILLIMETER_3D`), 1 for all others. */
export function vectorLength(item: DataItem): 1 | 3 {
  return item.units?.endsWith("_3D") === true ? 3 : 1;
}
