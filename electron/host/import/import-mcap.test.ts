// MCAP of other tools: written by @mcap/core and @bufbuild/protobuf here, so that nothing of ours made it.
import { create, toBinary } from "@bufbuild/protobuf";
import {
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
  FileDescriptorSetSchema,
} from "@bufbuild/protobuf/wkt";
import { McapWriter } from "@mcap/core";
import { zstdCompressSync } from "node:zlib";
import { expect, test } from "vitest";
import { seededRandom } from "#shared/base/random.ts";
import { importFile, proposeImport } from "./import-file.ts";
import { Lz4Error, unpackLz4Frame } from "./lz4-frame.ts";
import { ImportFolder, nowMs, samplesOf } from "./test-files.ts";

const startMs = Date.UTC(2026, 0, 5, 6);
type Pack = (records: Uint8Array) => { compression: string; compressedData: Uint8Array };

/** `message Arm { double force = 1; repeated float joint = 2; sint64 count = 3; string word = 4; }` */
const schema = toBinary(
  FileDescriptorSetSchema,
  create(FileDescriptorSetSchema, {
    file: [
      {
        name: "arm.proto",
        package: "robot",
        syntax: "proto3",
        messageType: [
          {
            name: "Arm",
            field: [
              { name: "force", number: 1, type: Type.DOUBLE, label: Label.OPTIONAL },
              { name: "joint", number: 2, type: Type.FLOAT, label: Label.REPEATED },
              { name: "count", number: 3, type: Type.SINT64, label: Label.OPTIONAL },
              { name: "word", number: 4, type: Type.STRING, label: Label.OPTIONAL },
            ],
          },
        ],
      },
    ],
  }),
);

/** An Arm by hand: force, two joints, and a count that is zigzag-coded. */
function arm(force: number, count: number): Uint8Array {
  const bytes = Buffer.alloc(21);
  bytes[0] = 0x09;
  bytes.writeDoubleLE(force, 1);
  bytes.set([0x12, 8], 9);
  bytes.writeFloatLE(0.5, 11);
  bytes.writeFloatLE(-0.5, 15);
  bytes.set([0x18, count * 2], 19);
  return bytes;
}

async function foreign(pack?: Pack): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let length = 0n;
  const writer = new McapWriter({
    writable: {
      position: () => length,
      write: (piece) => {
        pieces.push(piece.slice());
        length += BigInt(piece.length);
        return Promise.resolve();
      },
    },
    ...(pack === undefined ? {} : { compressChunk: pack }),
  });
  await writer.start({ profile: "", library: "another tool" });
  const schemaId = await writer.registerSchema({ name: "robot.Arm", encoding: "protobuf", data: schema });
  const channel = (topic: string, messageEncoding: string, id: number): Promise<number> =>
    writer.registerChannel({ topic, messageEncoding, schemaId: id, metadata: new Map() });
  const json = await channel("/press/1", "json", 0);
  const proto = await channel("/arm", "protobuf", schemaId);
  const cdr = await channel("/camera", "cdr", 0);
  const add = (channelId: number, atMs: number, data: Uint8Array): Promise<void> =>
    writer.addMessage({
      channelId,
      sequence: 0,
      logTime: BigInt(startMs + atMs) * 1_000_000n,
      publishTime: 0n,
      data,
    });
  await add(json, 0, Buffer.from('{"force":{"value":1.5,"unit":"kN"},"on":true,"at":[1,2]}'));
  await add(proto, 500, arm(2.25, 7));
  await add(cdr, 600, Buffer.from([1, 2, 3]));
  await add(json, 1000, Buffer.from('{"force":{"value":null},"on":false}'));
  await add(json, 1500, Buffer.from('{"force":'));
  await writer.end();
  return Buffer.concat(pieces);
}

