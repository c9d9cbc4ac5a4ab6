// What the host and the process that runs one model say to each other.

/** Numbers a model takes and gives. */
export type ModelNumber = "float32" | "float64";

/** What the runtime says of one input or output. */
export interface ModelPort {
  readonly name: string;
  /** `float32`, `int64`, ...; undefined when it is no tensor. */
  readonly type: string | undefined;
  /** A name stands for a size that is open. */
  readonly shape: readonly (number | string)[];
}

export type ToModel =
  | { readonly kind: "open"; readonly wasmFile: string; readonly model: Uint8Array }
  | {
      readonly kind: "run";
      readonly input: {
        readonly name: string;
        readonly type: ModelNumber;
        readonly shape: readonly number[];
      };
      readonly output: { readonly name: string; readonly size: number };
      readonly rows: readonly Float64Array[];
    };

export type FromModel =
  /** The runtime is there: from now on time is the model's own. */
  | { readonly kind: "loaded" }
  | { readonly kind: "opened"; readonly inputs: readonly ModelPort[]; readonly outputs: readonly ModelPort[] }
  /** The answer to one of the rows, in their order. */
  | { readonly kind: "ran"; readonly values: Float64Array }
  | { readonly kind: "failed"; readonly why: string };

/** Memory that a model has for all it does, bytes: the runtime gets no more, and what asks for more fails. */
export const mostModelMemory = 512 * 2 ** 20;
