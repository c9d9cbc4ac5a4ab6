// The pictures that were looked at and found good, by name: hash and thumbnail each, for one major version of Chromium.
// A hash that is equal is enough; otherwise, and under another Chromium, the thumbnails decide. `UPDATE_GOLDEN=1` rewrites.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type Picture, thumbnailDistance } from "./picture.ts";

const folder = join(import.meta.dirname, "baselines");
/** Steps of a channel by which a thumbnail may differ: on average over the picture, and in one field. */
const allowed = { mean: 0.6, most: 14 };

const baselineSchema = z.strictObject({
  /** Major version of the Chromium that drew them. */
  chromium: z.string(),
  pictures: z.record(z.string(), z.strictObject({ hash: z.string(), thumbnail: z.base64() })),
});
type BaselineFile = z.infer<typeof baselineSchema>;

export class Baselines {
  readonly #path: string;
  readonly #chromium: string;
  readonly #file: BaselineFile;
  readonly #updating = process.env["UPDATE_GOLDEN"] === "1";

  /** The baselines of a spec; `chromium` is the browser's version. */
  constructor(name: string, chromium: string) {
    this.#path = join(folder, `${name}.json`);
    this.#chromium = chromium.split(".")[0] ?? chromium;
    this.#file = this.#updating ? { chromium: this.#chromium, pictures: {} } : readBaselines(this.#path);
  }

  /** What is wrong with a picture, or undefined; takes it as the new baseline when updating. */
  complaint(name: string, picture: Picture): string | undefined {
    if (this.#updating) {
      this.#file.pictures[name] = {
        hash: picture.hash,
        thumbnail: Buffer.from(picture.thumbnail).toString("base64"),
      };
      return undefined;
    }
    const known = this.#file.pictures[name];
    if (known === undefined) return `${name}: no baseline; look at the picture, then UPDATE_GOLDEN=1`;
    if (this.#file.chromium === this.#chromium && known.hash === picture.hash) return undefined;
    const { mean, most } = thumbnailDistance([...Buffer.from(known.thumbnail, "base64")], picture.thumbnail);
    return mean <= allowed.mean && most <= allowed.most
      ? undefined
      : `${name}: ${mean.toFixed(2)} steps from its baseline on average, ${most} where most`;
  }

  /** Writes the baselines when updating. */
  save(): void {
    if (!this.#updating) return;
    mkdirSync(folder, { recursive: true });
    const pictures = Object.fromEntries(
      Object.entries(this.#file.pictures).sort(([a], [b]) => (a < b ? -1 : 1)),
    );
    writeFileSync(this.#path, `${JSON.stringify({ ...this.#file, pictures }, undefined, 2)}\n`);
  }
}

function readBaselines(path: string): BaselineFile {
  return baselineSchema.parse(JSON.parse(readFileSync(path, "utf8")));
}
