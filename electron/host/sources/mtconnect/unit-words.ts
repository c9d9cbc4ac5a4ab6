// MTConnect unit words to UCUM codes, and how a native unit becomes the unit of the model.
// Words from the MTConnect schema (UnitsType, NativeUnitsType).
import type { DataItem } from "./device-model.ts";

/** UCUM code of an MTConnect word; vectors have the unit of their parts. */
const ucumOfWord: ReadonlyMap<string, string> = new Map([
  ["AMPERE", "A"],
  ["CELSIUS", "Cel"],
  ["COUNT", "1"],
  ["COUNT/SECOND", "/s"],
  ["CUBIC_MILLIMETER", "mm3"],
  ["CUBIC_MILLIMETER/SECOND", "mm3/s"],
  ["DECIBEL", "dB"],
  ["DEGREE", "deg"],
  ["DEGREE/MINUTE", "deg/min"],
  ["DEGREE/SECOND", "deg/s"],
  ["DEGREE/SECOND^2", "deg/s2"],
  ["FOOT/MINUTE", "[ft_i]/min"],
  ["GRAM/CUBIC_METER", "g/m3"],
  ["HERTZ", "Hz"],
  ["INCH", "[in_i]"],
  ["INCH/MINUTE", "[in_i]/min"],
  ["JOULE", "J"],
  ["KILOGRAM", "kg"],
  ["KILOWATT", "kW"],
  ["KILOWATT_HOUR", "kW.h"],
  ["LITER", "L"],
  ["LITER/MINUTE", "L/min"],
  ["LITER/SECOND", "L/s"],
  ["METER/SECOND^2", "m/s2"],
  ["MICRO_RADIAN", "urad"],
  ["MILLIGRAM/CUBIC_MILLIMETER", "mg/mm3"],
  ["MILLIMETER", "mm"],
  ["MILLIMETER/MINUTE", "mm/min"],
  ["MILLIMETER/REVOLUTION", "mm"],
  ["MILLIMETER/SECOND", "mm/s"],
  ["MILLIMETER/SECOND^2", "mm/s2"],
  ["NEWTON", "N"],
  ["NEWTON_METER", "N.m"],
  ["OHM", "Ohm"],
  ["PASCAL", "Pa"],
  ["PASCAL/SECOND", "Pa/s"],
  ["PASCAL_SECOND", "Pa.s"],
  ["PERCENT", "%"],
  ["PH", "[pH]"],
  ["RADIAN", "rad"],
  ["REVOLUTION/MINUTE", "{rev}/min"],
  ["REVOLUTION/SECOND", "{rev}/s"],
  ["REVOLUTION/SECOND^2", "{rev}/s2"],
  ["SECOND", "s"],
  ["SIEMENS/METER", "S/m"],
  ["TESLA", "T"],
  ["UNIT_VECTOR", "1"],
  ["VOLT", "V"],
  ["VOLT_AMPERE", "V.A"],
  ["VOLT_AMPERE_REACTIVE", "V.A"],
  ["WATT", "W"],
  ["WATT_SECOND", "W.s"],
]);

/** Unit the standard gives a sample type; used where the device file names none. */
const ucumOfType: ReadonlyMap<string, string> = new Map([
  ["ACCUMULATED_TIME", "s"],
  ["ANGLE", "deg"],
  ["ANGULAR_VELOCITY", "deg/s"],
  ["AXIS_FEEDRATE", "mm/s"],
  ["LOAD", "%"],
  ["PATH_FEEDRATE", "mm/s"],
  ["POSITION", "mm"],
  ["PRESSURE", "Pa"],
  ["ROTARY_VELOCITY", "{rev}/min"],
  ["TEMPERATURE", "Cel"],
]);

/** UCUM code of a data item, or undefined when its unit word is unknown. */
export function ucumOf(item: DataItem): string | undefined {
  const word = item.units?.replace(/_3D$/, "");
  if (word === undefined) return ucumOfType.get(item.type) ?? "1";
  return ucumOfWord.get(word);
}

/** Factor from a native unit to the unit of the model, by exact definitions (foot 304.8 mm, inch 25.4 mm, minute 60 s). */
const factorOf: ReadonlyMap<string, number> = new Map([
  ["FOOT/MINUTE>MILLIMETER/SECOND", 304.8 / 60],
  ["INCH>MILLIMETER", 25.4],
  ["INCH/MINUTE>MILLIMETER/SECOND", 25.4 / 60],
  ["MILLIMETER/MINUTE>MILLIMETER/SECOND", 1 / 60],
  ["DEGREE/MINUTE>DEGREE/SECOND", 1 / 60],
  ["RADIAN>DEGREE", 180 / Math.PI],
  ["RADIAN/SECOND>DEGREE/SECOND", 180 / Math.PI],
  ["KILOWATT>WATT", 1000],
  ["KILOWATT_HOUR>WATT_SECOND", 3_600_000],
  ["LITER/MINUTE>LITER/SECOND", 1 / 60],
  ["REVOLUTION/SECOND>REVOLUTION/MINUTE", 60],
  ["POUND>KILOGRAM", 0.453_592_37],
]);

/**
 * How a value in native units becomes one in the item's units; undefined = they are the same or the pair is unknown.
 * Agents convert, so recorded agent output needs none; the raw stream of an adapter does.
 */
export function nativeConversion(
  item: DataItem,
): { readonly scale: number; readonly offset: number } | undefined {
  const { units, nativeUnits } = item;
  if (units === undefined || nativeUnits === undefined || units === nativeUnits) return undefined;
  if (nativeUnits === "FAHRENHEIT" && units === "CELSIUS") return { scale: 5 / 9, offset: -160 / 9 };
  const scale = factorOf.get(`${nativeUnits.replace(/_3D$/, "")}>${units.replace(/_3D$/, "")}`);
  return scale === undefined ? undefined : { scale, offset: 0 };
}
