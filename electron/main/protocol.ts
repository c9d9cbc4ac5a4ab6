// app://gemba: the built page, and nothing else, with the policy that says what it may load.
import { realpathSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { securityHeaders } from "../page/content-security-policy.ts";
import { findPageFile } from "../page/static-files.ts";

export const pageScheme = "app";
const pageHost = "gemba";
export const pageOrigin = `${pageScheme}://${pageHost}`;
export const pageUrl = `${pageOrigin}/`;

/** For protocol.registerSchemesAsPrivileged, before the app is ready: a standard, secure origin that can be fetched. */
export const pagePrivileges = {
  scheme: pageScheme,
  privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
} as const;

/** Answers requests for files of `pageDir`. Everything else is refused, other hosts of the scheme too. */
export function pageHandler(pageDir: string): (request: Request) => Promise<Response> {
  const root = realpathSync(pageDir);
  return async ({ url, method }) => {
    if (method !== "GET" && method !== "HEAD") return refusal(405, "Only GET and HEAD are answered here.");
    const { host, pathname } = new URL(url);
    if (host !== pageHost) return refusal(403, "There is no such place.");
    const file = await findPageFile(root, pathname);
    if (file === undefined) return refusal(404, "There is no such page.");
    const headers = { ...securityHeaders, "Content-Type": file.contentType };
    // Whole, not streamed: the largest file is a few megabytes, and a package's archive is read the same way.
    return new Response(method === "HEAD" ? undefined : await readFile(file.path), { headers });
  };
}

function refusal(status: number, text: string): Response {
  return new Response(`${text}\n`, {
    status,
    headers: { ...securityHeaders, "Content-Type": "text/plain; charset=utf-8" },
  });
}
