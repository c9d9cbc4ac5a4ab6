// What unit a person probably meant. For hints only.
import { nearestWord } from "../base/nearest-word.ts";

/** What people write instead of the UCUM code. */
const usualMistakes: ReadonlyMap<string, string> = new Map([
  ["°c", "Cel"],
  ["degc", "Cel"],
  ["c", "Cel"],
  ["celsius", "Cel"],
  ["°f", "[degF]"],
  ["degf", "[degF]"],
  ["f", "[degF]"],
  ["°", "deg"],
  ["degree", "deg"],
  ["degrees", "deg"],
  ["rpm", "{rev}/min"],
  ["u/min", "{rev}/min"],
  ["1/min", "/min"],
  ["nm", "N.m"],
  ["newtonmeter", "N.m"],
  ["sec", "s"],
  ["secs", "s"],
  ["seconds", "s"],
  ["minutes", "min"],
  ["hours", "h"],
  ["hr", "h"],
  ["percent", "%"],
  ["pct", "%"],
  ["in", "[in_i]"],
  ["inch", "[in_i]"],
  ["ft", "[ft_i]"],
  ["lb", "[lb_av]"],
  ["lbs", "[lb_av]"],
  ["psi", "[psi]"],
  ["ppm", "[ppm]"],
  ["ph", "[pH]"],
  ["ω", "Ohm"],
  ["ohms", "Ohm"],
  ["mω", "mOhm"],
  ["kwh", "kW.h"],
  ["wh", "W.h"],
  ["ah", "A.h"],
  ["va", "V.A"],
  ["µm", "um"],
  ["μm", "um"],
  ["mm/s²", "mm/s2"],
  ["m/s²", "m/s2"],
  ["m/s^2", "m/s2"],
  ["mm/s^2", "mm/s2"],
  ["m²", "m2"],
  ["m³", "m3"],
  ["m³/h", "m3/h"],
  ["l/min.", "L/min"],
  ["lpm", "L/min"],
  ["pcs", "1"],
  ["piece", "1"],
  ["pieces", "1"],
  ["parts", "1"],
  ["count", "1"],
  ["none", "1"],
  ["", "1"],
  ["kg/hr", "kg/h"],
]);

const commonCodes = (
  "1 % mm um m mm/s m/s mm/s2 m/s2 g kg s ms min h Cel K deg rad Hz kHz N kN N.m Pa kPa MPa bar mbar J kJ W kW kW.h A mA " +
  "V mV Ohm mOhm L mL L/min m3/h {rev}/min /min [psi] [in_i] [ft_i] [ppm] [pH] Pa.m3/s mbar.L/s A.h"
).split(" ");

/** The code a person probably meant, if one is near. */
export function suggestUnit(code: string): string | undefined {
  const lower = code.trim().toLowerCase();
  const usual = usualMistakes.get(lower);
  if (usual !== undefined) return usual;
  const sameLetters = commonCodes.find((known) => known.toLowerCase() === lower);
  return sameLetters ?? nearestWord(code, commonCodes);
}
