// The licences of everything a package is made of: every production dependency that is installed here, by the lock file.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const lockSchema = z.object({
  packages: z.record(z.string(), z.object({ version: z.string().optional(), dev: z.boolean().optional() })),
});
const manifestSchema = z.object({
  name: z.string(),
  version: z.string(),
  license: z.string(),
  author: z.union([z.string(), z.object({ name: z.string() })]).optional(),
});

export interface DependencyLicence {
  readonly name: string;
  readonly version: string;
  /** SPDX expression. */
  readonly licence: string;
  /** Its licence files, or the text that its licence has for everybody. */
  readonly text: string;
}

/** Every production dependency installed on this platform, sorted by name. Throws for one without any licence. */
export function dependencyLicences(root: string): DependencyLicence[] {
  const { packages } = lockSchema.parse(JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")));
  return Object.entries(packages)
    .filter(([path, { dev }]) => path !== "" && dev !== true && existsSync(join(root, path)))
    .map(([path]) => licenceOf(join(root, path), root))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Packages that have their licence only as the comment at the head of a source file, beside the Apache licence in whole. */
const licencesInSource: Readonly<Record<string, string>> = {
  "@bufbuild/protobuf": "dist/esm/wire/varint.js",
};

/** The Apache licence, which is this project's own, and the comment at the head of a source file. */
function textInSource(root: string, folder: string, file: string): string {
  const lines = readFileSync(join(folder, file), "utf8").split("\n");
  const end = lines.findIndex((line) => !line.startsWith("//"));
  const comment = lines.slice(0, end).map((line) => line.replace(/^\/\/ ?/, ""));
  return `${readFileSync(join(root, "LICENSE"), "utf8").trim()}\n\n${comment.join("\n")}`;
}

function licenceOf(folder: string, root: string): DependencyLicence {
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(folder, "package.json"), "utf8")));
  const files = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice)/i.test(name));
  const { name, version, license, author } = manifest;
  const own = files.map((file) => readFileSync(join(folder, file), "utf8").trim()).join("\n\n");
  const owner = (typeof author === "string" ? author : author?.name) ?? `the authors of ${name}`;
  const source = licencesInSource[name];
  const text =
    own !== "" ? own : source === undefined ? usualText(license, owner) : textInSource(root, folder, source);
  if (text === undefined)
    throw new Error(`${name} ${version} (${license}) comes without the text of its licence`);
  return { name, version, licence: license, text };
}

/** The text of a licence whose words are the same for everybody; packages name it and leave it out. */
function usualText(licence: string, owner: string): string | undefined {
  const warranty =
    'THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE ' +
    "WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR " +
    "COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR " +
    "OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.";
  switch (licence) {
    case "MIT":
      return (
        `Copyright (c) ${owner}\n\nPermission is hereby granted, free of charge, to any person obtaining a copy of this ` +
        'software and associated documentation files (the "Software"), to deal in the Software without restriction, ' +
        "including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell " +
        "copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following " +
        "conditions:\n\nThe above copyright notice and this permission notice shall be included in all copies or substantial " +
        `portions of the Software.\n\n${warranty}`
      );
    case "ISC":
      return (
        `Copyright (c) ${owner}\n\nPermission to use, copy, modify, and/or distribute this software for any purpose with or ` +
        "without fee is hereby granted, provided that the above copyright notice and this permission notice appear in all " +
        'copies.\n\nTHE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE ' +
        "INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY " +
        "SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR " +
        "PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION " +
        "WITH THE USE OR PERFORMANCE OF THIS SOFTWARE."
      );
    default:
      return undefined;
  }
}

/** One text with all of them, for people. */
export function licencesText(licences: readonly DependencyLicence[]): string {
  const rule = "-".repeat(80);
  const one = ({ name, version, licence, text }: DependencyLicence): string =>
    `${rule}\n${name} ${version}\n${licence}\n\n${text}\n`;
  return `Gemba is made with these packages.\n\n${licences.map(one).join("\n")}`;
}
