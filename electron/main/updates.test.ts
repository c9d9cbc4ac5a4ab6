// Nothing is asked anywhere unless it is configured, and nothing happens that a person has not agreed to.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { offerUpdate, type UpdaterObject } from "./updates.ts";

const folder = mkdtempSync(join(tmpdir(), "gemba-updates-"));
const configured = '{"url": "https://updates.example.org/gemba"}';

/** What was done with an `updates.json` of this text, when a person answers so. */
async function doneWith(config: string | undefined, answers: number[], newest = "2.0.0"): Promise<string[]> {
  const file = join(folder, `${Math.abs(JSON.stringify([config, answers, newest]).length)}.json`);
  if (config !== undefined) writeFileSync(file, config);
  const done: string[] = [];
  const updater: UpdaterObject = {
    autoDownload: true,
    setFeedURL: ({ url }) => void done.push(`feed ${url}`),
    checkForUpdates: () =>
      newest === "unreachable"
        ? Promise.reject(new Error("no route"))
        : Promise.resolve({ isUpdateAvailable: newest !== "", updateInfo: { version: newest } }),
    downloadUpdate: () => Promise.resolve(done.push(updater.autoDownload ? "downloaded twice" : "download")),
    quitAndInstall: () => void done.push("install"),
  };
  await offerUpdate({
    file: config === undefined ? join(folder, "absent.json") : file,
    loadUpdater: () => Promise.resolve(updater),
    dialog: {
      showOpenDialog: () => Promise.resolve({ canceled: true, filePaths: [] }),
      showMessageBox: ({ message }) => {
        done.push(message);
        return Promise.resolve({ response: answers.shift() ?? 1 });
      },
    },
    log: (line) => done.push(line.replace(folder, "")),
  });
  return done;
}

const feed = "feed https://updates.example.org/gemba";

test("without a configuration the updater is not asked", async () => {
  expect(await doneWith(undefined, [])).toEqual([]);
});

test.each(["{", '{"url": "http://plain.example.org"}', '{"url": "https://a.example.org", "silent": true}'])(
  "a configuration that cannot be understood leaves updates off and says so: %s",
  async (config) => {
    const done = await doneWith(config, []);
    expect([done.length, done[0]]).toEqual([1, expect.stringContaining("Updates stay off")]);
  },
);

test("a newer version is offered, and nothing is fetched when a person says later", async () => {
  expect(await doneWith(configured, [1])).toEqual([feed, "Gemba 2.0.0 is there."]);
});

test("what was agreed to is fetched once, and installed when that is agreed to as well", async () => {
  const asked = [feed, "Gemba 2.0.0 is there.", "download", "Gemba 2.0.0 is ready."];
  expect(await doneWith(configured, [0, 1])).toEqual(asked);
  expect(await doneWith(configured, [0, 0])).toEqual([...asked, "install"]);
});

test("nothing newer is no news; a server that does not answer is noted in the log", async () => {
  expect(await doneWith(configured, [], "")).toEqual([feed]);
  expect(await doneWith(configured, [], "unreachable")).toEqual([
    feed,
    "No update from https://updates.example.org/gemba: no route",
  ]);
});
