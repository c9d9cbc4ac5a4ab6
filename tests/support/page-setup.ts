// Before the first browser test: the page is built from what is in the tree.
import { ensurePageBuilt } from "../../electron/host/build.ts";

export default async function setup(): Promise<void> {
  const built = await ensurePageBuilt({ log: (line) => void process.stderr.write(`${line}\n`) });
  if (!built.ok) throw new Error(built.problems[0]?.message ?? "The page cannot be built");
}
