// One variant of the rendering benchmark in one page: made by the query, driven frame by frame by `window.bench`.
// Query: variant=product|naive|cpuMovers|labels|cssLabels, stations, parts, share (of states changed a frame), moves (share of parts that start a move).
import type { ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { cpuMovers } from "./cpu-movers.tsx";
import { cssLabels, glyphLabels } from "./label-scenes.ts";
import type { BenchScene } from "./bench-scene.ts";
import { naive } from "./naive.tsx";
import { product } from "./product.tsx";

const query = new URLSearchParams(location.search);
const number = (name: string, otherwise: number): number => Number(query.get(name) ?? otherwise);
const load = {
  stations: number("stations", 100),
  parts: number("parts", 0),
  stateShare: number("share", 0.01),
  moveShare: number("moves", 0.01),
};

let drawNothing = true;
const silent = (): boolean => drawNothing;

function make(): { scene: BenchScene; view: ReactNode } {
  const variant = query.get("variant");
  if (variant === "naive") return naive(load, silent);
  if (variant === "labels") return { scene: glyphLabels(load, number("most", 160), silent), view: undefined };
  if (variant === "cssLabels")
    return { scene: cssLabels(load, number("most", 160), silent), view: undefined };
  return variant === "cpuMovers" ? cpuMovers(load, silent) : product(load, silent);
}

const { scene, view } = make();
const mounted = performance.now();
const root = document.getElementById("root");
if (root === null) throw new Error("Bug: no root");
createRoot(root).render(view);

/** Lets everything queued run before the next frame. */
function breathe(): Promise<void> {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      resolve();
    };
    channel.port2.postMessage(undefined);
  });
}

let frame = 0;

const bench = {
  isolated: crossOriginIsolated,
  ready: (): boolean => scene.gl() !== undefined,
  sinceMountMs: (): number => performance.now() - mounted,
  setDrawNothing(value: boolean): void {
    drawNothing = value;
  },
  /** Uploaded bytes and main-thread milliseconds of each of `count` frames: taking the changes and submitting the frame. */
  async frames(count: number, fence: boolean): Promise<{ costs: number[]; uploadBytes: number[] }> {
    const costs: number[] = [];
    const uploadBytes: number[] = [];
    const pixel = new Uint8Array(4);
    for (let index = 0; index < count; index += 1) {
      frame += 1;
      scene.prepare(frame);
      await breathe();
      const startMs = performance.now();
      scene.frame(frame);
      const gl = scene.gl();
      if (fence) gl?.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
      costs.push(performance.now() - startMs);
      uploadBytes.push(scene.counters().uploadBytes);
    }
    return { costs, uploadBytes };
  },
  /** Share of pixels that are not the background, number of colours, and the context's error, of one frame really drawn. */
  guard(): { lit: number; colours: number; error: number } {
    const gl = scene.gl();
    if (gl === undefined) return { lit: 0, colours: 0, error: -1 };
    drawNothing = false;
    frame += 1;
    scene.prepare(frame);
    scene.frame(frame);
    const { drawingBufferWidth: width, drawingBufferHeight: height } = gl;
    const pixels = new Uint8Array(width * height * 4);
    gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
    const colours = new Map<number, number>();
    for (let at = 0; at < pixels.length; at += 4) {
      const key = ((pixels[at] ?? 0) << 16) | ((pixels[at + 1] ?? 0) << 8) | (pixels[at + 2] ?? 0);
      colours.set(key, (colours.get(key) ?? 0) + 1);
    }
    const most = Math.max(...colours.values());
    return { lit: 1 - most / (width * height), colours: colours.size, error: gl.getError() };
  },
  counters: () => scene.counters(),
  shown: (): number => scene.shown?.() ?? 0,
};
export type RenderBench = typeof bench;
Reflect.set(window, "bench", bench);
