// What a variant of the rendering benchmark offers the driver. Types only.

export interface BenchLoad {
  readonly stations: number;
  readonly parts: number;
  /** Share of stations that change state in a frame, and of parts that start a move. */
  readonly stateShare: number;
  readonly moveShare: number;
}

export interface BenchScene {
  /** Makes the changes of a frame, outside what is timed. */
  prepare(frame: number): void;
  /** Takes the changes and submits the frame: what is timed. */
  frame(frame: number): void;
  /** The context, once there is one. */
  gl(): WebGL2RenderingContext | undefined;
  /** Labels on the screen in the last frame. */
  shown?(): number;
  counters(): {
    readonly frames: number;
    readonly draws: number;
    readonly triangles: number;
    readonly uploadBytes: number;
  };
}
