// PUT /upload?name=NAME over HTTP: what a page sends becomes a file to import, or a recording when it is one of ours.
// Whether the page may is decided before (access.ts, http.ts); where files go is in uploads.ts.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { UploadRefusal } from "#shared/host-api/import-schema.ts";
import { isFileError, problemOfFileError } from "../plant-dir.ts";
import { UploadRefused, type Uploads } from "../import/uploads.ts";

export const uploadPath = "/upload";

/** A page that sends nothing for so long is gone. */
const idleMs = 60_000;
/** Of a refused file so much is still taken: a browser reads no answer before it has sent. */
const drainBytes = 32 * 1024 ** 2;

/** Answers with what the file was, or why it was refused. `uploads` undefined = another host holds the data folder. */
export async function answerUpload(
  request: IncomingMessage,
  response: ServerResponse,
  uploads: Uploads | undefined,
): Promise<void> {
  const [, query = ""] = (request.url ?? "").split("?", 2);
  if (uploads === undefined) {
    refuseUpload(request, response, 409, {
      message: "Nothing can be imported here: another Gemba uses the data folder.",
      hint: "Do it there, or start Gemba with a folder of its own by --data.",
    });
    return;
  }
  request.setTimeout(idleMs, () => request.destroy());
  const told = request.headers["content-length"];
  try {
    const name = new URLSearchParams(query).get("name") ?? "";
    const uploaded = await uploads.receive(name, request, told === undefined ? undefined : Number(told));
    sendJson(response, 200, uploaded);
  } catch (cause) {
    // The page went away; nobody hears an answer.
    if (request.destroyed && !request.complete && !(cause instanceof UploadRefused)) response.destroy();
    else if (cause instanceof UploadRefused) refuseUpload(request, response, 413, cause);
    else if (isFileError(cause)) refuseUpload(request, response, 507, problemOfFileError("imports", cause));
    else throw cause;
  }
}

/** Refuses in words, and ends the connection once the page had a chance to read them. */
export function refuseUpload(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  { message, hint }: UploadRefusal,
): void {
  response.setHeader("Connection", "close");
  sendJson(response, status, { message, hint });
  let drained = 0;
  request.on("data", (chunk: Buffer) => {
    drained += chunk.byteLength;
    if (drained > drainBytes) request.destroy();
  });
  request.resume();
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  if (response.destroyed || response.headersSent) return;
  response.setHeader("Content-Type", "application/json; charset=utf-8");
  response.setHeader("Cache-Control", "no-store");
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.writeHead(status);
  response.end(JSON.stringify(body));
}
