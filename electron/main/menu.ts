// The native menu: the page's own commands from the shared table, and what only a desktop has.
import { type CommandGroup, commandTable, type ListedCommand } from "#shared/commands/command-table.ts";
import { commandWords } from "#shared/commands/command-words.ts";
import type { MenuEntry } from "./electron-objects.ts";

export interface MenuActions {
  /** Does a command of the table in the page of the focused window. */
  readonly command: (id: string) => void;
  readonly newWindow: () => void;
  readonly openFile: () => void;
  readonly openFolder: () => void;
  readonly restartHost: () => void;
  readonly showLog: () => void;
  readonly showCrashDumps: () => void;
}

const separator: MenuEntry = { type: "separator" };

/** The whole menu of a platform. */
export function menuTemplate(platform: NodeJS.Platform, actions: MenuActions): readonly MenuEntry[] {
  const isMac = platform === "darwin";
  const group = (name: CommandGroup): MenuEntry[] =>
    commandTable
      .filter((command) => command.group === name)
      .map((command) => ({
        label: command.title,
        ...accelerator(command, isMac),
        click: () => actions.command(command.id),
      }));
  const submenu = (name: CommandGroup): MenuEntry => ({
    label: commandWords[`group.${name}`],
    submenu: group(name),
  });
  return [
    ...(isMac ? [{ role: "appMenu" as const }] : []),
    {
      label: "File",
      submenu: [
        { label: "New window", accelerator: "CmdOrCtrl+Shift+N", click: actions.newWindow },
        separator,
        { label: "Open file…", accelerator: "CmdOrCtrl+O", click: actions.openFile },
        { label: "Open folder…", accelerator: "CmdOrCtrl+Shift+O", click: actions.openFolder },
        separator,
        { role: "close" },
        ...(isMac ? [] : [{ role: "quit" as const }]),
      ],
    },
    { role: "editMenu" },
    {
      label: "View",
      submenu: [
        ...group("camera"),
        separator,
        ...group("view"),
        submenu("layer"),
        submenu("theme"),
        submenu("tier"),
        separator,
        ...group("desk"),
        separator,
        { role: "resetZoom" },
        { role: "zoomIn" },
        { role: "zoomOut" },
        separator,
        { role: "togglefullscreen" },
      ],
    },
    submenu("time"),
    { role: "windowMenu" },
    {
      label: commandWords["group.help"],
      submenu: [
        ...group("help"),
        separator,
        { label: "Restart the host", click: actions.restartHost },
        { label: "Show log file", click: actions.showLog },
        { label: "Show crash dumps", click: actions.showCrashDumps },
        ...(isMac ? [] : [separator, { role: "about" as const }]),
      ],
    },
  ];
}

/**
 * The key as the menu shows it. The page hears it, not the menu; a Mac's menu would take it from the page,
 * so there a plain key is not shown.
 */
function accelerator({ keys }: ListedCommand, isMac: boolean): Partial<MenuEntry> {
  const [key] = keys;
  if (key === undefined || (isMac && !key.startsWith("Ctrl+"))) return {};
  return { accelerator: key.replace("Ctrl+", "CmdOrCtrl+"), registerAccelerator: false };
}
