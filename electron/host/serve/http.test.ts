import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { connect as tcpConnect } from "node:net";
import { request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import type { Right } from "#shared/host-api/requests.ts";
import { contentSecurityPolicy } from "../../page/content-security-policy.ts";
import { type HttpHost, startHttp } from "./http.ts";
import { addOperateToken, rotateToken } from "./token.ts";

const publicUrl = "https://plant.example";
let folder: string;
let dataDir: string;
let host: HttpHost;
let cookie: string;
const viewers: Right[] = [];
const logged: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "gemba-http-"));
  dataDir = join(folder, "data");
  const pageDir = join(folder, "page");
  mkdirSync(join(pageDir, "assets"), { recursive: true });
  mkdirSync(join(folder, "page-secret"));
  writeFileSync(join(pageDir, "index.html"), "<!doctype html><title>page</title>");
  writeFileSync(join(pageDir, "assets", "app-1a2b.js"), "export {};");
  writeFileSync(join(pageDir, ".built"), "stamp");
  writeFileSync(join(folder, "secret.txt"), "secret");
  writeFileSync(join(folder, "page-secret", "secret.txt"), "secret");
  symlinkSync(join(folder, "secret.txt"), join(pageDir, "link.txt"));
  symlinkSync(join(folder, "page-secret"), join(pageDir, "linked"));
  host = await startHttp({
    listen: "127.0.0.1",
    port: 0,
    dataDir,
    pageDir,
    publicUrl,
    log: (line) => logged.push(line),
    onViewer: (channel, right) => {
      viewers.push(right);
      channel.onMessage((bytes) => {
        channel.send(bytes);
      });
    },
  });
  const answer = await fetch(host.url, { redirect: "manual" });
  cookie = (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
});

afterAll(async () => {
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** One request with exactly these headers and this path; fetch would tidy them up first. */
function ask(path: string, headers: Record<string, string> = { cookie }, method = "GET"): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      { host: "127.0.0.1", port: host.port, path, method, headers, agent: false },
      (answer) => {
        let body = "";
        answer.setEncoding("utf8");
        answer.on("data", (text: string) => (body += text));
        answer.on("end", () => {
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body });
        });
      },
    );
    sent.on("error", reject);
    sent.end();
  });
}

/** Tries to open the channel; answers the right given, or the HTTP status of the refusal. */
function upgrade(headers: Record<string, string>, path = "/channel"): Promise<Right | number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${host.port}${path}`, { headers });
    socket.on("unexpected-response", (_request, answer) => {
      resolve(answer.statusCode ?? 0);
      socket.terminate();
    });
    socket.on("open", () => {
      socket.send(Uint8Array.of(1));
    });
    socket.on("message", () => {
      resolve(viewers.at(-1) ?? "view");
      socket.close();
    });
    socket.on("error", reject);
  });
}
const own = () => `http://127.0.0.1:${host.port}`;

