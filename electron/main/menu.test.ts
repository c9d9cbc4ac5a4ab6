// The menu says and does what the palette says and does.
import { expect, test } from "vitest";
import { commandTable } from "#shared/commands/command-table.ts";
import type { MenuEntry } from "./electron-objects.ts";
import { menuTemplate } from "./menu.ts";

const done: string[] = [];
const note = (name: string) => (): void => void done.push(name);
const actions = {
  command: (id: string) => void done.push(id),
  newWindow: note("newWindow"),
  openFile: note("openFile"),
  openFolder: note("openFolder"),
  restartHost: note("restartHost"),
  showLog: note("showLog"),
  showCrashDumps: note("showCrashDumps"),
};

/** All entries of a platform's menu, submenus too. */
function entries(platform: NodeJS.Platform): MenuEntry[] {
  const flat = (list: readonly MenuEntry[]): MenuEntry[] =>
    list.flatMap((entry) => [entry, ...flat(entry.submenu ?? [])]);
  return flat(menuTemplate(platform, actions));
}

test.each(["linux", "win32", "darwin"] as const)(
  "every command of the palette is in it, once, on %s",
  (platform) => {
    done.length = 0;
    for (const { label, click } of entries(platform))
      if (commandTable.some(({ title }) => title === label)) click?.();
    expect([...done].sort()).toEqual(commandTable.map(({ id }) => id).sort());
  },
);

test("keys are shown as the page hears them, and are not taken from the page", () => {
  const keys = entries("linux").filter(({ label }) => commandTable.some(({ title }) => title === label));
  expect(keys.every((entry) => entry.accelerator === undefined || entry.registerAccelerator === false)).toBe(
    true,
  );
  expect(keys.find(({ label }) => label === "Find a command or an asset")?.accelerator).toBe("CmdOrCtrl+K");
});

test("on a Mac, whose menu would take them, plain keys are not shown", () => {
  const plain = entries("darwin").filter(
    ({ accelerator }) => accelerator !== undefined && !accelerator.includes("+"),
  );
  expect(plain).toEqual([]);
});

test("what only a desktop has is there", () => {
  done.length = 0;
  for (const label of [
    "New window",
    "Open file…",
    "Open folder…",
    "Restart the host",
    "Show log file",
    "Show crash dumps",
  ])
    entries("linux")
      .find((entry) => entry.label === label)
      ?.click?.();
  expect(done).toEqual(["newWindow", "openFile", "openFolder", "restartHost", "showLog", "showCrashDumps"]);
  expect(entries("linux").map(({ role }) => role)).toEqual(
    expect.arrayContaining(["editMenu", "windowMenu", "togglefullscreen", "quit", "about"]),
  );
});
