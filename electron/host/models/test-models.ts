// ONNX models for tests and benchmarks, written by hand as protobuf (onnx.proto, opset 13): small networks with known weights and
// models that misbehave. Used by tests only.
import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { seededRandom } from "#shared/base/random.ts";

/** A message by its fields: numbers are varints, texts and bytes are length-delimited, `undefined` is left out. */
type Fields = readonly (readonly [number: number, value: number | string | Uint8Array | undefined])[];

function message(fields: Fields): Uint8Array {
  const writer = new BinaryWriter();
  for (const [number, value] of fields)
    if (typeof value === "number") writer.tag(number, WireType.Varint).int64(value);
    else if (typeof value === "string") writer.tag(number, WireType.LengthDelimited).string(value);
    else if (value !== undefined) writer.tag(number, WireType.LengthDelimited).bytes(value);
  return writer.finish();
}

const elementTypes = { float32: 1, int64: 7, bool: 9, float64: 11 } as const;
type ElementType = keyof typeof elementTypes;

/** TensorProto; `external` names a file that holds its data instead. */
export function tensor(
  name: string,
  type: ElementType,
  dims: readonly number[],
  values: readonly number[],
  external?: string,
): Uint8Array {
  const bytes = {
    float32: () => new Float32Array(values),
    float64: () => new Float64Array(values),
    int64: () => BigInt64Array.from(values, BigInt),
    bool: () => new Uint8Array(values),
  }[type]();
  return message([
    ...dims.map((size) => [1, size] as const),
    [2, elementTypes[type]],
    [8, name],
    ...(external === undefined
      ? ([[9, new Uint8Array(bytes.buffer)]] as const)
      : ([
          [
            13,
            message([
              [1, "location"],
              [2, external],
            ]),
          ],
          [14, 1],
        ] as const)),
  ]);
}

interface Attributes {
  readonly [name: string]: { readonly tensor: Uint8Array } | { readonly graph: Uint8Array } | number;
}

/** NodeProto. */
export function node(
  op: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Attributes = {},
): Uint8Array {
  const attribute = (name: string, value: Attributes[string]): Uint8Array =>
    typeof value === "number"
      ? message([
          [1, name],
          [3, value],
          [20, 2],
        ])
      : "tensor" in value
        ? message([
            [1, name],
            [5, value.tensor],
            [20, 4],
          ])
        : message([
            [1, name],
            [6, value.graph],
            [20, 5],
          ]);
  return message([
    ...inputs.map((name) => [1, name] as const),
    ...outputs.map((name) => [2, name] as const),
    [4, op],
    ...Object.entries(attributes).map(([name, value]) => [5, attribute(name, value)] as const),
  ]);
}

export interface Value {
  readonly name: string;
  readonly type?: ElementType;
  readonly dims: readonly (number | string)[];
}

function valueInfo({ name, type = "float32", dims }: Value): Uint8Array {
  const shape = message(
    dims.map((size) => [1, message([typeof size === "number" ? [1, size] : [2, size]])] as const),
  );
  const tensorType = message([
    [1, elementTypes[type]],
    [2, shape],
  ]);
  return message([
    [1, name],
    [2, message([[1, tensorType]])],
  ]);
}

export interface Graph {
  readonly nodes: readonly Uint8Array[];
  readonly initializers?: readonly Uint8Array[];
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
}

/** GraphProto. */
export function graph({ nodes, initializers = [], inputs, outputs }: Graph): Uint8Array {
  return message([
    ...nodes.map((bytes) => [1, bytes] as const),
    [2, "graph"],
    ...initializers.map((bytes) => [5, bytes] as const),
    ...inputs.map((value) => [11, valueInfo(value)] as const),
    ...outputs.map((value) => [12, valueInfo(value)] as const),
  ]);
}

/** ModelProto of opset 13. */
export function model(content: Graph): Uint8Array {
  return message([
    [1, 8],
    [2, "gemba test"],
    [7, graph(content)],
    [
      8,
      message([
        [1, ""],
        [2, 13],
      ]),
    ],
  ]);
}

/** One layer: y = x W + b, W row by row. */
export interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  readonly weights: readonly number[];
  readonly bias: readonly number[];
}

/** Layers of the given widths with seeded weights of a size that keeps values near 1. */
export function seededLayers(widths: readonly number[], seed: number): Layer[] {
  const random = seededRandom(seed);
  const some = (count: number, size: number): number[] =>
    // What float32 holds, so that plain arithmetic starts from the same numbers.
    Array.from({ length: count }, () => Math.fround((2 * random.next() - 1) * size));
  return widths.slice(1).map((outputs, index) => {
    const inputs = widths[index] ?? 0;
    return {
      inputs,
      outputs,
      weights: some(inputs * outputs, Math.sqrt(3 / inputs)),
      bias: some(outputs, 0.1),
    };
  });
}