describe("the page", () => {
  it("is opened by the printed URL: a strict cookie that scripts cannot read, and a redirect without the token", async () => {
    const answer = await ask(new URL(host.url).pathname + new URL(host.url).search, {});
    expect(answer.status).toBe(303);
    expect(answer.headers["location"]).toBe("/");
    expect(answer.headers["set-cookie"]?.[0]).toMatch(
      new RegExp(`^gemba_${host.port}=[0-9a-f]{32}; HttpOnly; SameSite=Strict; Path=/; Max-Age=\\d+$`),
    );
  });

  it("opened from another site gets its cookie by a refresh, which carries it where a redirect would not", async () => {
    const answer = await ask(`/${new URL(host.url).search}`, { "sec-fetch-site": "cross-site" });
    expect([answer.status, answer.headers["refresh"]]).toEqual([200, "0; url=/"]);
  });

  it("is served to who holds the cookie", async () => {
    const answer = await ask("/");
    expect([answer.status, answer.body]).toEqual([200, "<!doctype html><title>page</title>"]);
  });

  it("comes with the policy and the protecting headers, errors too", async () => {
    for (const answer of [await ask("/"), await ask("/nothing"), await ask("/", {})]) {
      expect(answer.headers).toMatchObject({
        "content-security-policy": contentSecurityPolicy,
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "cross-origin-opener-policy": "same-origin",
      });
    }
  });

  it("allows no script, style or connection from elsewhere", () => {
    expect(contentSecurityPolicy).toBe(
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; img-src 'self' blob: data:; " +
        "font-src 'self'; connect-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
  });

  it("has hashed files kept by the browser and the rest asked again", async () => {
    expect((await ask("/assets/app-1a2b.js")).headers["cache-control"]).toContain("immutable");
    expect((await ask("/")).headers["cache-control"]).toBe("no-cache");
  });

  it("without an icon is no error: the browser's own request for one is answered with nothing", async () => {
    expect((await ask("/favicon.ico")).status).toBe(204);
  });

  it("answers HEAD without a body and no other method", async () => {
    expect(await ask("/", { cookie }, "HEAD")).toMatchObject({ status: 200, body: "" });
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"]) {
      expect((await ask("/", { cookie }, method)).status).toBe(405);
    }
  });
});

describe("without the right token", () => {
  it("a missing cookie is refused with what to do", async () => {
    const answer = await ask("/", {});
    expect(answer.status).toBe(401);
    expect(answer.body).toContain("?t=");
  });

  it("a wrong, shorter, longer or upper-case token in the cookie is refused", async () => {
    const right = cookie.split("=")[1] ?? "";
    const wrong = ["0".repeat(32), right.slice(1), `${right}0`, right.toUpperCase().replace(/\d/g, "A"), ""];
    for (const token of wrong) {
      expect((await ask("/", { cookie: `gemba_${host.port}=${token}` })).status).toBe(401);
    }
  });

  it("the cookie of a host on another port is not taken", async () => {
    expect((await ask("/", { cookie: cookie.replace(/^gemba_\d+/, "gemba_1") })).status).toBe(401);
  });

  it("a wrong token in the URL is refused and sets no cookie", async () => {
    const answer = await ask(`/?t=${"0".repeat(32)}`, {});
    expect([answer.status, answer.headers["set-cookie"]]).toEqual([403, undefined]);
  });

  it("not even the names of files can be found out", async () => {
    expect((await ask("/assets/app-1a2b.js", {})).status).toBe(401);
    expect((await ask("/nothing.js", {})).status).toBe(401);
  });
});

describe("a path outside the page's folder", () => {
  it.each([
    "/../secret.txt",
    "/assets/../../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/..%5csecret.txt",
    "/assets/..\\..\\secret.txt",
    "/%252e%252e/secret.txt",
    "//secret.txt",
    "/index.html%00.js",
    "/../page-secret/secret.txt",
    "/link.txt",
    "/linked/secret.txt",
    "/.built",
    "/assets",
    "/C:/secret.txt",
    "/%ff",
  ])("%s is not served", async (path) => {
    const answer = await ask(path);
    expect(answer.status).toBe(404);
    expect(answer.body).not.toContain("secret");
  });

  it("in absolute form (as to a proxy) is not served", async () => {
    expect((await ask(`http://127.0.0.1:${host.port}/../secret.txt`)).status).toBe(404);
  });
});

describe("a request under another name", () => {
  it("is refused, so that a name rebound to this machine gets nothing", async () => {
    for (const name of [
      "evil.example",
      `evil.example:${host.port}`,
      "127.0.0.1",
      "127.0.0.1:1",
      `127.0.0.1.evil.example:${host.port}`,
    ]) {
      expect((await ask("/", { cookie, host: name })).status).toBe(421);
    }
  });

  it("of this machine's loopback is served", async () => {
    for (const name of ["127.0.0.1", "localhost", "[::1]"]) {
      expect((await ask("/", { cookie, host: `${name}:${host.port}` })).status).toBe(200);
    }
  });

  it("of the proxy given with --public-url is served", async () => {
    expect((await ask("/", { cookie, host: "plant.example" })).status).toBe(200);
  });

  it("from a page of another origin is refused", async () => {
    expect((await ask("/", { cookie, origin: "https://evil.example" })).status).toBe(403);
  });
});

