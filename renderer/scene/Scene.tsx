// The 3-D view: one canvas, one engine, one frame hook. Drives when frames are drawn and what the pointer meets.
// No component per machine or part, no React state that follows the plant. Never commits because of a frame.
import { Canvas, useFrame, useThree } from "@react-three/fiber";
import {
  memo,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { PerspectiveCamera, type WebGLRenderer } from "three";
import { wallClock } from "#shared/base/clock.ts";
import type { LiveTable } from "../live/live-table.ts";
import { useHost, useLiveTable } from "../live/live-context.ts";
import { t } from "../messages/t.ts";
import { keepText, keptText } from "../state/kept.ts";
import { useSelection } from "../state/selection.ts";
import { offerPicture } from "../state/view-picture.ts";
import { type TierReason, useView } from "../state/view.ts";
import { useCommitCounter } from "../ui/commit-counter.ts";
import type { FreeArea } from "./camera/camera-rig.ts";
import { fieldOfViewDeg } from "./camera/home-view.ts";
import { countCalls, frameCounters } from "./frame-counters.ts";
import { SceneDriver } from "./scene-driver.ts";
import { canDrawWebGl, rendererName } from "./probe.ts";
import { firstTier, type Tier, TierGovernor, tierLimits } from "./tiers.ts";

/** The graphics context was lost, or the picture is back after it. */
export type SceneEvent =
  { readonly kind: "contextLost" } | { readonly kind: "contextRestored"; readonly afterMs: number };

export interface SceneProps {
  /** The scene cannot be shown, and why; the owner shows the schematic. */
  readonly onProblem?: (message: string) => void;
  readonly onEvent?: (event: SceneEvent) => void;
  /** The part of the canvas that no panel covers; absent = all of it. */
  readonly freeArea?: RefObject<HTMLElement | null>;
}

/** The scene of the session's live table. A clicked part is looked up at the host and selected. */
export function Scene(props: SceneProps): ReactNode {
  const host = useHost();
  const pickPart = useCallback(
    (slot: number) => {
      host.call("part.detail", { slot }).then(
        ({ part }) => {
          if (part !== undefined) useSelection.getState().selectPart(part.serial, part.asset);
        },
        // A host that cannot answer is shown by the link; the machine under the part stays selected.
        () => undefined,
      );
    },
    [host],
  );
  return <SceneView table={useLiveTable()} onPickPart={pickPart} {...props} />;
}

export interface SceneViewProps extends SceneProps {
  readonly table: LiveTable;
  /** A part was clicked: the slot it is drawn in; the owner finds its serial. */
  readonly onPickPart?: (slot: number) => void;
  /** `never` = frames are driven by hand through `SceneDriver.current` (benchmarks, screenshots). */
  readonly frameloop?: "demand" | "never";
  /** Leaves the draw calls out while it returns true (null-draw runs). */
  readonly drawNothing?: () => boolean;
}

/** A lost context that the browser does not give back is replaced by a new canvas after this long, milliseconds. */
const replaceAfterMs = 900;

/** The scene of a given table. */
export const SceneView = memo(function SceneView({
  table,
  onProblem,
  onEvent,
  onPickPart,
  freeArea,
  frameloop = "demand",
  drawNothing,
}: SceneViewProps): ReactNode {
  useCommitCounter("scene");
  const choice = useView((view) => view.tier);
  const [generation, setGeneration] = useState(0);
  const [drawable] = useState(canDrawWebGl);
  const { tier, reason, adapt } = useTier(choice, frameloop === "demand");
  const lostAtMs = useRef<number | undefined>(undefined);
  const tell = useRef(onEvent);
  const refuse = useRef(onProblem);
  const pickPart = useRef(onPickPart);
  useEffect(() => {
    tell.current = onEvent;
    refuse.current = onProblem;
    pickPart.current = onPickPart;
  });

  useEffect(() => {
    useView.getState().reportTier(tier, reason);
  }, [tier, reason]);
  useEffect(() => {
    if (!drawable) refuse.current?.(t("scene.noWebGl"));
  }, [drawable]);

  const onLost = useCallback(() => {
    lostAtMs.current ??= wallClock.nowMs();
    tell.current?.({ kind: "contextLost" });
  }, []);
  const onReplace = useCallback(() => setGeneration((now) => now + 1), []);
  const onDrawn = useCallback(() => {
    if (lostAtMs.current === undefined) return;
    const afterMs = wallClock.nowMs() - lostAtMs.current;
    lostAtMs.current = undefined;
    tell.current?.({ kind: "contextRestored", afterMs });
  }, []);
  const onPick = useCallback((slot: number) => pickPart.current?.(slot), []);

  const camera = useMemo(() => new PerspectiveCamera(fieldOfViewDeg, 1, 0.3, 2000), []);
  if (!drawable) return null;
  const limits = tierLimits[tier];
  return (
    <Canvas
      key={`${generation} ${tier}`}
      flat
      frameloop={frameloop}
      camera={camera}
      dpr={Math.min(limits.maxRatio, window.devicePixelRatio)}
      gl={{ antialias: limits.antialias, alpha: false, stencil: false, powerPreference: "high-performance" }}
      onCreated={({ gl }) => {
        const context = gl.getContext();
        if (context instanceof WebGL2RenderingContext)
          countCalls(context, frameCounters, drawNothing === undefined ? {} : { drawNothing });
      }}
    >
      <SceneContent
        table={table}
        tier={tier}
        onLost={onLost}
        onReplace={onReplace}
        onDrawn={onDrawn}
        adapt={adapt}
        onPick={onPick}
        freeArea={freeArea}
      />
    </Canvas>
  );
});

interface Adapt {
  readonly onTooHeavy: () => void;
  readonly onRoomy: () => void;
}

/** Where the name of a renderer is kept that had room for the rich tier. */
const roomyKey = "gemba.roomy";

/** The tier by a person's choice, or the one that measuring found. Nothing is measured where frames are driven by hand. */
function useTier(
  choice: "auto" | Tier,
  measured: boolean,
): { readonly tier: Tier; readonly reason: TierReason; readonly adapt: Adapt | undefined } {
  const governor = useMemo(
    () => new TierGovernor(firstTier(choice, rendererName(), keptText(roomyKey))),
    [choice],
  );
  const [, setChanges] = useState(0);
  const adapt = useMemo((): Adapt | undefined => {
    if (!measured) return undefined;
    // A tier chosen by hand stays; only the sharpness of the moving picture follows the machine.
    const changed = (did: boolean): void => {
      if (!did) return;
      keepText(roomyKey, governor.chosen.tier === "rich" ? rendererName() : "");
      setChanges((now) => now + 1);
    };
    return {
      onTooHeavy: () => changed(choice === "auto" && governor.tooHeavy()),
      onRoomy: () => changed(choice === "auto" && governor.roomy()),
    };
  }, [choice, governor, measured]);
  return { ...governor.chosen, adapt };
}

interface ContentProps {
  readonly table: LiveTable;
  readonly tier: Tier;
  readonly onLost: () => void;
  readonly onReplace: () => void;
  readonly onDrawn: () => void;
  readonly adapt: Adapt | undefined;
  readonly onPick: (slot: number) => void;
  readonly freeArea: RefObject<HTMLElement | null> | undefined;
}

const SceneContent = memo(function SceneContent({
  table,
  tier,
  onLost,
  onReplace,
  onDrawn,
  adapt,
  onPick,
  freeArea,
}: ContentProps): ReactNode {
  const gl = useThree((state) => state.gl);
  const invalidate = useThree((state) => state.invalidate);
  const set = useThree((state) => state.set);
  const size = useThree((state) => state.size);
  const [driver, setDriver] = useState<SceneDriver | undefined>(undefined);

  useEffect(() => {
    const made = new SceneDriver({ table, tier, gl, invalidate, onDrawn, adapt, onPick });
    setDriver(made);
    set({ camera: made.rig.camera });
    const offered = offerPicture("scene", () => made.picture());
    return () => {
      offered[Symbol.dispose]();
      setDriver(undefined);
      made.stop();
      // Once the next table's scene is made: programs that it needs as well are not compiled again.
      queueMicrotask(() => made.release());
    };
  }, [table, tier, gl, invalidate, set, onDrawn, adapt, onPick]);

  useEffect(() => {
    if (driver === undefined) return;
    const area = freeArea?.current ?? undefined;
    const resize = (): void => {
      const free = area === undefined ? undefined : freePart(gl.domElement, area);
      driver.resize(size.width, size.height, free);
    };
    resize();
    if (area === undefined) return;
    // Panels that fold or are dragged change the free part, not the canvas.
    const observer = new ResizeObserver(resize);
    observer.observe(area);
    return () => observer.disconnect();
  }, [driver, gl, freeArea, size.width, size.height]);

  useContextLoss(gl, onLost, onReplace, driver);

  // Priority 1: the scene renders itself, so that it knows what a frame cost and when it was drawn.
  useFrame((state, deltaS) => driver?.frame(state.scene, deltaS), 1);
  return driver === undefined ? null : <primitive object={driver.engine.root} dispose={null} />;
});

/** Where `area` lies on the canvas; undefined when it covers all of it or nothing. */
function freePart(canvas: HTMLCanvasElement, area: HTMLElement): FreeArea | undefined {
  const [whole, part] = [canvas.getBoundingClientRect(), area.getBoundingClientRect()];
  if (part.width < 1 || part.height < 1) return undefined;
  const all = part.width >= whole.width - 1 && part.height >= whole.height - 1;
  if (all) return undefined;
  return { left: part.left - whole.left, top: part.top - whole.top, width: part.width, height: part.height };
}

/** Keeps a lost context's right to return, and asks for a new canvas when it does not. */
function useContextLoss(
  gl: WebGLRenderer,
  onLost: () => void,
  onReplace: () => void,
  driver: SceneDriver | undefined,
): void {
  useEffect(() => {
    const canvas = gl.domElement;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const lost = (event: Event): void => {
      event.preventDefault();
      onLost();
      timer = setTimeout(onReplace, replaceAfterMs);
    };
    const restored = (): void => {
      clearTimeout(timer);
      driver?.restored();
    };
    canvas.addEventListener("webglcontextlost", lost);
    canvas.addEventListener("webglcontextrestored", restored);
    return () => {
      clearTimeout(timer);
      canvas.removeEventListener("webglcontextlost", lost);
      canvas.removeEventListener("webglcontextrestored", restored);
    };
  }, [gl, onLost, onReplace, driver]);
}