/** The network of the layers with ReLU between them, `x` in, `y` out. */
export function networkModel(layers: readonly Layer[]): Uint8Array {
  const nodes: Uint8Array[] = [];
  const initializers: Uint8Array[] = [];
  let from = "x";
  layers.forEach(({ inputs, outputs, weights, bias }, index) => {
    const isLast = index === layers.length - 1;
    initializers.push(
      tensor(`w${index}`, "float32", [inputs, outputs], weights),
      tensor(`b${index}`, "float32", [outputs], bias),
    );
    nodes.push(
      node("MatMul", [from, `w${index}`], [`m${index}`]),
      node("Add", [`m${index}`, `b${index}`], [isLast ? "y" : `a${index}`]),
    );
    if (!isLast) nodes.push(node("Relu", [`a${index}`], [`r${index}`]));
    from = `r${index}`;
  });
  return model({
    nodes,
    initializers,
    inputs: [{ name: "x", dims: ["batch", layers[0]?.inputs ?? 0] }],
    outputs: [{ name: "y", dims: ["batch", layers.at(-1)?.outputs ?? 0] }],
  });
}

/** The same network in plain arithmetic. */
export function networkValues(layers: readonly Layer[], input: readonly number[]): number[] {
  return layers.reduce<readonly number[]>(
    (x, { inputs, outputs, weights, bias }, index) =>
      Array.from({ length: outputs }, (_, out) => {
        let sum = bias[out] ?? 0;
        for (let from = 0; from < inputs; from += 1)
          sum += (x[from] ?? 0) * (weights[from * outputs + out] ?? 0);
        return index === layers.length - 1 ? sum : Math.max(0, sum);
      }),
    input,
  ) as number[];
}

/** `x` of `size` values times the matrix whose rows are given: `[[0.5], [0.5]]` is the mean of two. */
export function linearModel(matrix: readonly (readonly number[])[], bias?: readonly number[]): Uint8Array {
  const outputs = matrix[0]?.length ?? 0;
  return networkModel([
    {
      inputs: matrix.length,
      outputs,
      weights: matrix.flat(),
      bias: bias ?? new Array<number>(outputs).fill(0),
    },
  ]);
}

/** Counts as far as its input says times `rounds`, and gives the count: slow where the input is large, quick where it is 0. */
export function loopModel(size: number, rounds: number): Uint8Array {
  const body = graph({
    nodes: [node("Identity", ["going"], ["goes"]), node("Add", ["count", "one"], ["counted"])],
    inputs: [
      { name: "round", type: "int64", dims: [] },
      { name: "going", type: "bool", dims: [] },
      { name: "count", dims: [1] },
    ],
    outputs: [
      { name: "goes", type: "bool", dims: [] },
      { name: "counted", dims: [1] },
    ],
  });
  return model({
    nodes: [
      node("ReduceMax", ["x"], ["largest"], { keepdims: 0 }),
      node("Mul", ["largest", "rounds"], ["asked"]),
      node("Relu", ["asked"], ["least"]),
      node("Cast", ["least"], ["trips"], { to: elementTypes.int64 }),
      node("Loop", ["trips", "always", "zero"], ["y"], { body: { graph: body } }),
    ],
    initializers: [
      tensor("rounds", "float32", [], [rounds]),
      tensor("always", "bool", [], [1]),
      tensor("zero", "float32", [1], [0]),
      tensor("one", "float32", [1], [1]),
    ],
    inputs: [{ name: "x", dims: [1, size] }],
    outputs: [{ name: "y", dims: [1] }],
  });
}

/** Makes a tensor of as many numbers as its input says times `numbers`, and gives the input's largest. */
export function hogModel(size: number, numbers: number): Uint8Array {
  return model({
    nodes: [
      node("ReduceMax", ["x"], ["largest"], { keepdims: 0 }),
      node("Mul", ["largest", "numbers"], ["asked"]),
      node("Relu", ["asked"], ["least"]),
      node("Add", ["least", "one"], ["some"]),
      node("Cast", ["some"], ["shape0"], { to: elementTypes.int64 }),
      node("Reshape", ["shape0", "list"], ["shape"]),
      node("ConstantOfShape", ["shape"], ["hog"]),
      node("ReduceSum", ["hog"], ["nothing"], { keepdims: 1 }),
      node("Add", ["nothing", "largest"], ["y"]),
    ],
    initializers: [
      tensor("numbers", "float32", [], [numbers]),
      tensor("one", "float32", [], [1]),
      tensor("list", "int64", [1], [1]),
    ],
    inputs: [{ name: "x", dims: [1, size] }],
    outputs: [{ name: "y", dims: [1] }],
  });
}

/** A model.json for `model` that fits; `changes` replaces whole properties. */
export function cardOf(
  bytes: Uint8Array,
  signals: readonly string[],
  changes: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return {
    schema: 1,
    id: "test-model",
    version: "1.0",
    sha256: createHash("sha256").update(bytes).digest("hex"),
    task: "anomaly-score",
    input: {
      name: "x",
      layout: "NT",
      dtype: "float32",
      shape: [1, signals.length],
      features: signals.map((signal) => ({ signal, unit: "1", mean: 0, std: 1 })),
    },
    output: { name: "y" },
    licence: "CC0-1.0",
    trainedOn: "nothing: written by hand",
    ...changes,
  };
}

/** Writes a model's folder and answers its path. */
export async function writeModelFolder(dir: string, bytes: Uint8Array, card: unknown): Promise<string> {
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, "model.onnx"), bytes);
  await writeFile(join(dir, "model.json"), typeof card === "string" ? card : JSON.stringify(card));
  return dir;
}
