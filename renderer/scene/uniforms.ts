// The uniforms every material of the scene shares: one object each, so that a theme or a time is set in one place.
import { Color, type IUniform, Vector2, Vector3 } from "three";
import { linear, type Rgb, type ScenePalette } from "./palette.ts";
import { maxPaints, maxStates } from "./shaders/common.ts";

function colors(count: number): Color[] {
  return Array.from({ length: count }, () => new Color());
}

export interface SceneUniforms {
  readonly placements: IUniform;
  readonly states: IUniform;
  readonly stateColors: IUniform<Color[]>;
  readonly stateLoud: IUniform<Float32Array>;
  readonly paints: IUniform<Color[]>;
  readonly light: IUniform<Vector3>;
  readonly background: IUniform<Color>;
  readonly floorColor: IUniform<Color>;
  readonly gridColor: IUniform<Color>;
  readonly markingColor: IUniform<Color>;
  readonly laneColor: IUniform<Color>;
  readonly accent: IUniform<Color>;
  readonly labelText: IUniform<Color>;
  readonly labelMuted: IUniform<Color>;
  readonly labelBack: IUniform<Color>;
  readonly shadow: IUniform<number>;
  /** Fade from, fade to: metres from the camera. */
  readonly fog: IUniform<Vector2>;
  /** Playhead in seconds from the move epoch. */
  readonly timeS: IUniform<number>;
  /** 1 = values are not live: colours are taken back. */
  readonly stale: IUniform<number>;
  /** 1 = the states layer is on. */
  readonly showStates: IUniform<number>;
  /** 1 = the flow layer is on. */
  readonly showFlow: IUniform<number>;
  readonly selectedRow: IUniform<number>;
  readonly hoveredRow: IUniform<number>;
  /** Drawing buffer size in pixels. */
  readonly resolution: IUniform<Vector2>;
  readonly pixelRatio: IUniform<number>;
}

export function createUniforms(): SceneUniforms {
  return {
    placements: { value: null },
    states: { value: null },
    stateColors: { value: colors(maxStates) },
    stateLoud: { value: new Float32Array(maxStates) },
    paints: { value: colors(maxPaints) },
    light: { value: new Vector3() },
    background: { value: new Color() },
    floorColor: { value: new Color() },
    gridColor: { value: new Color() },
    markingColor: { value: new Color() },
    laneColor: { value: new Color() },
    accent: { value: new Color() },
    labelText: { value: new Color() },
    labelMuted: { value: new Color() },
    labelBack: { value: new Color() },
    shadow: { value: 0.3 },
    fog: { value: new Vector2(100, 400) },
    timeS: { value: 0 },
    stale: { value: 0 },
    showStates: { value: 1 },
    showFlow: { value: 1 },
    selectedRow: { value: -1 },
    hoveredRow: { value: -1 },
    resolution: { value: new Vector2(1, 1) },
    pixelRatio: { value: 1 },
  };
}

function set(color: Color, [r, g, b]: Rgb): void {
  // Set as linear numbers, so that three's colour management cannot convert twice.
  color.r = linear(r);
  color.g = linear(g);
  color.b = linear(b);
}

/** Puts a palette into the uniforms. */
export function applyPalette(uniforms: SceneUniforms, palette: ScenePalette): void {
  palette.paints.forEach((paint, index) => setAt(uniforms.paints.value, index, paint));
  palette.states.forEach((state, index) => setAt(uniforms.stateColors.value, index, state));
  uniforms.stateLoud.value.set(palette.loud);
  uniforms.light.value.set(palette.sky, palette.ground, palette.key);
  set(uniforms.background.value, palette.background);
  set(uniforms.floorColor.value, palette.floor);
  set(uniforms.gridColor.value, palette.grid);
  set(uniforms.markingColor.value, palette.marking);
  set(uniforms.laneColor.value, palette.lane);
  set(uniforms.accent.value, palette.accent);
  set(uniforms.labelText.value, palette.labelText);
  set(uniforms.labelMuted.value, palette.labelMuted);
  set(uniforms.labelBack.value, palette.labelBack);
  uniforms.shadow.value = palette.shadow;
}

function setAt(list: readonly Color[], index: number, value: Rgb): void {
  const color = list[index];
  if (color !== undefined) set(color, value);
}
