import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wireVersion } from "../frame/layout.ts";
import { headerMessage, jsonBody, jsonMessage, parseMessageHeader, wireVersionProblem } from "./message.ts";

const kinds = ["frame", "event", "request", "reply", "blob"] as const;

describe("a message", () => {
  it("is read as it was written, for every kind and request number", () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.integer({ min: 0, max: 0xffffffff }), (kind, request) => {
        expect(parseMessageHeader(headerMessage(kind, request))).toEqual({
          ok: true,
          value: { kind, request },
          problems: [],
        });
      }),
    );
  });

  it("carries any JSON unchanged", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const body = jsonBody(jsonMessage("event", 1, value));
        expect(body.ok && JSON.stringify(body.value)).toBe(JSON.stringify(value));
      }),
    );
  });

  it("has its header as decided: kind, version, two zero bytes, request little-endian", () => {
    expect([...headerMessage("request", 0x01020304)]).toEqual([3, wireVersion, 0, 0, 4, 3, 2, 1]);
  });

  it("of another wire version is refused as such", () => {
    const bytes = headerMessage("frame", 1);
    bytes[1] = wireVersion + 1;
    const header = parseMessageHeader(bytes);
    expect(!header.ok && header.problems[0]?.id).toBe(wireVersionProblem);
  });

  it("too short, of an unknown kind, or with reserved bytes set is refused", () => {
    const refusals = [
      [1, wireVersion, 0, 0],
      [77, wireVersion, 0, 0, 0, 0, 0, 0],
      [1, wireVersion, 1, 0, 0, 0, 0, 0],
    ];
    for (const bytes of refusals) expect(parseMessageHeader(Uint8Array.from(bytes)).ok).toBe(false);
  });

  it("whose body is not UTF-8 or not JSON is a Problem", () => {
    const noText = Uint8Array.of(2, wireVersion, 0, 0, 0, 0, 0, 0, 0xff, 0xfe);
    const noJson = Uint8Array.of(2, wireVersion, 0, 0, 0, 0, 0, 0, 0x7b);
    expect([jsonBody(noText).ok, jsonBody(noJson).ok]).toEqual([false, false]);
  });
});