/** An LZ4 frame of literals only. */
function lz4Literals(content: Uint8Array): Uint8Array {
  const head = Buffer.from([0x04, 0x22, 0x4d, 0x18, 0x40, 0x70, 0]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE((content.length | 0x80000000) >>> 0);
  return Buffer.concat([head, length, content, Buffer.alloc(4)]);
}

const packs: readonly (readonly [string, Pack | undefined])[] = [
  ["not packed", undefined],
  ["zstd", (records) => ({ compression: "zstd", compressedData: zstdCompressSync(records) })],
  ["lz4", (records) => ({ compression: "lz4", compressedData: lz4Literals(records) })],
];

test.each(packs)("numbers in JSON and protobuf become signals (%s)", async (_name, pack) => {
  using folder = new ImportFolder();
  const imported = await folder.import(await foreign(pack));
  expect(samplesOf(imported, startMs)).toEqual([
    "press.1/force.value: 1.5@0",
    "press.1/on: 1@0",
    "press.1/at-0: 1@0",
    "press.1/at-1: 2@0",
    "arm/force: 2.25@0.5",
    "arm/joint-0: 0.5@0.5",
    "arm/joint-1: -0.5@0.5",
    "arm/count: 7@0.5",
    "press.1/force.value: -@1",
    "press.1/on: 0@1",
    "press.1/at-0: -@1",
    "press.1/at-1: -@1",
  ]);
  expect(imported.problems.map(({ id }) => id)).toEqual(["bad-message"]);
  expect(imported.recorded?.refused).toBe(1);
});

test("a proposal lists topics and numbers, and says which topics cannot be read", async () => {
  using folder = new ImportFolder();
  const proposed = await proposeImport(folder.write("foreign.mcap", await foreign()));
  if (!proposed.ok || proposed.value.mapping.kind !== "mcap") throw new Error("not proposed");
  expect(
    proposed.value.mapping.channels.map(({ topic, fields }) => [topic, fields.map(({ path }) => path)]),
  ).toEqual([
    ["/press/1", ["force.value", "on", "at[0]", "at[1]"]],
    ["/arm", ["force", "joint[0]", "joint[1]", "count"]],
  ]);
  expect(proposed.problems.map(({ path, id }) => [path.at(-1), id])).toEqual([
    ["/camera", "unreadable-topic"],
  ]);
});

test("a chunk that says it is huge is refused before anything is allocated", async () => {
  using folder = new ImportFolder();
  const bytes = await foreign((records) => ({
    compression: "zstd",
    compressedData: zstdCompressSync(records),
  }));
  const name = bytes.indexOf(Buffer.from("\x04\0\0\0zstd", "latin1"));
  bytes.writeBigUInt64LE(1n << 50n, name - 12);
  const imported = await folder.import(bytes);
  expect(imported.recorded).toBeUndefined();
  expect(imported.problems[0]?.message).toContain("1125899906842624 bytes");
});

test("what is damaged or cut off ends in a problem, and what came before it is kept", async () => {
  using folder = new ImportFolder();
  const good = await foreign();
  const random = seededRandom(5);
  for (let run = 0; run < 60; run += 1) {
    const bytes = Buffer.from(
      good.subarray(0, run % 3 === 0 ? Math.floor(random.next() * good.length) : good.length),
    );
    for (let hit = 0; hit < run % 3; hit += 1)
      bytes[8 + Math.floor(random.next() * (bytes.length - 8))] = Math.floor(random.next() * 256);
    const path = folder.write("damaged.mcap", bytes);
    const outcome = await importFile({ path, out: `${path}.${run}.out.mcap`, version: "0", nowMs });
    expect(outcome.ok || outcome.problems.length > 0).toBe(true);
  }
  expect(folder.files().filter((name) => name.includes(".part"))).toEqual([]);
});

test("LZ4 is unpacked as its reference packs it; what does not fit is an Lz4Error", () => {
  const text = `${"gemba ".repeat(20)}0123456789abcdefghij${"z".repeat(300)}gemba end`;
  const packed = Buffer.from(
    "BCJNGEBw3y8AAABvZ2VtYmEgBgBf/wYwMTIzNDU2Nzg5YWJjZGVmZ2hpanoBAP8ZkGdlbWJhIGVuZAAAAAA=",
    "base64",
  );
  expect(Buffer.from(unpackLz4Frame(packed, text.length)).toString()).toBe(text);
  const random = seededRandom(3);
  for (let run = 0; run < 3000; run += 1) {
    const damaged = Buffer.from(packed.subarray(0, Math.floor(random.next() * (packed.length + 1))));
    if (damaged.length > 8)
      damaged[8 + Math.floor(random.next() * (damaged.length - 8))] = Math.floor(random.next() * 256);
    try {
      expect(unpackLz4Frame(damaged, text.length)).toHaveLength(text.length);
    } catch (cause) {
      if (!(cause instanceof Lz4Error)) throw cause;
    }
  }
});
