// What this browser's WebGL is, asked once with a throw-away context.

let known: { readonly drawable: boolean; readonly name: string } | undefined;

function probe(): { readonly drawable: boolean; readonly name: string } {
  if (known !== undefined) return known;
  const canvas = document.createElement("canvas");
  const gl = canvas.getContext("webgl2");
  if (gl === null) {
    known = { drawable: false, name: "" };
    return known;
  }
  const info = gl.getExtension("WEBGL_debug_renderer_info");
  const name: unknown = gl.getParameter(info === null ? gl.RENDERER : info.UNMASKED_RENDERER_WEBGL);
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  known = { drawable: true, name: typeof name === "string" ? name : "" };
  return known;
}

/** Whether WebGL 2 can be used at all. */
export function canDrawWebGl(): boolean {
  return probe().drawable;
}

/** The renderer's own name, "" when it does not tell. */
export function rendererName(): string {
  return probe().name;
}
