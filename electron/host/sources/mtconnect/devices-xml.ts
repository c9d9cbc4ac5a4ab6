// Reads Devices.xml (the answer of an MTConnect agent to /probe) into the device model.
// Bounded in size, depth and number of items; a broken document is a Problem with its line, never an exception.
import { SaxesParser } from "saxes";
import type { Outcome, Problem } from "#shared/base/problem.ts";
import type { DataItem, DataItemCategory, Device } from "./device-model.ts";

/** Limits of a device file, far above what real shops have. */
export const maxDevicesXmlCharacters = 32 * 1024 * 1024;
const maxDepth = 64;
const maxItems = 200_000;
const maxProblems = 100;

interface OpenDevice {
  attributes: Readonly<Record<string, string>>;
  description: Readonly<Record<string, string>>;
  descriptionText: string;
  items: DataItem[];
}

/** Element of the path from the root; `components` = its children are components of the device. */
interface Level {
  readonly tag: string;
  readonly name: string | undefined;
}

/** Parses the text of a device file. `file` names it in problems. */
export function parseDevicesXml(text: string, file: string): Outcome<readonly Device[]> {
  const problems: Problem[] = [];
  const report = (
    id: string,
    severity: "error" | "warning",
    message: string,
    hint: string,
    line?: number,
  ): void => {
    if (problems.length >= maxProblems) return;
    problems.push({
      path: [file],
      id,
      severity,
      message,
      hint,
      file,
      ...(line === undefined ? {} : { line }),
    });
  };
  if (text.length > maxDevicesXmlCharacters) {
    report(
      "devices-xml-too-large",
      "error",
      `${file} is larger than ${String(maxDevicesXmlCharacters / 1048576)} MiB.`,
      "Give a device file with only the devices of this plant.",
    );
    return { ok: false, problems };
  }

  const parser = new SaxesParser();
  const devices: Device[] = [];
  const levels: Level[] = [];
  let device: OpenDevice | undefined;
  let openItem: DataItem | undefined;
  let itemCount = 0;
  let stopped = false;
  let sawRoot = false;

  const stop = (id: string, message: string, hint: string): void => {
    if (stopped) return;
    stopped = true;
    report(id, "error", message, hint, parser.line);
  };

  parser.on("error", (error) => {
    stop(
      "broken-xml",
      `${file} is not well-formed XML: ${error.message.replace(/^\d+:\d+: /, "")}.`,
      "Save the answer of the agent's /probe again; the file may have been cut.",
    );
  });
  parser.on("opentag", (tag) => {
    if (stopped) return;
    const name = localName(tag.name);
    const attributes = tag.attributes;
    if (levels.length === 0) {
      sawRoot = true;
      if (name !== "MTConnectDevices") {
        stop(
          "not-devices-xml",
          `${file} begins with <${name.slice(0, 40)}>, not with <MTConnectDevices>.`,
          "Give the answer of the agent's /probe.",
        );
      }
    }
    levels.push({ tag: name, name: attributes["name"] });
    if (levels.length > maxDepth) {
      stop(
        "devices-xml-too-deep",
        `${file} nests deeper than ${String(maxDepth)} elements.`,
        "Give the answer of the agent's /probe.",
      );
      return;
    }
    if (name === "Device" && device === undefined) {
      device = { attributes, description: {}, descriptionText: "", items: [] };
    } else if (device !== undefined && name === "Description" && levels.at(-2)?.tag === "Device") {
      device.description = attributes;
    } else if (device !== undefined && name === "DataItem") {
      itemCount += 1;
      if (itemCount > maxItems) {
        stop(
          "too-many-items",
          `${file} has more than ${String(maxItems)} data items.`,
          "Give a device file with only the devices of this plant.",
        );
        return;
      }
      const item = readItem(attributes, componentOf(levels));
      if (typeof item === "string") {
        report(
          "bad-data-item",
          "warning",
          `A data item of ${device.attributes["name"] ?? "a device"} was left out: ${item}.`,
          "Give every DataItem an id, a category and a type.",
          parser.line,
        );
      } else {
        device.items.push(item);
        openItem = item;
      }
    }
  });
  parser.on("text", (content) => {
    if (stopped || device === undefined) return;
    const tag = levels.at(-1)?.tag;
    if (tag === "Description" && levels.at(-2)?.tag === "Device") device.descriptionText += content;
    else if (tag === "Source" && openItem !== undefined && content.trim() !== "") {
      const withSource: DataItem = { ...openItem, source: content.trim() };
      device.items[device.items.length - 1] = withSource;
      openItem = withSource;
    }
  });
  parser.on("closetag", (tag) => {
    if (stopped) return;
    const name = localName(tag.name);
    levels.pop();
    if (name === "DataItem") openItem = undefined;
    else if (name === "Device" && device !== undefined && !levels.some((level) => level.tag === "Device")) {
      const finished = finishDevice(device);
      if (finished === undefined) {
        report(
          "bad-device",
          "warning",
          "A device without name and id was left out.",
          "Give every Device a name.",
          parser.line,
        );
      } else if (devices.some((known) => known.name === finished.name)) {
        report(
          "duplicate-device",
          "warning",
          `The device "${finished.name}" appears twice; the first one is used.`,
          "Remove one of the two.",
          parser.line,
        );
      } else devices.push(finished);
      device = undefined;
    }
  });

  // In slices, so that a document that is refused early is not read to its end.
  for (let at = 0; at < text.length && !stopped; at += 65_536) parser.write(text.slice(at, at + 65_536));
  if (!stopped) parser.close();
  if (!stopped && !sawRoot)
    report("not-devices-xml", "error", `${file} is empty.`, "Give the answer of the agent's /probe.");
  if (!stopped && sawRoot && devices.length === 0) {
    report("no-devices", "error", `${file} describes no device.`, "Give the answer of the agent's /probe.");
  }
  return problems.some((problem) => problem.severity === "error")
    ? { ok: false, problems }
    : { ok: true, value: devices, problems };
}

