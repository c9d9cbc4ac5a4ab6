// One or two pictures in a canvas, moved and zoomed together by wheel, pointer and keys. Draws when something changes, and never else.
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import {
  keptInPane,
  magnified,
  panned,
  scaleOf,
  type Size,
  wholePicture,
  type Zoom,
  zoomedAt,
} from "./picture-zoom.ts";

/** A picture, what lies over it and the boxes about what differs, in pixels of the picture. */
export interface Pane {
  readonly picture: HTMLCanvasElement;
  readonly over?: HTMLCanvasElement | undefined;
  readonly boxes?:
    | readonly {
        readonly x: number;
        readonly y: number;
        readonly width: number;
        readonly height: number;
      }[]
    | undefined;
  readonly caption: string;
}

export interface PictureCanvasProps {
  readonly label: string;
  readonly panes: readonly Pane[];
  readonly zoom: Zoom;
  readonly onZoom: (zoom: Zoom) => void;
  /** Colour of boxes, `#rrggbb`. */
  readonly mark: string;
}

const gapPx = 8;
const keyPanPx = 48;
const keyFactor = 1.25;

export function PictureCanvas({ label, panes, zoom, onZoom, mark }: PictureCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const grabbed = useRef<{ x: number; y: number }>(undefined);
  const first = panes[0]?.picture;
  const picture: Size = { width: first?.width ?? 1, height: first?.height ?? 1 };
  const pane: Size = { width: (size.width - gapPx * (panes.length - 1)) / panes.length, height: size.height };
  const shown = keptInPane(zoom, picture, pane);

  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    const observer = new ResizeObserver(() =>
      setSize({ width: element.clientWidth, height: element.clientHeight }),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    const context = canvas.current?.getContext("2d") ?? undefined;
    if (context === undefined || size.width === 0) return;
    const ratio = window.devicePixelRatio;
    context.canvas.width = Math.round(size.width * ratio);
    context.canvas.height = Math.round(size.height * ratio);
    context.scale(ratio, ratio);
    panes.forEach((each, index) => {
      context.save();
      context.translate(index * (pane.width + gapPx), 0);
      drawPane(context, each, shown, pane, mark);
      context.restore();
    });
  });

  // React listens to wheels passively, and a page that scrolls beneath is not what a wheel on a picture is for.
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      onZoom(zoomedAt(shown, Math.exp(-event.deltaY / 400), placeOf(event), picture, pane));
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  });

  /** Where a pointer is from the middle of the pane it is over. */
  const placeOf = ({ offsetX, offsetY }: { offsetX: number; offsetY: number }): [number, number] => [
    (offsetX % (pane.width + gapPx)) - pane.width / 2,
    offsetY - pane.height / 2,
  ];
  const onMove = (event: PointerEvent): void => {
    const from = grabbed.current;
    if (from === undefined) return;
    grabbed.current = { x: event.clientX, y: event.clientY };
    onZoom(panned(shown, event.clientX - from.x, event.clientY - from.y, picture, pane));
  };
  const onKey = (event: KeyboardEvent): void => {
    const byKey: Readonly<Record<string, () => Zoom>> = {
      "+": () => magnified(shown, keyFactor),
      "=": () => magnified(shown, keyFactor),
      "-": () => magnified(shown, 1 / keyFactor),
      "0": () => wholePicture(picture),
      ArrowLeft: () => panned(shown, keyPanPx, 0, picture, pane),
      ArrowRight: () => panned(shown, -keyPanPx, 0, picture, pane),
      ArrowUp: () => panned(shown, 0, keyPanPx, picture, pane),
      ArrowDown: () => panned(shown, 0, -keyPanPx, picture, pane),
    };
    const next = byKey[event.key];
    if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    onZoom(next());
  };
  return (
    <canvas
      ref={canvas}
      className="image-viewer__canvas"
      role="img"
      aria-label={label}
      tabIndex={0}
      onKeyDown={onKey}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        grabbed.current = { x: event.clientX, y: event.clientY };
      }}
      onPointerMove={onMove}
      onPointerUp={() => (grabbed.current = undefined)}
      onPointerCancel={() => (grabbed.current = undefined)}
      onDoubleClick={() => onZoom(wholePicture(picture))}
    />
  );
}

function drawPane(context: CanvasRenderingContext2D, pane: Pane, zoom: Zoom, size: Size, mark: string): void {
  context.beginPath();
  context.rect(0, 0, size.width, size.height);
  context.clip();
  const scale = scaleOf(zoom, pane.picture, size);
  const left = size.width / 2 - zoom.x * scale;
  const top = size.height / 2 - zoom.y * scale;
  const { width, height } = pane.picture;
  // Close by, a camera's pixels are to be seen as they are.
  context.imageSmoothingEnabled = scale < 3;
  for (const image of [pane.picture, pane.over])
    if (image !== undefined) context.drawImage(image, left, top, width * scale, height * scale);
  context.strokeStyle = mark;
  context.lineWidth = 2;
  for (const box of pane.boxes ?? [])
    context.strokeRect(
      left + box.x * scale - 3,
      top + box.y * scale - 3,
      box.width * scale + 6,
      box.height * scale + 6,
    );
}
