// Devices.xml to devices and to a plant; what is refused.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkPlant } from "#shared/model/plant-check.ts";
import { derivePlant, kindOfDevice, tagOf } from "./derive-plant.ts";
import { itemIndex } from "./device-model.ts";
import { parseDevicesXml } from "./devices-xml.ts";

const xml = `<?xml version="1.0"?>
<MTConnectDevices xmlns="urn:mtconnect.org:MTConnectDevices:1.3">
  <Header creationTime="2015-08-28T10:56:27Z"/>
  <Devices>
    <Device name="M1" uuid="u1" id="d1">
      <Description model="Integrex" manufacturer="Mazak" serialNumber="7">Mazak Integrex 100-IV</Description>
      <DataItems>
        <DataItem type="AVAILABILITY" category="EVENT" id="d1-avail" name="avail"/>
        <DataItem type="SYSTEM" category="CONDITION" id="d1-sys" name="system"/>
      </DataItems>
      <Components>
        <Axes name="base" id="ax"><Components>
          <Linear name="X" id="x"><DataItems>
            <DataItem type="POSITION" category="SAMPLE" id="x1" name="Xabs" subType="ACTUAL" units="MILLIMETER"/>
          </DataItems></Linear>
          <Rotary name="S" id="s"><DataItems>
            <DataItem type="LOAD" category="SAMPLE" id="s1" name="S1load" units="PERCENT"><Source>Sload</Source></DataItem>
            <DataItem type="TEMPERATURE" category="SAMPLE" id="s2" units="CELSIUS"/>
            <DataItem type="x:ODD" category="SAMPLE" id="s3" name="odd" units="FURLONG"/>
          </DataItems></Rotary>
        </Components></Axes>
        <Controller name="c" id="c"><Components><Path name="p" id="p"><DataItems>
          <DataItem type="EXECUTION" category="EVENT" id="p1" name="execution"/>
          <DataItem type="PATH_POSITION" category="SAMPLE" id="p2" name="pos" units="MILLIMETER_3D"/>
        </DataItems></Path></Components></Controller>
      </Components>
    </Device>
    <Device name="M2" id="d2"><Description model="QTN">Mazak QuickTurn Nexus 300</Description></Device>
  </Devices>
</MTConnectDevices>`;

function read(text: string) {
  const outcome = parseDevicesXml(text, "Devices.xml");
  if (!outcome.ok) throw new Error(outcome.problems.map((problem) => problem.message).join());
  return outcome.value;
}
const refusal = (text: string) =>
  parseDevicesXml(text, "Devices.xml").problems.find((problem) => problem.severity === "error");

describe("devices", () => {
  it("have their description and all items with their component", () => {
    const [device] = read(xml);
    expect(device).toMatchObject({
      name: "M1",
      model: "Integrex",
      serialNumber: "7",
      description: "Mazak Integrex 100-IV",
    });
    expect(device?.items.map((item) => `${item.component} ${item.name ?? item.id} ${item.category}`)).toEqual(
      [
        "Device avail EVENT",
        "Device system CONDITION",
        "Linear Xabs SAMPLE",
        "Rotary S1load SAMPLE",
        "Rotary s2 SAMPLE",
        "Rotary odd SAMPLE",
        "Path execution EVENT",
        "Path pos SAMPLE",
      ],
    );
  });
  it("are found by name, id and source", () => {
    const [index] = read(xml).map(itemIndex);
    expect(["S1load", "s1", "Sload"].map((key) => index?.get(key)?.id)).toEqual(["s1", "s1", "s1"]);
  });
});

