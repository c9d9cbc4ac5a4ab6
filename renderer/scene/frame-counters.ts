// What the scene drew and uploaded, as one plain object that tests and the diagnostics panel read.
// Counted at the GL context itself, so nothing that draws can be forgotten. No React, no three.

/** Counts since the last `resetFrame` (per frame) or since the start (totals). */
export interface FrameCounters {
  /** Frames drawn since the start. */
  frames: number;
  /** Draw calls, triangles and uploads of the last frame. */
  draws: number;
  triangles: number;
  uploads: number;
  uploadBytes: number;
  /** Bytes of moves (parts and vehicles) uploaded since the start, and moves started. */
  moveBytes: number;
  moves: number;
  /** Why the last frame was drawn, and the rate the scheduler runs at. */
  reason: string;
  rateHz: number;
  /** Main-thread milliseconds of the last frame's own work (before the draw calls). */
  prepareMs: number;
  pixelRatio: number;
  /** The camera is on its way. */
  cameraMoves: boolean;
  tier: string;
}

export function createFrameCounters(): FrameCounters {
  return {
    frames: 0,
    draws: 0,
    triangles: 0,
    uploads: 0,
    uploadBytes: 0,
    moveBytes: 0,
    moves: 0,
    reason: "none",
    rateHz: 0,
    prepareMs: 0,
    pixelRatio: 1,
    cameraMoves: false,
    tier: "standard",
  };
}

/** The counters of the scene on this page. */
export const frameCounters = createFrameCounters();

/** Sets the per-frame counts to zero; called before each frame. */
export function resetFrame(counters: FrameCounters): void {
  counters.draws = 0;
  counters.triangles = 0;
  counters.uploads = 0;
  counters.uploadBytes = 0;
}

/** How often `trianglesOf` is asked a mode; lines and points hold none. */
function trianglesOf(gl: WebGL2RenderingContext, mode: number, count: number): number {
  return mode === gl.TRIANGLES ? count / 3 : 0;
}

/** Bytes that a `bufferSubData` or `bufferData` call sends, for the overloads with an array. */
function bytesOf(source: unknown, from: unknown, count: unknown): number {
  if (typeof source === "number") return 0;
  if (ArrayBuffer.isView(source)) {
    const bytesPerElement = "BYTES_PER_ELEMENT" in source ? Number(source.BYTES_PER_ELEMENT) : 1;
    if (typeof count === "number" && count > 0) return count * bytesPerElement;
    return source.byteLength - (typeof from === "number" ? from * bytesPerElement : 0);
  }
  return source instanceof ArrayBuffer ? source.byteLength : 0;
}

/**
 * Makes `gl` count draws and uploads into `counters`. With `drawNothing` the draw calls themselves are left out
 * (null-draw runs of the benchmark: everything but rasterising and vertex work). Safe to call once per context.
 */
export function countCalls(
  gl: WebGL2RenderingContext,
  counters: FrameCounters,
  options?: { drawNothing?: () => boolean },
): void {
  const silent = options?.drawNothing ?? (() => false);
  const draw = (mode: number, count: number, instances: number): boolean => {
    counters.draws += 1;
    counters.triangles += trianglesOf(gl, mode, count) * instances;
    return !silent();
  };
  const drawElements = gl.drawElements.bind(gl);
  gl.drawElements = (mode, count, type, offset) => {
    if (draw(mode, count, 1)) drawElements(mode, count, type, offset);
  };
  const drawArrays = gl.drawArrays.bind(gl);
  gl.drawArrays = (mode, first, count) => {
    if (draw(mode, count, 1)) drawArrays(mode, first, count);
  };
  const drawElementsInstanced = gl.drawElementsInstanced.bind(gl);
  gl.drawElementsInstanced = (mode, count, type, offset, instances) => {
    if (draw(mode, count, instances)) drawElementsInstanced(mode, count, type, offset, instances);
  };
  const drawArraysInstanced = gl.drawArraysInstanced.bind(gl);
  gl.drawArraysInstanced = (mode, first, count, instances) => {
    if (draw(mode, count, instances)) drawArraysInstanced(mode, first, count, instances);
  };
  const upload = (bytes: number): void => {
    counters.uploads += 1;
    counters.uploadBytes += bytes;
  };
  // The overloads of these three cannot be written as one typed signature: arguments are passed on untouched.
  wrap(gl, "bufferData", (args) => upload(bytesOf(args[1], args[3], args[4])));
  wrap(gl, "bufferSubData", (args) => upload(bytesOf(args[2], args[3], args[4])));
  wrap(gl, "texSubImage2D", (args) => {
    const [, , , , width, height] = args;
    upload(
      typeof width === "number" && typeof height === "number" && args.length >= 9
        ? width * height * texelBytes(gl, args)
        : 0,
    );
  });
}

/** Bytes of one texel from the format (argument 6) and type (argument 7) of a `texSubImage2D` call. */
function texelBytes(gl: WebGL2RenderingContext, args: readonly unknown[]): number {
  const channels = args[6] === gl.RED || args[6] === gl.RED_INTEGER ? 1 : args[6] === gl.RG ? 2 : 4;
  const bytes = args[7] === gl.FLOAT || args[7] === gl.UNSIGNED_INT ? 4 : 1;
  return channels * bytes;
}

function wrap(
  gl: WebGL2RenderingContext,
  name: "bufferData" | "bufferSubData" | "texSubImage2D",
  before: (args: readonly unknown[]) => void,
): void {
  const original: unknown = gl[name];
  if (typeof original !== "function") return;
  const counted = (...args: readonly unknown[]): unknown => {
    before(args);
    return Reflect.apply(original, gl, args);
  };
  Object.defineProperty(gl, name, { value: counted, configurable: true, writable: true });
}
