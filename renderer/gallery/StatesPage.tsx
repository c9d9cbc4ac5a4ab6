// Every state as the tree, the lanes, the schematic and the labels draw it, in every theme side by side. `grey` takes the
// colours away, to see whether shape and text alone tell the states apart.
import { useEffect, useRef } from "react";
import { assetStates } from "#shared/model/state.ts";
import { tWord } from "../messages/t.ts";
import { paintStateMark } from "../panels/common/paint-mark.ts";
import { paintLaneBar } from "../panels/timeline/lane-bar.ts";
import { StateIcon } from "../ui/StateIcon.tsx";
import { stateMarks, type StateToken, type ThemeId, themeIds, themes } from "../ui/tokens.ts";
import "./gallery.css";

/** Size of the drawn marks in CSS pixels; tests cut them out of the picture. */
const markPx = 32;
const lanePx = { width: 176, height: 24 };

export function StatesPage() {
  const grey = new URLSearchParams(location.search).has("grey");
  return (
    <div className="states" data-grey={grey}>
      {themeIds.map((theme) => (
        <section key={theme} className="states__theme" data-theme={theme}>
          <h2>{theme}</h2>
          <ul>
            {assetStates.map((state) => (
              <li key={state} className="states__row">
                <span className="states__icon" data-mark={`${theme} ${state}`}>
                  <StateIcon state={state} />
                </span>
                <Lane theme={theme} state={state} />
                <span className="states__label">
                  <Mark theme={theme} state={state} />
                  <strong>B10a</strong> {tWord("state", state)}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

interface DrawnProps {
  readonly theme: ThemeId;
  readonly state: StateToken;
}

/** A stretch of the state between two of running, as a lane shows it. */
function Lane({ theme, state }: DrawnProps) {
  const canvas = useCanvas(lanePx.width, lanePx.height, (context) => {
    const tokens = themes[theme];
    context.fillStyle = tokens.sunken;
    context.fillRect(0, 0, lanePx.width, lanePx.height);
    const inset = 3;
    const room = lanePx.height - 2 * inset;
    for (const [drawn, x, width] of [
      ["run", 0, 40],
      [state, 40, 96],
      ["run", 136, 40],
    ] as const) {
      const { lane } = stateMarks[drawn];
      paintLaneBar(context, tokens, drawn, {
        x,
        y: inset + lane.top * room,
        width,
        height: lane.height * room,
        stale: false,
        rem: 16,
      });
    }
  });
  return <canvas ref={canvas} className="states__lane" data-lane={`${theme} ${state}`} />;
}

/** The mark as canvases and the scene's labels draw it. */
function Mark({ theme, state }: DrawnProps) {
  const canvas = useCanvas(markPx / 2, markPx / 2, (context) => {
    paintStateMark(context, themes[theme], state, { x: 0, y: 0, size: markPx / 2 }, false);
  });
  return <canvas ref={canvas} />;
}

/** A canvas of a size in CSS pixels, drawn once, as sharp as the screen. */
function useCanvas(width: number, height: number, draw: (context: CanvasRenderingContext2D) => void) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (element === null || context === null || context === undefined) return;
    const ratio = globalThis.devicePixelRatio;
    [element.width, element.height] = [Math.round(width * ratio), Math.round(height * ratio)];
    [element.style.width, element.style.height] = [`${width}px`, `${height}px`];
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    draw(context);
  });
  return canvas;
}
