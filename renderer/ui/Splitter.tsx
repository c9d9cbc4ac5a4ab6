// The bar between two docked panels: drag it, or move it with the arrow keys.
import { type KeyboardEvent, type PointerEvent, useRef } from "react";

export interface SplitterProps {
  readonly label: string;
  readonly orientation: "vertical" | "horizontal";
  /** Present size in rem, its limits, and whether a positive pointer movement makes it larger (1) or smaller (-1). */
  readonly sizeRem: number;
  readonly lowRem: number;
  readonly highRem: number;
  readonly direction: 1 | -1;
  /** While dragging, many times: must not cause a render. */
  readonly onPreview: (rem: number) => void;
  /** Once, when let go. */
  readonly onResize: (rem: number) => void;
  readonly onToggle: () => void;
}

const stepRem = 1;

export function Splitter(props: SplitterProps) {
  const { label, orientation, sizeRem, lowRem, highRem, direction } = props;
  const drag = useRef<{ readonly from: number; readonly rem: number; now: number } | undefined>(undefined);
  const position = (event: PointerEvent): number =>
    orientation === "vertical" ? event.clientX : event.clientY;
  const clamp = (rem: number): number => Math.min(highRem, Math.max(lowRem, rem));

  const begin = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { from: position(event), rem: sizeRem, now: sizeRem };
  };
  const move = (event: PointerEvent<HTMLDivElement>): void => {
    const held = drag.current;
    if (held === undefined) return;
    const pixelsPerRem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    held.now = clamp(held.rem + ((position(event) - held.from) / pixelsPerRem) * direction);
    props.onPreview(held.now);
  };
  const end = (): void => {
    if (drag.current !== undefined && drag.current.now !== drag.current.rem) props.onResize(drag.current.now);
    drag.current = undefined;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const grow = orientation === "vertical" ? "ArrowRight" : "ArrowDown";
    const shrink = orientation === "vertical" ? "ArrowLeft" : "ArrowUp";
    if (event.key === grow) props.onResize(clamp(sizeRem + stepRem * direction));
    else if (event.key === shrink) props.onResize(clamp(sizeRem - stepRem * direction));
    else if (event.key === "Enter") props.onToggle();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      className={`splitter splitter--${orientation}`}
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={orientation}
      aria-valuenow={Math.round(sizeRem)}
      aria-valuemin={lowRem}
      aria-valuemax={highRem}
      onPointerDown={begin}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={end}
      onDoubleClick={props.onToggle}
      onKeyDown={onKeyDown}
    />
  );
}
