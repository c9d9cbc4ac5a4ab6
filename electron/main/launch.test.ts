// What the command line of the app means.
import { expect, test } from "vitest";
import { launchOf } from "./launch.ts";

test("a double-clicked file is opened, wherever the app was started", () => {
  expect(launchOf(["Gemba", "shift.mcap"], true, "/home/ada")).toEqual({
    paths: ["/home/ada/shift.mcap"],
    hostArgs: [],
    dataDir: undefined,
  });
});

test("a file may be named by its URL", () => {
  const argv = ["Gemba", "file:///plants/a%20b/plant.json", "file://elsewhere/%00"];
  expect(launchOf(argv, true, "/").paths).toEqual(["/plants/a b/plant.json", "/file:/elsewhere/%00"]);
});

test("an app that is not packaged has its own folder first, which is no file to open", () => {
  for (const switches of [[], ["--inspect=0", "--remote-debugging-port=0"]])
    expect(launchOf(["electron", ...switches, "/gemba", "/plants/mill"], false, "/").paths).toEqual([
      "/plants/mill",
    ]);
});

test("switches are Chromium's; what follows -- is the host's", () => {
  const argv = ["Gemba", "--inspect=0", "a", "--", "--source", "shdr:b", "--data", "here"];
  expect(launchOf(argv, true, "/work")).toEqual({
    paths: ["/work/a"],
    hostArgs: ["--source", "shdr:b", "--data", "here"],
    dataDir: "/work/here",
  });
});
