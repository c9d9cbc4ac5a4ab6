// The canvas of the scene and what fiber needs to draw in it. Not fiber's own Canvas: that makes its element only when there is
// something to show, and takes in all of three. Knows no plant.
import { createRoot, type ReconcilerRoot, unmountComponentAtNode } from "@react-three/fiber";
import { Component, type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { type PerspectiveCamera, WebGLRenderer } from "three";
import { countCalls, frameCounters } from "./frame-counters.ts";
import { contextAttributes, takeCanvas } from "./probe.ts";
import { type Tier, tierLimits } from "./tiers.ts";

export interface SceneCanvasProps {
  readonly tier: Tier;
  readonly frameloop: "demand" | "never";
  readonly camera: PerspectiveCamera;
  /** Leaves the draw calls out while it returns true (null-draw runs). */
  readonly drawNothing: (() => boolean) | undefined;
  readonly children: ReactNode;
}

/** A canvas that fills its parent. It lives as long as the component: give it a new `key` for a new context. */
export function SceneCanvas({ tier, frameloop, camera, drawNothing, children }: SceneCanvasProps): ReactNode {
  const holder = useRef<HTMLDivElement>(null);
  const root = useRef<ReconcilerRoot<HTMLCanvasElement> | undefined>(undefined);
  const shown = useRef(children);
  const [failure, setFailure] = useState<{ readonly cause: unknown }>();
  // Heard by the boundary of the panel around the scene.
  if (failure !== undefined) throw failure.cause;

  const show = useRef(() => {
    root.current?.render(
      <FailureCatcher onFailure={(cause) => setFailure({ cause })}>{shown.current}</FailureCatcher>,
    );
  });
  useLayoutEffect(() => {
    shown.current = children;
    show.current();
  }, [children]);

  useLayoutEffect(() => {
    const parent = holder.current;
    if (parent === null) return;
    const limits = tierLimits[tier];
    const canvas = takeCanvas(limits.antialias);
    canvas.style.display = "block";
    parent.append(canvas);
    const renderer = new WebGLRenderer({ ...contextAttributes, canvas, antialias: limits.antialias });
    const context = renderer.getContext();
    if (context instanceof WebGL2RenderingContext)
      countCalls(context, frameCounters, drawNothing === undefined ? {} : { drawNothing });
    const made = createRoot(canvas);
    const fit = (): void => {
      const { width, height, top, left } = parent.getBoundingClientRect();
      if (width < 1 || height < 1) return;
      void made.configure({
        gl: renderer,
        flat: true,
        frameloop,
        camera,
        dpr: Math.min(limits.maxRatio, window.devicePixelRatio),
        size: { width, height, top, left },
      });
      if (root.current !== undefined) return;
      root.current = made;
      show.current();
    };
    fit();
    const observer = new ResizeObserver(fit);
    observer.observe(parent);
    return () => {
      observer.disconnect();
      root.current = undefined;
      unmountComponentAtNode(canvas, () => {
        renderer.dispose();
        renderer.forceContextLoss();
      });
      canvas.remove();
    };
  }, [tier, frameloop, camera, drawNothing]);

  return (
    <div ref={holder} style={{ position: "relative", width: "100%", height: "100%", overflow: "hidden" }} />
  );
}

/** Hands a failure of the scene's components to whom the canvas belongs. */
class FailureCatcher extends Component<
  { readonly onFailure: (cause: unknown) => void; readonly children: ReactNode },
  { readonly failed: boolean }
> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(cause: unknown): void {
    this.props.onFailure(cause);
  }

  override render(): ReactNode {
    return this.state.failed ? null : this.props.children;
  }
}
