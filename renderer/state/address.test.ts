// Addresses say a recording and a time, and nothing that cannot be read gets through.
import { expect, test } from "vitest";
import { addressText, parseAddress } from "./address.ts";

test("an address leads back to the recording and the millisecond", () => {
  const address = { recording: "0123456789abcdef", timeMs: Date.UTC(2026, 0, 5, 6, 30, 0, 250) };
  expect(addressText(address)).toBe("recording=0123456789abcdef&at=2026-01-05T06:30:00.250Z");
  expect(parseAddress(`#${addressText(address)}`)).toEqual(address);
});

test("following live is the address without anything", () => {
  expect(addressText({})).toBe("");
  expect(parseAddress("")).toEqual({});
});

test("a fraction of a millisecond is not lost: what has happened at that time has happened", () => {
  expect(parseAddress(addressText({ timeMs: 1000.25 }))).toEqual({ timeMs: 1001 });
});

test("what cannot be read is left out", () => {
  expect(parseAddress("#recording=&at=yesterday&theme=dark")).toEqual({});
  expect(parseAddress(`#recording=${"a".repeat(65)}`)).toEqual({});
});
