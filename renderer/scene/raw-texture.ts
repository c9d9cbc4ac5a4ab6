// Textures uploaded past three, where three would make a new upload of all for a few texels. Leaves the state of the context
// as it found it, since three remembers what it has bound.
import { defined } from "#shared/base/assert.ts";

/** What a context made; it makes nothing only when an argument is wrong. */
export function made<T>(value: T | null, what: string): T {
  return defined(value ?? undefined, `${what} of the context`);
}

/** What of the context three remembers as bound, to be bound again. */
export function boundOf<T>(gl: WebGL2RenderingContext, name: GLenum, kind: new () => T): T | null {
  const value: unknown = gl.getParameter(name);
  return value instanceof kind ? value : null;
}

/** A texture of integers, read by texel; it stays bound. */
export function integerTexture(
  gl: WebGL2RenderingContext,
  format: GLenum,
  width: number,
  height: number,
): WebGLTexture {
  const texture = made(gl.createTexture(), "a texture");
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texStorage2D(gl.TEXTURE_2D, 1, format, width, height);
  for (const name of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER])
    gl.texParameteri(gl.TEXTURE_2D, name, gl.NEAREST);
  for (const name of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T])
    gl.texParameteri(gl.TEXTURE_2D, name, gl.CLAMP_TO_EDGE);
  return texture;
}

/** Runs uploads of typed arrays that arrive as they are; they may bind 2-D textures. */
export function uploadPlainly(gl: WebGL2RenderingContext, upload: () => void): void {
  const before = boundOf(gl, gl.TEXTURE_BINDING_2D, WebGLTexture);
  const changed = plainUnpacking(gl).filter((name) => gl.getParameter(name) === true);
  for (const name of changed) gl.pixelStorei(name, false);
  upload();
  for (const name of changed) gl.pixelStorei(name, true);
  gl.bindTexture(gl.TEXTURE_2D, before);
}

/**
 * How uploads must be unpacked for rows of words to arrive as they are. Lines here are multiples of 8 bytes, so the alignment
 * does not matter; row length and skips are back at 0 whenever three is done. Neither is read: the browser would ask the
 * graphics process and wait for it.
 */
function plainUnpacking(gl: WebGL2RenderingContext): readonly GLenum[] {
  return [gl.UNPACK_FLIP_Y_WEBGL, gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL];
}
