// The files of an SHDR folder: which device each belongs to, where the replay begins, and lines read in bounded memory.
import { open, readdir, readFile, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import type { Outcome, Problem } from "#shared/base/problem.ts";
import { problemOfFileError } from "../../plant-dir.ts";
import { type Device } from "../mtconnect/device-model.ts";
import { maxDevicesXmlCharacters, parseDevicesXml } from "../mtconnect/devices-xml.ts";
import { gapMs, isClockSlip, timeOfLine } from "./timestamp.ts";

/** One adapter file. */
export interface ShdrFile {
  readonly path: string;
  /** File name without folder, for problems. */
  readonly name: string;
  readonly device: Device;
}

export interface ShdrFolder {
  readonly name: string;
  readonly devicesFile: string;
  /** Devices with at least one file, in the order of the device file. */
  readonly devices: readonly Device[];
  readonly files: readonly ShdrFile[];
}

const textFile = /\.(txt|log|shdr|dat)$/i;

/** Finds Devices.xml and the adapter files of a folder. A file whose name begins with no device's name is a warning. */
export async function readShdrFolder(dir: string): Promise<Outcome<ShdrFolder>> {
  let names: string[];
  try {
    names = (await readdir(dir)).sort();
  } catch (error) {
    return { ok: false, problems: [problemOfFileError(dir, error)] };
  }
  const devicesName = names.find((name) => name.toLowerCase() === "devices.xml");
  if (devicesName === undefined) {
    return {
      ok: false,
      problems: [
        {
          path: [dir],
          id: "no-devices-xml",
          severity: "error",
          message: `There is no Devices.xml in ${dir}.`,
          hint: "Save the answer of the MTConnect agent's /probe as Devices.xml beside the adapter files.",
        },
      ],
    };
  }
  const devicesPath = join(dir, devicesName);
  let text: string;
  try {
    // A character is at least a byte, so a larger file cannot pass the parser's own limit either.
    if ((await stat(devicesPath)).size > 4 * maxDevicesXmlCharacters)
      throw new Error("the file is too large");
    text = await readFile(devicesPath, "utf8");
  } catch (error) {
    return { ok: false, problems: [problemOfFileError(devicesPath, error)] };
  }
  const parsed = parseDevicesXml(text, devicesName);
  if (!parsed.ok) return parsed;

  const problems: Problem[] = [...parsed.problems];
  const files: ShdrFile[] = [];
  for (const name of names.filter((candidate) => textFile.test(candidate))) {
    const device = deviceOfFile(name, parsed.value);
    if (device === undefined) {
      problems.push({
        path: [name],
        id: "file-without-device",
        severity: "warning",
        message: `${name} begins with the name of no device in ${devicesName}, so it is not read.`,
        hint: `Begin its name with one of ${parsed.value
          .slice(0, 5)
          .map((known) => known.name)
          .join(", ")}, or describe its device.`,
        file: name,
      });
    } else files.push({ path: join(dir, name), name, device });
  }
  if (files.length === 0) {
    problems.push({
      path: [dir],
      id: "no-adapter-files",
      severity: "error",
      message: `No file in ${dir} begins with the name of a device.`,
      hint: "Name each adapter file after its device, for example Mazak01-monday.txt.",
    });
    return { ok: false, problems };
  }
  const used = new Set(files.map((file) => file.device));
  return {
    ok: true,
    value: {
      name: basename(resolve(dir)),
      devicesFile: devicesName,
      devices: parsed.value.filter((device) => used.has(device)),
      files,
    },
    problems,
  };
}

/** The device with the longest name that the file name begins with, ended by anything but a letter or digit. */
export function deviceOfFile(fileName: string, devices: readonly Device[]): Device | undefined {
  let best: Device | undefined;
  for (const device of devices) {
    if (!fileName.startsWith(device.name)) continue;
    const next = fileName.charAt(device.name.length);
    if (!/[A-Za-z0-9]/.test(next) && (best === undefined || device.name.length > best.name.length))
      best = device;
  }
  return best;
}

const blockBytes = 64 * 1024;
/** A line longer than this is cut, so that memory stays bounded; it is refused as too long. */
const maxKeptLine = 256 * 1024;

/**
 * The lines of a file, a block of bytes at a time. A last line without newline is a line; an empty end is not.
 * Rejects when the file cannot be read.
 */
export async function* readLines(path: string): AsyncGenerator<readonly string[], void, undefined> {
  await using file = await open(path, "r");
  const decoder = new TextDecoder("utf-8");
  const buffer = new Uint8Array(blockBytes);
  let rest = "";
  for (;;) {
    const { bytesRead } = await file.read(buffer, 0, blockBytes);
    const text = decoder.decode(buffer.subarray(0, bytesRead), { stream: bytesRead > 0 });
    if (bytesRead === 0) {
      rest += text;
      if (rest !== "") yield [rest];
      return;
    }
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > maxKeptLine) rest = rest.slice(0, maxKeptLine);
    if (lines.length > 0) yield lines;
  }
}

/** What a first look at the files tells: when the replay begins and ends. */
export interface ReplaySpan {
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * Begin and end of the recorded run: it begins with the first row after the last gap longer than an hour that any of
 * the files has. Undefined when no line has a time.
 */
export async function findSpan(files: readonly ShdrFile[]): Promise<ReplaySpan | undefined> {
  let firstMs = Infinity;
  let afterGapMs = -Infinity;
  let endMs = -Infinity;
  for (const file of files) {
    let lastMs = -Infinity;
    for await (const lines of readLines(file.path)) {
      for (const [index, line] of lines.entries()) {
        const timeMs = timeOfLine(line);
        if (timeMs === undefined || isClockSlip(lastMs, timeMs, timeOfLine(lines[index + 1]))) continue;
        if (lastMs === -Infinity) firstMs = Math.min(firstMs, timeMs);
        else if (timeMs - lastMs > gapMs) afterGapMs = Math.max(afterGapMs, timeMs);
        lastMs = Math.max(lastMs, timeMs);
        endMs = Math.max(endMs, timeMs);
      }
    }
  }
  if (endMs === -Infinity) return undefined;
  return { startMs: afterGapMs === -Infinity ? firstMs : afterGapMs, endMs };
}
