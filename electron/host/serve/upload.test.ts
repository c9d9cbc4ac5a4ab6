// Files sent to a real server over real sockets: who may, how much, what is left, and what becomes of them.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { type ClientRequest, request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uploadedSchema, uploadRefusalSchema } from "#shared/host-api/import-schema.ts";
import { importFile } from "../import/import-file.ts";
import { Uploads } from "../import/uploads.ts";
import { type HttpHost, startHttp } from "./http.ts";

const publicUrl = "https://plant.example";
let folder: string;
let dataDir: string;
let host: HttpHost;
let readOnly: HttpHost;
let uploads: Uploads;
let cookie: string;
let readOnlyCookie: string;
const mostBytes = 200_000;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "gemba-upload-"));
  dataDir = join(folder, "data");
  const pageDir = join(folder, "page");
  mkdirSync(pageDir);
  writeFileSync(join(pageDir, "index.html"), "page");
  uploads = new Uploads({ dataDir, mostBytes });
  const common = {
    listen: "127.0.0.1",
    port: 0,
    dataDir,
    pageDir,
    publicUrl,
    log: () => undefined,
    onViewer: () => undefined,
  };
  host = await startHttp({ ...common, uploads });
  readOnly = await startHttp(common);
  [cookie, readOnlyCookie] = await Promise.all([cookieOf(host), cookieOf(readOnly)]);
});
afterAll(async () => {
  await Promise.all([host.close(), readOnly.close()]);
  rmSync(folder, { recursive: true, force: true });
});

async function cookieOf({ url }: HttpHost): Promise<string> {
  const answer = await fetch(url, { redirect: "manual" });
  return (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
}

const own = (): string => `http://127.0.0.1:${host.port}`;
const part = (): string[] => readdirSync(join(dataDir, "imports", ".part"));
const kept = (): string[] => readdirSync(join(dataDir, "imports")).filter((name) => name !== ".part");

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Sends a file; `write` says what goes over the socket. */
function put(
  name: string,
  write: (sent: ClientRequest) => void,
  headers: Record<string, string> = { cookie, origin: own() },
  to: HttpHost = host,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      {
        host: "127.0.0.1",
        port: to.port,
        path: `/upload?name=${encodeURIComponent(name)}`,
        method: "PUT",
        headers,
        agent: false,
      },
      (answer) => {
        let text = "";
        answer.setEncoding("utf8");
        answer.on("data", (chunk: string) => (text += chunk));
        answer.on("end", () =>
          resolve({ status: answer.statusCode ?? 0, body: JSON.parse(text) as unknown }),
        );
      },
    );
    sent.on("error", reject);
    write(sent);
  });
}
const whole = (text: string | Buffer) => (sent: ClientRequest) => void sent.end(text);
const csv = "time,Press/force\n2026-01-05T06:00:00Z,1\n2026-01-05T06:00:01Z,2\n";

describe("who may send a file", () => {
  it.each([
    ["without a cookie", () => ({ origin: own() }), 401],
    ["with a wrong cookie", () => ({ cookie: `gemba_${host.port}=${"0".repeat(32)}`, origin: own() }), 401],
    ["from another origin", () => ({ cookie, origin: "http://evil.example" }), 403],
    ["without an origin", () => ({ cookie }), 403],
    ["to another name", () => ({ cookie, origin: "http://evil.example", host: "evil.example" }), 421],
    [
      "through a proxy, which only looks",
      () => ({ cookie, origin: publicUrl, host: "plant.example", "x-forwarded-for": "10.0.0.7" }),
      403,
    ],
  ])("not %s", async (_who, headers, status) => {
    const answer = await put("a.csv", whole(csv), headers());
    expect(answer.status).toBe(status);
    expect(uploadRefusalSchema.safeParse(answer.body).success).toBe(true);
    expect(part()).toEqual([]);
  });

  it("nobody, where another host holds the data folder, and it says so", async () => {
    const origin = `http://127.0.0.1:${readOnly.port}`;
    const answer = await put("a.csv", whole(csv), { cookie: readOnlyCookie, origin }, readOnly);
    expect([answer.status, uploadRefusalSchema.parse(answer.body).message]).toEqual([
      409,
      expect.stringContaining("another Gemba"),
    ]);
  });
});

/** How long a busy machine may take to begin a file, and to take it away. */
const patient = { timeout: 60_000 };

describe("a file that is sent", () => {
  it("is kept whole, for nobody else to read, under an id that says nothing", async () => {
    const answer = await put("press.csv", whole(csv));
    const uploaded = uploadedSchema.parse(answer.body);
    expect([answer.status, uploaded]).toMatchObject([200, { kind: "file", name: "press.csv" }]);
    const path = uploads.find(uploaded.id)?.path ?? "";
    expect(readFileSync(path, "utf8")).toBe(csv);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    uploads.forget(uploaded.id);
    expect(part()).toEqual([]);
  });

  it.each([
    ["../../token", "token"],
    ["..\\..\\windows\\a.csv", "a.csv"],
    ["/etc/passwd", "passwd"],
    ["", "file"],
    ["..", "file"],
    ["a\u0000b\n<c>.csv", "a_b__c_.csv"],
    [".hidden.csv", "hidden.csv"],
  ])("called %j is called %j and lies where all lie", async (name, shown) => {
    const uploaded = uploadedSchema.parse((await put(name, whole(csv))).body);
    expect(uploaded).toMatchObject({ kind: "file", name: shown });
    expect(part()).toEqual([uploaded.id]);
    uploads.forget(uploaded.id);
  });

  it("leaves nothing when it is broken off", async () => {
    let sent: ClientRequest | undefined;
    const broken = put("a.csv", (request) => {
      sent = request;
      request.write("x".repeat(100_000));
    });
    await expect.poll(part, patient).toHaveLength(1);
    sent?.destroy();
    await expect(broken).rejects.toThrow();
    await expect.poll(part, patient).toEqual([]);
  });

  it("is refused by what it says of its size before any of it is sent", async () => {
    const answer = await put("a.csv", (request) => request.flushHeaders(), {
      cookie,
      origin: own(),
      "content-length": String(mostBytes + 1),
    });
    expect([answer.status, uploadRefusalSchema.parse(answer.body).message]).toEqual([
      413,
      expect.stringContaining("larger than"),
    ]);
    expect(part()).toEqual([]);
  });

  it("is refused while it comes when it does not say its size", async () => {
    const answer = await put("a.csv", (request) => {
      for (let sent = 0; sent <= mostBytes; sent += 50_000) request.write("x".repeat(50_000));
      request.end();
    });
    expect(answer.status).toBe(413);
    expect(part()).toEqual([]);
  });

  it("becomes a recording when it is one of ours, under a name that is free", async () => {
    const made = join(folder, "made.mcap");
    writeFileSync(join(folder, "made.csv"), csv);
    await importFile({ path: join(folder, "made.csv"), out: made, nowMs: 0, version: "test" });
    for (let time = 0; time < 2; time += 1) {
      const uploaded = uploadedSchema.parse((await put("Shift.mcap", whole(readFileSync(made)))).body);
      expect(uploaded.kind).toBe("recording");
    }
    expect(kept().sort()).toEqual(["Shift 2.mcap", "Shift.mcap"]);
    expect(part()).toEqual([]);
  });
});

it("a host that starts anew has no files of before", async () => {
  await put("a.csv", whole(csv));
  expect(part()).toHaveLength(1);
  new Uploads({ dataDir });
  expect(part()).toEqual([]);
});