describe("the channel", () => {
  it("opens for the page with its cookie, with the right to operate on this machine", async () => {
    expect(await upgrade({ cookie, origin: own() })).toBe("operate");
  });

  it("is refused to a page of another origin, another port, a sandboxed page and a client without origin", async () => {
    for (const origin of [
      "https://evil.example",
      "http://127.0.0.1:1",
      `http://localhost:${host.port}`,
      "null",
      `https://127.0.0.1:${host.port}`,
    ]) {
      expect(await upgrade({ cookie, origin })).toBe(403);
    }
    expect(await upgrade({ cookie })).toBe(403);
  });

  it("is refused under a wrong Host, even with an origin to match", async () => {
    const name = `evil.example:${host.port}`;
    expect(await upgrade({ cookie, host: name, origin: `http://${name}` })).toBe(421);
  });

  it("is refused without cookie or with a wrong token", async () => {
    expect(await upgrade({ origin: own() })).toBe(401);
    expect(await upgrade({ origin: own(), cookie: `gemba_${host.port}=${"0".repeat(32)}` })).toBe(401);
  });

  it("is only at its path", async () => {
    expect(await upgrade({ cookie, origin: own() }, "/other")).toBe(404);
  });

  it("through the proxy only views, although the proxy is on this machine", async () => {
    expect(await upgrade({ cookie, host: "plant.example", origin: publicUrl })).toBe("view");
    expect(await upgrade({ cookie, origin: publicUrl })).toBe("view");
    expect(await upgrade({ cookie, origin: publicUrl, "x-forwarded-for": "10.0.0.9" })).toBe("view");
  });

  it("through the proxy operates with a token that grants it", async () => {
    const token = addOperateToken(dataDir);
    const headers = { cookie: `gemba_${host.port}=${token}`, host: "plant.example", origin: publicUrl };
    expect(await upgrade(headers)).toBe("operate");
  });

  it("survives a client that breaks off in the middle of its handshake", async () => {
    await new Promise<void>((resolve) => {
      const socket = tcpConnect(host.port, "127.0.0.1", () => {
        socket.write("GET /channel HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n");
        socket.destroy();
        resolve();
      });
    });
    expect((await ask("/")).status).toBe(200);
  });
});

describe("the token", () => {
  it("is kept with 128 bits in a file that only its owner reads", () => {
    expect(statSync(join(dataDir, "token")).mode & 0o777).toBe(0o600);
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    expect(new URL(host.url).searchParams.get("t")).toMatch(/^[0-9a-f]{32}$/);
  });

  it("is the same after a restart with the same data folder", async () => {
    const again = await startHttp({
      listen: "127.0.0.1",
      port: 0,
      dataDir,
      pageDir: join(folder, "page"),
      log: () => undefined,
      onViewer: () => undefined,
    });
    expect(new URL(again.url).searchParams.get("t")).toBe(new URL(host.url).searchParams.get("t"));
    await again.close();
  });

  it("replaced by a new one opens nothing any more, at once", async () => {
    const old = cookie;
    const token = rotateToken(dataDir);
    expect((await ask("/", { cookie: old })).status).toBe(401);
    expect((await ask("/", { cookie: `gemba_${host.port}=${token}` })).status).toBe(200);
  });
});

describe("listening beyond loopback", () => {
  it("says that traffic is not encrypted, and prints an address that works on this machine", async () => {
    const lines: string[] = [];
    const open = await startHttp({
      listen: "0.0.0.0",
      port: 0,
      dataDir: join(folder, "open"),
      pageDir: join(folder, "page"),
      log: (line) => lines.push(line),
      onViewer: () => undefined,
    });
    expect(lines.join()).toContain("NOT encrypted");
    expect(new URL(open.url).hostname).toBe("127.0.0.1");
    await open.close();
  });
});
