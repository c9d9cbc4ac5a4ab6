// The GPU's copy of all moves, in a buffer of our own: a started move costs exactly its 16 bytes, however many start at once.
// One upload into a small staging buffer, then copies on the GPU's side: a call that carries data is several times dearer.
import { GLBufferAttribute } from "three";
import { defined } from "#shared/base/assert.ts";
import { wordsPerMove } from "../../live/live-table.ts";

const bytesPerMove = wordsPerMove * 4;

/** An attribute of one move an instance, over a buffer that three does not manage. */
class MoveAttribute extends GLBufferAttribute {
  // What three asks an attribute to know that it advances once an instance.
  readonly isInstancedBufferAttribute = true;
  readonly meshPerAttribute = 1;
}

export class MoveBuffer {
  readonly attribute: MoveAttribute;
  readonly slots: number;
  readonly #gl: WebGL2RenderingContext;
  readonly #buffer: WebGLBuffer;
  readonly #staging: WebGLBuffer;
  #stagingWords = new Uint32Array(64 * wordsPerMove);
  #stagingBytes = 0;

  /** Room for the moves in `words`, which are uploaded. */
  constructor(gl: WebGL2RenderingContext, words: Uint32Array<ArrayBuffer>) {
    this.#gl = gl;
    this.slots = words.length / wordsPerMove;
    this.#buffer = createBuffer(gl);
    this.#staging = createBuffer(gl);
    this.attribute = new MoveAttribute(this.#buffer, gl.UNSIGNED_INT, wordsPerMove, 4, this.slots);
    this.writeAll(words);
  }

  /** Uploads every move. */
  writeAll(words: Uint32Array<ArrayBuffer>): void {
    const gl = this.#gl;
    gl.bindBuffer(gl.COPY_WRITE_BUFFER, this.#buffer);
    gl.bufferData(gl.COPY_WRITE_BUFFER, words, gl.DYNAMIC_DRAW);
    gl.bindBuffer(gl.COPY_WRITE_BUFFER, null);
  }

  /** Uploads the moves of `count` slots, which it sorts; 16 bytes each. */
  write(slots: Uint32Array, count: number, words: Uint32Array): void {
    if (count === 0) return;
    const gl = this.#gl;
    const sorted = slots.subarray(0, count).sort();
    if (this.#stagingWords.length < count * wordsPerMove) {
      this.#stagingWords = new Uint32Array(count * 2 * wordsPerMove);
    }
    for (let index = 0; index < count; index += 1) {
      const from = (sorted[index] ?? 0) * wordsPerMove;
      const to = index * wordsPerMove;
      for (let word = 0; word < wordsPerMove; word += 1)
        this.#stagingWords[to + word] = words[from + word] ?? 0;
    }
    gl.bindBuffer(gl.COPY_READ_BUFFER, this.#staging);
    if (this.#stagingBytes < count * bytesPerMove) {
      this.#stagingBytes = this.#stagingWords.byteLength;
      gl.bufferData(gl.COPY_READ_BUFFER, this.#stagingBytes, gl.DYNAMIC_DRAW);
    }
    gl.bufferSubData(gl.COPY_READ_BUFFER, 0, this.#stagingWords, 0, count * wordsPerMove);
    gl.bindBuffer(gl.COPY_WRITE_BUFFER, this.#buffer);
    // Neighbours go in one copy.
    let first = 0;
    for (let index = 1; index <= count; index += 1) {
      if (index < count && sorted[index] === (sorted[index - 1] ?? 0) + 1) continue;
      const at = (sorted[first] ?? 0) * bytesPerMove;
      gl.copyBufferSubData(
        gl.COPY_READ_BUFFER,
        gl.COPY_WRITE_BUFFER,
        first * bytesPerMove,
        at,
        (index - first) * bytesPerMove,
      );
      first = index;
    }
    gl.bindBuffer(gl.COPY_READ_BUFFER, null);
    gl.bindBuffer(gl.COPY_WRITE_BUFFER, null);
  }

  dispose(): void {
    this.#gl.deleteBuffer(this.#buffer);
    this.#gl.deleteBuffer(this.#staging);
  }
}

function createBuffer(gl: WebGL2RenderingContext): WebGLBuffer {
  return defined(gl.createBuffer() ?? undefined, "a buffer of the context");
}
