// Serves the gallery from the tree for the length of a spec. Owns the server; opens no browser.
import { createServer } from "vite";

export interface GalleryServer {
  /** Ends with a slash. */
  readonly origin: string;
  close(): Promise<void>;
}

/** A server of renderer/ on a free port of this machine. */
export async function serveGallery(): Promise<GalleryServer> {
  const server = await createServer({
    configFile: new URL("../vite.config.ts", import.meta.url).pathname,
    logLevel: "error",
    server: { port: 0, host: "127.0.0.1", hmr: false, watch: null },
  });
  await server.listen();
  const origin = server.resolvedUrls?.local[0];
  if (origin === undefined) throw new Error("The gallery has no address");
  return { origin, close: () => server.close() };
}
