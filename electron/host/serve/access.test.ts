import { describe, expect, it } from "vitest";
import { hostAllowed, originAllowed, rightOf, type ServerPlace } from "./access.ts";

const loopback: ServerPlace = {
  port: 7070,
  listen: "127.0.0.1",
  machineNames: ["10.0.0.5", "fe80::1", "Cell-PC"],
};
const network: ServerPlace = { ...loopback, listen: "0.0.0.0" };

describe("a Host header", () => {
  it("names the machine's addresses and name only when they are listened on", () => {
    for (const name of ["10.0.0.5:7070", "cell-pc:7070", "CELL-PC:7070", "[fe80::1]:7070"]) {
      expect([hostAllowed(name, network), hostAllowed(name, loopback)]).toEqual([true, false]);
    }
  });

  it("that is absent, malformed or smuggles a URL is refused", () => {
    for (const name of [
      undefined,
      "",
      " ",
      "127.0.0.1:7070/x",
      "user@127.0.0.1:7070",
      "127.0.0.1:7070, evil",
      "127.0.0.1:99999",
    ]) {
      expect(hostAllowed(name, network)).toBe(false);
    }
  });

  it("on port 80 may leave the port out", () => {
    expect(hostAllowed("localhost", { ...loopback, port: 80 })).toBe(true);
  });
});

describe("an Origin header", () => {
  it("must be the page's own: same name, same port", () => {
    expect(originAllowed("http://10.0.0.5:7070", "10.0.0.5:7070", network)).toBe(true);
    expect(originAllowed("http://10.0.0.5:7071", "10.0.0.5:7070", network)).toBe(false);
    expect(originAllowed("https://10.0.0.5:7070", "10.0.0.5:7070", network)).toBe(false);
    expect(originAllowed("null", "10.0.0.5:7070", network)).toBe(false);
  });
});

describe("the right of a viewer", () => {
  const local = { host: "127.0.0.1:7070", origin: "http://127.0.0.1:7070" };
  it("is to operate on the host's own machine", () => {
    for (const address of ["127.0.0.1", "::1", "::ffff:127.0.0.1"]) {
      expect(rightOf("standard", address, local)).toBe("operate");
    }
  });

  it("is to view from another address, however it names the host", () => {
    expect(rightOf("standard", "10.0.0.9", { host: "10.0.0.5:7070" })).toBe("view");
    expect(rightOf("standard", "10.0.0.9", local)).toBe("view");
  });

  it("is to view for what was forwarded, because a proxy makes everybody look local", () => {
    expect(rightOf("standard", "127.0.0.1", { ...local, "x-forwarded-for": "10.0.0.9" })).toBe("view");
    expect(rightOf("standard", "127.0.0.1", { host: "plant.example" })).toBe("view");
  });

  it("is to operate from anywhere with a token that grants it", () => {
    expect(rightOf("operate", "10.0.0.9", { host: "plant.example" })).toBe("operate");
  });
});
