// How long the graphics card took for a frame, where the browser tells (EXT_disjoint_timer_query_webgl2): one query
// at a time, its answer comes a few frames later. Where it does not tell, nothing is measured.

/** Constants of the extension (its specification at registry.khronos.org/webgl). */
const timeElapsed = 0x88bf;
const gpuDisjoint = 0x8fbb;

export class GpuTimer {
  /** Milliseconds of the last measured frame; undefined when none was. */
  latestMs: number | undefined;
  readonly #gl: WebGL2RenderingContext;
  readonly #available: boolean;
  #query: WebGLQuery | undefined;
  #open = false;

  constructor(gl: WebGL2RenderingContext) {
    this.#gl = gl;
    this.#available = gl.getExtension("EXT_disjoint_timer_query_webgl2") !== null;
  }

  /** Before the draw calls of a frame. */
  begin(): void {
    if (!this.#available) return;
    const gl = this.#gl;
    if (this.#query !== undefined) {
      this.#collect(this.#query);
      return;
    }
    this.#query = gl.createQuery();
    gl.beginQuery(timeElapsed, this.#query);
    this.#open = true;
  }

  /** After them. */
  end(): void {
    if (!this.#open) return;
    this.#gl.endQuery(timeElapsed);
    this.#open = false;
  }

  /** The context was lost: what was asked is gone. */
  forget(): void {
    this.#query = undefined;
    this.#open = false;
  }

  #collect(query: WebGLQuery): void {
    const gl = this.#gl;
    if (gl.getQueryParameter(query, gl.QUERY_RESULT_AVAILABLE) !== true) return;
    const nanoseconds: unknown = gl.getQueryParameter(query, gl.QUERY_RESULT);
    // A disjoint answer counts something else too (the card slept or changed its clock).
    if (gl.getParameter(gpuDisjoint) !== true && typeof nanoseconds === "number")
      this.latestMs = nanoseconds / 1e6;
    gl.deleteQuery(query);
    this.#query = undefined;
  }
}
