// Builds the page when it is absent or older than its sources, so that one command is enough on a fresh clone.
// Writes only dist/page, and swaps it whole: two hosts that build at once do not disturb each other.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { wallClock } from "#shared/base/clock.ts";
import type { Outcome } from "#shared/base/problem.ts";

const projectRoot = fileURLToPath(new URL("../../..", import.meta.url));
/** File in the built page whose time is the start of its build. */
const stampName = ".built";

export interface PageBuildOptions {
  /** Lines for the user, meant for stderr. */
  readonly log: (line: string) => void;
  /** The project's root; another one only in tests. */
  readonly root?: string;
}

/** Newest modification below `path`, milliseconds; 0 when it is absent. Tests are not sources of the page. */
function newestMs(path: string): number {
  if (!existsSync(path)) return 0;
  const own = statSync(path);
  if (!own.isDirectory()) return own.mtimeMs;
  let newest = 0;
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (entry.name.startsWith(".") || /\.test\.tsx?$/.test(entry.name)) continue;
    newest = Math.max(newest, newestMs(join(path, entry.name)));
  }
  return newest;
}

/** Why the page must be built, or undefined when it is there and current. */
export function pageBuildReason(root: string): "absent" | "outdated" | undefined {
  const stamp = join(root, "dist/page", stampName);
  if (!existsSync(stamp) || !existsSync(join(root, "dist/page/index.html"))) return "absent";
  const sources = ["renderer", "shared", "package-lock.json", "tests/vite.config.ts"];
  const newest = Math.max(...sources.map((source) => newestMs(join(root, source))));
  return newest > statSync(stamp).mtimeMs ? "outdated" : undefined;
}

/**
 * Makes sure that dist/page is built and current, and answers its path. Without the build tool an older page is used
 * with a warning; without any page the answer is a Problem.
 */
export async function ensurePageBuilt(options: PageBuildOptions): Promise<Outcome<string>> {
  const root = options.root ?? projectRoot;
  const pageDir = join(root, "dist/page");
  const reason = pageBuildReason(root);
  if (reason === undefined) return { ok: true, value: pageDir, problems: [] };

  const vite = await import("vite").catch(() => undefined);
  if (vite === undefined) {
    const problem = {
      path: ["page"],
      id: "no-build-tool",
      severity: reason === "absent" ? "error" : "warning",
      message:
        reason === "absent"
          ? "The page is not built and vite is not installed"
          : "The page is older than its sources",
      hint: "Run npm ci (with development dependencies), then start again.",
    } as const;
    return reason === "absent"
      ? { ok: false, problems: [problem] }
      : { ok: true, value: pageDir, problems: [problem] };
  }

  const startedMs = wallClock.nowMs();
  options.log(
    reason === "absent" ? "Building the page (once) …" : "The page's sources changed: building it again …",
  );
  const draftDir = join(root, `dist/page-${process.pid}`);
  try {
    const logger = vite.createLogger("warn");
    const line = (message: string): void => {
      options.log(message.trimEnd());
    };
    await vite.build({
      configFile: join(root, "tests/vite.config.ts"),
      // Below this level the build writes its progress to stdout, which belongs to the command's answer.
      logLevel: "warn",
      customLogger: {
        ...logger,
        info: () => undefined,
        warn: line,
        warnOnce: line,
        error: line,
        clearScreen: () => undefined,
      },
      build: { outDir: draftDir, emptyOutDir: true },
    });
    writeFileSync(join(draftDir, stampName), "");
    // Sources saved while the build ran count as newer.
    utimesSync(join(draftDir, stampName), startedMs / 1000, startedMs / 1000);
    swapIn(draftDir, pageDir);
  } catch (cause) {
    rmSync(draftDir, { recursive: true, force: true });
    // Another host that built at the same time was first: its page is as good.
    if (pageBuildReason(root) === undefined) return { ok: true, value: pageDir, problems: [] };
    const message = `The page could not be built: ${cause instanceof Error ? cause.message : String(cause)}`;
    const hint = "Mend what the lines above name, then start again.";
    return {
      ok: false,
      problems: [{ path: ["page"], id: "build-failed", severity: "error", message, hint }],
    };
  }
  options.log("The page is built.");
  return { ok: true, value: pageDir, problems: [] };
}

/** Puts the finished folder in the place of the old one. */
function swapIn(draftDir: string, pageDir: string): void {
  const oldDir = `${draftDir}-old`;
  mkdirSync(join(pageDir, ".."), { recursive: true });
  if (existsSync(pageDir)) renameSync(pageDir, oldDir);
  renameSync(draftDir, pageDir);
  rmSync(oldDir, { recursive: true, force: true });
}
