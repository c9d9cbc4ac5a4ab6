// Where the project's own files are: the demo plant, the built page.
import { fileURLToPath } from "node:url";

/** Absolute path of the folder that holds package.json. */
export const projectRoot = fileURLToPath(new URL("../..", import.meta.url));
