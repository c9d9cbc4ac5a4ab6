// What the pointer rests on in the scene or the schematic: id, name, state and since when, beside the pointer.
// One small box that takes no pointer; rendered when another asset is met, moved without rendering.
import { useEffect, useRef } from "react";
import { useLiveTable } from "../../live/live-context.ts";
import { formatDuration } from "../../messages/format.ts";
import { t } from "../../messages/t.ts";
import { useSelection } from "../../state/selection.ts";
import { placeBeside } from "../../ui/place-beside.ts";
import { LiveState, LiveText } from "../common/LiveText.tsx";
import { FindingLines } from "../defect/FindingLines.tsx";
import "./hover.css";

/** The pointer must rest on an asset this long, milliseconds. */
const showAfterMs = 250;

export function HoverTip() {
  const { plant } = useLiveTable();
  const hoverId = useSelection((s) => s.hoverAssetId);
  const pointer = useRef({ x: 0, y: 0, inPicture: false });
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const moved = (event: PointerEvent): void => {
      const { target } = event;
      pointer.current = {
        x: event.clientX,
        y: event.clientY,
        inPicture: target instanceof HTMLCanvasElement && target.closest(".centre__view") !== null,
      };
      // While a button is held the picture is being turned.
      if (event.buttons !== 0 && box.current !== null) box.current.dataset["shown"] = "false";
      else if (box.current?.dataset["shown"] === "true") place(box.current, pointer.current);
    };
    document.addEventListener("pointermove", moved, { passive: true });
    return () => document.removeEventListener("pointermove", moved);
  }, []);
  useEffect(() => {
    if (hoverId === undefined) return;
    const timer = setTimeout(() => {
      const element = box.current;
      if (element === null || !pointer.current.inPicture) return;
      element.dataset["shown"] = "true";
      place(element, pointer.current);
    }, showAfterMs);
    return () => clearTimeout(timer);
  }, [hoverId]);

  const row = hoverId === undefined ? undefined : plant.assetRowById.get(hoverId);
  const asset = row === undefined ? undefined : plant.assets[row];
  if (row === undefined || asset === undefined) return undefined;
  return (
    <div key={asset.id} ref={box} className="hover-tip" data-shown="false" aria-hidden="true">
      <p className="hover-tip__name">
        <strong>{asset.id}</strong> {asset.name}
      </p>
      <p className="small">
        <LiveState row={row} word />{" "}
        <LiveText
          hz={1}
          className="muted"
          read={(table) => {
            const sinceMs = table.assetSinceMs[row] ?? 0;
            return sinceMs <= 0
              ? ""
              : t("inspect.for", { duration: formatDuration(table.timeMs() - sinceMs) });
          }}
        />
      </p>
      <FindingLines assetId={asset.id} />
    </div>
  );
}

/** Beside the pointer, never under it, never cut off. */
function place(element: HTMLElement, { x, y }: { readonly x: number; readonly y: number }): void {
  const { offsetWidth: width, offsetHeight: height } = element;
  const { left, top } = placeBeside({
    anchor: { left: x + 12, top: y - 8, right: x + 12, bottom: y + 8 },
    width,
    height,
    windowWidth: innerWidth,
    windowHeight: innerHeight,
    gap: 8,
    align: "start",
  });
  element.style.transform = `translate(${left}px, ${top}px)`;
}
