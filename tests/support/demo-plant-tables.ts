// The demo plant's stations as tables: what each looks like, its cycle, buffer, signals and characteristics.
// Numbers of cycles and buffers are the product's; signals and limits are plausible for the process named.
import type { AssetKind, AssetModel } from "#shared/model/plant-schema.ts";

/** One signal: level while running and at rest, noise, and how often it is sampled (absent: once a part). */
export interface SignalRow {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly run: number;
  readonly idle: number;
  readonly sd: number;
  readonly everyS?: number;
  readonly lagS?: number;
  readonly range?: readonly [number, number];
  readonly alarm?: readonly [number, number];
  readonly featured?: boolean;
}

/** One measured property of a part with its spec limits. */
export interface CharacteristicRow {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly centre: number;
  readonly low?: number;
  readonly high?: number;
}

/** One station, or a pair of equal ones. */
export interface StationRow {
  readonly id: string;
  readonly name: string;
  readonly kind: AssetKind;
  readonly model: AssetModel;
  readonly recognise: string;
  readonly size: readonly [number, number, number];
  /** Seconds for 72, 84 and 96 kWh, or one for all. */
  readonly cycleS: number | readonly [number, number, number];
  /** Slots before it. */
  readonly buffer: number;
  readonly setupS: number;
  readonly parallel: boolean;
  readonly calendar?: string;
  /** Electrical power while running, kW. */
  readonly powerKw: number;
  readonly signals: readonly SignalRow[];
  readonly characteristics: readonly CharacteristicRow[];
}

type Options = Partial<Pick<SignalRow, "everyS" | "lagS" | "range" | "alarm" | "featured">>;
const signal = (
  name: string,
  label: string,
  unit: string,
  run: number,
  idle: number,
  sd: number,
  options: Options = { everyS: 5 },
): SignalRow => ({ name, label, unit, run, idle, sd, ...options });
const characteristic = (
  name: string,
  label: string,
  unit: string,
  centre: number,
  low?: number,
  high?: number,
): CharacteristicRow => ({
  name,
  label,
  unit,
  centre,
  ...(low === undefined ? {} : { low }),
  ...(high === undefined ? {} : { high }),
});
const main = (low: number, high: number, everyS = 2): Options => ({
  everyS,
  featured: true,
  alarm: [low, high],
});

/** What every machine has: power, drive, air, cabinet, cycle. */
export function equipmentSignals(row: StationRow): SignalRow[] {
  const common = [
    signal("power", "Electrical power", "kW", row.powerKw, row.powerKw * 0.25, row.powerKw * 0.03, {
      everyS: 5,
      lagS: 3,
    }),
    signal("cycleTime", "Last cycle", "s", 0, 0, 0, {}),
    signal("partCount", "Parts made", "1", 0, 0, 0, {}),
    signal("cabinetTemperature", "Cabinet temperature", "Cel", 36, 31, 0.15, {
      everyS: 20,
      lagS: 1200,
      alarm: [5, 55],
    }),
  ];
  if (row.kind === "manualBench")
    return [...common, signal("light", "Workplace light", "lx", 1000, 1000, 8, { everyS: 30 })];
  return [
    ...common,
    signal("airPressure", "Compressed air", "bar", 6.1, 6.3, 0.04, { everyS: 10, alarm: [5.2, 7.5] }),
    signal("airFlow", "Air consumption", "L/min", 180, 25, 9, { everyS: 10, lagS: 4 }),
    signal("driveCurrent", "Main drive current", "A", row.powerKw * 1.7, 0.6, row.powerKw * 0.06, {
      everyS: 5,
      lagS: 2,
    }),
    signal("driveTemperature", "Main drive temperature", "Cel", 58, 38, 0.3, {
      everyS: 20,
      lagS: 900,
      alarm: [5, 85],
    }),
    signal("supplyVoltage", "Supply voltage", "V", 398, 401, 0.7, { everyS: 20, alarm: [370, 430] }),
    signal("lubricantLevel", "Lubricant level", "%", 71, 71, 0.3, { everyS: 60, alarm: [15, 100] }),
    signal("vibration", "Vibration velocity", "mm/s", 1.6, 0.2, 0.12, {
      everyS: 10,
      lagS: 2,
      alarm: [0, 4.5],
    }),
  ];
}

