// The flat picture of the plant for quiet eyes and machines without WebGL: pan, zoom, choose; at most 4 pictures a
// second of what the plant does, none when nothing changed, no render per frame.
import { Expand, Minus, Plus } from "lucide-react";
import { useEffect, useRef } from "react";
import { useLiveTable } from "../../live/live-context.ts";
import type { LiveTable } from "../../live/live-table.ts";
import { everyTick } from "../../live/ticker.ts";
import { formatCount } from "../../messages/format.ts";
import { t } from "../../messages/t.ts";
import { assetsOf, constraintAt, useBottleneck } from "../../state/bottleneck.ts";
import { useCamera } from "../../state/camera.ts";
import { findingsAt, useDefects } from "../../state/defects.ts";
import { nextOf, type Pin, pinsOf, standingRow } from "../../state/finding-pins.ts";
import { openFinding } from "../../state/open-finding.ts";
import { useSelection } from "../../state/selection.ts";
import { useView } from "../../state/view.ts";
import { offerPicture } from "../../state/view-picture.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { themes } from "../../ui/tokens.ts";
import { remPixels } from "../common/use-virtual-rows.ts";
import { type Block, layoutSchematic, type SchematicLayout } from "./schematic-layout.ts";
import { type Camera, paintSchematic } from "./schematic-painter.ts";
import { pinAt, placePins, type SchematicPin } from "./schematic-pins.ts";
import "./schematic.css";

interface SchematicHandle {
  fit(): void;
  zoom(factor: number): void;
  stop(): void;
}

export function Schematic() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const handle = useRef<SchematicHandle | undefined>(undefined);
  const table = useLiveTable();
  useEffect(() => {
    if (canvas.current === null) return;
    const started = startSchematic(canvas.current, table);
    handle.current = started;
    return () => {
      started.stop();
    };
  }, [table]);
  return (
    <div className="schematic">
      <canvas
        ref={canvas}
        className="schematic__canvas"
        tabIndex={0}
        role="img"
        aria-label={t("schematic.canvas", { count: formatCount(table.plant.assets.length) })}
      />
      <div className="schematic__tools">
        <IconButton label={t("schematic.in")} onClick={() => handle.current?.zoom(1.3)}>
          <Plus />
        </IconButton>
        <IconButton label={t("schematic.out")} onClick={() => handle.current?.zoom(1 / 1.3)}>
          <Minus />
        </IconButton>
        <IconButton label={t("schematic.fit")} onClick={() => handle.current?.fit()}>
          <Expand />
        </IconButton>
      </div>
    </div>
  );
}

