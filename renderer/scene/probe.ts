// What this browser's WebGL is, asked once. The canvas it was asked with is kept for the first scene that can use it,
// because a software renderer takes long to open a second one. No three.

/** How every context is opened, but for `antialias`, which the tier decides. */
export const contextAttributes = {
  alpha: false,
  stencil: false,
  powerPreference: "high-performance",
} as const satisfies WebGLContextAttributes;

interface Probe {
  readonly drawable: boolean;
  readonly name: string;
  canvas: HTMLCanvasElement | undefined;
}
let known: Probe | undefined;

function probe(): Probe {
  known ??= ask();
  return known;
}

function ask(): Probe {
  const canvas = document.createElement("canvas");
  const gl = canvas.getContext("webgl2", { ...contextAttributes, antialias: false });
  if (gl === null) return { drawable: false, name: "", canvas: undefined };
  const info = gl.getExtension("WEBGL_debug_renderer_info");
  const name: unknown = gl.getParameter(info === null ? gl.RENDERER : info.UNMASKED_RENDERER_WEBGL);
  return { drawable: true, name: typeof name === "string" ? name : "", canvas };
}

/** Whether WebGL 2 can be used at all. */
export function canDrawWebGl(): boolean {
  return probe().drawable;
}

/** The renderer's own name, "" when it does not tell. */
export function rendererName(): string {
  return probe().name;
}

/** A canvas for a scene: the one that was asked, where it is still to be had and fits, with its context open already. */
export function takeCanvas(antialias: boolean): HTMLCanvasElement {
  const asked = probe().canvas;
  probe().canvas = undefined;
  if (asked !== undefined && !antialias) return asked;
  asked?.getContext("webgl2")?.getExtension("WEBGL_lose_context")?.loseContext();
  return document.createElement("canvas");
}
