// Keeps the folder of recordings to its budget: the oldest go first, never one that is starred or unfinished.
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { journalPath } from "./journal.ts";

export interface Budget {
  readonly dir: string;
  /** All recordings together. */
  readonly budgetBytes: number;
  /** Free on the disk now, and to be left free. */
  readonly freeBytes: number;
  readonly leastFreeBytes: number;
  readonly isStarred: (path: string) => boolean;
}

/** What people wrote beside a recording. */
export function peoplePath(path: string): string {
  return `${path.replace(/\.mcap$/, "")}.people.jsonl`;
}

/** Whether the newest word on it is that it stays: a line `{"kind":"star","starred":true}` of what people wrote. */
export function isStarred(path: string): boolean {
  let text: string;
  try {
    text = readFileSync(peoplePath(path), "utf8");
  } catch {
    return false; // Nobody wrote anything.
  }
  const last = text
    .split("\n")
    .filter((line) => line.includes('"star"'))
    .at(-1);
  return last?.includes('"starred":true') ?? false;
}

/** Deletes what is too much, by the time of creation; gives the paths. */
export function keepToBudget(budget: Budget): string[] {
  const files = readdirSync(budget.dir)
    .filter((name) => name.endsWith(".mcap"))
    .map((name) => {
      const path = join(budget.dir, name);
      const { size, birthtimeMs, mtimeMs } = statSync(path);
      // Not every file system knows when a file was made.
      return { path, size, createdMs: birthtimeMs > 0 ? Math.min(birthtimeMs, mtimeMs) : mtimeMs };
    })
    .sort((a, b) => a.createdMs - b.createdMs);
  let total = files.reduce((sum, { size }) => sum + size, 0);
  let free = budget.freeBytes;
  const deleted: string[] = [];
  for (const { path, size } of files) {
    if (total <= budget.budgetBytes && free >= budget.leastFreeBytes) break;
    if (existsSync(journalPath(path)) || budget.isStarred(path)) continue;
    rmSync(path, { force: true });
    rmSync(peoplePath(path), { force: true });
    deleted.push(path);
    total -= size;
    free += size;
  }
  return deleted;
}
