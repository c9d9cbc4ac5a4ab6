// Browser mode: serves the built page and upgrades /channel to a viewer, for those who hold the token and nobody else.
// Must not know plants, timelines or requests. Decisions on access are in access.ts.
import { createReadStream } from "node:fs";
import { mkdirSync, realpathSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { hostname, networkInterfaces } from "node:os";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { maxBytesIn } from "#shared/frame/layout.ts";
import type { Channel } from "#shared/host-api/channel.ts";
import type { Right } from "#shared/host-api/requests.ts";
import type { Uploads } from "../import/uploads.ts";
import { securityHeaders } from "../../page/content-security-policy.ts";
import { findPageFile } from "../../page/static-files.ts";
import {
  cookieName,
  grantOfCookie,
  hostAllowed,
  isLoopback,
  originAllowed,
  rightOf,
  type ServerPlace,
} from "./access.ts";
import { openTokens } from "./token.ts";
import { answerUpload, refuseUpload, uploadPath } from "./upload.ts";
import { webSocketChannel } from "./websocket.ts";

const channelPath = "/channel";
/** Viewers at once; a wall, desks and tablets of one plant stay far below. */
const maxViewers = 64;

export interface HttpOptions {
  /** Address to listen on; loopback unless the user asked otherwise. */
  readonly listen: string;
  /** 0 = any free port. */
  readonly port: number;
  readonly dataDir: string;
  /** Folder of the built page. */
  readonly pageDir: string;
  /** URL of a proxy in front, whose origin is then allowed too. */
  readonly publicUrl?: string | undefined;
  /** Takes files that pages send; undefined = another host holds the data folder. */
  readonly uploads?: Uploads | undefined;
  readonly log: (line: string) => void;
  /** A page connected; called before any of its messages is read. */
  readonly onViewer: (channel: Channel, right: Right) => void;
}

export interface HttpHost {
  /** Opens the page once in a browser on this machine; holds the token. */
  readonly url: string;
  readonly port: number;
  /** Ends all viewers and stops listening. */
  close(): Promise<void>;
}

/** Starts serving. Rejects when the address cannot be listened on, or when page or data folder cannot be used. */
export async function startHttp(options: HttpOptions): Promise<HttpHost> {
  const root = realpathSync(options.pageDir);
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  const tokens = openTokens(options.dataDir);
  const publicOrigin = options.publicUrl === undefined ? undefined : new URL(options.publicUrl).origin;
  let place: ServerPlace = {
    port: options.port,
    listen: options.listen,
    machineNames: machineNames(),
    publicOrigin,
  };

  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxBytesIn, perMessageDeflate: false });
  // A large file takes its time; who stops sending it is cut off (upload.ts), and headers have their own limit.
  const server = createServer({ maxHeaderSize: 16 * 1024, requestTimeout: 0 }, (request, response) => {
    answer(request, response).catch((cause: unknown) => {
      options.log(`http: ${cause instanceof Error ? cause.message : String(cause)}`);
      if (response.headersSent) response.destroy();
      else sendText(response, 500, "The host could not answer. Its log has the reason.");
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { headers } = request;
    if (request.method === "PUT" && request.url?.split("?", 1)[0] === uploadPath) {
      await receive(request, response);
      return;
    }
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.setHeader("Allow", "GET, HEAD");
      sendText(response, 405, "Only GET and HEAD are answered here.");
      return;
    }
    if (!hostAllowed(headers.host, place)) {
      sendText(
        response,
        421,
        "This host is not known by that name. Open the address that Gemba printed, or start it with --public-url.",
      );
      return;
    }
    if (headers.origin !== undefined && !originAllowed(headers.origin, headers.host, place)) {
      sendText(response, 403, "Pages of other origins may not read from this host.");
      return;
    }
    const [path = "/", query = ""] = (request.url ?? "/").split("?", 2);
    const offered = path === "/" ? new URLSearchParams(query).get("t") : null;
    if (offered !== null) {
      admit(request, response, offered);
    } else if (grantOfCookie(headers, place.port, tokens) === undefined) {
      sendText(
        response,
        401,
        "Gemba needs a token.\n\nOpen the address with ?t=… that it printed when it started (or run: gemba token).",
      );
    } else {
      await sendFile(request, response, path);
    }
  }

  /** A file a page sends: as a channel, it needs an allowed name and origin and the cookie; and the right to operate. */
  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { headers } = request;
    const refuse = (status: number, message: string, hint: string): void =>
      refuseUpload(request, response, status, { message, hint });
    const grant = grantOfCookie(headers, place.port, tokens);
    if (!hostAllowed(headers.host, place))
      refuse(421, "This host is not known by that name.", "Open the address that Gemba printed.");
    else if (!originAllowed(headers.origin, headers.host, place))
      refuse(403, "Pages of other origins may not send files.", "Use the page of this host.");
    else if (grant === undefined) refuse(401, "Gemba needs a token.", "Open the address that it printed.");
    else if (rightOf(grant, request.socket.remoteAddress ?? "", headers) !== "operate")
      refuse(403, "Sending files needs the right to operate.", "Open the page on the host's own machine.");
    else await answerUpload(request, response, options.uploads);
  }

  function admit(request: IncomingMessage, response: ServerResponse, offered: string): void {
    if (tokens.grantOf(offered) === undefined) {
      sendText(
        response,
        403,
        "This token is not valid.\n\nOpen the address that Gemba printed when it last started (or run: gemba token).",
      );
      return;
    }
    const secure =
      publicOrigin?.startsWith("https:") === true && request.headers.host === new URL(publicOrigin).host;
    response.setHeader(
      "Set-Cookie",
      `${cookieName(place.port)}=${offered}; HttpOnly; SameSite=Strict; Path=/; Max-Age=31536000${secure ? "; Secure" : ""}`,
    );
    if (request.headers["sec-fetch-site"] === "cross-site") {
      // After a click on another site a redirect would not carry a strict cookie; a refresh is our own navigation.
      response.setHeader("Refresh", "0; url=/");
      sendText(response, 200, "Opening Gemba …");
      return;
    }
    response.setHeader("Location", "/");
    sendText(response, 303, "Opening Gemba …");
  }

  async function sendFile(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const file = await findPageFile(root, path);
    if (file === undefined && path === "/favicon.ico") {
      // Browsers ask for it unasked, and would report its absence as an error of the page.
      setSecurityHeaders(response);
      response.writeHead(204).end();
      return;
    }
    if (file === undefined) {
      sendText(response, 404, "There is no such page.");
      return;
    }
    setSecurityHeaders(response);
    response.setHeader("Content-Type", file.contentType);
    response.setHeader("Content-Length", file.bytes);
    response.setHeader("Cache-Control", file.immutable ? "private, max-age=31536000, immutable" : "no-cache");
    response.writeHead(200);
    if (request.method === "HEAD") {
      response.end();
      return;
    }
    const stream = createReadStream(file.path);
    // The answer has begun, so a file that fails half-way can only be cut off.
    stream.on("error", () => response.destroy());
    response.on("close", () => stream.destroy());
    stream.pipe(response);
  }

  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on("error", () => socket.destroy());
    const { headers } = request;
    const grant = grantOfCookie(headers, place.port, tokens);
    if (!hostAllowed(headers.host, place)) refuseUpgrade(socket, 421, "Unknown host name");
    else if (!originAllowed(headers.origin, headers.host, place))
      refuseUpgrade(socket, 403, "Origin not allowed");
    else if (grant === undefined) refuseUpgrade(socket, 401, "No valid token");
    else if (request.url !== channelPath) refuseUpgrade(socket, 404, "Not found");
    else if (sockets.clients.size >= maxViewers) refuseUpgrade(socket, 503, "Too many viewers");
    else {
      const right = rightOf(grant, request.socket.remoteAddress ?? "", headers);
      sockets.handleUpgrade(request, socket, head, (webSocket) => {
        options.onViewer(webSocketChannel(webSocket), right);
      });
    }
  });
  server.on("clientError", (_cause, socket) => {
    if (socket.writable) socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
  });

  const port = await listening(server, options);
  place = { ...place, port };
  if (!isLoopback(options.listen)) {
    options.log(
      `Listening on ${options.listen}:${port}: traffic is NOT encrypted; use a TLS proxy and --public-url beyond a trusted network.`,
    );
  }
  return {
    url: `http://${printedHost(options.listen)}:${port}/?t=${tokens.main()}`,
    port,
    close: () =>
      new Promise((resolve) => {
        for (const client of sockets.clients) client.close(1001, "The host is stopping.");
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
        for (const client of sockets.clients) client.terminate();
      }),
  };
}

function listening(server: ReturnType<typeof createServer>, options: HttpOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.listen, () => {
      server.off("error", reject);
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : options.port);
    });
  });
}

function setSecurityHeaders(response: ServerResponse): void {
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
}

function sendText(response: ServerResponse, status: number, text: string): void {
  setSecurityHeaders(response);
  response.setHeader("Content-Type", "text/plain; charset=utf-8");
  response.setHeader("Cache-Control", "no-store");
  response.writeHead(status);
  response.end(`${text}\n`);
}

function refuseUpgrade(socket: Duplex, status: number, reason: string): void {
  socket.end(`HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function machineNames(): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((list) =>
    (list ?? []).map((one) => one.address),
  );
  return [...addresses.filter((address) => !address.includes("%")), hostname()];
}

/** The name to print for an address listened on; "any address" is reached by loopback from here. */
function printedHost(listen: string): string {
  if (listen === "0.0.0.0" || listen === "::") return "127.0.0.1";
  return listen.includes(":") ? `[${listen}]` : listen;
}
