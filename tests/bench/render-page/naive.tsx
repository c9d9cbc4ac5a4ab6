// The baseline most React code begins with: one mesh with its own material for each station, colour by a store selector.
// Same number of stations, same share of changes, same orbit.
import { advance, Canvas } from "@react-three/fiber";
import { memo, type ReactNode } from "react";
import { flushSync } from "react-dom";
import { BoxGeometry, PerspectiveCamera, type WebGLRenderer } from "three";
import { create } from "zustand";
import { seededRandom } from "#shared/base/random.ts";
import { countCalls, createFrameCounters, resetFrame } from "../../../renderer/scene/frame-counters.ts";
import type { BenchLoad, BenchScene } from "./bench-scene.ts";

const colours = ["#fbfcfd", "#6a747d", "#b80d24", "#b34a00", "#006a86", "#855200"];
const box = new BoxGeometry(3.2, 2.4, 2.6);

interface Store {
  readonly states: readonly number[];
}

export function naive(load: BenchLoad, silent: () => boolean): { scene: BenchScene; view: ReactNode } {
  const random = seededRandom(3);
  const useStates = create<Store>()(() => ({ states: Array.from({ length: load.stations }, () => 0) }));
  const perLine = Math.ceil(Math.sqrt(load.stations * 2));
  const lines = Math.ceil(load.stations / perLine);
  const camera = new PerspectiveCamera(38, 1, 0.5, 5000);
  const counters = createFrameCounters();
  let renderer: WebGLRenderer | undefined;
  let next: number[] = [];

  const Station = memo(function Station({ number }: { number: number }): ReactNode {
    const state = useStates((store) => store.states[number] ?? 0);
    return (
      <mesh geometry={box} position={[(number % perLine) * 8, 1.2, Math.floor(number / perLine) * 9]}>
        <meshLambertMaterial color={colours[state] ?? "#ffffff"} />
      </mesh>
    );
  });

  const scene: BenchScene = {
    prepare() {
      next = [...useStates.getState().states];
      const changes = Math.round(load.stations * load.stateShare);
      for (let change = 0; change < changes; change += 1)
        next[Math.floor(random.next() * next.length)] = Math.floor(random.next() * colours.length);
    },
    frame(frame) {
      resetFrame(counters);
      flushSync(() => useStates.setState({ states: next }));
      const x = (perLine * 8) / 2;
      const z = (lines * 9) / 2;
      const awayM = Math.hypot(perLine * 8, lines * 9) * 1.1 + 10;
      const angle = frame * 0.004 + 1.9;
      camera.position.set(x + Math.cos(angle) * awayM, awayM * 0.6, z + Math.sin(angle) * awayM);
      camera.lookAt(x, 1, z);
      advance(frame / 60, true);
    },
    gl() {
      const context = renderer?.getContext();
      return context instanceof WebGL2RenderingContext ? context : undefined;
    },
    counters: () => counters,
  };
  const view = (
    <Canvas
      flat
      frameloop="never"
      camera={camera}
      dpr={1}
      gl={{ antialias: false }}
      onCreated={({ gl }) => {
        renderer = gl;
        const context = gl.getContext();
        if (context instanceof WebGL2RenderingContext) countCalls(context, counters, { drawNothing: silent });
      }}
    >
      <hemisphereLight args={["#ffffff", "#888888", 2]} />
      {Array.from({ length: load.stations }, (_, number) => (
        <Station key={number} number={number} />
      ))}
    </Canvas>
  );
  return { scene, view };
}