/** Name of an element without its namespace prefix. */
function localName(tag: string): string {
  return tag.slice(tag.indexOf(":") + 1);
}

/** The component a data item at the end of `levels` belongs to: the nearest element under <Components>, or the device. */
function componentOf(levels: readonly Level[]): Level {
  for (let at = levels.length - 2; at > 0; at -= 1) {
    const level = levels[at];
    if (level !== undefined && (level.tag === "Device" || levels[at - 1]?.tag === "Components")) return level;
  }
  return { tag: "Device", name: undefined };
}

function isCategory(word: string | undefined): word is DataItemCategory {
  return word === "SAMPLE" || word === "EVENT" || word === "CONDITION";
}

/** The data item of an element's attributes, or what it lacks. */
function readItem(attributes: Readonly<Record<string, string>>, component: Level): DataItem | string {
  const { id, name, category, type } = attributes;
  if (id === undefined || id === "") return "it has no id";
  if (!isCategory(category))
    return `"${id.slice(0, 60)}" has the category "${(category ?? "").slice(0, 40)}"`;
  if (type === undefined || type === "") return `"${id.slice(0, 60)}" has no type`;
  return {
    id,
    name: name === "" ? undefined : name,
    category,
    type,
    subType: attributes["subType"],
    units: attributes["units"],
    nativeUnits: attributes["nativeUnits"],
    representation: attributes["representation"],
    source: undefined,
    component: component.tag,
    componentName: component.name,
  };
}

function finishDevice(open: OpenDevice): Device | undefined {
  const { attributes, description } = open;
  const name = attributes["name"] ?? attributes["id"];
  if (name === undefined || name === "") return undefined;
  const text = open.descriptionText.trim().replace(/\s+/g, " ");
  return {
    id: attributes["id"] ?? name,
    name,
    uuid: attributes["uuid"],
    manufacturer: description["manufacturer"],
    model: description["model"],
    serialNumber: description["serialNumber"],
    description: text === "" ? undefined : text,
    items: open.items,
  };
}