describe("refuses, with the line,", () => {
  it("a document that was cut", () =>
    expect(refusal(xml.slice(0, 700))).toMatchObject({ id: "broken-xml", file: "Devices.xml" }));
  it("a document with a slip", () =>
    expect(refusal(xml.replace("</Axes>", "</Axis>"))).toMatchObject({ id: "broken-xml", line: 21 }));
  it("another document", () => expect(refusal("<html/>")).toMatchObject({ id: "not-devices-xml" }));
  it("an empty one", () => expect(refusal("")?.severity).toBe("error"));
  it("one without devices", () => expect(refusal("<MTConnectDevices/>")).toMatchObject({ id: "no-devices" }));
  it("one nested without end", () =>
    expect(refusal(`<MTConnectDevices>${"<a>".repeat(100_000)}`)).toMatchObject({
      id: "devices-xml-too-deep",
    }));
  it("entities that grow", () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><MTConnectDevices><Device name="&b;"/></MTConnectDevices>`;
    expect(refusal(bomb)).toMatchObject({ id: "broken-xml" });
  });
});

it("leaves out a data item without category and says so", () => {
  const outcome = parseDevicesXml(xml.replace('category="SAMPLE" id="x1"', 'id="x1"'), "Devices.xml");
  expect(outcome.ok).toBe(true);
  expect(outcome.problems).toMatchObject([{ id: "bad-data-item", severity: "warning", line: 14 }]);
});

describe("the derived plant", () => {
  const derived = derivePlant(read(xml), {
    id: "shop floor",
    name: "Shop floor",
    timeZone: "UTC",
    file: "Devices.xml",
  });
  const station = derived.plant.assets.find((asset) => asset.id === "M1");

  it("passes the plant check", () => expect(checkPlant(derived.plant, "plant").problems).toEqual([]));
  it("has site, area and a station for each device", () => {
    expect(derived.plant.assets.map((asset) => `${asset.id} ${asset.level} ${asset.parent ?? "-"}`)).toEqual([
      "shop-floor site -",
      "machines area shop-floor",
      "M1 station machines",
      "M2 station machines",
    ]);
  });
  it("names a machine by maker and model, or as its device is named", () => {
    expect(derived.plant.assets.map((asset) => asset.name).slice(2)).toEqual(["Mazak Integrex", "M2"]);
  });
  it("guesses the kind from the description", () => {
    expect(derived.plant.assets.map((asset) => asset.kind).slice(2)).toEqual(["machiningCentre", "lathe"]);
  });
  it("has UCUM units, roles, labels and tags, and no signal for a condition", () => {
    const shown = station?.signals.map((signal) => [
      signal.tag,
      signal.type,
      signal.unit,
      signal.role,
      signal.label,
    ]);
    expect(shown).toEqual([
      ["M1:avail", "enum", "1", "availability", "availability"],
      ["M1:Xabs", "number", "mm", undefined, "X position"],
      ["M1:S1load", "number", "%", undefined, "S load"],
      ["M1:s2", "number", "Cel", undefined, "S temperature"],
      ["M1:odd", "number", "1", undefined, "S odd"],
      ["M1:execution", "enum", "1", "execution", "execution"],
      ["M1:pos.x", "number", "mm", undefined, "path position x"],
      ["M1:pos.y", "number", "mm", undefined, "path position y"],
      ["M1:pos.z", "number", "mm", undefined, "path position z"],
    ]);
  });
  it("tells of a unit word it does not know", () => {
    expect(derived.problems).toMatchObject([{ id: "unknown-unit-word", path: ["Devices.xml", "M1", "odd"] }]);
  });
  it("stays valid with many devices of odd names", () => {
    const [device] = read(xml);
    const many = Array.from({ length: 40 }, (_, index) => ({
      ...(device ?? read(xml)[0]),
      name: `Ünï ${String(index % 2)} ${"x".repeat(80)}`,
    }));
    const plant = derivePlant(many as Parameters<typeof derivePlant>[0], {
      id: "…",
      name: "Odd",
      timeZone: "UTC",
      file: "f",
    }).plant;
    expect(checkPlant(plant, "plant").problems.filter((problem) => problem.severity === "error")).toEqual([]);
  });
});

it("knows kinds by axes when no word tells", () => {
  const [device] = read(xml.replaceAll(/Mazak|Integrex/g, "Acme"));
  expect(device === undefined ? "" : kindOfDevice(device)).toBe("machiningCentre");
  expect(device === undefined ? "" : tagOf(device, device.items[2] ?? device.items[0]!)).toBe("M1:Xabs");
});

it("survives 10,000 mutated documents with a place for each refusal", () => {
  fc.assert(
    fc.property(
      fc.nat(xml.length),
      fc.nat(40),
      fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom("<", ">", "</", '"', "&", "<![CDATA[", "<!--")),
      (at, cut, put) => {
        const outcome = parseDevicesXml(xml.slice(0, at) + put + xml.slice(at + cut), "Devices.xml");
        if (!outcome.ok) expect(outcome.problems.length).toBeGreaterThan(0);
        for (const problem of outcome.problems) expect(problem.path[0]).toBe("Devices.xml");
        if (outcome.ok)
          expect(
            derivePlant(outcome.value, { id: "p", name: "P", timeZone: "UTC", file: "f" }).plant.schema,
          ).toBe(1);
      },
    ),
    { numRuns: 10_000, seed: 4 },
  );
});
