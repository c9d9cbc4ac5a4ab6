// Our own best effort without the shader: one InstancedMesh whose matrices are written on the CPU each frame, on straight ways.
// Cheaper than the product's task (no polylines), so the ratio favours this baseline.
import { advance, Canvas } from "@react-three/fiber";
import type { ReactNode } from "react";
import {
  BoxGeometry,
  DynamicDrawUsage,
  InstancedMesh,
  MeshLambertMaterial,
  PerspectiveCamera,
  type WebGLRenderer,
} from "three";
import { seededRandom } from "#shared/base/random.ts";
import { countCalls, createFrameCounters, resetFrame } from "../../../renderer/scene/frame-counters.ts";
import type { BenchLoad, BenchScene } from "./bench-scene.ts";

export function cpuMovers(load: BenchLoad, silent: () => boolean): { scene: BenchScene; view: ReactNode } {
  const random = seededRandom(4);
  const count = Math.max(1, load.parts);
  const side = Math.sqrt(count) * 2;
  const fromX = Float32Array.from({ length: count }, () => random.next() * side);
  const fromZ = Float32Array.from({ length: count }, () => random.next() * side);
  const length = Float32Array.from({ length: count }, () => 1 + random.next() * 4);
  const startS = Float32Array.from({ length: count }, () => random.next() * 4);
  const mesh = new InstancedMesh(new BoxGeometry(0.5, 0.25, 0.4), new MeshLambertMaterial(), count);
  mesh.instanceMatrix.setUsage(DynamicDrawUsage);
  mesh.frustumCulled = false;
  const matrices = mesh.instanceMatrix.array;
  for (let part = 0; part < count; part += 1)
    for (const diagonal of [0, 5, 10, 15]) matrices[part * 16 + diagonal] = 1;
  const camera = new PerspectiveCamera(38, 1, 0.5, 5000);
  const counters = createFrameCounters();
  let renderer: WebGLRenderer | undefined;
  const scene: BenchScene = {
    prepare() {
      for (let start = 0; start < count * load.moveShare; start += 1)
        fromX[Math.floor(random.next() * count)] = random.next() * side;
    },
    frame(frame) {
      resetFrame(counters);
      const timeS = frame / 60;
      for (let part = 0; part < count; part += 1) {
        const share = ((timeS + (startS[part] ?? 0)) % 4) / 4;
        matrices[part * 16 + 12] = (fromX[part] ?? 0) + (length[part] ?? 0) * share;
        matrices[part * 16 + 13] = 0.85;
        matrices[part * 16 + 14] = fromZ[part] ?? 0;
      }
      mesh.instanceMatrix.needsUpdate = true;
      const angle = frame * 0.004;
      camera.position.set(side / 2 + Math.cos(angle) * side, side * 0.6, side / 2 + Math.sin(angle) * side);
      camera.lookAt(side / 2, 0, side / 2);
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
      <primitive object={mesh} />
    </Canvas>
  );
  return { scene, view };
}
