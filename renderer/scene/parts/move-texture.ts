// The GPU's copy of all moves: an integer texture with one texel a slot. The moves started in a frame go up as one block of
// 16 bytes each and one draw of points puts them on their texels, so a start costs no call of its own.
// Leaves the state of the context as it found it, since three remembers what it has bound.
import { ExternalTexture } from "three";
import { assert } from "#shared/base/assert.ts";
import { wordsPerMove } from "../../live/live-table.ts";
import { boundOf, integerTexture, made, uploadPlainly } from "../raw-texture.ts";
import { movesPerLine, scatterFragment, scatterVertex } from "../shaders/move.ts";
import { packMove } from "./packed-move.ts";

const bytesPerMove = wordsPerMove * 4;
const firstStagingMoves = 1024;

export class MoveTexture {
  /** What materials sample as `moves`. */
  readonly texture = new ExternalTexture();
  /** Bytes uploaded since the start. */
  uploadedBytes = 0;
  readonly #gl: WebGL2RenderingContext;
  readonly #program: WebGLProgram;
  /** Asked for when it is first needed: asking waits until the program is linked, and all that came before it is done. */
  #lines: WebGLUniformLocation | undefined;
  readonly #points: WebGLVertexArrayObject;
  readonly #staging: WebGLBuffer;
  readonly #target: WebGLFramebuffer;
  #stagingWords = new Uint32Array(firstStagingMoves * wordsPerMove);
  /** Moves the staging buffer on the GPU has room for. */
  #stagingMoves = 0;
  #texture: WebGLTexture | undefined;
  #height = 0;
  #moves = 0;