const automatic = { setupS: 0, parallel: false } as const;

export const stationRows: readonly StationRow[] = [
  {
    ...automatic,
    id: "A10",
    name: "Cell intake",
    kind: "robotCell",
    model: "cellIntake",
    recognise: "Six-axis robot with vacuum gripper over pallets of cell trays, dunnage conveyor.",
    size: [4, 4, 3],
    cycleS: [17, 19, 20],
    buffer: 0,
    setupS: 60,
    powerKw: 9,
    signals: [
      signal("vacuum", "Gripper vacuum", "kPa", -62, -4, 1.1, main(-75, 0)),
      signal("gripCount", "Grips", "1", 24, 0, 0, {}),
      signal("robotLoad", "Robot axis 3 load", "%", 46, 5, 2),
      signal("trayHeight", "Tray stack height", "mm", 640, 640, 30, { everyS: 20 }),
    ],
    characteristics: [characteristic("gripVacuum", "Lowest grip vacuum", "kPa", -62, -75, -50)],
  },
  {
    ...automatic,
    id: "A20",
    name: "Cell test and sort",
    kind: "inspection",
    model: "cellTester",
    recognise: "Row of spring probes over the conveyor, reject chutes with bins, ioniser bar.",
    size: [3, 2.4, 2.2],
    cycleS: [18, 19.5, 20.5],
    buffer: 3,
    setupS: 30,
    powerKw: 3,
    signals: [
      signal("openCircuitVoltage", "Open-circuit voltage", "V", 3.652, 3.652, 0.002, main(3.6, 3.7)),
      signal("resistance", "Cell resistance", "mOhm", 0.82, 0.82, 0.012, main(0.5, 1.1)),
      signal("probeForce", "Probe force", "N", 14, 0, 0.3),
      signal("ioniserBalance", "Ioniser balance", "V", 4, 4, 2, { everyS: 10 }),
    ],
    characteristics: [
      characteristic("openCircuitVoltage", "Lowest open-circuit voltage", "V", 3.652, 3.64, 3.664),
      characteristic("resistance", "Highest cell resistance", "mOhm", 0.84, undefined, 0.93),
    ],
  },
  {
    ...automatic,
    id: "A30",
    name: "Plasma clean",
    kind: "oven",
    model: "plasmaCleaner",
    recognise: "Hood with nozzles, power cabinet, duct.",
    size: [2.6, 2.2, 2.2],
    cycleS: 19,
    buffer: 3,
    powerKw: 7,
    signals: [
      signal("plasmaPower", "Plasma power", "W", 820, 0, 9, main(0, 900)),
      signal("gap", "Nozzle gap", "mm", 8, 8, 0.06, main(7, 9)),
      signal("exhaustFlow", "Exhaust flow", "m3/h", 410, 380, 6, { everyS: 10 }),
      signal("ozone", "Ozone", "[ppm]", 0.03, 0.01, 0.004, { everyS: 20, lagS: 30 }),
    ],
    characteristics: [characteristic("energy", "Plasma energy", "J/cm2", 4.2, 3.6, 4.8)],
  },
  {
    ...automatic,
    id: "A40",
    name: "Stacking",
    kind: "robotCell",
    model: "stackingCell",
    recognise: "Two small robots around a stacking fixture.",
    size: [3.6, 3.2, 2.8],
    cycleS: [18, 19.5, 21],
    buffer: 4,
    setupS: 90,
    powerKw: 8,
    signals: [
      signal("placementX", "Placement deviation x", "um", 0, 0, 14, main(-80, 80)),
      signal("placementY", "Placement deviation y", "um", 0, 0, 14, main(-80, 80)),
      signal("placeForce", "Placing force", "N", 42, 0, 1.6),
      signal("robot1Load", "Robot 1 load", "%", 52, 4, 2),
      signal("robot2Load", "Robot 2 load", "%", 49, 4, 2),
    ],
    characteristics: [
      characteristic("placementX", "Largest deviation x", "um", 0, -60, 60),
      characteristic("placementY", "Largest deviation y", "um", 0, -60, 60),
      characteristic("placeForce", "Placing force", "N", 42, 34, 50),
    ],
  },
  {
    ...automatic,
    id: "A50",
    name: "Compress and busbar carrier",
    kind: "press",
    model: "servoPress",
    recognise: "Servo press with columns, light curtain; side plates; busbar carrier clamped.",
    size: [3.4, 2.8, 3.2],
    cycleS: [20, 20, 20.5],
    buffer: 4,
    setupS: 60,
    powerKw: 15,
    signals: [
      signal("force", "Press force", "kN", 11.8, 0, 0.12, main(0, 14)),
      signal("height", "Module height", "mm", 108.4, 108.4, 0.05, {}),
      signal("oilTemperature", "Oil temperature", "Cel", 44, 36, 0.2, { everyS: 20, lagS: 1500 }),
      signal("clampForce", "Clamp force", "N", 860, 0, 12),
    ],
    characteristics: [
      characteristic("force", "Press force", "kN", 11.8, 11.2, 12.4),
      characteristic("height", "Module height", "mm", 108.4, 108.1, 108.7),
    ],
  },
  {
    ...automatic,
    id: "B10",
    name: "Laser weld",
    kind: "laserCell",
    model: "laserWeldCell",
    recognise:
      "Closed cell with tinted laser windows, extraction ducts, chiller and source cabinets, warning lamps.",
    size: [4.4, 3.4, 3],
    cycleS: [37, 42, 48],
    buffer: 12,
    setupS: 120,
    parallel: true,
    powerKw: 34,
    signals: [
      signal("laserPower", "Laser power", "W", 4000, 0, 14, main(0, 4300)),
      signal("focusShift", "Focus shift", "um", 12, 8, 6, { everyS: 5, featured: true, alarm: [-150, 150] }),
      signal("gasFlow", "Shielding gas", "L/min", 18, 0, 0.2, main(0, 24)),
      signal("glassTemperature", "Protective glass temperature", "Cel", 34, 26, 0.5, {
        everyS: 5,
        lagS: 120,
        featured: true,
        alarm: [5, 60],
      }),
      signal("scatteredLight", "Scattered light", "%", 4, 0.2, 0.5, {
        everyS: 5,
        lagS: 2,
        featured: true,
        alarm: [0, 25],
      }),
      signal("glassHours", "Protective glass hours", "h", 0, 0, 0, { everyS: 60 }),
      signal("chillerTemperature", "Chiller water", "Cel", 24, 22, 0.1, { everyS: 10, lagS: 200 }),
      signal("extractionFlow", "Extraction flow", "m3/h", 1250, 1180, 12, { everyS: 10 }),
    ],
    characteristics: [
      characteristic("meanPower", "Mean laser power", "W", 4000, 3900, 4100),
      characteristic("backReflection", "Back reflection", "%", 2.4, undefined, 6),
    ],
  },
  {
    ...automatic,
    id: "B20",
    name: "Weld vision",
    kind: "inspection",
    model: "weldVision",
    recognise: "Black hood with dome light and camera, monitor outside, flash.",
    size: [2.6, 2.4, 2.4],
    cycleS: 18,
    buffer: 4,
    setupS: 20,
    powerKw: 2,
    signals: [
      signal("seamWidth", "Mean seam width", "mm", 1.22, 1.22, 0.02, {}),
      signal("seamArea", "Mean seam area", "mm2", 26.8, 26.8, 0.4, {}),
      signal("contrast", "Contrast", "%", 71, 71, 1, main(55, 90)),
      signal("lampCurrent", "Lamp current", "A", 3.2, 0.1, 0.02),
      signal("cameraTemperature", "Camera temperature", "Cel", 41, 39, 0.2, { everyS: 20, lagS: 600 }),
    ],
    characteristics: [
      characteristic("seamWidth", "Narrowest seam width", "mm", 1.22, 1.02, 1.42),
      characteristic("seamArea", "Smallest seam area", "mm2", 26.8, 22.4, 31.2),
      characteristic("spatter", "Spatter area", "mm2", 0.4, undefined, 2),
    ],
  },
  {
    ...automatic,
    id: "B30",
    name: "Rework preparation",
    kind: "manualBench",
    model: "reworkBench",
    recognise: "Operator, tools, magnifier lamp.",
    size: [3, 1.8, 2.2],
    cycleS: 150,
    buffer: 6,
    powerKw: 0.6,
    calendar: "manual",
    signals: [signal("grinderHours", "Grinder hours", "h", 0, 0, 0, { everyS: 60 })],
    characteristics: [],
  },
  {
    ...automatic,
    id: "B40",
    name: "Sense harness, board, cover",
    kind: "manualBench",
    model: "cobotBench",
    recognise: "Cobot beside an operator, bins, screen.",
    size: [3.2, 2.4, 2.2],
    cycleS: 20.5,
    buffer: 8,
    powerKw: 1.5,
    calendar: "manual",
    signals: [
      signal("insertionForce", "Insertion force", "N", 46, 0, 1.5, main(0, 70)),
      signal("cobotLoad", "Cobot load", "%", 33, 4, 2),
      signal("screwTorque", "Screw torque", "N.m", 1.1, 0, 0.02),
    ],
    characteristics: [characteristic("insertionForce", "Insertion force", "N", 46, 38, 56)],
  },
  {
    ...automatic,
    id: "B50",
    name: "Module test",
    kind: "testCell",
    model: "moduleTester",
    recognise: "Contact bell, cabinets.",
    size: [3, 2.6, 2.6],
    cycleS: 20.5,
    buffer: 6,
    setupS: 45,
    powerKw: 5,
    signals: [
      signal("voltage", "Module voltage", "V", 29.2, 0, 0.01, main(0, 60)),
      signal("jointResistance", "Mean joint resistance", "uOhm", 62, 62, 0.8, {}),
      signal("insulation", "Insulation", "MOhm", 940, 940, 25, {}),
      signal("contactForce", "Contact force", "N", 210, 0, 3),
      signal("fixtureTemperature", "Fixture temperature", "Cel", 26, 25, 0.1, { everyS: 20, lagS: 600 }),
    ],
    characteristics: [
      characteristic("voltage", "Module voltage", "V", 29.2, 28.9, 29.5),
      characteristic("jointResistance", "Highest joint resistance", "uOhm", 68, undefined, 85),
      characteristic("insulation", "Insulation", "MOhm", 940, 500, undefined),
    ],
  },
  {
    ...automatic,
    id: "C10",
    name: "Thermal paste",
    kind: "gantry",
    model: "pasteDispenser",
    recognise: "In the container: gantry dispenser with drum pumps; open side.",
    size: [3.2, 2, 2.4],
    cycleS: [19, 20, 20.5],
    buffer: 16,
    setupS: 30,
    powerKw: 6,
    signals: [
      signal("pressure", "Paste pressure", "bar", 42, 12, 0.5, main(0, 60)),
      signal("beadWidth", "Bead width", "mm", 9.8, 9.8, 0.12, {}),
      signal("temperature1", "Paste temperature, thermocouple 1", "Cel", 29, 28.4, 0.1, {
        everyS: 5,
        lagS: 300,
        featured: true,
        alarm: [20, 38],
      }),
      signal("temperature2", "Paste temperature, thermocouple 2", "Cel", 29, 28.4, 0.1, {
        everyS: 5,
        lagS: 300,
        featured: true,
        alarm: [20, 38],
      }),
      signal("volume", "Shot volume", "mL", 61, 61, 0.4, {}),
      signal("drumLevel", "Drum level", "%", 68, 68, 0.2, { everyS: 30 }),
      signal("pasteAge", "Paste open time", "min", 4, 12, 0.2, { everyS: 20, lagS: 60, alarm: [0, 30] }),
    ],
    characteristics: [
      characteristic("volume", "Shot volume", "mL", 61, 58, 64),
      characteristic("pressure", "Mean pressure", "bar", 42, 38, 46),
    ],
  },
  {
    ...automatic,
    id: "C20",
    name: "Paste profile",
    kind: "inspection",
    model: "laserProfiler",
    recognise: "In the container: laser profiler behind the dispenser.",
    size: [3, 2, 2.2],
    cycleS: 17,
    buffer: 2,
    powerKw: 1.5,
    signals: [
      signal("beadHeight", "Bead height", "mm", 2.1, 2.1, 0.03, {}),
      signal("beadWidth", "Bead width", "mm", 9.8, 9.8, 0.1, {}),
      signal("laserIntensity", "Profiler intensity", "%", 83, 83, 0.8),
    ],
    characteristics: [
      characteristic("beadWidth", "Bead width", "mm", 9.8, 9, 10.6),
      characteristic("beadHeight", "Bead height", "mm", 2.1, 1.8, 2.4),
    ],
  },
  {
    ...automatic,
    id: "D05",
    name: "Tray load",
    kind: "gantry",
    model: "trayLoader",
    recognise: "Overhead hoist over aluminium trays.",
    size: [4, 3, 3.6],
    cycleS: 60,
    buffer: 0,
    powerKw: 5,
    signals: [
      signal("hoistLoad", "Hoist load", "kg", 38, 0, 0.5, main(0, 60)),
      signal("hoistHeight", "Hoist height", "m", 1.6, 2.8, 0.05),
    ],
    characteristics: [characteristic("trayFlatness", "Tray flatness", "mm", 0.18, undefined, 0.4)],
  },
  {
    ...automatic,
    id: "D10",
    name: "Marriage",
    kind: "robotCell",
    model: "marriageCell",
    recognise: "Heavy robot and lift table; four modules into the tray.",
    size: [4.8, 4, 3.4],
    cycleS: [84, 84, 85],
    buffer: 12,
    setupS: 120,
    powerKw: 18,
    signals: [
      signal("position", "Module position", "mm", 0, 0, 0.05, main(-0.6, 0.6)),
      signal("force", "Lowering force", "N", 320, 0, 7, main(0, 500)),
      signal("liftHeight", "Lift table height", "mm", 620, 400, 1),
      signal("robotLoad", "Robot axis 2 load", "%", 61, 5, 2),
    ],
    characteristics: [
      characteristic("position", "Largest position error", "mm", 0.12, undefined, 0.35),
      characteristic("force", "Lowering force", "N", 320, 240, 400),
    ],
  },
  {
    ...automatic,
    id: "D20",
    name: "Bolt-down",
    kind: "gantry",
    model: "boltGantry",
    recognise: "Two-spindle nutrunner gantry; 32 bolts, 40 for the reinforced 84 tray.",
    size: [4.4, 3.2, 3.2],
    cycleS: [85, 96, 85],
    buffer: 4,
    setupS: 180,
    powerKw: 12,
    signals: [
      signal("torque1", "Torque, spindle 1", "N.m", 38, 0, 0.4, main(0, 48)),
      signal("torque2", "Torque, spindle 2", "N.m", 38, 0, 0.4, main(0, 48)),
      signal("angle1", "Angle, spindle 1", "deg", 96, 0, 2.2),
      signal("angle2", "Angle, spindle 2", "deg", 96, 0, 2.2),
      signal("gantryX", "Gantry x", "mm", 1050, 40, 300, { everyS: 5 }),
    ],
    characteristics: [
      characteristic("torqueLow", "Lowest torque", "N.m", 37, 34, undefined),
      characteristic("angleHigh", "Highest angle", "deg", 101, undefined, 118),
    ],
  },
  {
    ...automatic,
    id: "D30",
    name: "High-voltage harness",
    kind: "manualBench",
    model: "harnessStation",
    recognise: "Two operators, balance arms, orange cables.",
    size: [4.4, 3, 2.4],
    cycleS: [84, 84, 86],
    buffer: 3,
    powerKw: 1,
    calendar: "manual",
    signals: [
      signal("clickSound", "Click detection", "dB", 74, 40, 1.5, main(0, 95)),
      signal("pull", "Pull test", "N", 82, 0, 2),
    ],
    characteristics: [
      characteristic("click", "Click detection", "dB", 74, 66, undefined),
      characteristic("pull", "Pull test", "N", 82, 70, undefined),
    ],
  },
  {
    ...automatic,
    id: "D40",
    name: "Coolant leak test",
    kind: "testCell",
    model: "leakTester",
    recognise: "Bell with hoses, gauges, helium bottles.",
    size: [3.6, 3.2, 2.8],
    cycleS: 166,
    buffer: 4,
    parallel: true,
    powerKw: 6,
    signals: [
      signal("leakRate", "Leak rate", "10*-6.mbar.L/s", 3.1, 0.4, 0.3, main(0, 12)),
      signal("pressure", "Test pressure", "bar", 2.5, 1, 0.01, main(0.5, 3)),
      signal("heliumBottle", "Helium bottle", "bar", 142, 142, 0.4, { everyS: 30 }),
      signal("background", "Helium background", "[ppm]", 5.2, 5.2, 0.1, { everyS: 20 }),
    ],
    characteristics: [
      characteristic("leakRate", "Leak rate", "10*-6.mbar.L/s", 3.1, undefined, 8),
      characteristic("pressure", "Test pressure", "bar", 2.5, 2.45, 2.55),
    ],
  },
  {
    ...automatic,
    id: "D50",
    name: "Cover seal",
    kind: "robotCell",
    model: "sealingCell",
    recognise: "Six-axis robot with sealing nozzle.",
    size: [4, 3.6, 3],
    cycleS: 82,
    buffer: 2,
    powerKw: 9,
    signals: [
      signal("flow", "Sealant flow", "mL/s", 1.9, 0, 0.03, main(0, 2.6)),
      signal("bead", "Bead width", "mm", 7.4, 7.4, 0.1, {}),
      signal("nozzleTemperature", "Nozzle temperature", "Cel", 34, 33, 0.2, { everyS: 10, lagS: 300 }),
      signal("robotLoad", "Robot axis 3 load", "%", 41, 4, 2),
    ],
    characteristics: [characteristic("bead", "Narrowest bead", "mm", 7.1, 6.4, 8.2)],
  },
  {
    ...automatic,
    id: "D60",
    name: "Cover placing",
    kind: "gantry",
    model: "coverPlacer",
    recognise: "Vacuum lifter on a gantry.",
    size: [3.8, 3.2, 3.4],
    cycleS: 70,
    buffer: 1,
    powerKw: 7,
    signals: [
      signal("position", "Cover position", "mm", 0, 0, 0.08, main(-1, 1)),
      signal("vacuum", "Lifter vacuum", "kPa", -58, -2, 1, main(-75, 0)),
    ],
    characteristics: [characteristic("position", "Position error", "mm", 0.2, undefined, 0.7)],
  },
  {
    ...automatic,
    id: "D65",
    name: "Cover screws",
    kind: "robotCell",
    model: "screwCell",
    recognise: "Two screw robots with feeder bowls, 36 screws.",
    size: [3.8, 3.4, 3],
    cycleS: 82,
    buffer: 1,
    setupS: 60,
    powerKw: 9,
    signals: [
      signal("torque1", "Torque, robot 1", "N.m", 6.2, 0, 0.08, main(0, 8)),
      signal("torque2", "Torque, robot 2", "N.m", 6.2, 0, 0.08, main(0, 8)),
      signal("angle", "Angle", "deg", 412, 0, 9),
      signal("feederLevel", "Feeder bowl", "%", 62, 62, 2, { everyS: 30 }),
    ],
    characteristics: [
      characteristic("torqueLow", "Lowest torque", "N.m", 5.9, 5.2, undefined),
      characteristic("angleHigh", "Highest angle", "deg", 436, undefined, 500),
    ],
  },
  {
    ...automatic,
    id: "D70",
    name: "Air leak test",
    kind: "testCell",
    model: "airLeakChamber",
    recognise: "Chamber.",
    size: [3.6, 3.2, 2.6],
    cycleS: 82,
    buffer: 3,
    powerKw: 5,
    signals: [
      signal("leak", "Pressure decay", "Pa/min", 11, 0, 1.2, main(0, 40)),
      signal("pressure", "Chamber pressure", "kPa", 4, 0, 0.02),
      signal("chamberTemperature", "Chamber temperature", "Cel", 24, 23.5, 0.1, { everyS: 20, lagS: 600 }),
    ],
    characteristics: [characteristic("leak", "Pressure decay", "Pa/min", 11, undefined, 25)],
  },
  {
    ...automatic,
    id: "D80",
    name: "End-of-line test",
    kind: "testCell",
    model: "endOfLineBooth",
    recognise: "Enclosed booth with interlocked doors, high-voltage plugs, cabinets.",
    size: [4.4, 3.6, 3],
    cycleS: [192, 170, 172],
    buffer: 6,
    setupS: 180,
    parallel: true,
    powerKw: 22,
    signals: [
      signal("pulseResistance", "Pulse resistance", "mOhm", 61, 61, 0.5, {}),
      signal("cellSpread", "Cell spread", "mV", 4.2, 4.2, 0.6, {}),
      signal("insulation", "Insulation", "MOhm", 620, 620, 20, {}),
      signal("withstandCurrent", "Withstand current", "mA", 0.42, 0, 0.02, main(0, 1.5)),
      signal("interlock", "Interlock loop", "Ohm", 1.8, 1.8, 0.03, { everyS: 10 }),
      signal("canErrors", "CAN errors", "1", 0.2, 0, 0.4, {}),
    ],
    characteristics: [
      characteristic("pulseResistance", "Pulse resistance", "mOhm", 61, 56, 66),
      characteristic("cellSpread", "Cell spread", "mV", 4.2, undefined, 10),
      characteristic("insulation", "Insulation", "MOhm", 620, 400, undefined),
      characteristic("withstandCurrent", "Withstand current", "mA", 0.42, undefined, 1),
    ],
  },
  {
    ...automatic,
    id: "D90",
    name: "Label, verify, load",
    kind: "inspection",
    model: "packLabeller",
    recognise: "Labeller, code verifier, lift into returnable rack, heavy vehicle.",
    size: [4.2, 3.4, 2.6],
    cycleS: 78,
    buffer: 4,
    powerKw: 4,
    signals: [
      signal("labelGrade", "Label grade", "1", 3.8, 3.8, 0.1, {}),
      signal("ribbon", "Ribbon left", "%", 55, 55, 0.3, { everyS: 30 }),
      signal("liftLoad", "Lift load", "kg", 480, 0, 3),
    ],
    characteristics: [characteristic("labelGrade", "Label grade", "1", 3.8, 3, undefined)],
  },
];
