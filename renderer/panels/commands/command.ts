// What a command is, and when a pressed key means it. The list itself is command-list.ts. Pure but for `run`.
import type { ListedCommand } from "#shared/commands/command-table.ts";

/** A command that can be done; beside the keys of the table there is `Shift+3` for views. */
export interface Command extends ListedCommand {
  run(): void;
  /** Absent = always. */
  enabled?(): boolean;
  /** Of a choice or a switch: whether it holds now. */
  checked?(): boolean;
  /** Known to the keyboard only; the palette and the list of keys leave it out. */
  readonly unlisted?: boolean;
}

/** What of a keyboard event decides. */
export interface PressedKey {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  getModifierState?(name: string): boolean;
}

const named: Readonly<Record<string, string | undefined>> = { Space: " ", Esc: "Escape" };

/** Whether `pressed` is the key that a command names. */
export function matchesKey(pressed: PressedKey, name: string): boolean {
  // On many layouts brackets and the backslash need AltGr, which some systems tell as Ctrl+Alt.
  const altGraph = pressed.getModifierState?.("AltGraph") === true;
  const control = (pressed.ctrlKey || pressed.metaKey) && !altGraph;
  const alt = pressed.altKey && !altGraph;
  if (alt) return false;
  if (name.startsWith("Ctrl+")) return control && pressed.key.toLowerCase() === name.slice(5).toLowerCase();
  if (control) return false;
  const digit = /^(Shift\+)?([1-9])$/.exec(name);
  if (digit !== null) {
    // By place on the keyboard: with Shift, or on some layouts without, the key says something else.
    const [, shift, number] = digit;
    const onRow = pressed.code === `Digit${number}`;
    if (shift !== undefined) return pressed.shiftKey && onRow;
    return !pressed.shiftKey && (onRow || pressed.key === number);
  }
  const wanted = named[name] ?? name;
  return wanted.length === 1 ? pressed.key.toLowerCase() === wanted.toLowerCase() : pressed.key === wanted;
}

/** The first command that `pressed` means and that can be done now. */
export function commandOf(commands: readonly Command[], pressed: PressedKey): Command | undefined {
  return commands.find(
    (command) => command.keys.some((name) => matchesKey(pressed, name)) && (command.enabled?.() ?? true),
  );
}

/** Does the command of an id, if it is there and can be done now. */
export function runNamed(commands: readonly Command[], id: string): void {
  const command = commands.find((each) => each.id === id);
  if (command !== undefined && (command.enabled?.() ?? true)) command.run();
}

/** A key as it is written on this keyboard: `Ctrl+K`, on a Mac `⌘K`. */
export function keyText(name: string): string {
  const mac = /mac/i.test(globalThis.navigator?.platform ?? "");
  return mac ? name.replace("Ctrl+", "⌘").replace("Shift+", "⇧") : name;
}