  /** Room for the moves in `words`, which are uploaded. */
  constructor(gl: WebGL2RenderingContext, words: Uint32Array) {
    this.#gl = gl;
    this.#program = moveProgram(gl);
    this.#staging = made(gl.createBuffer(), "a buffer");
    this.#target = made(gl.createFramebuffer(), "a framebuffer");
    this.#points = made(gl.createVertexArray(), "a vertex array");
    const vertexArray = boundOf(gl, gl.VERTEX_ARRAY_BINDING, WebGLVertexArrayObject);
    gl.bindVertexArray(this.#points);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#staging);
    gl.enableVertexAttribArray(0);
    gl.vertexAttribIPointer(0, wordsPerMove, gl.UNSIGNED_INT, 0, 0);
    gl.bindBuffer(gl.ARRAY_BUFFER, null);
    gl.bindVertexArray(vertexArray);
    this.writeAll(words);
  }

  /** Moves there is room for. */
  get moves(): number {
    return this.#moves;
  }

  /** Uploads every move; makes a new texture when there are more or fewer lines of them. */
  writeAll(words: Uint32Array): void {
    const gl = this.#gl;
    const moves = words.length / wordsPerMove;
    const height = Math.max(1, Math.ceil(moves / movesPerLine));
    this.#moves = moves;
    uploadPlainly(gl, () => {
      if (height !== this.#height) this.#allocate(height);
      gl.bindTexture(gl.TEXTURE_2D, this.#texture ?? null);
      const whole = Math.floor(moves / movesPerLine);
      const rest = moves - whole * movesPerLine;
      if (whole > 0) this.#upload(0, movesPerLine, whole, words, 0);
      if (rest > 0) this.#upload(whole, rest, 1, words, whole * movesPerLine * wordsPerMove);
    });
    this.uploadedBytes += moves * bytesPerMove;
  }

  /** Uploads the moves of `slots`, 16 bytes each; all moves when one of them does not fit into that. */
  write(slots: Uint32Array, words: Uint32Array): void {
    const count = slots.length;
    if (count === 0) return;
    if (this.#stagingWords.length < count * wordsPerMove) {
      this.#stagingWords = new Uint32Array(count * 2 * wordsPerMove);
    }
    const staged = this.#stagingWords;
    for (let index = 0; index < count; index += 1) {
      if (!packMove(words, slots[index] ?? 0, staged, index)) {
        this.writeAll(words);
        return;
      }
    }
    this.#scatter(count);
    this.uploadedBytes += count * bytesPerMove;
  }

  dispose(): void {
    const gl = this.#gl;
    gl.deleteTexture(this.#texture ?? null);
    gl.deleteFramebuffer(this.#target);
    gl.deleteVertexArray(this.#points);
    gl.deleteBuffer(this.#staging);
    gl.deleteProgram(this.#program);
  }

  /** Uploads the first `count` staged moves and draws them as points onto the texture. */
  #scatter(count: number): void {
    const gl = this.#gl;
    const program = boundOf(gl, gl.CURRENT_PROGRAM, WebGLProgram);
    const framebuffer = boundOf(gl, gl.DRAW_FRAMEBUFFER_BINDING, WebGLFramebuffer);
    const vertexArray = boundOf(gl, gl.VERTEX_ARRAY_BINDING, WebGLVertexArrayObject);
    const viewport: unknown = gl.getParameter(gl.VIEWPORT);
    const scissor = gl.isEnabled(gl.SCISSOR_TEST);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#staging);
    if (this.#stagingMoves < count) {
      this.#stagingMoves = this.#stagingWords.length / wordsPerMove;
      gl.bufferData(gl.ARRAY_BUFFER, this.#stagingWords.byteLength, gl.DYNAMIC_DRAW);
    }
    gl.bufferSubData(gl.ARRAY_BUFFER, 0, this.#stagingWords, 0, count * wordsPerMove);
    gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, this.#target);
    gl.viewport(0, 0, movesPerLine, this.#height);
    if (scissor) gl.disable(gl.SCISSOR_TEST);
    gl.useProgram(this.#program);
    gl.uniform1f(this.#linesOf(gl), this.#height);
    gl.bindVertexArray(this.#points);
    gl.drawArrays(gl.POINTS, 0, count);
    gl.bindVertexArray(vertexArray);
    gl.useProgram(program);
    if (scissor) gl.enable(gl.SCISSOR_TEST);
    if (viewport instanceof Int32Array) {
      const [x = 0, y = 0, width = 0, height = 0] = viewport;
      gl.viewport(x, y, width, height);
    }
    gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, framebuffer);
  }

  #upload(line: number, width: number, lines: number, words: Uint32Array, from: number): void {
    const gl = this.#gl;
    gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, line, width, lines, gl.RGBA_INTEGER, gl.UNSIGNED_INT, words, from);
  }

  #allocate(height: number): void {
    const gl = this.#gl;
    gl.deleteTexture(this.#texture ?? null);
    const texture = integerTexture(gl, gl.RGBA32UI, movesPerLine, height);
    this.#texture = texture;
    this.#height = height;
    this.texture.sourceTexture = texture;
    const framebuffer = boundOf(gl, gl.DRAW_FRAMEBUFFER_BINDING, WebGLFramebuffer);
    gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, this.#target);
    gl.framebufferTexture2D(gl.DRAW_FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
    gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, framebuffer);
  }

  /** Where the program is told how many lines there are. */
  #linesOf(gl: WebGL2RenderingContext): WebGLUniformLocation {
    if (this.#lines !== undefined) return this.#lines;
    assert(
      gl.getProgramParameter(this.#program, gl.LINK_STATUS) === true || gl.isContextLost(),
      `the program of moves links: ${gl.getProgramInfoLog(this.#program) ?? ""}`,
    );
    this.#lines = made(gl.getUniformLocation(this.#program, "lines"), "the uniform");
    return this.#lines;
  }
}

/** The program that puts started moves on their texels; whether it links is seen when it is first used. */
function moveProgram(gl: WebGL2RenderingContext): WebGLProgram {
  const program = made(gl.createProgram(), "a program");
  for (const [kind, text] of [
    [gl.VERTEX_SHADER, scatterVertex],
    [gl.FRAGMENT_SHADER, scatterFragment],
  ] as const) {
    const shader = made(gl.createShader(kind), "a shader");
    gl.shaderSource(shader, text);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    // Lives on with the program.
    gl.deleteShader(shader);
  }
  gl.linkProgram(program);
  return program;
}
