// Where Gemba keeps what it must remember between starts, when the user names no folder.
import { homedir } from "node:os";
import { join } from "node:path";

/** The platform's folder for application data, in a folder of our own. */
export function defaultDataDir(): string {
  const home = homedir();
  if (process.platform === "win32")
    return join(process.env["LOCALAPPDATA"] ?? join(home, "AppData", "Local"), "Gemba");
  if (process.platform === "darwin") return join(home, "Library", "Application Support", "Gemba");
  return join(process.env["XDG_DATA_HOME"] ?? join(home, ".local", "share"), "gemba");
}

/** What people say of the live plant. */
export function livePeopleFile(dataDir: string): string {
  return join(dataDir, "live.people.jsonl");
}
