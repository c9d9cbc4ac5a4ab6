// Builds the page, and the desktop's processes, when they are absent or older than their sources, so that one command is
// enough on a fresh clone. Writes only below dist, and swaps a folder whole: two that build at once do not disturb each other.
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
import { wallClock } from "#shared/base/clock.ts";
import type { Outcome } from "#shared/base/problem.ts";
import { projectRoot } from "./project-root.ts";

/** File in a built folder whose time is the start of its build. */
const stampName = ".built";

/** One folder below dist. Paths are relative to the project's root. */
interface BuildTarget {
  /** In a sentence: `The page is built.` */
  readonly name: string;
  readonly folder: string;
  /** Without this file the folder is no build. */
  readonly entry: string;
  readonly sources: readonly string[];
  /** Vite configs, run one after the other into the same folder. */
  readonly configs: readonly string[];
}

const page: BuildTarget = {
  name: "page",
  folder: "dist/page",
  entry: "index.html",
  sources: ["renderer", "shared", "package-lock.json", "tests/vite.config.ts"],
  configs: ["tests/vite.config.ts"],
};

const desktopConfigs = ["tests/vite.desktop.config.ts", "tests/vite.preload.config.ts"] as const;
const desktop: BuildTarget = {
  name: "desktop shell",
  folder: "dist/desktop",
  entry: "main.js",
  sources: ["electron", "shared", "package.json", "package-lock.json", ...desktopConfigs],
  configs: desktopConfigs,
};

export interface BuildOptions {
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
  return buildReason(root, page);
}

function buildReason(root: string, target: BuildTarget): "absent" | "outdated" | undefined {
  const folder = join(root, target.folder);
  const stamp = join(folder, stampName);
  if (!existsSync(stamp) || !existsSync(join(folder, target.entry))) return "absent";
  const newest = Math.max(...target.sources.map((source) => newestMs(join(root, source))));
  return newest > statSync(stamp).mtimeMs ? "outdated" : undefined;
}

/**
 * Makes sure that dist/page is built and current, and answers its path. Without the build tool an older page is used
 * with a warning; without any page the answer is a Problem.
 */
export function ensurePageBuilt(options: BuildOptions): Promise<Outcome<string>> {
  return ensureBuilt(page, options);
}

/** The same for dist/desktop: main, preload and the host that main forks. */
export function ensureDesktopBuilt(options: BuildOptions): Promise<Outcome<string>> {
  return ensureBuilt(desktop, options);
}

async function ensureBuilt(target: BuildTarget, options: BuildOptions): Promise<Outcome<string>> {
  const root = options.root ?? projectRoot;
  const { name } = target;
  const builtDir = join(root, target.folder);
  const reason = buildReason(root, target);
  if (reason === undefined) return { ok: true, value: builtDir, problems: [] };

  const vite = await import("vite").catch(() => undefined);
  if (vite === undefined) {
    const problem = {
      path: [name],
      id: "no-build-tool",
      severity: reason === "absent" ? "error" : "warning",
      message:
        reason === "absent"
          ? `The ${name} is not built and vite is not installed`
          : `The ${name} is older than its sources`,
      hint: "Run npm ci (with development dependencies), then start again.",
    } as const;
    return reason === "absent"
      ? { ok: false, problems: [problem] }
      : { ok: true, value: builtDir, problems: [problem] };
  }

  const startedMs = wallClock.nowMs();
  options.log(
    reason === "absent"
      ? `Building the ${name} (once) …`
      : `The sources of the ${name} changed: building it again …`,
  );
  const draftDir = `${builtDir}-${process.pid}`;
  rmSync(draftDir, { recursive: true, force: true });
  // Vite names the mode of its build to the whole process; what is started afterwards must not take it for its own.
  const nodeEnv = process.env["NODE_ENV"];
  try {
    const logger = vite.createLogger("warn");
    const line = (message: string): void => {
      options.log(message.trimEnd());
    };
    for (const config of target.configs) {
      await vite.build({
        configFile: join(root, config),
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
        build: { outDir: draftDir, emptyOutDir: false },
      });
    }
    writeFileSync(join(draftDir, stampName), "");
    // Sources saved while the build ran count as newer.
    utimesSync(join(draftDir, stampName), startedMs / 1000, startedMs / 1000);
    swapIn(draftDir, builtDir);
  } catch (cause) {
    rmSync(draftDir, { recursive: true, force: true });
    // Another host that built at the same time was first: its page is as good.
    if (buildReason(root, target) === undefined) return { ok: true, value: builtDir, problems: [] };
    const message = `The ${name} could not be built: ${cause instanceof Error ? cause.message : String(cause)}`;
    const hint = "Mend what the lines above name, then start again.";
    return {
      ok: false,
      problems: [{ path: [name], id: "build-failed", severity: "error", message, hint }],
    };
  } finally {
    if (nodeEnv === undefined) delete process.env["NODE_ENV"];
    else process.env["NODE_ENV"] = nodeEnv;
  }
  options.log(`The ${name} is built.`);
  return { ok: true, value: builtDir, problems: [] };
}

/** Puts the finished folder in the place of the old one. */
function swapIn(draftDir: string, builtDir: string): void {
  const oldDir = `${draftDir}-old`;
  mkdirSync(join(builtDir, ".."), { recursive: true });
  if (existsSync(builtDir)) renameSync(builtDir, oldDir);
  renameSync(draftDir, builtDir);
  rmSync(oldDir, { recursive: true, force: true });
}
