// One model in a process of its own, with its time limits. What is late, ends, or answers with an error is killed and disabled with
// the reason; it is never started again by itself, and nothing else is touched by it.
import type { Disposable } from "#shared/base/disposable.ts";
import type { Outcome, Problem } from "#shared/base/problem.ts";
import type { Timers } from "#shared/base/timers.ts";
import { type ModelChild, startModelChild, wasmFile } from "./model-child.ts";
import { type FromModel, type ModelPort, mostModelMemory, type ToModel } from "./model-messages.ts";

/** How long a model may take, milliseconds. */
export interface ModelLimits {
  /** For the process and the runtime: the same for every model, so it says more of the machine. */
  readonly loadMs: number;
  /** To be opened: read, checked, optimised. */
  readonly openMs: number;
  /** For each answer. */
  readonly answerMs: number;
}

/** An answer takes milliseconds; the limit is for a model that hangs, not for a machine that was busy for a second. */
const usualModelLimits: ModelLimits = { loadMs: 60_000, openMs: 10_000, answerMs: 3_000 };

/** Its inputs and outputs as the runtime read them. */
export interface ModelPorts {
  readonly inputs: readonly ModelPort[];
  readonly outputs: readonly ModelPort[];
}

type RunRequest = Extract<ToModel, { kind: "run" }>;

export interface ModelRunnerOptions {
  /** Of the model, first in the paths of its problems. */
  readonly name: string;
  readonly timers: Timers;
  readonly limits?: ModelLimits;
  /** Where it runs; without it, the way this host can. */
  readonly start?: typeof startModelChild;
}

export class ModelRunner implements Disposable {
  readonly #name: string;
  readonly #timers: Timers;
  readonly #limits: ModelLimits;
  readonly #child: ModelChild;
  #disabled: Problem | undefined;
  #deadline: Disposable | undefined;
  /** Who waits for the next message. */
  #hear: ((message: FromModel) => void) | undefined;
  #fail: ((problem: Problem) => void) | undefined;
  /** One request is answered after the other. */
  #last: Promise<unknown> = Promise.resolve();

  constructor({ name, timers, limits, start }: ModelRunnerOptions) {
    this.#name = name;
    this.#timers = timers;
    this.#limits = limits ?? usualModelLimits;
    this.#child = (start ?? startModelChild)({
      onMessage: (message) => {
        if (message.kind === "failed") this.#disable(failed(message.why));
        else this.#hear?.(message);
      },
      onEnded: (how) => {
        this.#disable(ended(how));
      },
    });
  }

  /** Why it does nothing any more; undefined while it works. */
  get disabled(): Problem | undefined {
    return this.#disabled;
  }

  /** Takes it out of use for a reason found outside, as an answer that is no number. */
  disable(id: string, message: string, hint: string): Problem {
    return this.#disable([id, message, hint]);
  }

  /** Loads the runtime and opens the model. */
  open(model: Uint8Array): Promise<Outcome<ModelPorts>> {
    const { loadMs, openMs } = this.#limits;
    return this.#ask<ModelPorts>({ kind: "open", wasmFile: wasmFile(), model }, (answer) => {
      this.#within(
        loadMs,
        "The runtime of models did not start within",
        "Is the machine very busy? Try again.",
      );
      return (message) => {
        if (message.kind === "loaded") this.#within(openMs, "It could not be opened within", smaller);
        else if (message.kind === "opened") answer({ inputs: message.inputs, outputs: message.outputs });
      };
    });
  }

  /** Its answers to some rows, in their order. Each has its own time limit. */
  run(request: Omit<RunRequest, "kind">): Promise<Outcome<readonly Float64Array[]>> {
    if (request.rows.length === 0) return Promise.resolve({ ok: true, value: [], problems: [] });
    const answers: Float64Array[] = [];
    return this.#ask<readonly Float64Array[]>({ kind: "run", ...request }, (answer) => {
      const next = (): void => {
        this.#within(this.#limits.answerMs, "It gave no answer within", smaller);
      };
      next();
      return (message) => {
        if (message.kind !== "ran") return;
        answers.push(message.values);
        if (answers.length === request.rows.length) answer(answers);
        else next();
      };
    });
  }

  [Symbol.dispose](): void {
    this.#disable(["model-closed", "The model was closed.", "Open it again."]);
  }

  /** Sends a request when those before it are answered; `listen` begins to wait and says what makes the answer. */
  #ask<T>(
    message: ToModel,
    listen: (answer: (value: T) => void) => (message: FromModel) => void,
  ): Promise<Outcome<T>> {
    const asked = this.#last.then(
      () =>
        new Promise<Outcome<T>>((resolve) => {
          if (this.#disabled !== undefined) {
            resolve({ ok: false, problems: [this.#disabled] });
            return;
          }
          this.#fail = (problem) => {
            resolve({ ok: false, problems: [problem] });
          };
          this.#hear = listen((value) => {
            this.#rest();
            resolve({ ok: true, value, problems: [] });
          });
          this.#child.post(message);
        }),
    );
    this.#last = asked;
    return asked;
  }

  /** Disables it unless something is heard before. */
  #within(limitMs: number, message: string, hint: string): void {
    this.#deadline?.[Symbol.dispose]();
    this.#deadline = this.#timers.after(limitMs, () => {
      this.#disable(["model-too-slow", `${message} ${limitMs / 1000} s, and was ended.`, hint]);
    });
  }

  #rest(): void {
    this.#deadline?.[Symbol.dispose]();
    this.#hear = undefined;
    this.#fail = undefined;
  }

  #disable([id, message, hint]: Reason): Problem {
    if (this.#disabled !== undefined) return this.#disabled;
    const problem: Problem = { path: ["models", this.#name], id, severity: "error", message, hint };
    this.#disabled = problem;
    this.#child.kill();
    const fail = this.#fail;
    this.#rest();
    fail?.(problem);
    return problem;
  }
}

/** Id, message and hint of a problem. */
type Reason = readonly [id: string, message: string, hint: string];

const smaller = "Use a smaller or simpler model.";

/** The runtime's reasons come in its own words; the one that people meet most is told in ours. */
function failed(why: string): Reason {
  if (/bad_alloc|too large|out of memory|Aborted\(\)|\b(?:table|memory) index\b/i.test(why))
    return [
      "model-out-of-memory",
      `It needs more than the ${mostModelMemory / 2 ** 20} MiB that a model has (${why}).`,
      smaller,
    ];
  return [
    "model-failed",
    `The runtime refused it: ${why}.`,
    "Export it again with standard operators of ONNX, and compare model.json with it.",
  ];
}

function ended(how: string): Reason {
  return ["model-crashed", `Its process ended (${how}).`, "Use another model; everything else goes on."];
}
