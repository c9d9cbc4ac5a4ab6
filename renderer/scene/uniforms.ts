// The uniforms every material of the scene shares: one object each, so that a theme or a time is set in one place.
import {
  Color,
  DataTexture,
  type ExternalTexture,
  FloatType,
  type IUniform,
  Matrix4,
  NearestFilter,
  RGBAFormat,
  type Texture,
  Vector2,
  Vector3,
} from "three";
import { linear, type Rgb, type ScenePalette } from "./palette.ts";
import { createHallUniforms, type HallUniforms } from "./hall/hall-uniforms.ts";
import { findingColorAt, paletteLines, paletteWidth } from "./shaders/common.ts";

export interface SceneUniforms extends HallUniforms {
  /** Set by the engine; see placements.ts and state-texture.ts. */
  readonly placements: IUniform<DataTexture | undefined>;
  readonly states: IUniform<ExternalTexture | undefined>;
  /** Paints and states by number: see paletteGlsl. */
  readonly palette: IUniform<DataTexture>;
  readonly light: IUniform<Vector3>;
  /** 1 = the show theme: reflections, daylight, a film's response to light; 0 = flat light. */
  readonly show: IUniform<number>;
  /** Shadow of the key light: depths, the plant in its coordinates, whether there is one, metres a texel. */
  readonly shadowMap: IUniform<Texture | undefined>;
  readonly shadowFromPlant: IUniform<Matrix4>;
  readonly shadowOn: IUniform<number>;
  readonly shadowTexelM: IUniform<number>;
  /** The floor as a mirror: the picture, the plant in its coordinates, whether there is one. */
  readonly mirror: IUniform<Texture | undefined>;
  readonly mirrorFromPlant: IUniform<Matrix4>;
  readonly mirrorOn: IUniform<number>;
  /** The eye in the plant frame, metres. */
  readonly eye: IUniform<Vector3>;
  readonly background: IUniform<Color>;
  readonly floorColor: IUniform<Color>;
  readonly gridColor: IUniform<Color>;
  readonly markingColor: IUniform<Color>;
  readonly laneColor: IUniform<Color>;
  readonly accent: IUniform<Color>;
  readonly shareLow: IUniform<Color>;
  readonly shareHigh: IUniform<Color>;
  readonly flowColor: IUniform<Color>;
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

function paletteTexture(): DataTexture {
  const texture = new DataTexture(
    new Float32Array(paletteWidth * paletteLines * 4),
    paletteWidth,
    paletteLines,
    RGBAFormat,
    FloatType,
  );
  texture.magFilter = NearestFilter;
  texture.minFilter = NearestFilter;
  return texture;
}

export function createUniforms(): SceneUniforms {
  return {
    placements: { value: undefined },
    states: { value: undefined },
    palette: { value: paletteTexture() },
    ...createHallUniforms(),
    light: { value: new Vector3() },
    show: { value: 0 },
    shadowMap: { value: undefined },
    shadowFromPlant: { value: new Matrix4() },
    shadowOn: { value: 0 },
    shadowTexelM: { value: 0.03 },
    mirror: { value: undefined },
    mirrorFromPlant: { value: new Matrix4() },
    mirrorOn: { value: 0 },
    eye: { value: new Vector3() },
    background: { value: new Color() },
    floorColor: { value: new Color() },
    gridColor: { value: new Color() },
    markingColor: { value: new Color() },
    laneColor: { value: new Color() },
    accent: { value: new Color() },
    shareLow: { value: new Color() },
    shareHigh: { value: new Color() },
    flowColor: { value: new Color() },
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
  const texture = uniforms.palette.value;
  const { data } = texture.image;
  if (data !== null) {
    palette.paints.forEach(([r, g, b], index) => data.set([linear(r), linear(g), linear(b), 1], index * 4));
    palette.states.forEach(([r, g, b], index) => {
      data.set([linear(r), linear(g), linear(b), palette.loud[index] ?? 0], (paletteWidth + index) * 4);
      data[(paletteWidth * 3 + index) * 4] = palette.lamp[index] ?? 2;
    });
    const [r, g, b] = palette.finding;
    data.set([linear(r), linear(g), linear(b), 0], (paletteWidth + findingColorAt) * 4);
    palette.surfaces.forEach((surface, index) => data.set(surface, (paletteWidth * 2 + index) * 4));
  }
  texture.needsUpdate = true;
  uniforms.show.value = palette.show;
  uniforms.light.value.set(palette.sky, palette.ground, palette.key);
  set(uniforms.background.value, palette.background);
  set(uniforms.floorColor.value, palette.floor);
  set(uniforms.gridColor.value, palette.grid);
  set(uniforms.markingColor.value, palette.marking);
  set(uniforms.laneColor.value, palette.lane);
  set(uniforms.accent.value, palette.accent);
  set(uniforms.shareLow.value, palette.shareLow);
  set(uniforms.shareHigh.value, palette.shareHigh);
  set(uniforms.flowColor.value, palette.flow);
  set(uniforms.labelText.value, palette.labelText);
  set(uniforms.labelMuted.value, palette.labelMuted);
  set(uniforms.labelBack.value, palette.labelBack);
  uniforms.shadow.value = palette.shadow;
}
