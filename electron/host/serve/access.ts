// Who may talk to the HTTP server: allowed names and origins, the cookie, the right that follows. Pure decisions, no sockets.
import { isIP } from "node:net";
import type { Right } from "#shared/host-api/requests.ts";
import type { TokenGrant, TokenStore } from "./token.ts";

/** The headers access depends on. */
export interface RequestHeaders {
  readonly host?: string | undefined;
  readonly origin?: string | undefined;
  readonly cookie?: string | undefined;
  readonly [name: string]: string | readonly string[] | undefined;
}

/** Where the server listens, and under which names it may be asked. */
export interface ServerPlace {
  readonly port: number;
  /** Address listened on: `127.0.0.1`, `0.0.0.0`, `::`, or one of the machine's. */
  readonly listen: string;
  /** Addresses and names of this machine. */
  readonly machineNames: readonly string[];
  /** Origin of the proxy in front, if any. */
  readonly publicOrigin?: string | undefined;
}

const loopbackNames = ["127.0.0.1", "localhost", "[::1]"];

export function isLoopback(address: string): boolean {
  return address === "::1" || /^(::ffff:)?127\./.test(address) || address === "localhost";
}

/** `host:port` of a Host header in one spelling, or undefined when it is none. */
function normalHost(host: string): string | undefined {
  if (!/^[A-Za-z0-9.:[\]_-]+$/.test(host)) return undefined;
  try {
    const url = new URL(`http://${host}`);
    return `${url.hostname}:${url.port === "" ? "80" : url.port}`;
  } catch {
    return undefined;
  }
}

function bracketed(name: string): string {
  return isIP(name) === 6 ? `[${name}]` : name.toLowerCase();
}

/**
 * Whether the Host header names this server. A page that rebinds its own name to this machine's address is refused
 * here, because that name is not among ours.
 */
export function hostAllowed(host: string | undefined, place: ServerPlace): boolean {
  const asked = host === undefined ? undefined : normalHost(host);
  if (asked === undefined) return false;
  const own = isLoopback(place.listen)
    ? loopbackNames
    : [...loopbackNames, ...place.machineNames.map(bracketed)];
  if (own.some((name) => normalHost(`${name}:${place.port}`) === asked)) return true;
  if (place.publicOrigin === undefined) return false;
  const url = new URL(place.publicOrigin);
  const publicPort = url.port === "" ? (url.protocol === "https:" ? "443" : "80") : url.port;
  return asked === `${url.hostname}:${publicPort}` || asked === `${url.hostname}:80`;
}

/** Whether a page of this origin may connect: only one served under the very name it asks for, or the proxy's. */
export function originAllowed(
  origin: string | undefined,
  host: string | undefined,
  place: ServerPlace,
): boolean {
  if (origin === undefined || host === undefined) return false;
  if (place.publicOrigin !== undefined && origin === new URL(place.publicOrigin).origin) return true;
  return origin.startsWith("http://") && normalHost(origin.slice("http://".length)) === normalHost(host);
}

export function cookieName(port: number): string {
  return `gemba_${port}`;
}

/** What the request's cookie opens; undefined = nothing. */
export function grantOfCookie(
  headers: RequestHeaders,
  port: number,
  tokens: TokenStore,
): TokenGrant | undefined {
  const wanted = `${cookieName(port)}=`;
  for (const pair of (headers.cookie ?? "").split(";")) {
    const trimmed = pair.trim();
    if (!trimmed.startsWith(wanted)) continue;
    const grant = tokens.grantOf(trimmed.slice(wanted.length));
    if (grant !== undefined) return grant;
  }
  return undefined;
}

/**
 * What this viewer may do. A proxy makes everybody look local, so loopback counts only when the request names
 * loopback itself, comes from a page of loopback, and carries no sign of having been forwarded.
 */
export function rightOf(grant: TokenGrant, remoteAddress: string, headers: RequestHeaders): Right {
  if (grant === "operate") return "operate";
  const forwarded = ["x-forwarded-for", "x-forwarded-host", "forwarded", "via", "x-real-ip"].some(
    (name) => headers[name] !== undefined,
  );
  const asked = normalHost(headers.host ?? "") ?? "";
  const namesLoopback = loopbackNames.some((name) => asked.startsWith(`${name}:`));
  const ownOrigin = headers.origin === `http://${headers.host ?? ""}`;
  return isLoopback(remoteAddress) && namesLoopback && ownOrigin && !forwarded ? "operate" : "view";
}
