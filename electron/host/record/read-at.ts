// Reads pieces of a file at their places.
import { readSync } from "node:fs";

/** The bytes at a place; fewer where the file ends. */
export function readAt(file: number, at: number, bytes: number): Buffer {
  return fillAt(file, at, Buffer.allocUnsafe(Math.max(0, bytes)));
}

/** The bytes at a place, in a buffer that is there already; fewer where the file ends. */
export function fillAt(file: number, at: number, buffer: Buffer): Buffer {
  let done = 0;
  while (done < buffer.length) {
    const got = readSync(file, buffer, done, buffer.length - done, at + done);
    if (got === 0) break;
    done += got;
  }
  return buffer.subarray(0, done);
}