/** Brings the canvas to life. */
function startSchematic(canvas: HTMLCanvasElement, table: LiveTable): SchematicHandle {
  const context = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
  if (context === null) return { fit: () => undefined, zoom: () => undefined, stop: () => undefined };
  const { plant } = table;
  let layout: SchematicLayout | undefined;
  let camera: Camera | undefined;
  let touched = false;
  let drawnKey = "";
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  let pins: readonly SchematicPin[] = [];

  const fitted = (): Camera => {
    const { width, height } = layout ?? { width: 1, height: 1 };
    // The tools' strip at the bottom stays free.
    const high = canvas.clientHeight - 2.5 * remPixels();
    const scale = Math.min(canvas.clientWidth / width, high / height, 26 * (remPixels() / 16));
    return {
      scale,
      left: width / 2 - canvas.clientWidth / scale / 2,
      top: height / 2 - high / scale / 2,
    };
  };
  const draw = (): void => {
    timer = undefined;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    if (stopped || width === 0 || height === 0) return;
    layout ??= layoutSchematic(plant, width / Math.max(1, height - 2.5 * remPixels()));
    if (!touched) camera = fitted();
    camera ??= fitted();
    const selection = useSelection.getState();
    const { theme, layers } = useView.getState();
    const rem = remPixels();
    const stretch = layers.bottleneck
      ? constraintAt(useBottleneck.getState().info, table.timeMs())
      : undefined;
    const found = layers.defects ? pinsNow(table, layout) : [];
    const key = [
      width,
      height,
      camera.scale,
      camera.left,
      camera.top,
      theme,
      rem,
      JSON.stringify(layers),
      table.stale,
      selection.assetId,
      selection.hoverAssetId,
      liveKey(table, layers.values),
      stretch?.resource,
      stretch?.provisional,
      JSON.stringify(found),
      globalThis.devicePixelRatio,
    ].join(" ");
    if (key === drawnKey) return;
    drawnKey = key;
    const ratio = globalThis.devicePixelRatio;
    const [pixelWidth, pixelHeight] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.width !== pixelWidth || canvas.height !== pixelHeight)
      [canvas.width, canvas.height] = [pixelWidth, pixelHeight];
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    pins = placePins(layout, camera, found);
    const rowOf = (id: string | undefined): number | undefined =>
      id === undefined ? undefined : plant.assetRowById.get(id);
    paintSchematic(context, {
      layout,
      table,
      camera,
      width,
      height,
      rem,
      layers,
      constraint:
        stretch === undefined
          ? undefined
          : {
              rows: new Set(assetsOf(stretch).flatMap((id) => plant.assetRowById.get(id) ?? [])),
              provisional: stretch.provisional,
            },
      pins,
      theme: themes[theme],
      selectedRow: rowOf(selection.assetId),
      hoverRow: rowOf(selection.hoverAssetId),
    });
  };
  /** What a person does is answered in the next picture. */
  const drawSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(draw, 0);
  };

  /** The pin under the pointer: pins stand before blocks. */
  const findingAt = (event: PointerEvent): Pin | undefined => {
    const box = canvas.getBoundingClientRect();
    return pinAt(pins, event.clientX - box.left, event.clientY - box.top);
  };
  const blockAt = (event: PointerEvent | MouseEvent): Block | undefined => {
    if (layout === undefined || camera === undefined) return undefined;
    const box = canvas.getBoundingClientRect();
    const x = (event.clientX - box.left) / camera.scale + camera.left;
    const y = (event.clientY - box.top) / camera.scale + camera.top;
    // Small blocks still get a target of 12 pixels.
    const reach = Math.max(0, 6 / camera.scale);
    return layout.blocks.find(
      (block) =>
        x >= block.x - reach &&
        x <= block.x + block.width + reach &&
        y >= block.y - reach &&
        y <= block.y + block.height + reach,
    );
  };
  const zoomAt = (factor: number, px: number, py: number): void => {
    if (camera === undefined) return;
    const scale = Math.min(80, Math.max(fitted().scale * 0.5, camera.scale * factor));
    camera = {
      scale,
      left: camera.left + px / camera.scale - px / scale,
      top: camera.top + py / camera.scale - py / scale,
    };
    touched = true;
    drawSoon();
  };

  const listeners = new AbortController();
  const { signal } = listeners;
  let drag: { readonly x: number; readonly y: number; readonly camera: Camera; moved: boolean } | undefined;
  canvas.addEventListener(
    "pointerdown",
    (event) => {
      if (event.button > 1 || camera === undefined) return;
      drag = { x: event.clientX, y: event.clientY, camera, moved: false };
      canvas.setPointerCapture(event.pointerId);
    },
    { signal },
  );
  canvas.addEventListener(
    "pointermove",
    (event) => {
      if (drag !== undefined) {
        const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
        if (!drag.moved && Math.hypot(dx, dy) < 4) return;
        drag.moved = true;
        touched = true;
        camera = {
          ...drag.camera,
          left: drag.camera.left - dx / drag.camera.scale,
          top: drag.camera.top - dy / drag.camera.scale,
        };
        drawSoon();
        return;
      }
      const row = findingAt(event)?.row ?? blockAt(event)?.row;
      canvas.style.cursor = row === undefined ? "default" : "pointer";
      useSelection.getState().hover(row === undefined ? undefined : plant.assets[row]?.id);
    },
    { signal },
  );
  canvas.addEventListener(
    "pointerup",
    (event) => {
      const clicked = drag !== undefined && !drag.moved;
      drag = undefined;
      if (!clicked) return;
      const pin = findingAt(event);
      const row = pin?.row ?? blockAt(event)?.row;
      useSelection.getState().selectAsset(row === undefined ? undefined : plant.assets[row]?.id);
      const findingId = pin === undefined ? undefined : nextOf(pin);
      if (findingId !== undefined) openFinding(findingId);
    },
    { signal },
  );
  canvas.addEventListener("pointerleave", () => useSelection.getState().hover(undefined), { signal });
  canvas.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const box = canvas.getBoundingClientRect();
      zoomAt(Math.exp(-event.deltaY * 0.0015), event.clientX - box.left, event.clientY - box.top);
    },
    { signal, passive: false },
  );
  canvas.addEventListener(
    "keydown",
    (event) => {
      const by: Record<string, readonly [number, number]> = {
        ArrowLeft: [-3, 0],
        ArrowRight: [3, 0],
        ArrowUp: [0, -3],
        ArrowDown: [0, 3],
      };
      const step = by[event.key];
      if (step !== undefined && camera !== undefined) {
        camera = { ...camera, left: camera.left + step[0], top: camera.top + step[1] };
        touched = true;
        drawSoon();
      } else if (event.key === "+" || event.key === "=")
        zoomAt(1.3, canvas.clientWidth / 2, canvas.clientHeight / 2);
      else if (event.key === "-") zoomAt(1 / 1.3, canvas.clientWidth / 2, canvas.clientHeight / 2);
      else return;
      event.preventDefault();
    },
    { signal },
  );

  const frame = (): void => {
    const row = plant.assetRowById.get(useSelection.getState().assetId ?? "");
    const block = row === undefined ? undefined : layout?.blockOfRow.get(row);
    if (block === undefined) return;
    const scale = Math.min(30, canvas.clientWidth / 30);
    camera = {
      scale,
      left: block.x + block.width / 2 - canvas.clientWidth / scale / 2,
      top: block.y + block.height / 2 - canvas.clientHeight / scale / 2,
    };
    touched = true;
  };
  const stopSelection = useSelection.subscribe((now, before) => {
    if (now.frameRequest !== before.frameRequest) frame();
    drawSoon();
  });
  const stopCamera = useCamera.subscribe(({ wish }) => {
    if (wish !== "home") return;
    touched = false;
    drawSoon();
  });
  const stopView = useView.subscribe(drawSoon);
  const stopDefects = useDefects.subscribe(drawSoon);
  // What the plant does is drawn with everything else that follows it, in the same pictures.
  const following = everyTick(4, draw);
  const resized = new ResizeObserver(() => {
    layout = undefined;
    drawSoon();
  });
  resized.observe(canvas);
  void document.fonts.ready.then(() => {
    drawnKey = "";
    drawSoon();
  });
  const offered = offerPicture("schematic", () => {
    draw();
    return canvas;
  });

  return {
    fit() {
      touched = false;
      drawSoon();
    },
    zoom(factor) {
      zoomAt(factor, canvas.clientWidth / 2, canvas.clientHeight / 2);
    },
    stop() {
      stopped = true;
      offered[Symbol.dispose]();
      clearTimeout(timer);
      listeners.abort();
      stopSelection();
      stopCamera();
      stopView();
      stopDefects();
      following[Symbol.dispose]();
      resized.disconnect();
    },
  };
}

/** The pins at the time shown, where blocks stand for assets. */
function pinsNow(table: LiveTable, layout: SchematicLayout): Pin[] {
  const defects = useDefects.getState();
  return pinsOf(findingsAt(defects, table.timeMs()), defects.shown, (id) =>
    standingRow(table.plant, (row) => layout.blockOfRow.has(row), id),
  );
}

/** One number that differs when a state, a count or a shown value does (FNV-1a). */
function liveKey(table: LiveTable, values: boolean): number {
  let hash = 0x811c9dc5;
  for (const state of table.assetState) hash = Math.imul(hash ^ state, 0x01000193);
  for (const count of table.assetCount) hash = Math.imul(hash ^ count, 0x01000193);
  // Values move all the time; twice a second is what an eye can read.
  if (values && !table.stale) hash = Math.imul(hash ^ Math.floor(table.timeMs() / 500), 0x01000193);
  return hash >>> 0;
}
