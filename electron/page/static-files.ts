// Finds the file of a page under one root folder, and nothing outside it. Knows no HTTP beyond paths and content types.
import { realpath, stat } from "node:fs/promises";
import { extname, join, sep } from "node:path";

const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
  ".txt": "text/plain; charset=utf-8",
};

export interface PageFile {
  readonly path: string;
  readonly bytes: number;
  readonly contentType: string;
  /** The file's name holds a hash of its contents, so it never changes. */
  readonly immutable: boolean;
}

/** The path's segments, or undefined when it tries to be anything but a plain path below the root. */
function segmentsOf(urlPath: string): string[] | undefined {
  // Encoded separators, dots and NUL have no use in our own URLs; refused before decoding, so nothing hides in them.
  if (!urlPath.startsWith("/") || /%(2f|5c|2e|00|25)/i.test(urlPath)) return undefined;
  let decoded: string;
  try {
    decoded = decodeURIComponent(urlPath);
  } catch {
    return undefined;
  }
  if (decoded.includes("\\") || decoded.includes("\0") || decoded.includes(":")) return undefined;
  const segments = decoded.slice(1).split("/");
  // Also keeps hidden files unserved.
  if (segments.some((segment) => segment.startsWith("."))) return undefined;
  return segments;
}

/** The file a URL path means, or undefined when there is none that may be served. `root` is a real path. */
export async function findPageFile(root: string, urlPath: string): Promise<PageFile | undefined> {
  const segments = segmentsOf(urlPath === "/" ? "/index.html" : urlPath);
  if (segments === undefined) return undefined;
  try {
    // A link inside the root may point out of it: only where it really leads counts.
    const path = await realpath(join(root, ...segments));
    if (!path.startsWith(root.endsWith(sep) ? root : root + sep)) return undefined;
    const found = await stat(path);
    if (!found.isFile()) return undefined;
    return {
      path,
      bytes: found.size,
      contentType: contentTypes[extname(path)] ?? "application/octet-stream",
      immutable: segments[0] === "assets",
    };
  } catch {
    // Absent, unreadable, or a name the file system does not take: for a browser all the same.
    return undefined;
  }
}
