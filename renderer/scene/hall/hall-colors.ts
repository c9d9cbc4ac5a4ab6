// What the building and its floor are painted with, by theme. Colours only.
import { linear, rgb } from "../palette.ts";

/** Materials of the building's members; the index is the instance attribute. */
export const hallPaints = [
  "column",
  "truss",
  "purlin",
  "duct",
  "tray",
  "pipe",
  "hazard",
  "bollard",
  "lampBody",
  "doorFrame",
  "extinguisher",
  "plate",
] as const;
export type HallPaint = (typeof hallPaints)[number];

const memberColors: Readonly<Record<HallPaint, string>> = {
  column: "#dfe4e8",
  truss: "#d3d9de",
  purlin: "#aab3ba",
  duct: "#c6cdd3",
  tray: "#9aa3ab",
  pipe: "#5f93cc",
  hazard: "#efbf1d",
  bollard: "#efbf1d",
  lampBody: "#f1f3f5",
  doorFrame: "#59646e",
  extinguisher: "#8a4a44",
  plate: "#f4f6f7",
};

/** The colours of all members as linear red, green, blue, by paint. */
export function memberColorsLinear(): Float32Array {
  return new Float32Array(hallPaints.flatMap((paint) => rgb(memberColors[paint]).map(linear)));
}

/** Walls of the show theme, linear: cladding, plinth, roof sheet, sectional door, fire door, stripe of the brand. */
export const wallColors = ["#f2f5f7", "#b3bac0", "#b9c1c8", "#c9d1d8", "#6f7d8a", "#2f6fc4"].map((hex) =>
  rgb(hex).map(linear),
);

/** Yellow and black of stripes on the floor: loud in the show theme, a grey among greys for operators. */
export const floorStripes = {
  show: { bright: "#f0c022", dark: "#23282d", strength: 1 },
  light: { bright: "#b7b39c", dark: "#8d949a", strength: 0.75 },
  dark: { bright: "#57563f", dark: "#343b42", strength: 0.75 },
} as const;
