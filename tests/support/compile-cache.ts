// Where the processes that tests start (the command line, hosts, recorders) keep what Node compiled of them: each of some
// hundred starts then takes half of the time. Node itself tells what is outdated.
import { join } from "node:path";

/** For the environment of a runner of tests; its children inherit it. */
export const compileCache = {
  NODE_COMPILE_CACHE: join(import.meta.dirname, "../../node_modules/.cache/compiled"),
};
