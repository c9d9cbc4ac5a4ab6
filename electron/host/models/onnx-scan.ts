// Reads as much of an ONNX file as must be known before a runtime may see it: is it one, and does it ask for other files.
// Field numbers are those of onnx.proto (github.com/onnx/onnx, onnx/onnx.proto, IR version 3 and later).
import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";

/** What the file says of itself. */
export interface OnnxSummary {
  /** Version of the standard operators; undefined when it uses none. */
  readonly opset: number | undefined;
  readonly nodes: number;
  /** Where data lies that is not in the file, as it is written there; the first of them. */
  readonly externalData: string | undefined;
}

/** Messages that tensors can lie in: which field holds which message. */
const messages = {
  model: { 7: "graph", 8: "opset", 20: "training", 25: "function" },
  training: { 1: "graph", 2: "graph" },
  function: { 7: "node", 11: "attribute" },
  graph: { 1: "node", 5: "tensor", 15: "sparse" },
  node: { 5: "attribute" },
  attribute: { 5: "tensor", 6: "graph", 10: "tensor", 11: "graph", 22: "sparse", 23: "sparse" },
  sparse: { 1: "tensor", 2: "tensor" },
  tensor: { 13: "entry" },
  entry: {},
  opset: {},
} as const satisfies Record<string, Readonly<Record<number, string>>>;
type MessageKind = keyof typeof messages;

/** Graphs in graphs: deeper than anybody writes, and no deeper than the call stack goes. */
const mostDepth = 200;
const externalLocation = 1;

/** Undefined when the bytes are no whole ONNX model. */
export function scanOnnx(bytes: Uint8Array): OnnxSummary | undefined {
  const scan = new Scan();
  try {
    scan.read("model", new BinaryReader(bytes), bytes.length, 0);
  } catch (cause) {
    // The reader throws RangeError at a premature end, Error at a tag that cannot be: both mean that it is something else.
    if (cause instanceof Error) return undefined;
    throw cause;
  }
  if (scan.irVersion === 0 || scan.graphs === 0) return undefined;
  return { opset: scan.opset, nodes: scan.nodes, externalData: scan.externalData };
}

class Scan {
  irVersion = 0;
  graphs = 0;
  nodes = 0;
  opset: number | undefined;
  externalData: string | undefined;

  read(kind: MessageKind, reader: BinaryReader, end: number, depth: number): void {
    if (end > reader.len) throw new RangeError("a message goes on behind the file's end");
    if (depth > mostDepth) throw new RangeError("graphs in graphs without end");
    if (kind === "graph") this.graphs += 1;
    if (kind === "node") this.nodes += 1;
    const inside: Readonly<Record<number, MessageKind>> = messages[kind];
    const opset: { domain: string; version: number } = { domain: "", version: 0 };
    const entry = { key: "", value: "" };
    while (reader.pos < end) {
      const [field, wireType] = reader.tag();
      const within = inside[field];
      if (within !== undefined && wireType === WireType.LengthDelimited) {
        const length = reader.uint32();
        this.read(within, reader, reader.pos + length, depth + 1);
      } else if (kind === "model" && field === 1 && wireType === WireType.Varint) {
        this.irVersion = Number(reader.int64());
      } else if (kind === "opset" && field === 1 && wireType === WireType.LengthDelimited) {
        opset.domain = reader.string();
      } else if (kind === "opset" && field === 2 && wireType === WireType.Varint) {
        opset.version = Number(reader.int64());
      } else if (kind === "entry" && field <= 2 && wireType === WireType.LengthDelimited) {
        entry[field === 1 ? "key" : "value"] = reader.string();
      } else if (kind === "tensor" && field === 14 && wireType === WireType.Varint) {
        if (reader.int32() === externalLocation) this.externalData ??= "a file beside it";
      } else {
        reader.skip(wireType, field);
      }
    }
    if (reader.pos !== end) throw new RangeError("a field goes on behind its message's end");
    if (kind === "opset" && (opset.domain === "" || opset.domain === "ai.onnx")) this.opset = opset.version;
    // Said more exactly than by the tensor's mark, and refused without the mark as well.
    if (kind === "entry" && entry.key === "location") this.externalData = entry.value;
  }
}
